"""The statistics window: its pages, the way through time, and what it wants."""

import gc
import time
import weakref
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
from hipbreak.ui.statistics.page import StatisticsPage
from hipbreak.ui.statistics.window import ADVANCED, DAY, MONTH, WEEK, YEAR, StatisticsWindow
from hipbreak.ui.theme import tokens
from hipbreak.ui.theme.locale_format import qdate
from tests.store.log_generator import generate
from tests.ui.days import DATE, EVENING
from tests.ui.statistics.logged_days import SHORTEST, Kept, button, named, texts, turn, weeks_to_full, window_of
from tests.ui.window_actions import clipped, press

PAGES = (DAY, WEEK, MONTH, YEAR, ADVANCED)


def test_it_opens_with_today_says_where_you_are_and_the_strip_has_the_focus(qtbot: QtBot) -> None:
    window = window_of(qtbot, weeks_to_full())
    assert window.windowTitle() == "Today - Hipbreak"
    assert texts(window)[0] == "Thursday, 12 March 2026"
    assert window.focusWidget() is window.findChild(DayTimeline)


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
    window = window_of(qtbot, weeks_to_full())
    turn(window, page)
    assert window.windowTitle() == title


def test_nothing_is_made_or_read_before_it_is_wanted(qtbot: QtBot) -> None:
    kept = weeks_to_full()
    window = window_of(qtbot, kept)
    assert len(window.findChildren(StatisticsPage)) == 1
    assert kept.asked == [(DATE - timedelta(days=7), DATE)]
    turn(window, WEEK)
    assert len(window.findChildren(StatisticsPage)) == 2


def test_earlier_and_later_go_by_the_page_and_never_beyond_today(qtbot: QtBot) -> None:
    window = window_of(qtbot, weeks_to_full())
    earlier, later = named(window, "Earlier"), named(window, "Later")
    assert not later.isEnabled()
    earlier.click()
    assert window.windowTitle() == "Wednesday, 11 March 2026 - Hipbreak"
    later.click()
    assert window.windowTitle() == "Today - Hipbreak"
    turn(window, MONTH)
    earlier.click()
    assert window.windowTitle() == "Month, February 2026 - Hipbreak"
    later.click()
    turn(window, DAY)
    assert window.windowTitle() == "Today - Hipbreak"


def test_the_keys_do_the_same(qtbot: QtBot) -> None:
    window = window_of(qtbot, weeks_to_full())
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


def test_any_day_by_the_date_field_but_none_that_has_not_come(qtbot: QtBot) -> None:
    window = window_of(qtbot, weeks_to_full())
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


def test_a_day_without_a_record_says_so(qtbot: QtBot) -> None:
    window = window_of(qtbot, weeks_to_full())
    window.findChild(QDateEdit).setDate(qdate(date(2026, 3, 1)))
    assert "There is no record of this day." in texts(window)


def test_the_foot_says_what_it_wants(qtbot: QtBot) -> None:
    window = window_of(qtbot, weeks_to_full())
    requested: list[object] = []
    window.requested.connect(requested.append)
    button(window, "Not a break").click()
    button(window, "I was up...").click()
    for action in button(window, "Data").menu().actions():
        action.trigger()
    assert isinstance(requested[0], inputs.RevertToSitting)
    assert f"{requested[0].start:%H:%M}" == "17:05"
    assert requested[1:] == [Intent.LOG_BREAK, Intent.EXPORT, Intent.IMPORT, Intent.DELETE]
    assert "Last break at 17:05" in texts(window)
    turn(window, WEEK)
    assert "Last break at 17:05" not in texts(window)


def test_what_changed_is_read_anew_and_a_beat_costs_the_long_pages_nothing(qtbot: QtBot) -> None:
    kept = weeks_to_full()
    window = window_of(qtbot, kept)
    turn(window, MONTH)
    before = len(kept.asked)
    window.refresh(changed=False)
    assert len(kept.asked) == before
    kept.facts.clear()
    window.refresh()
    assert "There is no record of this time." in texts(window)


def test_who_looks_at_today_goes_on_looking_at_today_after_midnight(qtbot: QtBot) -> None:
    kept = weeks_to_full()
    window = window_of(qtbot, kept)
    kept.now = EVENING + timedelta(hours=8)
    window.refresh(changed=False)
    assert texts(window)[0] == "Friday, 13 March 2026"
    assert window.windowTitle() == "Today - Hipbreak"


def test_who_looks_at_another_day_stays_there(qtbot: QtBot) -> None:
    kept = weeks_to_full()
    window = window_of(qtbot, kept)
    named(window, "Earlier").click()
    kept.now = EVENING + timedelta(hours=8)
    window.refresh()
    assert texts(window)[0] == "Wednesday, 11 March 2026"


@pytest.mark.parametrize("page", PAGES)
def test_esc_closes_from_every_page(qtbot: QtBot, page: int) -> None:
    window = window_of(qtbot, weeks_to_full())
    turn(window, page)
    press(window.findChild(QTabBar), Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_it_comes_back_to_its_place(qtbot: QtBot) -> None:
    window = window_of(qtbot, weeks_to_full())
    window.setGeometry(40, 30, 700, 500)
    again = window_of(qtbot, weeks_to_full())
    assert again.restore_geometry_bytes(window.geometry_bytes())
    assert again.geometry() == window.geometry()
    assert not again.restore_geometry_bytes(b"nonsense")


def test_other_colours_reach_paper_and_text_also_on_pages_made_later(qtbot: QtBot) -> None:
    window = window_of(qtbot, weeks_to_full())
    window.set_tokens(tokens.DARK)
    turn(window, WEEK)
    label = next(x for x in window.findChildren(QLabel) if x.text() == "Standing" and x.isVisible())
    assert window.palette().window().color().name() == tokens.DARK.paper.lower()
    assert label.palette().windowText().color().name() == tokens.DARK.muted.lower()
    assert window.grab().toImage().pixelColor(4, 4).name() == tokens.DARK.paper.lower()


@pytest.mark.parametrize("larger", [1, 2])
@pytest.mark.parametrize("width", [520, 960])
@pytest.mark.parametrize("page", PAGES)
def test_no_text_is_clipped(qtbot: QtBot, page: int, width: int, larger: float) -> None:
    window = window_of(qtbot, weeks_to_full(), larger)
    turn(window, page)
    window.resize(int(width * larger), 700)
    QApplication.processEvents()
    assert clipped(window) == []
    assert window.width() <= width * larger


@pytest.mark.parametrize("page", [DAY, WEEK, MONTH])
def test_at_100_percent_day_week_and_month_do_not_scroll(qtbot: QtBot, page: int) -> None:
    window = window_of(qtbot, weeks_to_full())
    turn(window, page)
    unit = window.fontMetrics().height()
    window.resize(54 * unit, 44 * unit)
    QApplication.processEvents()
    scroll = next(s for s in window.findChildren(QScrollArea) if s.isVisible())
    assert scroll.verticalScrollBar().maximum() == 0
    assert scroll.horizontalScrollBar().maximum() == 0


def test_closed_and_deleted_nothing_of_it_stays(qtbot: QtBot) -> None:
    def parts() -> int:
        return sum(isinstance(widget, StatisticsPage | QMenu) for widget in QApplication.allWidgets())

    gc.collect()
    before = parts()  # other tests' menus may not be gone yet
    kept = weeks_to_full()
    window = StatisticsWindow(kept.read, lambda: kept.now, lambda: SHORTEST, tokens.LIGHT)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.show()
    for page in PAGES:
        turn(window, page)
    gone = weakref.ref(window)
    with qtbot.waitSignal(window.destroyed):
        window.close()
    del window
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert gone() is None
    assert parts() <= before


def test_a_log_of_years_opens_and_turns_quickly(qtbot: QtBot) -> None:
    """Bounds far above what `make bench` asks for: they catch a page that reads too much."""
    log = EventLog.in_memory()
    generate(log, days=280)
    last = date(2017, 1, 20)

    def read(first: date, until: date) -> list[Day]:
        start = datetime.combine(first, datetime.min.time(), EVENING.tzinfo) - timedelta(hours=15)
        end = start + (until - first) + timedelta(days=1, hours=30)
        if until - first <= timedelta(days=7):
            return days_of(log.between(start, end), first, until)
        return days_of(log.pieces(start, end), first, until, log.counts(start, end))

    now = datetime.combine(last, datetime.min.time(), EVENING.tzinfo) + timedelta(hours=17)
    begun = time.perf_counter()
    window = window_of(qtbot, Kept([], now))
    window.close()
    window = StatisticsWindow(read, lambda: now, lambda: SHORTEST, tokens.LIGHT)
    qtbot.addWidget(window)
    window.show()
    window.grab()
    assert time.perf_counter() - begun < 2
    for page in (WEEK, MONTH, YEAR, ADVANCED):
        begun = time.perf_counter()
        turn(window, page)
        window.grab()
        assert time.perf_counter() - begun < 2
