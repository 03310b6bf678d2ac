"""The self-test: both legs, three answers each, no score."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipbreak.core.facts.programme_facts import SelfTested
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.ui.exercise.self_test_window import SelfTestWindow
from hipbreak.ui.figure.view import FigureView, StillFigure
from hipbreak.ui.intents import ReportPain
from hipbreak.ui.theme import tokens
from hipbreak.ui.widgets.scroll_page import ScrollPage
from tests.ui.programmes import NOW
from tests.ui.statistics.logged_days import texts
from tests.ui.window_actions import clipped, press


class OpenSelfTest:
    """The open self-test."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = SelfTestWindow(lambda: NOW, tokens.LIGHT)
        qtbot.addWidget(self.window)
        self.requested: list[object] = []
        self.window.requested.connect(self.requested.append)
        self.window.begin()

    def next(self, times: int = 1) -> None:
        for _ in range(times):
            self.window.next.click()

    def figures(self) -> list[FigureView]:
        return [figure for figure in self.window.findChildren(FigureView) if figure.isVisible()]


def test_each_leg_has_three_steps_and_an_answer(qtbot: QtBot) -> None:
    opened = OpenSelfTest(qtbot)
    assert texts(opened.window)[0] == "Right leg, step 1 of 3"
    assert texts(opened.window)[1] == "Sit on the edge of the bed, with half of each thigh on it. Take your time."
    assert len(opened.figures()) == 1
    opened.next()
    assert texts(opened.window)[1].startswith("Hug the left knee")
    opened.next()
    assert "Where does the right thigh come to rest?" in texts(opened.window)
    assert all(isinstance(figure, StillFigure) for figure in opened.figures())
    assert len(opened.figures()) == 2
    assert not opened.window.next.isEnabled()
    opened.window.answers["floats"].click()
    opened.next()
    assert texts(opened.window)[0] == "Left leg, step 1 of 3"
    opened.next(2)
    assert not any(choice.isChecked() for choice in opened.window.answers.values())
    opened.window.answers["not sure"].click()
    opened.next()
    assert opened.requested == [RecordFact(SelfTested(NOW, left="not sure", right="floats"))]
    assert not opened.window.isVisible()


def test_the_answers_are_positions_and_what_floating_can_mean_is_shown(qtbot: QtBot) -> None:
    opened = OpenSelfTest(qtbot)
    opened.next(2)
    choices = opened.window.answers
    assert [choice.button.accessibleName() for choice in choices.values()] == [
        "Level or lower",
        "Higher than level",
        "Not sure",
    ]
    assert not [text for text in texts(opened.window) if "less room" in text]
    choices["floats"].click()
    assert [text for text in texts(opened.window) if "less room" in text and "not a diagnosis" in text]
    choices["rests"].click()
    assert not [text for text in texts(opened.window) if "less room" in text]


def test_back_keeps_the_answer_which_can_be_changed(qtbot: QtBot) -> None:
    opened = OpenSelfTest(qtbot)
    assert not opened.window.back.isEnabled()
    opened.next(2)
    opened.window.answers["rests"].click()
    opened.next()
    opened.window.back.click()
    assert opened.window.answers["rests"].isChecked()
    opened.window.answers["floats"].click()
    opened.next(3)
    opened.window.answers["rests"].click()
    opened.next()
    assert opened.requested == [RecordFact(SelfTested(NOW, left="rests", right="floats"))]


def test_the_note_is_shown_at_every_step(qtbot: QtBot) -> None:
    opened = OpenSelfTest(qtbot)
    for step in range(6):
        assert "A rough self-check, easily fooled by an arching back; not a diagnosis." in texts(opened.window)
        QApplication.processEvents()
        assert clipped(opened.window) == []
        if step % 3 == 2:
            opened.window.answers["rests"].click()
        opened.next()


@pytest.mark.parametrize("leave", [lambda window: press(window, Qt.Key.Key_Escape), lambda window: window.stop.click()])
def test_esc_and_stop_discard_the_answers(qtbot: QtBot, leave: Callable[[SelfTestWindow], None]) -> None:
    opened = OpenSelfTest(qtbot)
    opened.next(2)
    opened.window.answers["rests"].click()
    leave(opened.window)
    assert not opened.window.isVisible()
    opened.window.begin()
    assert texts(opened.window)[0] == "Right leg, step 1 of 3"
    opened.next(2)
    assert not any(choice.isChecked() for choice in opened.window.answers.values())
    assert opened.requested == []


def test_the_figure_uses_the_available_height(qtbot: QtBot) -> None:
    window = OpenSelfTest(qtbot).window
    bar = window.findChild(ScrollPage).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    (figure,) = [figure for figure in window.findChildren(FigureView) if figure.isVisible()]
    assert figure.height() > 300


def test_pain_closes_it_without_an_answer(qtbot: QtBot) -> None:
    opened = OpenSelfTest(qtbot)
    opened.next()
    opened.window.pain.click()
    (report,) = opened.requested
    assert isinstance(report, ReportPain)
    assert (report.routine, report.move, report.at) == ("self-test", "hug", "Right leg, step 2 of 3")
    assert not opened.window.isVisible()
    report.go_on()
    assert opened.window.isVisible() and texts(opened.window)[0] == "Right leg, step 2 of 3"
