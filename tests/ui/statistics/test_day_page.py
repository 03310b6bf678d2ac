"""The Day page: its texts and figures, and corrections through the real core."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QLocale, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QMenu, QSpinBox, QTimeEdit
from pytestqt.qtbot import QtBot

from hipbreak.core.statistics.periods import PeriodKind
from hipbreak.core.statistics.timeline import items_of
from hipbreak.core.text import day as day_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.core.text.day import corrections_for
from hipbreak.core.tracking import inputs
from hipbreak.ui.charts.chart_table import ChartTable
from hipbreak.ui.charts.day_timeline import DayTimeline
from hipbreak.ui.statistics.day_page import CorrectionMenu
from hipbreak.ui.statistics.partial_break_dialog import PartialBreakDialog
from hipbreak.ui.statistics.view import TrendsView
from hipbreak.ui.theme import tokens
from hipbreak.ui.widgets.key_figures import KeyFigureGrid
from tests.ui.days import EVENING, FULL, day_of, trace_lines
from tests.ui.statistics.logged_days import (
    CorrectableLog,
    LoggedDays,
    button,
    recorded_weeks,
    rows_of,
    show_table,
    source_of,
    texts,
    window_of,
)
from tests.ui.window_actions import clipped, press

MORNING = """
09:00 active
09:20 lock
09:25 unlock
10:00 lock
10:10 unlock
10:30 standing
10:50 sitting
11:00 end
"""


def test_the_summary_and_the_figures(qtbot: QtBot) -> None:
    window = window_of(qtbot, recorded_weeks())
    assert {"Longest stretch", "Standing"} <= set(texts(window)) and "Posture pulses" not in texts(window)
    button(window, "&More").click()
    shown_texts = texts(window)
    assert shown_texts[1] == "7 h 44 min at the desk, 8 breaks, longest stretch 1 h 35 min."
    pairs = dict(zip(shown_texts[1:], shown_texts, strict=False))
    assert pairs["Desk time (estimated)"] == "7 h 44 min"
    assert pairs["Breaks of 20 s or more"] == "8"
    assert pairs["3 confirmed, 5 assumed"] == "Breaks of 20 s or more"
    assert pairs["Sitting beyond 45 min"] == "1 h 9 min"
    assert pairs["Breaks per hour of sitting"] == "1.2"
    assert pairs["Prompts followed by standing up within 5 min"] == "1 of 4"
    assert pairs["Posture pulses"] == "2"


def test_a_day_is_compared_with_the_last_recorded_one(qtbot: QtBot) -> None:
    shown_texts = texts(window_of(qtbot, recorded_weeks()))
    assert shown_texts[2].startswith("Longest stretch 1 h 35 min, 40 min longer than on Wednesday.")


def test_the_hint_mentions_corrections_only_if_possible(qtbot: QtBot) -> None:
    timeline = window_of(qtbot, recorded_weeks()).findChild(DayTimeline)
    assert timeline.hint.endswith("Click or Enter corrects it.")
    later = window_of(qtbot, LoggedDays(recorded_weeks().facts, EVENING + timedelta(days=4)))
    later.open(PeriodKind.DAY, EVENING.date())
    assert later.findChild(DayTimeline).hint == "Point at an item, or move with the arrow keys, to read what it was."


def test_an_empty_day_shows_a_note_and_no_figures(qtbot: QtBot) -> None:
    window = window_of(qtbot, LoggedDays([]))
    assert day_text.nothing_yet() in texts(window)
    assert not window.findChild(KeyFigureGrid).isVisible()


def test_the_table_has_the_items_of_the_timeline(qtbot: QtBot) -> None:
    window = window_of(qtbot, recorded_weeks())
    timeline = window.findChild(DayTimeline)
    items = items_of(day_of(FULL))
    assert window.findChild(ChartTable) is None
    table = show_table(window)
    assert table.isVisible() and not timeline.isVisible()
    assert rows_of(table) == [statistics_text.item_row(item) for item in items]
    assert len(timeline.items) == len(items)
    assert window.focusWidget() is table
    assert ("14:00", "", "prompt", "", "", "no answer") in rows_of(table)
    assert ("10:10", "10:14", "away", "4 min", "", "break, assumed") in rows_of(table)
    button(window, "Table").click()
    assert timeline.isVisible() and not table.isVisible()


# Corrections, with the real core


class CorrectableDay:
    """A window on the present day, whose requests are applied."""

    def __init__(self, qtbot: QtBot) -> None:
        QLocale.setDefault(QLocale("en_GB"))
        self.log = CorrectableLog(trace_lines(MORNING))
        self.window = TrendsView(source_of(self.log), tokens.LIGHT)
        qtbot.addWidget(self.window)
        self.window.requested.connect(self.apply)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.timeline = self.window.findChild(DayTimeline)

    def apply(self, requested: object) -> None:
        assert isinstance(requested, inputs.Command)
        self.log.apply(requested)
        self.window.refresh()

    def item_texts(self) -> list[str]:
        return [day_text.item_sentence(item) for item in self.timeline.items if item.what not in ("stand", "cue")]

    def menu_at(self, start: str, key: Qt.Key = Qt.Key.Key_Return) -> CorrectionMenu | None:
        index = next(n for n, item in enumerate(self.timeline.items) if day_text.item_sentence(item).startswith(start))
        press(self.timeline, Qt.Key.Key_Home, *[Qt.Key.Key_Right] * index, key)
        return self.window.findChild(CorrectionMenu)


def choose(menu: QMenu | None, text: str) -> None:
    assert menu is not None
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Menu])
def test_not_a_break_withdraws_the_break(qtbot: QtBot, key: Qt.Key) -> None:
    shown = CorrectableDay(qtbot)
    choose(shown.menu_at("09:20", key), "Not a break: I was sitting")
    assert shown.item_texts()[0] == "09:00 to 10:00, sitting, 1 h, 15 min of it beyond 45 min"


def test_not_a_break_withdraws_a_confirmed_break(qtbot: QtBot) -> None:
    shown = CorrectableDay(qtbot)
    choose(shown.menu_at("10:30"), "Not a break: I was sitting")
    assert shown.item_texts()[-1] == "10:10 to 11:00, sitting, 50 min, 5 min of it beyond 45 min"


def test_i_was_up_all_this_time_makes_the_bout_a_break(qtbot: QtBot) -> None:
    shown = CorrectableDay(qtbot)
    choose(shown.menu_at("09:25"), "I was up all this time")
    assert "09:25 to 10:00, away, 35 min: a confirmed break" in shown.item_texts()


def test_i_was_up_for_a_part_opens_a_dialog_and_splits_the_bout(qtbot: QtBot) -> None:
    shown = CorrectableDay(qtbot)
    choose(shown.menu_at("09:25"), "I was up for a part of it...")
    dialog = shown.window.findChild(PartialBreakDialog)
    assert dialog.isVisible() and clipped(dialog) == []
    began, length = dialog.findChild(QTimeEdit), dialog.findChild(QSpinBox)
    assert began.time().toString("HH:mm") == "09:42"
    began.setTime(began.time().addSecs(-600))
    length.setValue(5)
    assert "A break from 09:32 to 09:37." in texts(dialog)
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    assert shown.item_texts()[2:5] == [
        "09:25 to 09:32, sitting, 7 min",
        "09:32 to 09:37, away, 5 min: a confirmed break",
        "09:37 to 10:00, sitting, 23 min",
    ]


def test_the_part_stays_within_the_bout(qtbot: QtBot) -> None:
    shown = CorrectableDay(qtbot)
    choose(shown.menu_at("09:25"), "I was up for a part of it...")
    dialog = shown.window.findChild(PartialBreakDialog)
    began, length = dialog.findChild(QTimeEdit), dialog.findChild(QSpinBox)
    assert (began.minimumTime().toString("HH:mm"), began.maximumTime().toString("HH:mm")) == ("09:25", "09:59")
    began.setTime(began.maximumTime())
    assert (length.value(), length.maximum()) == (1, 1)


def test_a_click_opens_the_menu_and_its_time_is_used_by_the_dialog(qtbot: QtBot) -> None:
    shown = CorrectableDay(qtbot)
    rect = next(
        p for p, item in zip(shown.timeline.item_rects(), shown.timeline.items, strict=True) if item.what == "sitting"
    )
    position = QPointF(rect.left() + rect.width() * 0.25, rect.center().y())
    QTest.mouseMove(shown.timeline, position.toPoint())
    QTest.mouseClick(shown.timeline, Qt.MouseButton.LeftButton, pos=position.toPoint())
    choose(shown.window.findChild(CorrectionMenu), "I was up for a part of it...")
    assert shown.window.findChild(PartialBreakDialog).findChild(QTimeEdit).time().toString("HH:mm") in (
        "09:04",
        "09:05",
    )


def test_prompts_and_unobserved_time_have_no_corrections(qtbot: QtBot) -> None:
    now = EVENING
    for item in items_of(day_of(FULL)):
        if item.what in ("stand", "cue", "pulse", "unobserved"):
            assert corrections_for(item, now) == ()


def test_the_menu_shows_that_a_time_is_too_long_ago(qtbot: QtBot) -> None:
    window = window_of(qtbot, recorded_weeks())
    item = items_of(day_of(FULL))[0]
    menu = CorrectionMenu(item, EVENING + timedelta(days=3), item.start, window)
    assert [(action.text(), action.isEnabled()) for action in menu.actions()] == [
        ("Too long ago to change: corrections reach back about a day", False)
    ]


def test_a_row_of_the_table_opens_the_same_menu(qtbot: QtBot) -> None:
    shown = CorrectableDay(qtbot)
    table = show_table(shown.window)
    row = next(n for n, cells in enumerate(rows_of(table)) if cells[0] == "09:20")
    table.selectRow(row)
    table.setCurrentIndex(table.model().index(row, 0))
    press(table, Qt.Key.Key_Return)
    choose(shown.window.findChild(CorrectionMenu), "Not a break: I was sitting")
    assert rows_of(table)[0][:4] == ("09:00", "10:00", "sitting", "1 h")
