"""The health questions, gentle mode, and what follows pain."""

import pytest

from hipbreak.core.exercise.routine import ALLOWED_PICTURES
from hipbreak.core.programme.health_screening import GENTLE_ONLY, PAIN_PLACES, Clearance, clearance_for
from hipbreak.core.text import health_screening as health_screening_text
from hipbreak.core.text.health_screening import clearance_text, pain_advice, questions
from hipbreak.core.text.notes import answers, mistakes, reasons, sleep, tips


def test_the_questions_of_the_source_come_first() -> None:
    asked = questions()
    assert [q.ids for q in asked[:4]] == [("C1",), ("C2",), ("C3",), ("C5",)]
    assert [q.name for q in asked[4:]] == ["surgery", "pregnancy", "balance", "told-to-limit", "sore"]
    assert all(q.text.endswith("?") for q in asked)


@pytest.mark.parametrize("name", [q.name for q in questions()])
def test_a_yes_advises_a_clinician_and_then_gentle_mode(name: str) -> None:
    expected = Clearance.GENTLE if name == GENTLE_ONLY else Clearance.ASK_FIRST
    assert clearance_for(frozenset({name})) is expected
    assert clearance_for(frozenset({name}), cleared=True) is Clearance.GENTLE
    assert clearance_for(frozenset({name, "sore"})) is expected


def test_without_a_yes_routines_open_and_an_unknown_answer_blocks() -> None:
    assert clearance_for(frozenset()) is Clearance.OPEN
    assert clearance_for(frozenset(), cleared=True) is Clearance.OPEN
    assert clearance_for(frozenset({"of a later version"})) is Clearance.ASK_FIRST


@pytest.mark.parametrize("result", Clearance)
def test_each_outcome_has_a_text(result: Clearance) -> None:
    assert all(clearance_text(result))
    assert (health_screening_text.during_exercise() in clearance_text(result)) == (result is not Clearance.ASK_FIRST)


@pytest.mark.parametrize("place", ["", *PAIN_PLACES])
def test_after_pain_the_advice_and_the_red_flags_are_shown(place: str) -> None:
    advice = pain_advice(place)
    assert "counts against nothing" in advice.lines[0]
    assert len(advice.emergency) == 5 and len(advice.urgent) == 4
    assert advice.mistake == ("arching" if place == "low back" else None)
    assert place == "" or health_screening_text.pain_place_label(place)


def test_notes_have_unique_names_and_existing_pictures() -> None:
    for notes in (tips(), mistakes(), reasons(), answers()):
        names = [note.name for note in notes]
        assert len(set(names)) == len(names)
        for note in notes:
            assert set(note.pictures) <= ALLOWED_PICTURES
            assert note.ids and note.title and note.text.endswith(".")
    assert len(mistakes()) == 5
    assert sleep() in tips()
    assert "arching" in [note.name for note in mistakes()]
