"""A recorded time played through the rules, against fixed timers: written days, and generated ones."""

from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.daily import BEYOND
from hipbreak.core.statistics.rehearsal import Rehearsal, rehearse
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.trace import TraceLine, read_trace
from tests.core.short_trace import trace_of
from tests.tools.bench.year import year_lines

RULES = Settings()


def played(events: str) -> Rehearsal:
    return rehearse(read_trace(trace_of(events)), RULES)


def clocks(found: Rehearsal) -> list[str]:
    return [f"{at:%H:%M}" for at in found.asked]


def test_an_unbroken_morning() -> None:
    found = played("09:00 active\n12:00 end")
    assert clocks(found) == ["09:45", "10:30", "11:16"], "each 45 min after the break of 30 s"
    assert (found.recorded.bouts, found.recorded.beyond) == ((timedelta(hours=3),), 1)
    assert (found.hipbreak.beyond, max(found.hipbreak.bouts)) == (0, BEYOND)
    assert [timer.prompts for timer in found.timers] == [5, 3]
    assert [timer.beyond for timer in found.timers] == [0, 0]


def test_a_break_of_ones_own_spares_a_prompt() -> None:
    found = played("09:00 active\n09:29 idle\n09:40 active\n10:09 idle\n10:20 active\n10:50 end")
    assert clocks(found) == []
    assert found.hipbreak.prompts < min(timer.prompts for timer in found.timers)


@pytest.mark.parametrize(("up", "down"), [("standing", "sitting"), ("desk_up", "desk_down")])
def test_standing_is_asked_by_a_timer_and_not_by_the_limit_of_standing(up: str, down: str) -> None:
    trace = read_trace(trace_of(f"09:00 active\n09:20 {up}\n10:20 {down}\n10:40 end"))
    found = rehearse(trace, replace(RULES, standing_limit=timedelta(minutes=30), cue=False))
    assert clocks(found) == []
    assert [timer.prompts for timer in found.timers] == [3, 2]


def test_a_fixed_timer_asks_an_empty_chair_and_in_a_call() -> None:
    found = played("09:00 active\n09:20 idle\n10:10 active\n10:25 call_start\n10:35 call_end\n10:40 end")
    assert found.knows_calls
    short, long = found.timers
    assert (short.prompts, short.empty_chair, short.in_call) == (3, 2, 1), "09:30, 10:00 and 10:30"
    assert (long.prompts, long.empty_chair, long.in_call) == (2, 1, 1), "09:45 and 10:30"
    assert (found.hipbreak.empty_chair, found.hipbreak.in_call) == (0, 0)


def test_a_prompt_that_came_as_the_person_left_counts_as_one_to_an_empty_chair() -> None:
    found = played("09:00 active\n09:38 idle\n09:50 active\n10:00 end")
    assert clocks(found) == ["09:38"], "15 s without input are a pause to ask in, from 37:30 on"
    assert (found.hipbreak.empty_chair, found.hipbreak.bouts[0]) == (1, timedelta(minutes=38))


def test_a_call_without_input_is_no_empty_chair() -> None:
    found = played("09:00 active\n09:20 call_start\n09:21 idle\n10:00 call_end\n10:01 active\n10:20 end")
    assert [timer.empty_chair for timer in found.timers] == [0, 0]
    assert [timer.in_call for timer in found.timers] == [1, 1]
    assert clocks(found) == ["10:00"], "the end of the call is the moment"


def test_answers_in_a_trace_are_left_out() -> None:
    answered = "09:00 active\n09:45:04 start\n09:45:34 finish\n10:20 later\n10:40 skip\n10:41 end"
    assert played(answered).asked == played("09:00 active\n10:41 end").asked


def test_a_timer_counts_anew_after_a_night() -> None:
    found = played("09:00 active\n09:40 idle\n+09:00 active\n+09:40 end")
    assert [timer.prompts for timer in found.timers] == [2, 0]


def test_a_stop_of_the_app_is_no_time_at_the_desk() -> None:
    found = played("09:00 active\n09:20 stop\n09:50 start\n10:10 end")
    assert found.recorded.bouts == (timedelta(minutes=20), timedelta(minutes=20))
    assert found.timers[0].empty_chair == 1


@given(st.lists(st.tuples(st.integers(1, 90), st.integers(6, 200)), min_size=1, max_size=12))
@settings(max_examples=60)
def test_without_calls_no_stretch_is_beyond_45_min(stretches: list[tuple[int, int]]) -> None:
    at, lines = datetime.fromisoformat("2026-03-02T08:00:00+01:00"), list[TraceLine]()
    for active, away in stretches:
        lines += [
            TraceLine(1, at, inputs.InputActive()),
            TraceLine(1, at + timedelta(minutes=active), inputs.InputIdle()),
        ]
        at += timedelta(minutes=active + away)
    found = rehearse([*lines, TraceLine(1, at, inputs.Settle())], RULES)
    assert found.hipbreak.beyond == 0
    assert found.timers[1].prompts <= found.timers[0].prompts
    assert [timer.beyond for timer in found.timers] == [0, 0]
    sat = sum((active for active, _ in stretches), 0)
    assert found.sitting == sum(found.recorded.bouts, timedelta(0)) == timedelta(minutes=sat)


def office_day(day: datetime, chance: Random) -> list[TraceLine]:
    """Nine hours as at many desks: stretches with short pauses, window switches and calls, absences between them."""
    at, lines = day + timedelta(minutes=chance.uniform(0, 30)), list[tuple[datetime, inputs.Input]]()
    end = day + timedelta(hours=9)
    while at < end:
        lines.append((at, inputs.InputActive()))
        stop = at + timedelta(minutes=min(chance.lognormvariate(3.5, 0.7), 180))
        if chance.random() < 0.15:
            lines += [(at, inputs.BusyChanged("call", True)), (stop, inputs.BusyChanged("call", False))]
        else:
            lines += _pauses(at, stop, chance)
        lines.append((stop, inputs.InputIdle()))
        at = stop + timedelta(minutes=5 + chance.expovariate(1 / 12))
    return [TraceLine(0, at, event) for at, event in lines]


def _pauses(start: datetime, stop: datetime, chance: Random) -> list[tuple[datetime, inputs.Input]]:
    found: list[tuple[datetime, inputs.Input]] = []
    at = start + timedelta(minutes=chance.expovariate(1 / 4))
    while at < stop - timedelta(minutes=4):
        if chance.random() < 0.5:
            found.append((at, inputs.WindowSwitch()))
        else:
            back = at + timedelta(seconds=min(chance.expovariate(1 / 25), 200))
            found += [(at, inputs.InputIdle()), (back, inputs.InputActive())]
        at += timedelta(minutes=4 + chance.expovariate(1 / 4))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_generated_weeks_need_fewer_prompts_for_no_more_long_stretches(seed: int) -> None:
    chance = Random(seed)
    monday = datetime.fromisoformat("2026-03-02T08:30:00+01:00")
    days = [monday + timedelta(days=n) for n in range(28) if n % 7 < 5]
    found = rehearse([line for day in days for line in office_day(day, chance)], RULES)
    for timer in found.timers:
        assert found.hipbreak.prompts < timer.prompts
        assert found.hipbreak.beyond <= timer.beyond
        assert found.hipbreak.in_call == 0 < timer.in_call
        assert found.hipbreak.empty_chair < timer.empty_chair
    assert found.hipbreak.beyond < found.recorded.beyond


def test_a_generated_year_of_the_bench_is_in_order() -> None:
    found = rehearse(read_trace(year_lines(10)), RULES)
    assert all(before < after for before, after in pairwise(found.asked))
    assert found.hipbreak.in_call == 0 < found.timers[0].in_call
