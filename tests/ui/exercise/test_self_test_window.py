"""The guided self-test: both legs, three answers each, and nothing that sounds like a score."""

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


class Taken:
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


def test_each_leg_is_set_up_looked_at_and_answered(qtbot: QtBot) -> None:
    taken = Taken(qtbot)
    assert texts(taken.window)[:2] == ["Right leg, step 1 of 3", "Sit on the very edge of the bed. Take your time."]
    assert len(taken.figures()) == 1
    taken.next()
    assert texts(taken.window)[1].startswith("Hug the left knee")
    taken.next()
    assert "Where does the right thigh come to rest?" in texts(taken.window)
    assert all(isinstance(figure, StillFigure) for figure in taken.figures())
    assert len(taken.figures()) == 2
    assert not taken.window.next.isEnabled()
    taken.window.answers["floats"].click()
    taken.next()
    assert texts(taken.window)[0] == "Left leg, step 1 of 3"
    taken.next(2)
    assert not any(choice.isChecked() for choice in taken.window.answers.values())
    taken.window.answers["not sure"].click()
    taken.next()
    assert taken.requested == [RecordFact(SelfTested(NOW, left="not sure", right="floats"))]
    assert not taken.window.isVisible()


def test_back_keeps_the_answer_and_lets_it_be_changed(qtbot: QtBot) -> None:
    taken = Taken(qtbot)
    assert not taken.window.back.isEnabled()
    taken.next(2)
    taken.window.answers["rests"].click()
    taken.next()
    taken.window.back.click()
    assert taken.window.answers["rests"].isChecked()
    taken.window.answers["floats"].click()
    taken.next(3)
    taken.window.answers["rests"].click()
    taken.next()
    assert taken.requested == [RecordFact(SelfTested(NOW, left="rests", right="floats"))]


def test_it_is_said_at_every_step_that_it_is_rough(qtbot: QtBot) -> None:
    taken = Taken(qtbot)
    for step in range(6):
        assert "A rough self-check, easily fooled by an arching back; not a diagnosis." in texts(taken.window)
        QApplication.processEvents()
        assert clipped(taken.window) == []
        if step % 3 == 2:
            taken.window.answers["rests"].click()
        taken.next()


@pytest.mark.parametrize("leave", [lambda window: press(window, Qt.Key.Key_Escape), lambda window: window.stop.click()])
def test_left_with_esc_or_stop_nothing_is_kept_and_it_begins_anew(
    qtbot: QtBot, leave: Callable[[SelfTestWindow], None]
) -> None:
    taken = Taken(qtbot)
    taken.next(2)
    taken.window.answers["rests"].click()
    leave(taken.window)
    assert not taken.window.isVisible()
    taken.window.begin()
    assert texts(taken.window)[0] == "Right leg, step 1 of 3"
    taken.next(2)
    assert not any(choice.isChecked() for choice in taken.window.answers.values())
    assert taken.requested == []


def test_the_figure_takes_the_room_there_is_and_asks_for_no_more(qtbot: QtBot) -> None:
    window = Taken(qtbot).window
    bar = window.findChild(ScrollPage).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    (figure,) = [figure for figure in window.findChildren(FigureView) if figure.isVisible()]
    assert figure.height() > 300


def test_something_hurts_ends_it_at_once_and_keeps_no_answer(qtbot: QtBot) -> None:
    taken = Taken(qtbot)
    taken.next()
    taken.window.pain.click()
    assert taken.requested == [ReportPain("self-test", "hug", "Right leg, step 2 of 3")]
    assert not taken.window.isVisible()
