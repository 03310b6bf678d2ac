"""The session window plays any routine: every step once, and pause, back, next, speed, more time, stop, go on."""

from datetime import timedelta
from itertools import count

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipbreak.core.exercise import player
from hipbreak.core.exercise.player import PlayerPosition
from hipbreak.core.exercise.session_plan import lengths
from hipbreak.core.exercise.session_steps import StepKind, StepPart, audio_cues
from hipbreak.core.facts.programme_facts import SelfTested, SessionDone, WalkDone
from hipbreak.core.tracking import inputs
from hipbreak.ui.exercise.session_controls import SessionAction
from hipbreak.ui.exercise.session_window import SessionWindow
from hipbreak.ui.theme import tokens
from tests.core.exercise.shipped import NAMES, routine
from tests.ui.sessions import MINI, MORNING, at, begun, opened

SECOND = timedelta(seconds=1)


def test_a_whole_mini_routine_shows_every_step_once_and_is_logged_whole(qtbot: QtBot) -> None:
    with begun(qtbot) as played:
        played.through()
        assert [place.step for place in played.stepped] == list(MINI)
        assert played.seconds == round(lengths(routine("mini")).total.total_seconds())
        assert played.words() == ["Start", "Finish", "RecordFact"]
        (done,) = played.notes()
        assert isinstance(done, SessionDone)
        assert (done.routine, done.extent, done.percent) == ("mini", "whole", 100)
        assert done.held == sum((step.length for step in MINI if step.part is StepPart.EXERCISE), timedelta(0))
        assert played.window.stack.currentWidget() is played.window.summary
        assert not played.window.playback.timer_active


def test_a_whole_mini_routine_plays_by_its_own_timer(qtbot: QtBot) -> None:
    """The window's real timer and event loop, with a clock that goes a tenth of a second at each look at it."""
    looks = count()
    window = SessionWindow(tokens.LIGHT, lambda: next(looks) * SECOND / 10, lambda: MORNING)
    qtbot.addWidget(window)
    stepped, requested = list[PlayerPosition](), list[object]()
    window.playback.step_changed.connect(stepped.append)
    window.requested.connect(requested.append)
    window.open(routine("mini"))
    with qtbot.waitSignal(window.playback.ended, timeout=90_000):
        window.overview.start_button.click()
    assert [place.step for place in stepped] == list(MINI)
    start, finish, note = requested
    assert start == inputs.Start("routine")
    assert finish == inputs.Finish(sum((step.length for step in MINI), timedelta(0)))
    assert isinstance(note, inputs.RecordFact) and isinstance(note.fact, SessionDone) and note.fact.extent == "whole"
    assert note.fact.held == sum((step.length for step in MINI if step.part is StepPart.EXERCISE), timedelta(0))
    assert not window.playback.timer_active
    window.close()


def test_each_step_and_sign_is_heard_in_its_turn(qtbot: QtBot) -> None:
    with begun(qtbot) as played:
        played.through()
        expected = []
        for step in MINI:
            expected += [(step.tone, step.speech), *((sign.tone, sign.speech) for sign in audio_cues(step))]
        expected[0] = ("start", expected[0][1])
        assert played.heard == [*expected, ("done", "Done.")]


@pytest.mark.parametrize("name", NAMES)
def test_every_routine_plays_to_its_end(qtbot: QtBot, name: str) -> None:
    with begun(qtbot, name) as played:
        while played.window.playback.player:
            if played.window.playback.waiting:
                played.window.perform(SessionAction.NEXT)
            played.wait(5)
        assert "Finish" in played.words()


def test_sides_are_said_and_mirrored_and_repetitions_are_counted(qtbot: QtBot) -> None:
    with begun(qtbot, "full") as played:
        stage, mirrored = played.window.player_view, {}
        while played.window.playback.player:
            step = played.stepped[-1].step
            if step.side:
                mirrored[stage.side.text()] = stage.figure.drawn().mirrored
            if step.kind is StepKind.WORK and step.count and step.title.startswith("Heel"):
                assert (stage.ring.count, stage.ring.below) == (str(step.count[0]), "of 10")
            played.wait(1)
        assert mirrored == {"Right side": False, "Left side": True}


def test_a_rest_previews_what_comes(qtbot: QtBot) -> None:
    with begun(qtbot) as played:
        played.wait(at(StepKind.REST))
        stage = played.window.player_view
        assert stage.verb.text() == "Rest"
        assert stage.next.text() == "Hold the split squat"
        assert stage.preview.isVisible()
        played.wait(12)
        assert stage.verb.text() == "Lower slowly" and stage.next.text() == "Hold the split squat"


def test_the_middle_of_a_long_hold_is_seen_as_well_as_heard(qtbot: QtBot) -> None:
    hold = MINI[[step.kind for step in MINI].index(StepKind.HOLD)]
    assert hold.length >= 20 * SECOND
    with begun(qtbot) as played:
        played.wait(at(StepKind.HOLD) + hold.length.total_seconds() / 2)
        assert played.window.player_view.ring.below == "Halfway."
        assert any(words.startswith("Halfway.") for _, words in played.heard)
        played.wait(3)
        assert played.window.player_view.ring.below == "1 of 2"


def test_pause_stands_still_without_a_timer_and_goes_on_without_saying_it_again(qtbot: QtBot) -> None:
    with begun(qtbot) as played:
        played.wait(at(StepKind.PRESS) + 1)
        heard, place = len(played.heard), played.window.playback.position()
        played.press(Qt.Key.Key_Space)
        assert not played.window.playback.timer_active
        assert played.window.player_view.ring.below == "Paused"
        played.wait(60)
        assert played.window.playback.position() == place
        played.press(Qt.Key.Key_Space)
        assert played.window.playback.timer_active
        assert len(played.heard) == heard
        played.through()
        assert played.seconds == round(lengths(routine("mini")).total.total_seconds()) + 60


def test_a_pause_that_is_forgotten_puts_the_session_away(qtbot: QtBot) -> None:
    with begun(qtbot) as played:
        played.wait(40).press(Qt.Key.Key_Space)
        assert played.window.close_timer.isActive()
        played.window.close_timer.timeout.emit()
        assert not played.window.isVisible() and played.window.unfinished
        assert played.words() == ["Start", "Abandon"]


def test_back_and_next_go_by_stops(qtbot: QtBot) -> None:
    with begun(qtbot) as played:
        assert not played.window.player_view.controls.back.isEnabled()
        played.wait(1).press(Qt.Key.Key_Right)
        assert played.window.player_view.verb.text() == "Breathe in"
        played.press(Qt.Key.Key_N)
        assert played.window.player_view.verb.text() == "Press"
        played.press(Qt.Key.Key_Left)
        assert played.window.player_view.verb.text() == "Breathe in"
        played.wait(4).press(Qt.Key.Key_Left)
        assert (played.window.player_view.verb.text(), played.stepped[-1].step.count) == ("Breathe in", (1, 4))


def test_speed_leaves_holds_alone(qtbot: QtBot) -> None:
    with begun(qtbot) as played:
        played.window.player_view.controls.speeds.setCurrentIndex(5)
        played.window.player_view.controls.speeds.activated.emit(5)
        played.through()
        fixed = sum((step.length for step in MINI if step.fixed), timedelta(0))
        rest = sum((step.length for step in MINI if not step.fixed), timedelta(0))
        assert played.seconds == round((fixed + rest / 2).total_seconds())


def test_more_time_only_between_exercises(qtbot: QtBot) -> None:
    with begun(qtbot) as played:
        more = played.window.player_view.controls.more
        left = played.window.playback.position().left
        assert more.isEnabled()
        played.press(Qt.Key.Key_M)
        assert played.window.playback.position().left - left == 20 * SECOND
        played.press(Qt.Key.Key_Right)
        assert not more.isEnabled()


def test_stop_logs_as_far_as_it_got(qtbot: QtBot) -> None:
    with begun(qtbot) as played:
        played.wait(at(StepKind.HOLD)).press(Qt.Key.Key_Escape)
        (done,) = played.notes()
        assert isinstance(done, SessionDone)
        assert done.extent == "core" and 0 < done.percent < 100
        assert "core is done" in played.window.summary.text.text()
        assert played.window.isVisible()
        played.press(Qt.Key.Key_Escape)
        assert not played.window.isVisible()


def test_a_session_stopped_before_any_exercise_leaves_no_entry(qtbot: QtBot) -> None:
    with begun(qtbot) as played:
        played.wait(3).press(Qt.Key.Key_Escape)
        assert played.words() == ["Start", "Abandon"]
        assert "nothing is logged" in played.window.summary.text.text()


def test_closing_puts_away_and_going_on_ends_whole(qtbot: QtBot) -> None:
    with begun(qtbot) as played:
        played.wait(at(StepKind.HOLD) + 5)
        played.window.close()
        assert not played.window.playback.timer_active and not played.notes()
        played.wait(3_600)
        played.window.open(routine("mini"))
        assert played.window.overview.resume_button.isVisible()
        assert "% done" in played.window.overview.about.text()
        assert played.window.focusWidget() is played.window.overview.resume_button
        played.window.overview.resume_button.click()
        assert played.window.player_view.verb.text() == "Lower slowly"
        played.through()
        assert played.words() == ["Start", "Abandon", "Start", "Finish", "RecordFact"]
        (done,) = played.notes()
        assert isinstance(done, SessionDone) and done.extent == "whole"
        first, last = played.requested[1], played.requested[3]
        assert isinstance(first, inputs.Abandon) and isinstance(last, inputs.Finish)
        assert first.held and last.held
        assert first.held + last.held < timedelta(seconds=played.seconds - 3_600) + SECOND


def test_another_routine_logs_the_one_put_away(qtbot: QtBot) -> None:
    with begun(qtbot) as played:
        played.wait(60)
        played.window.close()
        played.window.open(routine("full"))
        assert not played.window.overview.resume_button.isVisible()
        (done,) = played.notes()
        assert isinstance(done, SessionDone) and (done.routine, done.extent) == ("mini", "part")


def test_starting_anew_logs_the_one_put_away(qtbot: QtBot) -> None:
    with begun(qtbot) as played:
        played.wait(60)
        played.window.close()
        played.window.open(routine("mini"))
        played.window.overview.start_button.click()
        assert len(played.notes()) == 1
        assert played.window.playback.position().index == 0


def test_a_machine_that_slept_finds_the_session_paused_where_it_was(qtbot: QtBot) -> None:
    with begun(qtbot) as played:
        played.wait(at(StepKind.PRESS))
        place = played.window.playback.position()
        played.now += timedelta(hours=2)
        played.window.interrupt()
        assert played.window.playback.position() == place
        assert not played.window.playback.timer_active and played.words() == ["Start"], (
            "the engine knows of it by itself"
        )
        played.press(Qt.Key.Key_Space)
        assert played.window.playback.timer_active and played.words() == ["Start"]


@pytest.mark.parametrize("first", ["look", "next", "stop", "close"])
def test_a_sleep_that_nobody_announced_is_no_exercise(qtbot: QtBot, first: str) -> None:
    """Whatever comes first when the machine is awake again: the timer, or the person's hand."""
    with begun(qtbot) as played:
        played.wait(60)
        held = player.held(played.window.playback.paused_player(), timedelta(0))
        played.now += timedelta(hours=2)
        if first == "look":
            played.window.playback.update()
            assert not played.window.playback.timer_active
            assert played.window.player_view.ring.below == "Paused" and played.window.close_timer.isActive()
        elif first == "close":
            played.window.close()
        else:
            played.window.perform(SessionAction(first))
        if first != "stop":
            assert player.held(played.window.playback.paused_player(), timedelta(0)) == held
            played.window.abandon()
        (done,) = played.notes()
        assert isinstance(done, SessionDone) and done.held == held


def test_when_the_engine_ends_it_nothing_is_said_of_it(qtbot: QtBot) -> None:
    with begun(qtbot) as played:
        played.wait(30)
        played.window.dismiss()
        assert played.words() == ["Start"] and not played.window.playback.timer_active
        played.press(Qt.Key.Key_Space)
        assert played.words() == ["Start", "Start"]


def test_the_walk_is_kept_as_a_walk(qtbot: QtBot) -> None:
    with begun(qtbot, "walk") as played:
        played.through()
        (done,) = played.notes()
        assert isinstance(done, WalkDone) and done.held == timedelta(minutes=5)


def test_the_self_test_keeps_both_answers(qtbot: QtBot) -> None:
    with begun(qtbot, "self-test") as played:
        for answer in ("rests", "not sure"):
            assert not played.window.player_view.answers.isVisible()
            played.wait(60)
            assert played.window.player_view.answers.isVisible()
            played.press(Qt.Key.Key_X)
            played.window.player_view.answers.buttons[answer].click()
        (seen,) = played.notes()
        assert isinstance(seen, SelfTested) and (seen.right, seen.left) == ("rests", "not sure")


def test_reduced_motion_shows_key_poses_and_a_still_ring(qtbot: QtBot) -> None:
    with opened(qtbot, reduced=True) as played:
        played.window.overview.start_button.click()
        played.wait(at(StepKind.IN))
        stage = played.window.player_view
        shown = stage.figure.drawn()
        played.wait(1)
        assert stage.figure.drawn() == shown
        assert stage.ring.breath == 1.0


def test_the_ring_breathes(qtbot: QtBot) -> None:
    with begun(qtbot) as played:
        played.wait(at(StepKind.IN))
        ring = played.window.player_view.ring
        small = ring.breath
        played.wait(1.25)
        assert ring.breath > small
        played.wait(2)
        assert ring.breath < 0.95


def test_no_timer_runs_behind_a_closed_window(qtbot: QtBot) -> None:
    with begun(qtbot) as played:
        played.wait(5)
        assert played.window.playback.timer_active
        played.window.close()
        QApplication.processEvents()
        assert not played.window.playback.timer_active and not played.window.close_timer.isActive()
