"""The scenes are what they say."""

from datetime import timedelta

from hipbreak.core.tracking.status import Face
from tests.ui import scenes


def test_each_scene_has_its_face() -> None:
    assert scenes.sitting().status.face is Face.SITTING
    assert scenes.card().status.face is Face.DUE
    assert scenes.standing().status.face is Face.STANDING
    assert scenes.away().status.face is Face.AWAY
    assert scenes.paused().status.face is Face.PAUSED
    assert scenes.long_sit().status.face is Face.LONG_SIT


def test_cards_and_questions_are_the_cores_own() -> None:
    first, last, cue = scenes.card().status, scenes.snoozed(2).status, scenes.cue().status
    assert first.card and first.card.trigger == "bound" and first.can_snooze
    assert last.card and last.card.trigger == "asked" and not last.can_snooze
    assert cue.card and cue.card.kind == "cue"
    assert scenes.snoozing().status.snooze_ends_in == timedelta(minutes=4)
    assert scenes.guiding().status.phase == "guiding"
    question = scenes.asked().status.question
    assert question and question[1] - question[0] == timedelta(minutes=3)
