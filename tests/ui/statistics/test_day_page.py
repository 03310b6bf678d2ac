"""The Day page: what it says of a day, and corrections through the real core."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QLocale, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QMenu, QSpinBox, QTimeEdit
from pytestqt.qtbot import QtBot

from hipbreak.core.statistics.periods import PeriodKind
from hipbreak.core.statistics.timeline import pieces_of
from hipbreak.core.text import day as day_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.core.text.day import corrections_for
from hipbreak.core.tracking import inputs
from hipbreak.ui.charts.chart_table import ChartTable
from hipbreak.ui.charts.day_timeline import DayTimeline
from hipbreak.ui.statistics.day_page import CorrectionMenu
from hipbreak.ui.statistics.partial_break_dialog import PartialBreakDialog
from hipbreak.ui.statistics.window import StatisticsWindow
from hipbreak.ui.theme import tokens
from hipbreak.ui.widgets.key_figures import KeyFigureGrid
from tests.ui.days import EVENING, FULL, day_of, written
from tests.ui.statistics.logged_days import SHORTEST, Desk, Kept, button, show_table, texts, weeks_to_full, window_of
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


def test_the_sentence_comes_first_and_the_figures_follow(qtbot: QtBot) -> None:
    said = texts(window_of(qtbot, weeks_to_full()))
    assert said[1] == "7 h 44 min at the desk, 8 breaks, longest stretch 1 h 35 min."
    pairs = dict(zip(said[1:], said, strict=False))
    assert pairs["Desk time (estimated)"] == "7 h 44 min"
    assert pairs["Breaks of 20 s or more"] == "8"
    assert pairs["3 confirmed, 5 assumed"] == "Breaks of 20 s or more"
    assert pairs["Sitting beyond 45 min"] == "1 h 9 min"
    assert pairs["Breaks per hour of sitting"] == "1.2"
    assert pairs["Prompts answered"] == "4 of 10"
    assert pairs["Posture pulses"] == "2"


def test_a_day_is_compared_with_the_last_one_recorded(qtbot: QtBot) -> None:
    said = texts(window_of(qtbot, weeks_to_full()))
    assert said[2].startswith("Longest stretch 1 h 35 min, 40 min longer than on Wednesday.")


def test_a_correction_is_offered_only_where_there_is_one(qtbot: QtBot) -> None:
    strip = window_of(qtbot, weeks_to_full()).findChild(DayTimeline)
    assert strip.hint.endswith("Click or Enter corrects it.")
    late = window_of(qtbot, Kept(weeks_to_full().facts, EVENING + timedelta(days=4)))
    late.open(PeriodKind.DAY, EVENING.date())
    assert late.findChild(DayTimeline).hint == "Point at a piece, or walk with the arrow keys, to read what it was."


def test_a_day_without_anything_reads_kindly_and_shows_no_row_of_zeros(qtbot: QtBot) -> None:
    window = window_of(qtbot, Kept([]))
    assert day_text.nothing_yet() in texts(window)
    assert not window.findChild(KeyFigureGrid).isVisible()


def test_of_a_day_and_of_its_sum_the_same_prompts_are_answered() -> None:
    assert day_of(FULL).sum.answered == 4


def test_the_table_tells_what_the_strip_tells(qtbot: QtBot) -> None:
    window = window_of(qtbot, weeks_to_full())
    strip = window.findChild(DayTimeline)
    pieces = pieces_of(day_of(FULL))
    assert window.findChild(ChartTable) is None
    table = show_table(window)
    assert table.isVisible() and not strip.isVisible()
    assert table.rows() == [statistics_text.piece_row(piece) for piece in pieces]
    assert len(strip.items) == len(pieces)
    assert window.focusWidget() is table
    assert ("14:00", "", "prompt", "", "", "no answer") in table.rows()
    assert ("10:10", "10:14", "away", "4 min", "", "break, assumed") in table.rows()
    button(window, "Table").click()
    assert strip.isVisible() and not table.isVisible()


# Corrections, with the real core behind the window


class Corrected:
    """A window on a day that goes on; what it wants happens."""

    def __init__(self, qtbot: QtBot, text: str = MORNING) -> None:
        QLocale.setDefault(QLocale("en_GB"))
        self.desk = Desk(written(text))
        self.window = StatisticsWindow(self.desk.read, lambda: self.desk.now, lambda: SHORTEST, tokens.LIGHT)
        qtbot.addWidget(self.window)
        self.window.requested.connect(self.take)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.strip = self.window.findChild(DayTimeline)

    def take(self, requested: object) -> None:
        assert isinstance(requested, inputs.Command)
        self.desk.take(requested)
        self.window.refresh()

    def told(self) -> list[str]:
        return [day_text.item_sentence(piece) for piece in self.strip.items if piece.what not in ("stand", "cue")]

    def menu_at(self, start: str, key: Qt.Key = Qt.Key.Key_Return) -> CorrectionMenu | None:
        said = next(n for n, piece in enumerate(self.strip.items) if day_text.item_sentence(piece).startswith(start))
        press(self.strip, Qt.Key.Key_Home, *[Qt.Key.Key_Right] * said, key)
        return self.window.findChild(CorrectionMenu)


def pick(menu: QMenu | None, text: str) -> None:
    assert menu is not None
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Menu])
def test_not_a_break_takes_that_break_back(qtbot: QtBot, key: Qt.Key) -> None:
    shown = Corrected(qtbot)
    pick(shown.menu_at("09:20", key), "Not a break: I was sitting")
    assert shown.told()[0] == "09:00 to 10:00, sitting, 1 h, 15 min of it beyond 45 min"


def test_i_was_sitting_takes_a_confirmed_break_back_too(qtbot: QtBot) -> None:
    shown = Corrected(qtbot)
    pick(shown.menu_at("10:30"), "Not a break: I was sitting")
    assert shown.told()[-1] == "10:10 to 11:00, sitting, 50 min, 5 min of it beyond 45 min"


def test_i_was_up_all_this_time_makes_the_stretch_a_break(qtbot: QtBot) -> None:
    shown = Corrected(qtbot)
    pick(shown.menu_at("09:25"), "I was up all this time")
    assert "09:25 to 10:00, away, 35 min: a confirmed break" in shown.told()


def test_i_was_up_for_a_part_asks_which_and_splits_the_stretch(qtbot: QtBot) -> None:
    shown = Corrected(qtbot)
    pick(shown.menu_at("09:25"), "I was up for a part of it...")
    dialog = shown.window.findChild(PartialBreakDialog)
    assert dialog.isVisible() and clipped(dialog) == []
    began, length = dialog.findChild(QTimeEdit), dialog.findChild(QSpinBox)
    assert began.time().toString("HH:mm") == "09:42"
    began.setTime(began.time().addSecs(-600))
    length.setValue(5)
    assert "A break from 09:32 to 09:37." in texts(dialog)
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    assert shown.told()[2:5] == [
        "09:25 to 09:32, sitting, 7 min",
        "09:32 to 09:37, away, 5 min: a confirmed break",
        "09:37 to 10:00, sitting, 23 min",
    ]


def test_the_part_stays_inside_its_stretch(qtbot: QtBot) -> None:
    shown = Corrected(qtbot)
    pick(shown.menu_at("09:25"), "I was up for a part of it...")
    dialog = shown.window.findChild(PartialBreakDialog)
    began, length = dialog.findChild(QTimeEdit), dialog.findChild(QSpinBox)
    assert (began.minimumTime().toString("HH:mm"), began.maximumTime().toString("HH:mm")) == ("09:25", "09:59")
    began.setTime(began.maximumTime())
    assert (length.value(), length.maximum()) == (1, 1)


def test_a_click_opens_the_menu_and_gives_its_moment_to_the_dialog(qtbot: QtBot) -> None:
    shown = Corrected(qtbot)
    place = next(
        p for p, piece in zip(shown.strip.item_rects(), shown.strip.items, strict=True) if piece.what == "sitting"
    )
    spot = QPointF(place.left() + place.width() * 0.25, place.center().y())
    QTest.mouseMove(shown.strip, spot.toPoint())
    QTest.mouseClick(shown.strip, Qt.MouseButton.LeftButton, pos=spot.toPoint())
    pick(shown.window.findChild(CorrectionMenu), "I was up for a part of it...")
    assert shown.window.findChild(PartialBreakDialog).findChild(QTimeEdit).time().toString("HH:mm") in (
        "09:04",
        "09:05",
    )


def test_a_prompt_and_time_unobserved_offer_nothing(qtbot: QtBot) -> None:
    now = EVENING
    for piece in pieces_of(day_of(FULL)):
        if piece.what in ("stand", "cue", "pulse", "unobserved"):
            assert corrections_for(piece, now) == ()


def test_what_is_too_long_ago_is_said_in_the_menu(qtbot: QtBot) -> None:
    window = window_of(qtbot, weeks_to_full())
    piece = pieces_of(day_of(FULL))[0]
    menu = CorrectionMenu(piece, EVENING + timedelta(days=3), piece.start, window)
    assert [(action.text(), action.isEnabled()) for action in menu.actions()] == [
        ("Too long ago to change: corrections reach back about a day", False)
    ]


def test_a_row_of_the_table_opens_the_same_menu(qtbot: QtBot) -> None:
    shown = Corrected(qtbot)
    table = show_table(shown.window)
    row = next(n for n, cells in enumerate(table.rows()) if cells[0] == "09:20")
    table.selectRow(row)
    table.setCurrentIndex(table.model().index(row, 0))
    press(table, Qt.Key.Key_Return)
    pick(shown.window.findChild(CorrectionMenu), "Not a break: I was sitting")
    assert table.rows()[0][:4] == ("09:00", "10:00", "sitting", "1 h")
