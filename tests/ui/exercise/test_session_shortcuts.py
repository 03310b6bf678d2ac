"""Controls of a session: pain at any exercise, the keyboard, and steps that wait for a key."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hipbreak.core.exercise.session_plan import RoutineOptions
from hipbreak.core.exercise.session_steps import StepKind, StepPart
from hipbreak.core.facts.programme_facts import PainReported
from hipbreak.ui.exercise.pain_window import PAIN_LIMIT_MS
from hipbreak.ui.exercise.session_controls import SessionAction
from tests.core.exercise.shipped import routine
from tests.ui.sessions import MINI, at, opened, started


def test_at_a_change_of_side_any_key_continues(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.wait(at(StepKind.CHANGE))
        assert played.window.player_view.verb.text() == "Change sides"
        played.press(Qt.Key.Key_X)
        assert played.window.player_view.verb.text() == "Other side"


@pytest.mark.parametrize("key", [None, Qt.Key.Key_M])
def test_a_change_of_side_waits_without_a_count(qtbot: QtBot, key: Qt.Key | None) -> None:
    with started(qtbot) as played:
        played.turns = False
        played.wait(at(StepKind.CHANGE))
        view = played.window.player_view
        for _ in range(3):
            assert view.verb.text() == "Change sides"
            assert view.cue.text() == (
                "Turn round, with your head at the other end. Next the left side. Press any key when you are there."
            )
            assert view.figure.drawn().mirrored, "the head is at the other end"
            assert (view.ring.count, view.controls.pause.text()) == ("…", "&I'm there")
            assert not view.controls.more.isEnabled()
            played.wait(60)
        assert [tone for tone, _ in played.audio_cues][-1] == "side", "no count is heard"
        if key is None:
            view.controls.pause.click()
        else:
            played.press(key)
        assert view.verb.text() == "Other side"


def test_without_auto_advance_it_waits_for_a_key(qtbot: QtBot) -> None:
    with started(qtbot, "mini", RoutineOptions(auto_advance=False)) as played:
        played.wait(120)
        assert played.steps_shown[-1].step.kind is StepKind.SET_UP
        assert not played.window.playback.timer.isActive()
        assert "Press any key" in played.window.player_view.cue.text()
        played.press(Qt.Key.Key_Space)
        assert played.steps_shown[-1].step.kind is StepKind.IN
        assert played.window.playback.timer.isActive()


@pytest.mark.parametrize("index", [n for n, step in enumerate(MINI) if step.part is StepPart.EXERCISE])
def test_pain_stops_the_session_and_is_recorded(qtbot: QtBot, index: int) -> None:
    with started(qtbot) as played:
        played.wait(sum(step.length.total_seconds() for step in MINI[:index]) + 0.5)
        step = played.steps_shown[-1].step
        assert step == MINI[index]
        assert played.window.player_view.controls.pain.isEnabled()
        played.window.player_view.controls.pain.click()
        assert not played.window.playback.timer.isActive() and played.window.unfinished
        assert played.window.stack.currentWidget() is played.window.pain_panel
        assert played.request_names() == ["Start"]
        assert played.window.pain_panel.title.text() == "Paused."
        played.window.pain_panel.places["low back"].click()
        assert not played.window.unfinished
        assert played.window.pain_panel.title.text() == "Stopped."
        assert not played.window.pain_panel.go_on.isVisible()
        assert played.request_names() == ["Start", "Abandon", "RecordFact", "RecordFact"]
        assert played.window.pain_panel.mistake.isVisible()
        played.window.pain_panel.close_button.click()
        pain = played.recorded_facts()[-1]
        assert isinstance(pain, PainReported)
        assert (pain.routine, pain.move, pain.where) == ("mini", step.move or step.block, "low back")
        assert played.request_names().count("RecordFact") == 2


def test_a_report_of_pain_by_mistake_goes_on_and_records_nothing(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        pain = played.wait(at(StepKind.PRESS)).window.player_view.controls.pain
        before = played.window.playback.position()
        pain.setFocus()
        for _ in range(3):  # one press, and two more in haste
            qtbot.keyClick(played.window.focusWidget(), Qt.Key.Key_Space)
        assert played.window.stack.currentWidget() is played.window.pain_panel
        played.wait(60)
        assert played.request_names() == ["Start"]
        played.window.pain_panel.go_on.click()
        assert played.window.stack.currentWidget() is played.window.player_view
        assert played.window.playback.running and played.window.playback.position() == before
        played.play_to_end()
        assert not [fact for fact in played.recorded_facts() if isinstance(fact, PainReported)]


def test_a_report_of_pain_without_an_answer_is_recorded_after_five_minutes(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.wait(at(StepKind.PRESS)).press(Qt.Key.Key_H)
        assert played.window.close_timer.interval() == PAIN_LIMIT_MS and played.window.close_timer.isActive()
        played.window.close_timer.timeout.emit()
        assert isinstance(played.recorded_facts()[-1], PainReported)
        assert played.window.pain_panel.isVisible(), "the advice stays"


def test_a_pain_without_a_place_is_recorded_at_close(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.wait(at(StepKind.PRESS)).press(Qt.Key.Key_H)
        assert "emergency" in played.window.pain_panel.emergency_title.text()
        assert not played.window.pain_panel.mistake.isVisible()
        played.press(Qt.Key.Key_Escape)
        assert not played.window.isVisible()
        pain = played.recorded_facts()[-1]
        assert isinstance(pain, PainReported) and pain.where == ""


def test_a_session_by_keyboard(qtbot: QtBot) -> None:
    with opened(qtbot) as played:
        assert played.window.focusWidget() is played.window.overview.start_button
        qtbot.keyClick(played.window.overview.start_button, Qt.Key.Key_Space)
        assert played.window.focusWidget() is played.window.player_view.controls.pause
        played.wait(40).press(Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_Right)
        assert played.window.playback.running
        stop = played.window.player_view.controls.stop
        stop.setFocus()
        qtbot.keyClick(stop, Qt.Key.Key_Space)
        assert played.window.stack.currentWidget() is played.window.summary
        assert played.window.focusWidget() is played.window.summary.close_button


def test_a_pain_is_recorded_when_another_routine_is_opened(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.wait(at(StepKind.PRESS)).press(Qt.Key.Key_H)
        played.window.open(routine("walk"))
        assert isinstance(played.recorded_facts()[-1], PainReported)
        assert played.window.stack.currentWidget() is played.window.overview


def test_a_control_that_is_disabled_passes_the_focus_to_pause(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        controls = played.window.player_view.controls
        with qtbot.waitActive(played.window):
            played.window.activateWindow()
        controls.more.setFocus()
        played.window.perform(SessionAction.NEXT)
        assert not controls.more.isEnabled()
        assert played.window.focusWidget() is controls.pause


def test_space_presses_the_focused_control(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.wait(at(StepKind.CHANGE))
        pain = played.window.player_view.controls.pain
        pain.setFocus()
        qtbot.keyClick(pain, Qt.Key.Key_Space)
        assert played.window.stack.currentWidget() is played.window.pain_panel


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_the_arrow_keys_follow_the_direction_of_texts(qtbot: QtBot, direction: Qt.LayoutDirection) -> None:
    is_mirrored = direction is Qt.LayoutDirection.RightToLeft
    on, back = (Qt.Key.Key_Left, Qt.Key.Key_Right) if is_mirrored else (Qt.Key.Key_Right, Qt.Key.Key_Left)
    with started(qtbot) as played:
        played.window.setLayoutDirection(direction)
        first = played.steps_shown[-1].index
        played.press(on)
        assert played.steps_shown[-1].index > first
        played.press(back)
        assert played.steps_shown[-1].index == first
