"""The guide of a stand-up break: its steps, the time that it reports, and its audio cues."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipbreak.core.exercise.session_plan import break_steps
from hipbreak.core.exercise.session_steps import Step
from hipbreak.core.text import session as session_text
from hipbreak.core.tracking import inputs
from hipbreak.store.routine_library import read_shipped
from hipbreak.ui.exercise.break_guide import BreakGuideWindow, WashPanel
from hipbreak.ui.theme import tokens
from hipbreak.ui.widgets.fitted_labels import BREAK_SIZE
from tests.ui.window_actions import clipped, press, settle, times

THIRTY = break_steps(read_shipped("pulse-30"), timedelta(seconds=30))


class PlayedBreak:
    """A guide, its clock, and what it has emitted."""

    def __init__(self, qtbot: QtBot, reduced: bool = False) -> None:
        self.now = timedelta(0)
        self.window = BreakGuideWindow(tokens.LIGHT, lambda: self.now, reduced)
        qtbot.addWidget(self.window)
        self.requested: list[object] = []
        self.audio_cues: list[tuple[str, str]] = []
        self.signals: list[str] = []
        self.window.requested.connect(self.requested.append)
        self.window.audio_cue.connect(lambda tone, text: self.audio_cues.append((tone, text)))
        for name in ("audio_needed", "speech_cancelled", "audio_ended"):
            getattr(self.window, name).connect(lambda name=name: self.signals.append(name))

    def wait(self, seconds: float) -> "PlayedBreak":
        until = self.now + timedelta(seconds=seconds)
        while self.now < until:
            self.now = min(self.now + timedelta(seconds=0.25), until)
            if self.window.playback.timer.isActive():
                self.window.playback.update()
        return self


@pytest.fixture
def played(qtbot: QtBot) -> Iterator[PlayedBreak]:
    created = PlayedBreak(qtbot)
    created.window.begin(THIRTY)
    yield created
    created.window.close()


def test_each_step_is_shown_and_finish_has_the_whole_length(played: PlayedBreak) -> None:
    shown = []
    for step in THIRTY:
        shown.append((played.window.verb.text(), played.window.cue.text()))
        played.wait(step.length.total_seconds())
    assert shown == [(step.verb, step.cue) for step in THIRTY]
    assert played.requested == [inputs.Finish(timedelta(seconds=30))]
    assert played.window.verb.text() == session_text.done_title()
    assert not played.window.running and not played.window.playback.timer.isActive()
    played.window.close_timer.timeout.emit()
    assert not played.window.isVisible() and len(played.requested) == 1


def test_the_count_starts_after_four_seconds_to_get_up(qtbot: QtBot) -> None:
    played = PlayedBreak(qtbot)
    played.window.begin(break_steps(read_shipped("pulse-30"), timedelta(seconds=30), get_up=True))
    assert (played.window.verb.text(), played.window.ring.count) == ("Up you get", "↑")
    assert played.window.accessibleDescription() == "Up you get. The count starts in a moment."
    played.wait(4)
    assert (played.window.verb.text(), played.window.ring.count) == (THIRTY[0].verb, "5")
    played.wait(30)
    assert played.requested == [inputs.Finish(timedelta(seconds=30))]


def test_stopped_before_the_count_no_time_is_reported(qtbot: QtBot) -> None:
    played = PlayedBreak(qtbot)
    played.window.begin(break_steps(read_shipped("pulse-30"), timedelta(seconds=30), get_up=True))
    played.wait(3).window.close()
    assert played.requested == [inputs.Abandon(timedelta(0))]


def test_the_end_is_announced(played: PlayedBreak) -> None:
    played.wait(31)
    assert played.window.accessibleDescription() == "Done. Stay up as long as you like."


def test_staying_up_is_two_minutes_of_standing(played: PlayedBreak) -> None:
    assert not played.window.stay_button.isVisible()
    played.wait(30)
    played.window.stay_button.click()
    assert played.requested[1:] == [inputs.StayUp()]
    assert not played.window.close_timer.isActive()
    assert (played.window.verb.text(), played.window.ring.count) == ("Staying up", "2:00")
    played.now += timedelta(seconds=61)
    played.window.stay_timer.timeout.emit()
    assert played.window.ring.count == "59"
    played.now += timedelta(seconds=59)
    played.window.stay_timer.timeout.emit()
    assert played.requested[2:] == [inputs.Sit()]
    assert not played.window.isVisible() and not played.window.stay_timer.isActive()


def test_staying_up_ends_with_the_window_or_an_absence(played: PlayedBreak) -> None:
    played.wait(30)
    played.window.stay_button.click()
    press(played.window, Qt.Key.Key_Escape)
    assert played.requested[1:] == [inputs.StayUp(), inputs.Sit()]
    played.window.begin(THIRTY)
    assert played.window.pause_button.isVisible() and not played.window.stay_button.isVisible()
    played.wait(30)
    played.window.stay_button.click()
    played.window.interrupt()
    assert not played.window.isVisible()
    assert played.requested[-1] == inputs.StayUp(), "the absence ended the standing"


def test_audio_cues_of_the_long_form(played: PlayedBreak) -> None:
    """Tones at the start, the squeeze and the release; each step is spoken, and the squeeze's last three seconds."""
    played.wait(31)
    tones = [tone for tone, _ in played.audio_cues]
    assert tones == ["start", "", "", "press", "last3", "last3", "last3", "relax", "done"]
    texts = [text for _, text in played.audio_cues]
    assert [f"{step.verb}. {step.cue}" for step in THIRTY] == [text for text in texts if len(text) > 5]
    assert texts[4:7] == ["3", "2", "1"]
    assert played.signals == ["audio_needed", "audio_ended"]


def test_audio_cues_of_the_short_form(played: PlayedBreak) -> None:
    played.window.begin(break_steps(read_shipped("pulse-10")))
    played.audio_cues.clear()
    played.wait(17)
    assert [tone for tone, _ in played.audio_cues] == ["", "press", "last3", "last3", "last3", "done"]
    assert played.requested == [inputs.Finish(timedelta(seconds=16))]


def test_a_pause_is_not_counted_and_repeats_no_cue(played: PlayedBreak) -> None:
    assert played.window.pause_button.text() == session_text.buttons()["pause"]
    played.wait(7)
    press(played.window, Qt.Key.Key_Space)
    assert not played.window.playback.timer.isActive() and played.window.next.text() == session_text.paused()
    assert played.window.pause_button.text() == session_text.buttons()["resume"]
    cue_count = len(played.audio_cues)
    played.wait(100)
    press(played.window, Qt.Key.Key_Space)
    assert played.window.pause_button.text() == session_text.buttons()["pause"]
    assert played.window.next.text() == "Then: tuck"
    assert len(played.audio_cues) == cue_count
    played.wait(23)
    assert played.requested == [inputs.Finish(timedelta(seconds=30))]
    assert played.signals == ["audio_needed", "speech_cancelled", "audio_ended"]


def test_back_and_next_go_by_steps_and_skipped_time_is_not_counted(played: PlayedBreak) -> None:
    played.wait(2)
    press(played.window, Qt.Key.Key_Right)
    assert played.window.verb.text() == "Ribs down" and played.window.dots.count == (2, 5)
    played.wait(5)
    press(played.window, Qt.Key.Key_Left)
    assert played.window.verb.text() == "Stand tall"
    played.window.next_button.click()
    played.wait(6 + 5 + 10 + 4)
    assert played.requested == [inputs.Finish(timedelta(seconds=2 + 5 + 25))]


def test_the_arrow_keys_follow_the_direction_of_texts(played: PlayedBreak) -> None:
    played.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    played.wait(2)
    press(played.window, Qt.Key.Key_Left)
    assert played.window.dots.count == (2, 5)
    press(played.window, Qt.Key.Key_Right)
    assert played.window.dots.count == (1, 5)


def test_abandon_has_the_time_played(played: PlayedBreak) -> None:
    played.wait(12)
    press(played.window, Qt.Key.Key_Escape)
    assert played.requested == [inputs.Abandon(timedelta(seconds=12))]
    assert not played.window.isVisible() and not played.window.playback.timer.isActive()
    assert played.signals[-1] == "audio_ended"


def test_interrupt_pauses_at_the_last_moment_shown(played: PlayedBreak) -> None:
    played.wait(8)
    played.now += timedelta(hours=1)
    played.window.interrupt()
    assert not played.window.playback.timer.isActive() and played.window.next.text() == session_text.paused()
    played.window.interrupt()
    press(played.window, Qt.Key.Key_Escape)
    assert played.requested == [inputs.Abandon(timedelta(seconds=8))]


def test_an_unannounced_suspend_is_not_counted(played: PlayedBreak) -> None:
    played.wait(8)
    played.now += timedelta(hours=1)
    played.window.playback.update()
    assert not played.window.playback.timer.isActive() and played.window.next.text() == session_text.paused()
    assert played.window.pause_button.text() == session_text.buttons()["resume"]
    played.window.pause_button.click()
    played.wait(23)
    assert played.requested == [inputs.Finish(timedelta(seconds=30))]


def test_dismiss_emits_no_request(played: PlayedBreak) -> None:
    played.wait(8).window.dismiss()
    assert played.requested == [] and not played.window.isVisible()


def test_a_long_pause_stops_the_break(played: PlayedBreak) -> None:
    played.wait(8).window.pause_button.click()
    assert played.window.close_timer.isActive()
    played.window.close_timer.timeout.emit()
    assert played.requested == [inputs.Abandon(timedelta(seconds=8))]


def test_reduced_motion_shows_the_key_positions(qtbot: QtBot) -> None:
    played = PlayedBreak(qtbot, reduced=True)
    played.window.begin(THIRTY)
    played.wait(1)
    shown = played.window.figure.drawn()
    played.wait(2)
    assert played.window.figure.drawn() == shown
    played.window.close()


def test_the_notice_is_hidden_while_empty(played: PlayedBreak) -> None:
    assert played.window.notice.isHidden()
    played.window.show_notice("Large text guides you.")
    assert played.window.notice.isVisible()
    played.window.show_notice("")
    assert played.window.notice.isHidden()


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("smallest", [True, False])
@pytest.mark.parametrize("step", THIRTY, ids=lambda step: step.picture)
def test_no_text_is_clipped(played: PlayedBreak, step: Step, size: float, smallest: bool) -> None:
    window = played.window
    window.setFont(times(window.font(), size))
    window.show_notice("There is no sound and no speech here. Large text guides you.")
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
        assert window.verb.font().pixelSize() >= BREAK_SIZE


def test_colours_can_be_changed_during_a_break(played: PlayedBreak) -> None:
    before = played.window.grab().toImage()
    played.window.set_tokens(tokens.DARK)
    assert played.window.grab().toImage() != before


def test_pain_pauses_the_break_and_reports_the_move(played: PlayedBreak) -> None:
    pains: list[tuple[str, str]] = []
    played.window.pain_reported.connect(lambda move, verb: pains.append((move, verb)))
    played.wait(THIRTY[0].length.total_seconds() + 1)
    played.window.pain_button.click()
    assert played.requested == []
    assert pains == [("ribs", THIRTY[1].verb)]
    assert not played.window.isVisible() and not played.window.playback.running
    played.wait(60)
    played.window.go_on()
    assert played.window.isVisible() and played.window.playback.running
    assert played.window.verb.text() == THIRTY[1].verb
    played.window.pain_button.click()
    played.window.close()
    assert [type(x) for x in played.requested] == [inputs.Abandon]
    played.window.begin(THIRTY)
    played.wait(31)
    assert not played.window.pain_button.isEnabled(), "after the break"


def test_f11_makes_all_larger_and_fills_the_screen(played: PlayedBreak) -> None:
    window = played.window
    before = (window.verb.font().pixelSize(), window.next.fontInfo().pixelSize())
    press(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert window.verb.font().pixelSize() > before[0] and window.next.fontInfo().pixelSize() > 1.5 * before[1]
    press(window, Qt.Key.Key_F11)
    assert not window.isFullScreen() and window.next.fontInfo().pixelSize() == before[1]
    press(window, Qt.Key.Key_F11)
    window.close()
    window.begin(THIRTY)
    assert not window.isFullScreen()


def test_the_dots_count_the_steps_without_getting_up(qtbot: QtBot) -> None:
    played = PlayedBreak(qtbot)
    played.window.begin(break_steps(read_shipped("pulse-30"), timedelta(seconds=30), get_up=True))
    assert played.window.dots.count == (0, 5)
    played.wait(5)
    assert played.window.dots.count == (1, 5) and played.window.dots.accessibleName() == "Step 1 of 5"
    played.wait(30)
    assert played.window.dots.count == (0, 0)


@pytest.mark.parametrize("has_pictures", [True, False])
def test_without_pictures_the_words_have_the_whole_width(qtbot: QtBot, has_pictures: bool) -> None:
    played = PlayedBreak(qtbot)
    window = played.window
    window.begin(THIRTY if has_pictures else [replace(step, picture="") for step in THIRTY])
    settle()
    assert window.figure.isVisible() is window.findChild(WashPanel).isVisible() is has_pictures
    left = window.ring.mapTo(window, window.ring.rect().topLeft()).x()
    assert (left > window.width() / 2) is has_pictures
    window.close()
