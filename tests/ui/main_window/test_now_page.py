"""The page Now: the state, its answers, and the day."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from hipbreak.core.tracking import inputs
from hipbreak.ui.charts.day_timeline import DayTimeline
from hipbreak.ui.intents import Intent
from hipbreak.ui.main_window.now_page import NowPage
from hipbreak.ui.theme.tokens import LIGHT
from hipbreak.ui.widgets.status_ring import StatusRing
from tests.ui import tracker_states
from tests.ui.days import EVENING
from tests.ui.statistics.logged_days import LoggedDays, recorded_weeks, source_of, texts, twelve_weeks
from tests.ui.tracker_states import Tracker
from tests.ui.window_actions import clipped, lay_out, text_of


class Shown:
    """A visible page, and its requests."""

    def __init__(self, qtbot: QtBot, tracker: Tracker, log: LoggedDays | None = None) -> None:
        self.log = log or recorded_weeks()
        self.notice = ""
        self.view = NowPage(source_of(self.log), LIGHT, lambda: self.notice)
        qtbot.addWidget(self.view)
        self.requested: list[object] = []
        self.view.requested.connect(self.requested.append)
        self.view.show_status(tracker.status)
        self.view.resize(740, 680)
        with qtbot.waitExposed(self.view):
            self.view.show()

    def button(self, text: str) -> QPushButton:
        found = self.view.findChildren(QPushButton)
        return next(b for b in found if b.isVisible() and b.text().replace("&", "") == text)


def test_it_says_what_is_going_on_and_what_comes_next(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.sitting())
    assert {"Sitting 23 min.", "Next stand-up in 7 to 22 min."} <= set(texts(shown.view))
    assert shown.view.findChild(StatusRing).accessibleName() == "23 min"
    assert "7 h 44 min at the desk, 8 breaks, longest stretch 1 h 35 min." in texts(shown.view)
    assert shown.view.initial_focus() is shown.button("Stand up now")


@pytest.mark.parametrize(
    ("tracker", "down", "pressed", "expected"),
    [
        (tracker_states.sitting(), "Sitting", "Standing", inputs.Stand()),
        (tracker_states.standing(), "Standing", "Sitting", inputs.Sit()),
        (tracker_states.time_to_sit(), "Standing", "Sit down", inputs.Sit()),
        (tracker_states.declared_away(), "Away", "Sitting", inputs.Sit()),
        (tracker_states.sitting(), "Sitting", "Stand up now", inputs.Start("stand")),
        (tracker_states.sitting(), "Sitting", "I was up...", Intent.LOG_BREAK),
    ],
)
def test_buttons_request_what_they_say(
    qtbot: QtBot, tracker: Tracker, down: str, pressed: str, expected: object
) -> None:
    shown = Shown(qtbot, tracker)
    assert shown.requested == [], "showing a state requests nothing"
    assert shown.button(down).isChecked()
    shown.button(pressed).click()
    assert shown.requested == [expected]


def test_away_is_offered_only_where_nothing_can_tell(qtbot: QtBot) -> None:
    buttons = Shown(qtbot, tracker_states.sitting()).view.findChildren(QPushButton)
    assert not any(button.text() == "Away" and button.isVisible() for button in buttons)


def test_refreshing_reads_the_day_again(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.sitting())
    timeline = shown.view.findChild(DayTimeline)
    before = len(timeline.items)
    shown.log.facts = shown.log.facts[: len(shown.log.facts) // 2]
    shown.view.refresh()
    assert len(timeline.items) < before


def test_what_is_not_in_the_log_is_named_until_it_is(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.sitting())
    shown.notice = "These days may lack entries: 2026-03-02."
    shown.view.refresh()
    assert shown.notice in texts(shown.view)
    shown.notice = ""
    shown.view.refresh()
    assert not any("lost" in text for text in texts(shown.view))


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("tracker", [tracker_states.sitting(), tracker_states.declared_away()])
def test_no_text_is_clipped(qtbot: QtBot, tracker: Tracker, scale: float) -> None:
    with text_of(scale):
        shown = Shown(qtbot, tracker)
        lay_out()
        assert clipped(shown.view) == []


@pytest.mark.parametrize(("weekday", "is_compared"), [(4, True), (3, False)])
def test_on_a_friday_one_line_compares_the_week(qtbot: QtBot, weekday: int, is_compared: bool) -> None:
    log = twelve_weeks()
    log.now = EVENING + timedelta(days=weekday - EVENING.weekday())
    view = NowPage(source_of(log))
    qtbot.addWidget(view)
    view.show()
    line = "This week: 0.9 breaks an hour, last week 0.9; 7 % beyond 45 min, last week 13 %."
    assert (line in texts(view)) is is_compared


def test_the_standing_is_compared_with_a_target_if_there_is_one(qtbot: QtBot) -> None:
    log, target = recorded_weeks(), [0]
    view = NowPage(source_of(log, standing_share=lambda: target[0]), LIGHT)
    qtbot.addWidget(view)
    view.show()
    assert not [text for text in texts(view) if text.startswith("Stood")]
    target[0] = 30
    view.refresh()
    (line,) = [text for text in texts(view) if text.startswith("Stood")]
    assert line.replace("\N{NO-BREAK SPACE}", " ") == "Stood 1 h 1 min of 7 h 44 min at the desk, 13 % of your 30 %."
