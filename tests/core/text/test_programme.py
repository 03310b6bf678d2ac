"""The texts of the programme and the guide."""

from datetime import date, timedelta

import pytest

from hipbreak.core.exercise import routine_text
from hipbreak.core.programme.progress import PHASES, Programme
from hipbreak.core.programme.schedule import day_plan
from hipbreak.core.text import health_screening as health_screening_text
from hipbreak.core.text import notes as notes_text
from hipbreak.core.text import programme as programme_text
from hipbreak.core.text.prompt import card_reason, card_sentence
from tests.core.exercise.shipped import library, routine


@pytest.mark.parametrize(("seconds", "text"), [(230, "3:50 min"), (9, "0:09 min"), (585, "9:45 min")])
def test_a_computed_length_has_seconds(seconds: int, text: str) -> None:
    assert programme_text.clock_length(timedelta(seconds=seconds)) == text


def test_each_phase_has_a_text() -> None:
    begun = Programme(date(2026, 3, 2))
    for phase in PHASES:
        here = day_plan(begun, date(2026, 3, 2) + timedelta(days=phase.first - 1))
        assert here and programme_text.phase_sentence(here).endswith(".")
    first = day_plan(begun, begun.began or date.min)
    assert first and programme_text.next_sentence(first, today=True) == "The next session is for today."


def test_the_reminder_has_the_length_and_the_reason() -> None:
    assert card_sentence("routine", timedelta(seconds=30)) == "Time for today's session."
    session = programme_text.title_with_length("Mini routine", timedelta(seconds=230))
    reasons = [
        card_reason("routine", trigger, False, timedelta(0), timedelta(0), session)
        for trigger in ("bound", "coarse", "asked")
    ]
    assert reasons == [
        "Mini routine, 3:50 min. You chose this time.",
        "Mini routine, 3:50 min. It has waited for a good moment.",
        "Mini routine, 3:50 min. You asked to be reminded now.",
    ]
    assert card_reason("routine", "bound", False, timedelta(0), timedelta(0)) == "You chose this time."


def test_the_self_test_asks_for_a_position_and_has_its_disclaimer() -> None:
    assert programme_text.self_test_question("left") == "Where does the left thigh come to rest?"
    assert programme_text.self_test_question("right") == "Where does the right thigh come to rest?"
    assert programme_text.self_test_note().endswith("not a diagnosis.")


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("right", "Press", "5"), "Right side. Press. 5."),
        (("left", "Hold", "25", "Quite still."), "Left side. Hold. 25. Quite still."),
        ((None, "Rest"), "Rest."),
    ],
)
def test_an_instruction_has_side_action_and_number(parts: tuple[str, ...], text: str) -> None:
    assert routine_text.announcement(*parts) == text


def test_from_a_minute_on_lengths_are_in_minutes() -> None:
    assert routine_text.length_text(timedelta(seconds=25)) == "25"
    assert routine_text.length_text(timedelta(minutes=5)) == "5 minutes"


def test_sides_are_capitalised_at_the_start_of_a_sentence() -> None:
    assert routine_text.fill_sides("{Other} foot down, {side} leg off.", "left") == "Right foot down, left leg off."
    assert routine_text.fill_sides("{braces} stay", None) == "{braces} stay"


def test_the_equipment_is_listed_in_words() -> None:
    assert routine_text.needs_text(("couch", "light weight")) == "a couch or bench, a light weight"
    assert routine_text.needs_text(()) == "nothing"
    assert routine_text.needs_text(("a broom",)) == "a broom"
    assert [r.name for r in library().routines if not r.sided] == ["pulse-10", "pulse-30", "walk"]


@pytest.mark.parametrize(
    "text",
    [
        programme_text.nothing_done(),
        programme_text.return_note(),
        programme_text.self_test_reminder(),
        programme_text.stopped_early(40),
        programme_text.short_version_done(),
        routine_text.resume_offer("Full routine", 40),
        health_screening_text.disclaimer(),
        health_screening_text.screening_intro(),
        health_screening_text.pain_place_question(),
        health_screening_text.flags_note(),
        notes_text.strength_note(),
        notes_text.sitting_tip_at_start(),
        routine_text.session_done(),
        health_screening_text.during_exercise(),
    ],
)
def test_sentences_end_with_a_full_stop(text: str) -> None:
    assert text.endswith((".", "?"))
    assert "{" not in text


def test_short_texts() -> None:
    assert routine_text.count_of(3, 8) == "3 of 8"
    assert routine_text.next_step("Bridge") == "Then: Bridge"
    assert routine_text.next_step(None) == "Then you are done."
    assert routine_text.pain_button()
    for title in (
        health_screening_text.screening_title,
        health_screening_text.emergency_title,
        health_screening_text.urgent_title,
    ):
        assert title()
    assert "clinician" in health_screening_text.cleared_choice()
    assert routine("mini").sided


def test_the_notes_speak_of_back_pain_the_core_and_the_four_steps() -> None:
    notes = {note.title: note.text for note in (*notes_text.answers(), *notes_text.mistakes(), *notes_text.reasons())}
    assert notes["Can tight hip flexors be part of back pain?"].startswith("Nobody can tell from how a hip feels.")
    assert "glutes and core" in notes["Leaving out glutes and core"]
    assert "assess, reset, integrate, maintain" in notes["What of the author's method is here"]
