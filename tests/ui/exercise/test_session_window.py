"""The session window plays any routine: every step once, and pause, back, next, speed, more time, stop, resume."""

from datetime import timedelta
from itertools import count

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipbreak.core.exercise import player
from hipbreak.core.exercise.player import PlayerPosition
from hipbreak.core.exercise.session_plan import lengths
from hipbreak.core.exercise.session_steps import StepKind, StepPart, audio_cues, length
from hipbreak.core.facts.programme_facts import SelfTested, SessionDone, SessionRated, WalkDone
from hipbreak.core.tracking import inputs
from hipbreak.ui.exercise.session_controls import SessionAction
from hipbreak.ui.exercise.session_window import SessionWindow
from hipbreak.ui.theme import tokens
from tests.core.exercise.shipped import NAMES, routine
from tests.ui.sessions import MINI, MORNING, at, opened, started

SECOND = timedelta(seconds=1)


def test_the_mini_routine_shows_every_step_once_and_is_logged(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.play_to_end()
        assert [position.step for position in played.steps_shown] == list(MINI)
        assert played.seconds == round(lengths(routine("mini")).total.total_seconds())
        assert played.request_names() == ["Start", "Finish", "RecordFact"]
        (done,) = played.recorded_facts()
        assert isinstance(done, SessionDone)
        assert (done.routine, done.extent, done.percent) == ("mini", "whole", 100)
        assert done.held == sum((step.length for step in MINI if step.part is StepPart.EXERCISE), timedelta(0))
        assert played.window.stack.currentWidget() is played.window.summary
        assert not played.window.playback.timer.isActive()


def test_the_mini_routine_plays_by_its_own_timer(qtbot: QtBot) -> None:
    """With the real timer and event loop, and a clock that advances a tenth of a second each time it is read."""
    reads = count()
    window = SessionWindow(tokens.LIGHT, lambda: next(reads) * SECOND / 10, lambda: MORNING)
    qtbot.addWidget(window)
    steps_shown, requested = list[PlayerPosition](), list[object]()
    window.playback.step_changed.connect(steps_shown.append)
    window.requested.connect(requested.append)
    window.open(routine("mini"))

    def continue_at_changes(position: PlayerPosition) -> None:
        if position.step.waits_at_once:
            QTimer.singleShot(0, lambda: window.perform(SessionAction.NEXT))

    window.playback.step_changed.connect(continue_at_changes)
    with qtbot.waitSignal(window.playback.ended, timeout=90_000):
        window.overview.start_button.click()
    assert [position.step for position in steps_shown] == list(MINI)
    start, finish, record = requested
    assert start == inputs.Start("routine")
    whole, changes = length(MINI), length(step for step in MINI if step.kind is StepKind.CHANGE)
    assert isinstance(finish, inputs.Finish) and finish.held is not None
    assert whole - changes < finish.held < whole
    assert (
        isinstance(record, inputs.RecordFact) and isinstance(record.fact, SessionDone) and record.fact.extent == "whole"
    )
    assert record.fact.held == sum((step.length for step in MINI if step.part is StepPart.EXERCISE), timedelta(0))
    assert not window.playback.timer.isActive()
    window.close()


def test_audio_cues_are_emitted_in_order(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.play_to_end()
        expected = []
        for step in MINI:
            expected += [(step.tone, step.speech), *((cue.tone, cue.speech) for cue in audio_cues(step))]
        expected[0] = ("start", expected[0][1])
        assert played.audio_cues == [*expected, ("done", "Done.")]


@pytest.mark.parametrize("name", NAMES)
def test_every_routine_plays_to_its_end(qtbot: QtBot, name: str) -> None:
    with started(qtbot, name) as played:
        while played.window.playback.player:
            if played.window.playback.waiting:
                played.window.perform(SessionAction.NEXT)
            played.wait(5)
        assert "Finish" in played.request_names()


def test_sides_are_named_and_mirrored_and_repetitions_counted(qtbot: QtBot) -> None:
    with started(qtbot, "full") as played:
        view, mirrored = played.window.player_view, {}
        while played.window.playback.player:
            step = played.steps_shown[-1].step
            if step.side:
                mirrored[view.side.text()] = view.figure.drawn().mirrored
            if step.kind is StepKind.WORK and step.count and step.title.startswith("Heel"):
                assert view.dots.count == (step.count[0], 10) and view.ring.below == ""
                assert int(view.ring.count) <= 2, "the seconds of this repetition"
            played.wait(1)
        assert mirrored == {"Right side": False, "Left side": True}


def test_a_rest_previews_the_next_step(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.wait(at(StepKind.REST))
        view = played.window.player_view
        assert view.verb.text() == "Rest"
        assert view.next.text() == "Hold the split squat"
        assert view.preview.isVisible()
        played.wait(12)
        assert view.verb.text() == "Lower slowly" and view.next.text() == "Hold the split squat"


def test_the_middle_of_a_long_hold_is_shown_and_spoken(qtbot: QtBot) -> None:
    hold = MINI[[step.kind for step in MINI].index(StepKind.HOLD)]
    assert hold.length >= 20 * SECOND
    with started(qtbot) as played:
        played.wait(at(StepKind.HOLD) + hold.length.total_seconds() / 2)
        assert played.window.player_view.ring.below == "Halfway."
        assert any(text.startswith("Halfway.") for _, text in played.audio_cues)
        played.wait(3)
        assert played.window.player_view.ring.below == ""
        assert played.window.player_view.dots.count == (1, 2)
        assert played.window.player_view.dots.accessibleName() == "1 of 2"


def test_what_one_should_feel_is_on_the_screen(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.wait(at(StepKind.PRESS))
        felt = played.window.player_view.feel
        assert felt.isVisible() and felt.text().startswith("What to feel: A lengthening at the front of the thigh")


def test_f11_makes_all_larger_until_the_end_and_continues_nothing(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        window, view = played.window, played.window.player_view
        played.wait(at(StepKind.PRESS))
        before = view.next.fontInfo().pixelSize()
        played.press(Qt.Key.Key_F11)
        assert window.isFullScreen() and view.next.fontInfo().pixelSize() > 1.5 * before
        assert view.controls.large.text() == "Sma&ller"
        view.controls.large.click()
        assert not window.isFullScreen() and view.next.fontInfo().pixelSize() == before
        played.press(Qt.Key.Key_F11)
        window.perform(SessionAction.STOP)
        assert not window.isFullScreen()


def test_pause_stops_the_timer_and_resume_repeats_no_cue(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.wait(at(StepKind.PRESS) + 1)
        cue_count, position = len(played.audio_cues), played.window.playback.position()
        played.press(Qt.Key.Key_Space)
        assert not played.window.playback.timer.isActive()
        assert played.window.player_view.ring.below == "Paused"
        played.wait(60)
        assert played.window.playback.position() == position
        played.press(Qt.Key.Key_Space)
        assert played.window.playback.timer.isActive()
        assert len(played.audio_cues) == cue_count
        played.play_to_end()
        assert played.seconds == round(lengths(routine("mini")).total.total_seconds()) + 60


def test_a_long_pause_closes_the_window(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.wait(40).press(Qt.Key.Key_Space)
        assert played.window.close_timer.isActive()
        played.window.close_timer.timeout.emit()
        assert not played.window.isVisible() and played.window.unfinished
        assert played.request_names() == ["Start", "Abandon"]


def test_back_and_next_go_by_stations(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        assert not played.window.player_view.controls.back.isEnabled()
        played.wait(1).press(Qt.Key.Key_Right)
        assert played.window.player_view.verb.text() == "Breathe in"
        played.press(Qt.Key.Key_N)
        assert played.window.player_view.verb.text() == "Press"
        played.press(Qt.Key.Key_Left)
        assert played.window.player_view.verb.text() == "Breathe in"
        played.wait(4).press(Qt.Key.Key_Left)
        assert (played.window.player_view.verb.text(), played.steps_shown[-1].step.count) == ("Breathe in", (1, 4))


def test_speed_does_not_change_holds(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.window.player_view.controls.speeds.setCurrentIndex(5)
        played.play_to_end()
        fixed = sum((step.length for step in MINI if step.fixed), timedelta(0))
        rest = sum((step.length for step in MINI if not step.fixed), timedelta(0))
        assert played.seconds == round((fixed + rest / 2).total_seconds())


def test_more_time_only_between_exercises(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        more = played.window.player_view.controls.more
        left = played.window.playback.position().left
        assert more.isEnabled()
        played.press(Qt.Key.Key_M)
        assert played.window.playback.position().left - left == 20 * SECOND
        played.press(Qt.Key.Key_Right)
        assert not more.isEnabled()


def test_stop_logs_the_part_done(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.wait(at(StepKind.HOLD)).press(Qt.Key.Key_Escape)
        (done,) = played.recorded_facts()
        assert isinstance(done, SessionDone)
        assert done.extent == "core" and 0 < done.percent < 100
        assert "short version is done" in played.window.summary.text.text()
        assert played.window.isVisible()
        played.press(Qt.Key.Key_Escape)
        assert not played.window.isVisible()


def test_a_session_stopped_before_any_exercise_is_not_logged(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.wait(3).press(Qt.Key.Key_Escape)
        assert played.request_names() == ["Start", "Abandon"]
        assert "nothing is logged" in played.window.summary.text.text()


def test_a_closed_session_can_be_resumed_and_completed(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.wait(at(StepKind.HOLD) + 5)
        played.window.close()
        assert not played.window.playback.timer.isActive() and not played.recorded_facts()
        played.wait(3_600)
        played.window.open(routine("mini"))
        assert played.window.overview.resume_button.isVisible()
        assert "% done" in played.window.overview.about.text()
        assert played.window.focusWidget() is played.window.overview.resume_button
        played.window.overview.resume_button.click()
        assert played.window.player_view.verb.text() == "Lower slowly"
        played.play_to_end()
        assert played.request_names() == ["Start", "Abandon", "Start", "Finish", "RecordFact"]
        (done,) = played.recorded_facts()
        assert isinstance(done, SessionDone) and done.extent == "whole"
        first, last = played.requested[1], played.requested[3]
        assert isinstance(first, inputs.Abandon) and isinstance(last, inputs.Finish)
        assert first.held and last.held
        assert first.held + last.held < timedelta(seconds=played.seconds - 3_600) + SECOND


def test_opening_another_routine_logs_the_session_left(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.wait(60)
        played.window.close()
        played.window.open(routine("full"))
        assert not played.window.overview.resume_button.isVisible()
        (done,) = played.recorded_facts()
        assert isinstance(done, SessionDone) and (done.routine, done.extent) == ("mini", "part")


def test_starting_over_logs_the_session_left(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.wait(60)
        played.window.close()
        played.window.open(routine("mini"))
        played.window.overview.start_button.click()
        assert len(played.recorded_facts()) == 1
        assert played.window.playback.position().index == 0


def test_an_announced_suspend_pauses_the_session(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.wait(at(StepKind.PRESS))
        position = played.window.playback.position()
        played.now += timedelta(hours=2)
        played.window.interrupt()
        assert played.window.playback.position() == position
        assert not played.window.playback.timer.isActive() and played.request_names() == ["Start"], (
            "the engine detects the suspend by itself"
        )
        played.press(Qt.Key.Key_Space)
        assert played.window.playback.timer.isActive() and played.request_names() == ["Start"]


@pytest.mark.parametrize("first", ["timer", "next", "stop", "close"])
def test_an_unannounced_suspend_is_not_counted(qtbot: QtBot, first: str) -> None:
    """Whether the timer or an action of the person comes first after it."""
    with started(qtbot) as played:
        played.wait(60)
        held = player.held(played.window.playback.paused_player(), timedelta(0))
        played.now += timedelta(hours=2)
        if first == "timer":
            played.window.playback.update()
            assert not played.window.playback.timer.isActive()
            assert played.window.player_view.ring.below == "Paused" and played.window.close_timer.isActive()
        elif first == "close":
            played.window.close()
        else:
            played.window.perform(SessionAction(first))
        if first != "stop":
            assert player.held(played.window.playback.paused_player(), timedelta(0)) == held
            played.window.abandon()
        (done,) = played.recorded_facts()
        assert isinstance(done, SessionDone) and done.held == held


def test_dismiss_emits_no_request(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.wait(30)
        played.window.dismiss()
        assert played.request_names() == ["Start"] and not played.window.playback.timer.isActive()
        played.press(Qt.Key.Key_Space)
        assert played.request_names() == ["Start", "Start"]


def test_the_walk_is_logged_as_a_walk(qtbot: QtBot) -> None:
    with started(qtbot, "walk") as played:
        played.play_to_end()
        (done,) = played.recorded_facts()
        assert isinstance(done, WalkDone) and done.held == timedelta(minutes=5)


def test_the_self_test_logs_both_answers(qtbot: QtBot) -> None:
    with started(qtbot, "self-test") as played:
        for answer in ("rests", "not sure"):
            assert not played.window.player_view.answers.isVisible()
            played.wait(60)
            assert played.window.player_view.answers.isVisible()
            played.press(Qt.Key.Key_X)
            played.window.player_view.answers.buttons[answer].click()
        (seen,) = played.recorded_facts()
        assert isinstance(seen, SelfTested) and (seen.right, seen.left) == ("rests", "not sure")


def test_reduced_motion_shows_key_poses_and_no_breathing_ring(qtbot: QtBot) -> None:
    with opened(qtbot, reduced=True) as played:
        played.window.overview.start_button.click()
        played.wait(at(StepKind.IN))
        view = played.window.player_view
        shown = view.figure.drawn()
        played.wait(1)
        assert view.figure.drawn() == shown
        assert view.ring.breath == 1.0


def test_the_ring_breathes(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.wait(at(StepKind.IN))
        ring = played.window.player_view.ring
        small = ring.breath
        played.wait(1.25)
        assert ring.breath > small
        played.wait(2)
        assert ring.breath < 0.95


def test_no_timer_runs_behind_a_closed_window(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.wait(5)
        assert played.window.playback.timer.isActive()
        played.window.close()
        QApplication.processEvents()
        assert not played.window.playback.timer.isActive() and not played.window.close_timer.isActive()


def test_at_the_end_one_tap_says_how_it_felt(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.play_to_end()
        summary, before = played.window.summary, len(played.recorded_facts())
        assert summary.question.text() == "How did it feel?"
        assert [button.text() for button in summary.efforts.values()] == ["Easy", "Just right", "Hard"]
        summary.efforts["hard"].click()
        (rated,) = played.recorded_facts()[before:]
        assert isinstance(rated, SessionRated) and (rated.routine, rated.effort) == ("mini", "hard")
        assert summary.question.text() == "Noted: hard."
        assert not any(button.isVisible() for button in summary.efforts.values())
        assert played.window.focusWidget() is summary.close_button


def test_without_exercise_nothing_is_asked_at_the_end(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.window.perform(SessionAction.STOP)
        summary = played.window.summary
        assert not summary.question.isVisible() and not summary.progress.isVisible()
        assert not any(button.isVisible() for button in summary.efforts.values())
