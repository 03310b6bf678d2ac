"""The programme from short texts: day 1 is a Monday, and each item is a day with its sessions."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.facts import programme_facts, tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.codec import from_record, to_record
from hipbreak.core.programme.progress import PHASES, Programme, dismissed_on, fold, is_due, next_day
from hipbreak.core.programme.schedule import (
    DayPlan,
    calendar,
    chosen_blocks,
    day_plan,
    evening_tip_due,
    self_test_due,
    strength_skipped,
)
from hipbreak.core.text import programme as programme_text
from hipbreak.core.text.routine_listing import programme_lines, programme_record, routine_lines, routine_records
from hipbreak.core.text.suggestions import suggestions_for
from hipbreak.core.tracking import projection
from tests.core.exercise.shipped import NAMES, library, routine

ZONE = timezone(timedelta(hours=1))
MONDAY = date(2026, 3, 2)


def day(number: int) -> date:
    """A day of the programme."""
    return MONDAY + timedelta(days=number - 1)


def at(number: int, hour: int = 9) -> datetime:
    return datetime.combine(day(number), time(hour), ZONE)


def session(number: int, name: str = "mini", extent: str = "whole") -> programme_facts.SessionDone:
    percent = {"whole": 100, "core": 50, "part": 30}[extent]
    return programme_facts.SessionDone(at(number), name, extent, timedelta(seconds=200), percent)


def programme_of(text: str) -> Programme:
    """`3 mini core, 5 walk`: what was done on which day of the programme."""
    facts: list[Fact] = [programme_facts.ProgrammeBegan(at(1, 7))]
    for line in filter(None, (part.strip() for part in text.replace("\n", ",").split(","))):
        number, what, *rest = line.split()
        facts.append(
            programme_facts.WalkDone(at(int(number)), timedelta(0))
            if what == "walk"
            else session(int(number), what, *rest)
        )
    return fold(facts)


def days(name: str, *numbers: int) -> str:
    return ",".join(f"{n} {name}" for n in numbers)


def found(programme: Programme, number: int) -> DayPlan:
    here = day_plan(programme, day(number))
    assert here
    return here


def test_before_the_start_there_is_no_position() -> None:
    assert day_plan(Programme(), MONDAY) is None
    assert day_plan(programme_of(""), day(0)) is None
    assert next_day(Programme(), MONDAY) is None
    assert not is_due(Programme(), MONDAY)


def test_week_2_day_9_7_of_9_sessions() -> None:
    here = found(programme_of(days("mini", 1, 2, 3, 5, 6, 8, 9)), 9)
    assert programme_text.progress_sentence(here) == "Week 2, day 9; 7 of 9 sessions."
    assert here.done_today and here.today is None and here.next_day == day(10)


def test_a_missed_day_changes_no_count() -> None:
    away = found(programme_of(days("mini", 1, 2)), 12)
    assert (away.done, away.due, away.day, away.phase.number) == (2, 12, 12, 1)
    assert away.today == "mini"
    late = found(programme_of(days("mini", 1, 2)), 20)
    assert (late.phase.number, late.week, late.today) == (2, 3, "full"), "the calendar goes on"


def test_a_day_counts_once_by_its_core_and_not_by_less() -> None:
    here = found(programme_of("1 mini, 1 full, 2 mini core, 3 mini part, 4 mini-core, 5 pulse-30, 5 walk"), 5)
    assert (here.done, here.all_done) == (3, 3)


@pytest.mark.parametrize(
    ("number", "phase", "routine_name"),
    [(1, 1, "mini"), (14, 1, "mini"), (15, 2, "full"), (42, 2, "full"), (43, 3, "full")],
)
def test_the_phases_by_week(number: int, phase: int, routine_name: str) -> None:
    here = found(programme_of(""), number)
    assert (here.phase.number, here.today) == (phase, routine_name)


def test_phase_2_has_three_full_routines_spread_over_the_week() -> None:
    programme, done = programme_of(""), []
    for number in range(15, 22):
        if found(programme, number).today == "full":
            done.append(number)
            programme = fold([session(number, "full")], programme)
    assert done == [15, 17, 19]
    here = found(programme, 21)
    assert programme_text.progress_sentence(here) == "Week 3, day 21; 3 of 3 full sessions this week."
    assert (here.today, here.optional) == (None, "mini"), "a fourth, mini, if you like"
    besides = found(fold([session(20)], programme), 21)
    assert (besides.optional, besides.extra) == (None, 1)
    assert programme_text.progress_sentence(besides) == "Week 3, day 21; 3 of 3 full sessions this week, 1 extra."


def test_at_the_end_of_a_week_sessions_may_be_on_consecutive_days() -> None:
    programme, done = programme_of(""), []
    for number in range(19, 22):
        if is_due(programme, day(number)):
            done.append(number)
            programme = fold([session(number, "full")], programme)
    assert done == [19, 20, 21]
    assert found(programme, 22).today is None, "a day's rest after three in a row, and a new week"
    assert found(programme, 23).today == "full"


def test_phase_3_counts_any_session_three_to_four_a_week() -> None:
    here = found(programme_of(days("mini", 43, 45) + ",47 full"), 48)
    assert programme_text.progress_sentence(here) == "Week 7, day 48; 3 of 3 to 4 sessions this week."
    assert here.optional == "mini"
    assert found(programme_of(days("mini", 43, 45, 46) + ",47 full"), 48).optional is None
    assert found(programme_of(""), 400).phase is PHASES[2], "it has no end"


def test_progressions_are_offered_from_day_15_and_accepted_by_the_person() -> None:
    assert found(programme_of(""), 14).offers == ()
    assert found(programme_of(""), 15).offers == ("weight", "long-step", "walk", "single-bridge")
    taken = fold(
        [
            programme_facts.ProgressionSet(at(15), "long-step", True),
            programme_facts.ProgressionSet(at(15), "walk", True),
        ],
        programme_of(""),
    )
    assert chosen_blocks(taken, routine("full")) == ("bridge", "long-step")
    assert chosen_blocks(programme_of(""), routine("full")) == ("bridge",)
    assert fold([programme_facts.ProgressionSet(at(17), "walk", False)], taken).progressions == {"long-step"}
    assert set(programme_text.progression_texts()) == set(found(programme_of(""), 15).offers)


def test_after_pain_no_session_is_due_on_that_day() -> None:
    programme = fold([programme_facts.PainReported(at(3), "mini", "hold", "low back")], programme_of(""))
    assert found(programme, 3).today is None
    assert found(programme, 3).next_day == day(4)
    assert programme.pains[0].where == "low back"
    late = fold([programme_facts.PainReported(at(16), "full", "hold", "")], programme_of("15 full"))
    assert found(late, 16).optional is None


def test_a_routine_without_a_couch_counts() -> None:
    here = day_plan(programme_of("15 full-no-couch"), day(17))
    assert here and (here.done, here.today) == (1, "full")


def test_the_calendar_has_the_state_of_each_day() -> None:
    facts = [
        programme_facts.SelfTested(at(2), "rests", "not sure"),
        programme_facts.PainReported(at(3), "mini", "hold", ""),
    ]
    shown = calendar(fold(facts, programme_of("1 mini, 2 mini part, 4 walk")), day(0), day(6), today=day(5))
    assert [d.number for d in shown] == [None, 1, 2, 3, 4, 5, 6]
    assert [len(d.sessions) for d in shown] == [0, 1, 1, 0, 0, 0, 0]
    assert shown[2].tested and shown[2].tested.right == "not sure"
    assert shown[3].pains and shown[4].walked
    assert [d.due for d in shown] == [False, False, False, False, False, True, True]
    assert (
        programme_text.session_line(shown[1].sessions[0], "Mini routine") == "Mini routine: whole, 3:20 min of exercise"
    )
    assert programme_text.extent_label(shown[2].sessions[0]) == "30 %"
    assert programme_text.extent_label(session_of("core")) == "the short version"


def test_how_a_session_felt_belongs_to_the_last_one_of_its_routine() -> None:
    def rated(effort: str, routine: str = "mini") -> programme_facts.SessionRated:
        return programme_facts.SessionRated(at(2), routine, effort)

    programme = fold([rated("hard"), rated("easy", "full"), rated("right")], programme_of("1 mini, 2 mini"))
    assert [session.effort for session in programme.sessions] == ["", "right"]
    line = programme_text.session_line(programme.sessions[-1], "Mini routine")
    assert line == "Mini routine: whole, 3:20 min of exercise, felt just right"


def session_of(extent: str):  # type: ignore[no-untyped-def]
    return programme_of(f"1 mini {extent}").sessions[0]


def test_a_recorded_walk_can_be_withdrawn() -> None:
    walked = programme_of("16 walk, 17 walk")
    back = fold([programme_facts.WalkWithdrawn(at(17, 20))], walked)
    assert back.walks == {day(16)}
    assert fold([programme_facts.WalkDone(at(17, 21), timedelta(0))], back).walks == {day(16), day(17)}
    assert not calendar(back, day(17), day(17), day(17))[0].walked


def test_three_sessions_without_strength_give_one_note() -> None:
    cores = "1 mini core, 2 mini core, 3 mini core"
    noted = fold([programme_facts.TipDismissed(at(3, 20), "strength")], programme_of(cores))
    assert strength_skipped(programme_of(cores), day(4)) and not strength_skipped(noted, day(4))
    assert not strength_skipped(fold([session(4, extent="core"), session(5, extent="core")], noted), day(5))
    three = [session(n, extent="core") for n in (4, 5, 6)]
    assert strength_skipped(fold(three, noted), day(6))


def test_not_now_delays_the_self_test_by_two_weeks() -> None:
    later = fold([programme_facts.TipDismissed(at(16), "self-test")], programme_of(""))
    assert [self_test_due(later, day(n)) for n in (16, 29, 30)] == [False, False, True]
    assert not self_test_due(fold([programme_facts.ProgrammeEnded(at(17))], later), day(40))


def test_notes_by_day_and_hour() -> None:
    def names(number: int, hour: int, self_test: bool = True) -> list[str]:
        return [
            mention.name
            for mention in suggestions_for(
                programme_of("1 mini core, 2 mini core, 3 mini core"), at(number, hour), self_test
            )
        ]

    assert names(4, 10) == ["strength"]
    assert names(15, 20) == ["self-test", "strength", "sleep"]
    assert names(15, 20, self_test=False) == ["strength", "sleep"]
    assert suggestions_for(Programme(), at(2, 22)) == ()


def test_a_self_test_is_offered_every_two_weeks() -> None:
    assert not self_test_due(Programme(), MONDAY)
    assert [self_test_due(programme_of(""), day(n)) for n in (14, 15)] == [False, True]
    tested = fold([programme_facts.SelfTested(at(15), "rests", "floats")], programme_of(""))
    assert [self_test_due(tested, day(n)) for n in (15, 28, 29)] == [False, False, True]
    sentence = "2026-03-16: left thigh level or lower, right thigh higher than level."
    assert programme_text.self_test_sentence(tested.tests[0]) == sentence
    assert tuple(programme_text.self_test_answers()) == ("rests", "floats", "not sure"), "as the log keeps them"


def test_a_session_without_the_strength_part_counts_for_the_note() -> None:
    assert strength_skipped(programme_of("1 mini core, 2 mini-core, 3 couch-stretch"), day(3))
    assert not strength_skipped(programme_of("1 mini core, 2 mini core, 3 mini"), day(3))
    assert not strength_skipped(programme_of("1 mini core"), day(3))


def test_the_night_tip_is_shown_in_the_evening_until_it_is_dismissed() -> None:
    assert [evening_tip_due(programme_of(""), at(2, hour)) for hour in (18, 19)] == [False, True]
    assert not evening_tip_due(Programme(), at(2, 20))
    assert not evening_tip_due(fold([programme_facts.TipDismissed(at(2, 20), "sleep")], programme_of("")), at(2, 21))


def test_tips_and_the_health_answer_are_recorded() -> None:
    facts = [
        programme_facts.TipDismissed(at(1), "sleep"),
        programme_facts.HealthScreened(at(1), "strain sore"),
        programme_facts.HealthScreened(at(2), "strain", cleared=True),
        tracking_facts.Began(at(2)),
    ]
    programme = fold(facts)
    assert (dismissed_on(programme, "sleep"), dismissed_on(programme, "strength")) == (day(1), None)
    assert programme.health_answers and programme.health_answers.yes == {"strain"} and programme.health_answers.cleared


SOME = st.one_of(
    st.builds(session, st.integers(1, 60), st.sampled_from(NAMES), st.sampled_from(["whole", "core", "part"])),
    st.builds(lambda n: programme_facts.PainReported(at(n), "mini", "hold", ""), st.integers(1, 60)),
)


@given(st.lists(SOME, max_size=40), st.integers(1, 70))
def test_any_history_has_a_valid_position(facts: Sequence[Fact], number: int) -> None:
    programme = fold([programme_facts.ProgrammeBegan(at(1, 7)), *facts])
    here = found(programme, number)
    assert here.done >= 0 and here.week == (number + 6) // 7
    if here.phase.number == 1:
        assert here.done <= here.due == number
    assert not (here.today and here.optional)
    assert here.next_day and day(number) <= here.next_day <= day(number + 8)
    assert (here.next_day == day(number)) == (here.today is not None)
    assert programme_text.progress_sentence(here).startswith(f"Week {here.week}, day {number}; ")


@given(st.lists(SOME, max_size=20))
def test_programme_facts_round_trip_and_do_not_change_the_day(facts: Sequence[Fact]) -> None:
    history = [programme_facts.ProgrammeBegan(at(1)), programme_facts.SelfTested(at(2), "rests", "floats"), *facts]
    assert [from_record(to_record(fact)) for fact in history] == history
    assert projection.fold(history) == projection.fold([])


@pytest.mark.parametrize("bad", [True, 3.0, "3", None])
def test_a_percentage_is_a_whole_number(bad: object) -> None:
    with pytest.raises(TypeError):
        from_record(to_record(session(1)) | {"percent": bad})


def test_the_list_of_routines() -> None:
    lines = routine_lines(library().routines)
    assert len(lines) == len(NAMES) + 1
    mini = next(line for line in lines if line.startswith("mini "))
    assert mini.split("  ")[0] == "mini" and "3:50 min" in mini and "5:18 min" in mini and "couch" in mini
    record = next(r for r in routine_records(library().routines) if r["name"] == "full")
    assert (record["length_s"], record["with_set_up_s"], record["needs"]) == (485, 585, ["couch"])


def test_the_position_as_text_and_as_values() -> None:
    programme = fold([programme_facts.SelfTested(at(2), "rests", "floats")], programme_of(days("mini", 1, 2)))
    assert programme_lines(programme, day(3), library().routines) == [
        "Week 1, day 3; 2 of 3 sessions.",
        "The first two weeks: the mini routine once a day.",
        "Today: Mini routine, 3:50 min.",
        "2026-03-03: left thigh level or lower, right thigh higher than level.",
    ]
    record = programme_record(programme, day(3))
    assert (record["phase"], record["day"], record["sessions_done"], record["today"]) == (1, 3, 2, "mini")
    assert record["self_tests"] == [{"date": "2026-03-03", "left": "rests", "right": "floats"}]
    rest = programme_lines(programme_of("15 full"), day(16), library().routines)
    assert rest[2:] == ["Nothing is due today.", "If you like: Mini routine.", "The next session is on Wednesday."]
    assert programme_record(Programme(), MONDAY)["phase"] is None
    assert programme_lines(Programme(), MONDAY, ()) == [programme_text.not_begun()]
    assert programme_lines(programme_of("1 mini"), day(1), ())[2] == "Today's session is done."
