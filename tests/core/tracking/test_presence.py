"""R1-R8: presence, absences, and what is credited."""

from datetime import datetime, timedelta

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.reducer import initial_state, step
from tests.core.short_trace import facts_of, moment, replayed

PIECES = "bout break asked"


def test_r1_an_absence_of_five_minutes_began_at_the_last_input() -> None:
    assert replayed("09:00 active\n09:20 idle\n09:30 active\n09:31 end", PIECES) == [
        "09:25:00 bout 09:00:00-09:20:00",
        "09:30:00 break 09:20:00-09:30:00 assumed",
    ]


def test_r1_four_minutes_and_59_seconds_without_input_are_sitting() -> None:
    assert replayed("09:00 active\n09:20 idle\n09:24:59 active\n09:46 end", "bout break prompted") == [
        "09:45:00 prompted stand bound 45:00"
    ]


def test_r2_a_lock_is_an_absence_from_its_start() -> None:
    assert replayed("09:00 active\n09:20 lock\n09:22 unlock\n09:23 end", PIECES) == [
        "09:21:00 bout 09:00:00-09:20:00",
        "09:22:00 break 09:20:00-09:22:00 assumed",
    ]


def test_r2_a_suspend_followed_by_a_lock_is_one_absence() -> None:
    assert replayed("09:00 active\n09:20 suspend\n09:20:30 lock\n10:00 resume\n10:01 unlock\n10:02 end", PIECES) == [
        "09:21:00 bout 09:00:00-09:20:00",
        "10:01:00 break 09:20:00-10:01:00 assumed",
    ]


def test_r2_time_without_the_app_is_no_break_and_sitting_starts_from_zero() -> None:
    assert replayed("09:00 active\n09:20 stop\n09:30 start\n10:16 end", "bout break prompted") == [
        "09:30:00 bout 09:00:00-09:20:00",
        "10:15:00 prompted stand bound 45:00",
    ]


def test_r2_a_restart_of_59_seconds_changes_nothing() -> None:
    assert replayed("09:00 active\n09:20 stop\n09:20:59 start\n09:46 end", "bout break prompted") == [
        "09:45:00 prompted stand bound 45:00"
    ]


def test_r2_a_gap_of_sixty_seconds_is_an_absence() -> None:
    state, _ = step(initial_state(moment("09:00")), inputs.Launch(), moment("09:00"), Settings())
    all_facts: list[Fact] = []
    for at in ("09:00:30", "09:01:00", "09:02:00", "09:02:30"):
        state, facts = step(state, inputs.Beat(timedelta(0)), moment(at), Settings())
        all_facts += facts
    pieces = [x for x in all_facts if isinstance(x, Interval)]
    assert pieces == [
        tracking_facts.Bout(moment("09:02"), moment("09:00"), moment("09:01")),
        tracking_facts.Break(moment("09:02"), moment("09:01"), moment("09:02"), "assumed", "away"),
    ]


def test_r2_an_automatic_lock_includes_the_idle_time_before_it() -> None:
    """R1 and R2 together: nobody typed since 09:20, so that is when the bout ended; it is known at 09:25."""
    assert replayed("09:00 active\n09:20 idle\n09:23 lock\n09:40 unlock\n09:41 end", PIECES) == [
        "09:25:00 bout 09:00:00-09:20:00",
        "09:40:00 break 09:20:00-09:40:00 assumed",
    ]


def test_r2_a_lock_ended_before_the_idle_limit_is_an_absence_of_its_own() -> None:
    assert replayed("09:00 active\n09:20 idle\n09:22 lock\n09:24 unlock\n09:25 end", PIECES) == [
        "09:24:00 bout 09:00:00-09:22:00",
        "09:24:00 break 09:22:00-09:24:00 assumed",
    ]


def test_r3_a_call_without_input_is_sitting() -> None:
    assert replayed("09:00 active\n09:10 call_start\n09:10 idle\n09:40 call_end\n09:40:30 end") == [
        "09:40:00 prompted stand coarse 40:00"
    ]


def test_r3_idle_time_counts_from_the_end_of_the_film() -> None:
    assert replayed("09:00 active\n09:10 awake_on\n09:11 idle\n09:20 awake_off\n09:30 active\n09:31 end", PIECES) == [
        "09:25:00 bout 09:00:00-09:20:00",
        "09:30:00 break 09:20:00-09:30:00 assumed",
    ]


def test_r3_a_lock_ends_the_bout_in_a_call() -> None:
    assert replayed("09:00 active\n09:10 call_start\n09:20 lock\n09:22 end", PIECES) == [
        "09:21:00 bout 09:00:00-09:20:00"
    ]


def test_r4_a_lock_of_59_seconds_changes_nothing() -> None:
    assert replayed("09:00 active\n09:20 lock\n09:20:59 unlock\n09:46 end", "bout break asked prompted") == [
        "09:45:00 prompted stand bound 45:00"
    ]


def test_r5_one_question_is_confirmed_by_yes() -> None:
    events = "09:00 active\n09:20 idle\n09:23 active\n09:23:10 yes_i_was_up\n10:09 end"
    assert replayed(events, PIECES + " prompted") == [
        "09:23:00 asked 09:20:00-09:23:00",
        "09:23:10 bout 09:00:00-09:20:00",
        "09:23:10 break 09:20:00-09:23:00 confirmed",
        "10:08:00 prompted stand bound 45:00",
    ]


def test_r5_without_an_answer_sitting_continues() -> None:
    assert replayed("09:00 active\n09:20 idle\n09:21 active\n09:46 end", PIECES + " prompted") == [
        "09:21:00 asked 09:20:00-09:21:00",
        "09:45:00 prompted stand bound 45:00",
    ]


def test_r5_59_seconds_cause_no_question() -> None:
    assert replayed("09:00 active\n09:20 idle\n09:20:59 active\n09:21 end", "asked") == []


def test_r5_a_second_yes_is_refused() -> None:
    refused: list[str] = []
    facts_of("09:00 active\n09:20 idle\n09:22 active\n09:23 yes_i_was_up\n09:24 yes_i_was_up", refused=refused)
    assert refused == ["There is no question to answer."]


def test_r6_standing_is_a_confirmed_break() -> None:
    assert replayed("09:00 active\n09:20 standing\n10:20 sitting\n10:21 end", PIECES + " prompted") == [
        "09:20:20 bout 09:00:00-09:20:00",
        "10:00:00 prompted cue hourly 0:00",
        "10:20:00 break 09:20:00-10:20:00 confirmed",
    ]


def test_r6_leaving_while_standing_ends_it() -> None:
    assert replayed("09:00 active\n09:20 standing\n09:40 lock\n10:00 unlock\n10:01 end", PIECES) == [
        "09:20:20 bout 09:00:00-09:20:00",
        "09:41:00 break 09:20:00-09:40:00 confirmed",
        "10:00:00 break 09:40:00-10:00:00 assumed",
    ]


def test_r8_setting_the_clock_neither_loses_nor_adds_sitting() -> None:
    settings = Settings()
    state, _ = step(initial_state(moment("09:00")), inputs.Launch(), moment("09:00"), settings)
    state, _ = step(state, inputs.InputActive(), moment("09:00"), settings)
    state, _ = step(state, inputs.ClockSet(timedelta(hours=-1)), moment("09:20"), settings)
    assert state.at == moment("08:20")
    assert state.sitting() == timedelta(minutes=20)
    state, facts = step(state, inputs.Settle(), moment("08:46"), settings)
    assert [x.at for x in facts if isinstance(x, tracking_facts.Prompted)] == [moment("08:45")]


def test_r8_a_change_of_zone_adds_no_time() -> None:
    settings = Settings()
    state, _ = step(initial_state(moment("09:00")), inputs.Launch(), moment("09:00"), settings)
    there = datetime.fromisoformat("2026-03-02T13:50:00+05:30")
    state, _ = step(state, inputs.Settle(), there, settings)
    assert state.sitting() == timedelta(minutes=20)
