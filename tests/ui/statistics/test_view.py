"""The statistics window: its pages, navigation in time, and its requests."""

import gc
import time
import weakref
from contextlib import ExitStack
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QLabel, QMenu, QScrollArea, QTabBar
from pytestqt.qtbot import QtBot

from hipbreak.core.statistics.daily import Day, days_of
from hipbreak.core.tracking import inputs
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.ui.charts.day_timeline import DayTimeline
from hipbreak.ui.intents import Intent
from hipbreak.ui.statistics.data_source import StatisticsSource
from hipbreak.ui.statistics.page import StatisticsPage
from hipbreak.ui.statistics.view import ADVANCED, DAY, MONTH, WEEK, YEAR, TrendsView
from hipbreak.ui.theme import tokens
from hipbreak.ui.theme.locale_format import qdate
from tests.store.log_generator import generate
from tests.ui.days import DATE, EVENING
from tests.ui.statistics.logged_days import (
    SHORTEST,
    LoggedDays,
    button,
    button_named,
    recorded_weeks,
    show_page,
    source_of,
    texts,
    window_of,
)
from tests.ui.window_actions import clipped

PAGES = (DAY, WEEK, MONTH, YEAR, ADVANCED)


def test_it_opens_with_today_and_the_focus_on_the_timeline(qtbot: QtBot) -> None:
    window = window_of(qtbot, recorded_weeks())
    assert window.windowTitle() == "Today - Hipbreak"
    assert texts(window)[0] == "Thursday, 12 March 2026"
    assert window.initial_focus() is window.findChild(DayTimeline)


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (WEEK, "Week, 09/03/2026 to 15/03/2026 - Hipbreak"),
        (MONTH, "Month, March 2026 - Hipbreak"),
        (YEAR, "Year, 2026 - Hipbreak"),
        (ADVANCED, "Advanced, 09/03/2026 to 15/03/2026 - Hipbreak"),
    ],
)
def test_every_page_has_its_title(qtbot: QtBot, page: int, title: str) -> None:
    window = window_of(qtbot, recorded_weeks())
    show_page(window, page)
    assert window.windowTitle() == title


def test_pages_are_created_and_data_read_when_first_shown(qtbot: QtBot) -> None:
    log = recorded_weeks()
    window = window_of(qtbot, log)
    assert len(window.findChildren(StatisticsPage)) == 1
    assert log.ranges_read == [(DATE - timedelta(days=7), DATE)]
    show_page(window, WEEK)
    assert len(window.findChildren(StatisticsPage)) == 2


def test_earlier_and_later_move_by_period_up_to_today(qtbot: QtBot) -> None:
    window = window_of(qtbot, recorded_weeks())
    earlier, later = button_named(window, "Earlier"), button_named(window, "Later")
    assert not later.isEnabled()
    earlier.click()
    assert window.windowTitle() == "Wednesday, 11 March 2026 - Hipbreak"
    later.click()
    assert window.windowTitle() == "Today - Hipbreak"
    show_page(window, MONTH)
    earlier.click()
    assert window.windowTitle() == "Month, February 2026 - Hipbreak"
    later.click()
    show_page(window, DAY)
    assert window.windowTitle() == "Today - Hipbreak"


def test_navigation_by_keyboard(qtbot: QtBot) -> None:
    window = window_of(qtbot, recorded_weeks())
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.windowTitle() == "Tuesday, 10 March 2026 - Hipbreak"
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.windowTitle() == "Wednesday, 11 March 2026 - Hipbreak"
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    assert window.windowTitle() == "Today - Hipbreak"
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert window.findChild(QTabBar).currentIndex() == WEEK


def test_the_date_field_goes_to_any_day_up_to_today(qtbot: QtBot) -> None:
    window = window_of(qtbot, recorded_weeks())
    field = window.findChild(QDateEdit)
    assert field.maximumDate() == qdate(DATE)
    field.setDate(qdate(date(2026, 3, 3)))
    assert texts(window)[:2] == [
        "Tuesday, 3 March 2026",
        "2 h 10 min at the desk, 2 breaks, longest stretch 1 h 10 min.",
    ]
    button(window, "Today").click()
    assert window.windowTitle() == "Today - Hipbreak"
    assert field.date() == qdate(DATE)


def test_a_day_without_a_record(qtbot: QtBot) -> None:
    window = window_of(qtbot, recorded_weeks())
    window.findChild(QDateEdit).setDate(qdate(date(2026, 3, 1)))
    assert "There is no record of this day." in texts(window)


def test_the_footer_emits_requests(qtbot: QtBot) -> None:
    window = window_of(qtbot, recorded_weeks())
    requested: list[object] = []
    window.requested.connect(requested.append)
    button(window, "Not a break").click()
    button(window, "I was up...").click()
    for action in button(window, "Data").menu().actions():
        action.trigger()
    assert isinstance(requested[0], inputs.RevertToSitting)
    assert f"{requested[0].start:%H:%M}" == "17:05"
    assert requested[1:] == [
        Intent.LOG_BREAK,
        Intent.REPORT,
        Intent.EXPORT,
        Intent.IMPORT,
        Intent.HISTORY,
        Intent.DELETE,
        Intent.RESTORE,
    ]
    assert "Last break at 17:05" in texts(window)
    show_page(window, WEEK)
    assert "Last break at 17:05" not in texts(window)


def test_refresh_reads_again_only_after_changes(qtbot: QtBot) -> None:
    log = recorded_weeks()
    window = window_of(qtbot, log)
    show_page(window, MONTH)
    before = len(log.ranges_read)
    window.refresh(changed=False)
    assert len(log.ranges_read) == before
    log.facts.clear()
    window.refresh()
    assert "Nothing is recorded here yet. Each hour at the desk adds to it." in texts(window)


def test_the_page_of_today_follows_midnight(qtbot: QtBot) -> None:
    log = recorded_weeks()
    window = window_of(qtbot, log)
    log.now = EVENING + timedelta(hours=8)
    window.refresh(changed=False)
    assert texts(window)[0] == "Friday, 13 March 2026"
    assert window.windowTitle() == "Today - Hipbreak"


def test_the_page_of_another_day_stays(qtbot: QtBot) -> None:
    log = recorded_weeks()
    window = window_of(qtbot, log)
    button_named(window, "Earlier").click()
    log.now = EVENING + timedelta(hours=8)
    window.refresh()
    assert texts(window)[0] == "Wednesday, 11 March 2026"


def test_colours_apply_also_to_pages_created_later(qtbot: QtBot) -> None:
    window = window_of(qtbot, recorded_weeks())
    window.set_tokens(tokens.DARK)
    show_page(window, WEEK)
    label = next(x for x in window.findChildren(QLabel) if x.text() == "Longest stretch" and x.isVisible())
    assert window.palette().window().color().name() == tokens.DARK.paper.lower()
    assert label.palette().color(label.foregroundRole()).name() == tokens.DARK.muted.lower()
    assert window.grab().toImage().pixelColor(4, 4).name() == tokens.DARK.paper.lower()


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("width", [520, 960])
@pytest.mark.parametrize("page", PAGES)
def test_no_text_is_clipped(qtbot: QtBot, page: int, width: int, scale: float) -> None:
    window = window_of(qtbot, recorded_weeks(), scale)
    show_page(window, page)
    window.resize(int(width * scale), 700)
    QApplication.processEvents()
    assert clipped(window) == []
    assert window.width() <= width * scale


@pytest.mark.parametrize("page", [DAY, WEEK, MONTH])
def test_day_week_and_month_do_not_scroll_at_the_initial_size(qtbot: QtBot, page: int) -> None:
    window = window_of(qtbot, recorded_weeks())
    show_page(window, page)
    unit = window.fontMetrics().height()
    window.resize(54 * unit, 44 * unit)
    QApplication.processEvents()
    scroll = next(s for s in window.findChildren(QScrollArea) if s.isVisible())
    assert scroll.verticalScrollBar().maximum() == 0
    assert scroll.horizontalScrollBar().maximum() == 0


def test_a_closed_window_is_deleted_with_its_parts(qtbot: QtBot) -> None:
    def widgets() -> int:
        return sum(isinstance(widget, StatisticsPage | QMenu) for widget in QApplication.allWidgets())

    gc.collect()
    before = widgets()  # menus of other tests may still exist
    log = recorded_weeks()
    window = TrendsView(source_of(log), tokens.LIGHT)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.show()
    for page in PAGES:
        show_page(window, page)
    reference = weakref.ref(window)
    with qtbot.waitSignal(window.destroyed):
        window.close()
    del window
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert reference() is None
    assert widgets() <= before


def test_a_long_log_is_shown_quickly(stack: ExitStack, qtbot: QtBot) -> None:
    """The limits are far above those of `make bench`; they find a page that reads too much."""
    event_log = stack.enter_context(EventLog.in_memory())
    generate(event_log, days=280)
    last = date(2017, 1, 20)

    def read(first: date, until: date) -> list[Day]:
        start = datetime.combine(first, datetime.min.time(), EVENING.tzinfo) - timedelta(hours=15)
        end = start + (until - first) + timedelta(days=1, hours=30)
        if until - first <= timedelta(days=7):
            return days_of(event_log.between(start, end), first, until)
        return days_of(event_log.intervals(start, end), first, until, event_log.counts(start, end))

    now = datetime.combine(last, datetime.min.time(), EVENING.tzinfo) + timedelta(hours=17)
    start_time = time.thread_time()
    window = window_of(qtbot, LoggedDays([], now))
    window.close()
    window = TrendsView(StatisticsSource(read, lambda: now, lambda: SHORTEST), tokens.LIGHT)
    qtbot.addWidget(window)
    window.show()
    window.grab()
    assert time.thread_time() - start_time < 2
    for page in (WEEK, MONTH, YEAR, ADVANCED):
        start_time = time.thread_time()
        show_page(window, page)
        window.grab()
        assert time.thread_time() - start_time < 2
