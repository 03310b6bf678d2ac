"""The Today window: given days, it says them; clicked, it wants that."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from hipbreak.core import day_words as words
from hipbreak.core import inputs
from hipbreak.core.statistics import Day
from hipbreak.ui import tokens
from hipbreak.ui.pairs import Pairs
from hipbreak.ui.strip import DayStrip
from hipbreak.ui.today import TodayWindow
from hipbreak.ui.wishes import Wish
from tests.ui.days import EMPTY, EVENING, FULL, day_of, week_to
from tests.ui.windows import clipped, press, times

SHORTEST = timedelta(seconds=20)


def window_of(qtbot: QtBot, day: Day, now: datetime = EVENING, larger: float = 1) -> TodayWindow:
    QLocale.setDefault(QLocale("en_GB"))
    window = TodayWindow(tokens.LIGHT)
    qtbot.addWidget(window)
    window.setFont(times(window.font(), larger))
    window.show_days(week_to(day), now, SHORTEST)
    window.show()
    qtbot.waitExposed(window)
    return window


def texts(window: TodayWindow) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def button(window: TodayWindow, text: str) -> QPushButton:
    return next(b for b in window.findChildren(QPushButton) if b.text() == text)


def test_the_sentence_comes_first_and_the_figures_follow(qtbot: QtBot) -> None:
    said = texts(window_of(qtbot, day_of(FULL)))
    assert said[:2] == ["Thursday, 12 March 2026", "7 h 44 min at the desk, 8 breaks, longest stretch 1 h 35 min."]
    pairs = dict(zip(said[1:], said, strict=False))
    assert pairs["Desk time (estimated)"] == "7 h 44 min"
    assert pairs["Breaks of 20 s or more"] == "8"
    assert pairs["3 confirmed, 5 assumed"] == "Breaks of 20 s or more"
    assert pairs["Sitting beyond 45 min"] == "1 h 9 min"
    assert pairs["Breaks per hour of sitting"] == "1.2"
    assert pairs["Prompts answered"] == "4 of 10"
    assert pairs["Posture pulses"] == "2"


def test_a_day_without_anything_reads_kindly_and_shows_no_row_of_zeros(qtbot: QtBot) -> None:
    window = window_of(qtbot, EMPTY)
    assert words.nothing_yet() in texts(window)
    assert not window.findChild(Pairs).isVisible()
    assert not button(window, "Not a break").isVisible()


def test_not_a_break_and_i_was_up_say_what_they_want(qtbot: QtBot) -> None:
    window = window_of(qtbot, day_of(FULL))
    wanted: list[object] = []
    window.wanted.connect(wanted.append)
    button(window, "Not a break").click()
    button(window, "I was up...").click()
    assert isinstance(wanted[0], inputs.Undo)
    assert wanted[1] is Wish.LOG_BREAK
    assert "Last break at 17:05" in texts(window)


def test_esc_closes_also_from_the_strip(qtbot: QtBot) -> None:
    window = window_of(qtbot, day_of(FULL))
    press(window.findChild(DayStrip), Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_it_says_where_you_are_and_the_strip_has_the_focus(qtbot: QtBot) -> None:
    window = window_of(qtbot, day_of(FULL))
    assert window.windowTitle() == "Today - Hipbreak"
    assert window.focusWidget() is window.findChild(DayStrip)


def test_it_comes_back_to_its_place(qtbot: QtBot) -> None:
    window = window_of(qtbot, day_of(FULL))
    window.setGeometry(40, 30, 700, 500)
    again = window_of(qtbot, day_of(FULL))
    assert again.restore(window.place())
    assert again.geometry() == window.geometry()
    assert not again.restore(b"nonsense")


def test_other_colours_reach_paper_and_text(qtbot: QtBot) -> None:
    window = window_of(qtbot, day_of(FULL))
    window.set_tokens(tokens.DARK)
    label = next(label for label in window.findChildren(QLabel) if label.text() == "Standing")
    assert window.palette().window().color().name() == tokens.DARK.paper.lower()
    assert label.palette().windowText().color().name() == tokens.DARK.muted.lower()
    assert window.grab().toImage().pixelColor(4, 4).name() == tokens.DARK.paper.lower()


@pytest.mark.parametrize("larger", [1, 1.5, 2])
@pytest.mark.parametrize("width", [480, 900])
def test_no_text_is_clipped(qtbot: QtBot, larger: float, width: int) -> None:
    window = window_of(qtbot, day_of(FULL), larger=larger)
    window.resize(int(width * larger), 600)
    QApplication.processEvents()
    assert clipped(window) == []


def test_at_100_percent_nothing_scrolls(qtbot: QtBot) -> None:
    window = window_of(qtbot, day_of(FULL))
    unit = window.fontMetrics().height()
    window.resize(54 * unit, 42 * unit)
    QApplication.processEvents()
    scroll = window.findChild(QScrollArea)
    assert scroll.verticalScrollBar().maximum() == 0
    assert scroll.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("width", [180, 420, 900])
def test_figures_with_the_longest_words_take_the_columns_they_need(qtbot: QtBot, width: int) -> None:
    pairs = Pairs()
    qtbot.addWidget(pairs)
    long = ("11 Std. 44 Min.", "Bildschirmarbeitszeitabschätzung", "davon 3 bestätigt, 5 angenommen")
    pairs.show_pairs([long] * 9, tokens.LIGHT)
    pairs.show()
    wide = max(width, pairs.minimumSizeHint().width())
    pairs.resize(wide, pairs.heightForWidth(wide))
    QApplication.processEvents()
    assert clipped(pairs) == []
