"""The guide of a stand-up break plays its steps, tells how long was held, and says and sounds what it shows."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QStyle
from pytestqt.qtbot import QtBot

from hipbreak.core.exercise.session_plan import break_steps
from hipbreak.core.exercise.session_steps import Step
from hipbreak.core.text import session as session_text
from hipbreak.core.tracking import inputs
from hipbreak.store.routine_library import read_shipped
from hipbreak.ui.exercise.break_guide import BreakGuideWindow
from hipbreak.ui.prompt.placement import MARGIN
from hipbreak.ui.theme import tokens
from hipbreak.ui.widgets.fitted_labels import LARGE_SIZE
from tests.ui.window_actions import clipped, press, times

THIRTY = break_steps(read_shipped("pulse-30"), timedelta(seconds=30))


class Guided:
    """A guide, its clock, and all that came out of it."""

    def __init__(self, qtbot: QtBot, reduced: bool = False) -> None:
        self.now = timedelta(0)
        self.window = BreakGuideWindow(tokens.LIGHT, lambda: self.now, reduced)
        qtbot.addWidget(self.window)
        self.requested: list[object] = []
        self.heard: list[tuple[str, str]] = []
        self.signals: list[str] = []
        self.window.requested.connect(self.requested.append)
        self.window.audio_cue.connect(lambda tone, words: self.heard.append((tone, words)))
        for name in ("audio_needed", "speech_cancelled", "audio_ended"):
            getattr(self.window, name).connect(lambda name=name: self.signals.append(name))

    def wait(self, seconds: float) -> "Guided":
        until = self.now + timedelta(seconds=seconds)
        while self.now < until:
            self.now = min(self.now + timedelta(seconds=0.25), until)
            if self.window.playback.timer_active:
                self.window.playback.update()
        return self


@pytest.fixture
def guided(qtbot: QtBot) -> Iterator[Guided]:
    made = Guided(qtbot)
    made.window.begin(THIRTY)
    yield made
    made.window.close()


def test_each_step_is_shown_and_a_finished_pulse_tells_its_whole_length(guided: Guided) -> None:
    shown = []
    for step in THIRTY:
        shown.append((guided.window.verb.text(), guided.window.cue.text()))
        guided.wait(step.length.total_seconds())
    assert shown == [(step.verb, step.cue) for step in THIRTY]
    assert guided.requested == [inputs.Finish(timedelta(seconds=30))]
    assert guided.window.verb.text() == session_text.done_title()
    assert not guided.window.running and not guided.window.playback.timer_active
    guided.window.close_timer.timeout.emit()
    assert not guided.window.isVisible() and len(guided.requested) == 1


def test_it_is_heard_as_it_is_seen(guided: Guided) -> None:
    """A tone at the start, the squeeze and the release; each step said; the squeeze's last three seconds counted."""
    guided.wait(31)
    tones = [tone for tone, _ in guided.heard]
    assert tones == ["start", "", "", "press", "last3", "last3", "last3", "relax", "done"]
    words = [said for _, said in guided.heard]
    assert [f"{step.verb}. {step.cue}" for step in THIRTY] == [said for said in words if len(said) > 5]
    assert words[4:7] == ["3", "2", "1"]
    assert guided.signals == ["audio_needed", "audio_ended"]


def test_the_short_form_is_heard_too(guided: Guided) -> None:
    guided.window.begin(break_steps(read_shipped("pulse-10")))
    guided.heard.clear()
    guided.wait(17)
    assert [tone for tone, _ in guided.heard] == ["", "press", "last3", "last3", "last3", "done"]
    assert guided.requested == [inputs.Finish(timedelta(seconds=16))]


def test_a_pause_is_not_held_and_does_not_repeat_what_was_said(guided: Guided) -> None:
    assert guided.window.pause_button.text() == session_text.buttons()["pause"]
    guided.wait(7)
    press(guided.window, Qt.Key.Key_Space)
    assert not guided.window.playback.timer_active and guided.window.next.text() == session_text.paused()
    assert guided.window.pause_button.text() == session_text.buttons()["go on"]
    heard = len(guided.heard)
    guided.wait(100)
    press(guided.window, Qt.Key.Key_Space)
    assert guided.window.pause_button.text() == session_text.buttons()["pause"]
    assert guided.window.next.text() == "Then: tuck"
    assert len(guided.heard) == heard
    guided.wait(23)
    assert guided.requested == [inputs.Finish(timedelta(seconds=30))]
    assert guided.signals == ["audio_needed", "speech_cancelled", "audio_ended"]


def test_back_and_next_go_by_steps_and_what_is_passed_over_is_not_held(guided: Guided) -> None:
    assert not guided.window.back_button.isEnabled()
    guided.wait(2)
    press(guided.window, Qt.Key.Key_Right)
    assert guided.window.verb.text() == "Ribs down" and guided.window.back_button.isEnabled()
    guided.wait(5).window.back_button.click()
    assert guided.window.verb.text() == "Stand tall"
    guided.window.next_button.click()
    guided.wait(6 + 5 + 10 + 4)
    assert guided.requested == [inputs.Finish(timedelta(seconds=2 + 5 + 25))]


def test_stopped_early_it_tells_what_was_held(guided: Guided) -> None:
    guided.wait(12)
    press(guided.window, Qt.Key.Key_Escape)
    assert guided.requested == [inputs.Abandon(timedelta(seconds=12))]
    assert not guided.window.isVisible() and not guided.window.playback.timer_active
    assert guided.signals[-1] == "audio_ended"


def test_locked_it_waits_where_it_was_last_seen(guided: Guided) -> None:
    guided.wait(8)
    guided.now += timedelta(hours=1)
    guided.window.interrupt()
    assert not guided.window.playback.timer_active and guided.window.next.text() == session_text.paused()
    guided.window.interrupt()
    press(guided.window, Qt.Key.Key_Escape)
    assert guided.requested == [inputs.Abandon(timedelta(seconds=8))]


def test_a_sleep_that_nobody_announced_is_not_held(guided: Guided) -> None:
    guided.wait(8)
    guided.now += timedelta(hours=1)
    guided.window.playback.update()
    assert not guided.window.playback.timer_active and guided.window.next.text() == session_text.paused()
    assert guided.window.pause_button.text() == session_text.buttons()["go on"]
    guided.window.pause_button.click()
    guided.wait(23)
    assert guided.requested == [inputs.Finish(timedelta(seconds=30))]


def test_when_the_engine_ends_it_nothing_is_said_of_it(guided: Guided) -> None:
    guided.wait(8).window.dismiss()
    assert guided.requested == [] and not guided.window.isVisible()


def test_a_pause_that_is_forgotten_is_a_stop(guided: Guided) -> None:
    guided.wait(8).window.pause_button.click()
    assert guided.window.close_timer.isActive()
    guided.window.close_timer.timeout.emit()
    assert guided.requested == [inputs.Abandon(timedelta(seconds=8))]


def test_it_stands_where_the_card_was_and_on_its_screen(guided: Guided) -> None:
    guided.window.begin(THIRTY, QPoint(1500, 900), QRect(0, 0, 1600, 1000))
    assert guided.window.geometry().bottomRight() == QPoint(1500, 900)
    guided.window.begin(THIRTY, QPoint(300, 200), QRect(0, 0, 1600, 1000))
    title = guided.window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    assert guided.window.geometry().topLeft() == QPoint(MARGIN, title)
    guided.window.begin(THIRTY, QPoint(1599, 999), QRect(0, 0, 1600, 1000))
    assert guided.window.geometry().bottomRight() == QPoint(1599 - MARGIN, 999 - MARGIN)


def test_reduced_motion_shows_the_key_positions(qtbot: QtBot) -> None:
    guided = Guided(qtbot, reduced=True)
    guided.window.begin(THIRTY)
    guided.wait(1)
    shown = guided.window.figure.drawn()
    guided.wait(2)
    assert guided.window.figure.drawn() == shown
    guided.window.close()


def test_the_quiet_line_takes_no_room_while_there_is_nothing_to_say(guided: Guided) -> None:
    assert guided.window.notice.isHidden()
    guided.window.show_notice("Large text guides you.")
    assert guided.window.notice.isVisible()
    guided.window.show_notice("")
    assert guided.window.notice.isHidden()


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("smallest", [True, False])
@pytest.mark.parametrize("step", THIRTY, ids=lambda step: step.picture)
def test_no_word_is_cut_off(guided: Guided, step: Step, size: float, smallest: bool) -> None:
    window = guided.window
    window.setFont(times(window.font(), size))
    window.show_notice("There is no sound and no speech here: large text guides you.")
    if smallest:
        window.resize(window.minimumSizeHint().expandedTo(window.minimumSize()))
    for part in THIRTY:
        if part is step:
            break
        window.next_button.click()
    for _ in range(12):
        QApplication.processEvents()
    assert clipped(window) == []
    metrics = window.verb.fontMetrics()
    assert metrics.horizontalAdvance(window.verb.text()) <= window.verb.width()
    if size == 1.0 and not smallest:
        assert window.verb.font().pixelSize() >= LARGE_SIZE


def test_colours_can_be_changed_in_the_middle(guided: Guided) -> None:
    before = guided.window.grab().toImage()
    guided.window.set_tokens(tokens.DARK)
    assert guided.window.grab().toImage() != before


def test_something_hurts_stops_at_once_and_says_where_it_was(guided: Guided) -> None:
    hurt: list[tuple[str, str]] = []
    guided.window.pain_reported.connect(lambda move, verb: hurt.append((move, verb)))
    guided.wait(THIRTY[0].length.total_seconds() + 1)
    guided.window.pain_button.click()
    assert [type(x) for x in guided.requested] == [inputs.Abandon]
    assert hurt == [("ribs", THIRTY[1].verb)]
    assert not guided.window.isVisible()
    guided.window.begin(THIRTY)
    guided.wait(31)
    assert not guided.window.pain_button.isEnabled(), "over"
