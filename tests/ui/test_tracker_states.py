"""The states have the faces, cards and questions of their names."""

from datetime import timedelta

from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.status import Face
from tests.ui import tracker_states


def test_each_state_has_its_face() -> None:
    assert tracker_states.sitting().status.face is Face.SITTING
    assert tracker_states.card().status.face is Face.DUE
    for state in (tracker_states.cue, tracker_states.routine, tracker_states.folded_session):
        assert state().status.face is Face.OTHER_DUE
    assert tracker_states.folded_session().apply(inputs.Stand()).status.face is Face.STANDING
    assert tracker_states.standing().status.face is Face.STANDING
    assert tracker_states.away().status.face is Face.AWAY
    assert tracker_states.paused().status.face is Face.PAUSED
    assert tracker_states.long_sit().status.face is Face.LONG_SIT


def test_cards_and_questions() -> None:
    first, last, cue = tracker_states.card().status, tracker_states.snoozed(2).status, tracker_states.cue().status
    assert first.card and first.card.trigger == "bound" and first.can_snooze
    assert last.card and last.card.trigger == "asked" and not last.can_snooze
    assert cue.card and cue.card.kind == "cue"
    assert tracker_states.folded_session().status.session_waits
    assert not tracker_states.routine().status.session_waits
    assert not tracker_states.routine().apply(inputs.Skip()).status.session_waits
    assert tracker_states.snoozing().status.snooze_ends_in == timedelta(minutes=4)
    assert tracker_states.guiding().status.phase == "guiding"
    question = tracker_states.absence_question().status.question
    assert question and question[1] - question[0] == timedelta(minutes=3)
