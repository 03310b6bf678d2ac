"""The figures of replayed days."""

from datetime import date, timedelta
from typing import Any

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.daily import days_of, running_interval
from hipbreak.core.statistics.records import range_record
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.trace import read_trace, replay
from tests.core.short_trace import facts_of, moment, trace_of, without_cue

TODAY = date(2026, 3, 2)


def stats(events: str, days: int = 1, settings: Settings | None = None) -> dict[str, Any]:
    """`stats --json` of a range over the days of the events, as the log would give it at their end."""
    facts = facts_of(events, settings or without_cue())
    back = {(x.of, x.start) for x in facts if isinstance(x, tracking_facts.Corrected)}
    assert not back, "the log leaves out what was taken back; this does not"
    running = running_interval(fold(facts), read_trace(trace_of(events))[-1].at)
    read_days = days_of([*facts, *([running] if running else [])], TODAY, TODAY + timedelta(days=days - 1))
    return range_record(read_days)


def test_the_times_of_a_day_add_up() -> None:
    events = "09:00 active\n09:45:10 start\n09:45:40 finish\n10:15:40 lock\n10:30 unlock\n10:50 standing\n11:00 sitting"
    (day,) = stats(f"{events}\n11:30 end")["days"]
    assert day["date"] == "2026-03-02"
    assert (day["desk_s"], day["sitting_s"], day["standing_s"]) == (8140, 7510, 630)
    assert day["desk_s"] + day["away_s"] + day["unobserved_s"] == 2.5 * 3600
    assert day["breaks"] == {"confirmed": 2, "assumed": 1}
    assert day["prompts"] == {
        "offered": 1, "started": 1, "later": 0, "skipped": 0, "ignored": 0, "withdrawn": 0, "decided": 1, "followed": 1,
    }  # fmt: skip
    assert day["bouts"] == {"count": 4, "longest_s": 2710, "mean_s": 1878}
    assert day["prolonged_share"] == pytest.approx((2710 + 1800 + 1800) / 7510)  # thirty minutes to the second count
    assert day["beyond_45_s"] == 10
    assert day["breaks_per_sitting_hour"] == pytest.approx(3 / (7510 / 3600))  # the last bout is not over
    assert day["pulses"] == 1


@pytest.mark.parametrize(("events", "ended"), [("09:20 lock\n09:30 unlock", 1), ("09:20 stop\n09:30 start", 0)])
def test_a_bout_with_an_unobserved_end_counts_only_in_the_time(events: str, ended: int) -> None:
    total = stats(f"09:00 active\n{events}\n09:40 end")["total"]
    assert total["breaks_per_sitting_hour"] == pytest.approx(ended / 0.5)
    assert total["bouts"]["count"] == 2


def test_a_bout_over_midnight_gives_each_day_its_time_and_counts_once() -> None:
    first, second = stats("23:30 active\n+00:20 lock\n+00:30 unlock\n+00:31 end", 2)["days"]
    assert (first["sitting_s"], second["sitting_s"]) == (1800, 1260)
    assert (first["bouts"]["count"], first["bouts"]["longest_s"]) == (1, 3000)
    assert second["bouts"] == {"count": 1, "longest_s": 60, "mean_s": 60}
    assert (first["breaks"]["assumed"], second["breaks"]["assumed"]) == (0, 1)
    assert (first["prolonged_share"], second["prolonged_share"]) == (1, 1200 / 1260)
    assert (first["beyond_45_s"], second["beyond_45_s"]) == (0, 300)


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_days_of_23_and_25_hours_have_their_hours(day: str) -> None:
    spring = day == "2026-03-29"
    before, after = ("+01:00", "+02:00") if spring else ("+02:00", "+01:00")
    lines = [
        f'{{"at": "{day}T00:00:00{before}", "event": "lock"}}',
        f'{{"at": "{day}T12:00:00{after}", "event": "unlock"}}',
        f'{{"at": "{day}T23:59:59{after}", "event": "end"}}',
    ]
    facts = list(replay(read_trace(lines), without_cue(), lambda *_: None))
    end = read_trace(lines)[-1].at
    running = running_interval(fold(facts), end)
    assert running is not None
    on = date.fromisoformat(day)
    record: Any = range_record(days_of([*facts, running], on, on))["total"]
    assert record["away_s"] == (11 if spring else 13) * 3600
    assert record["sitting_s"] == 12 * 3600 - 1


def test_a_start_without_a_prompt_is_a_pulse_without_an_outcome() -> None:
    total = stats("09:00 active\n09:20 start\n09:20:30 finish\n09:21 end")["total"]
    assert (total["prompts"]["offered"], total["prompts"]["started"], total["pulses"]) == (0, 0, 1)


def bouts_of(minutes: list[int]) -> list[Fact]:
    at, facts = moment("00:00"), list[Fact]()
    for length in minutes:
        end = at + timedelta(minutes=length)
        facts += [
            tracking_facts.Bout(end, at, end),
            tracking_facts.Break(end, end, end + timedelta(minutes=1), "confirmed", "pulse"),
        ]
        at = end + timedelta(minutes=1)
    return facts


def test_a_range_has_measures_from_ten_bouts() -> None:
    minutes = [12, 8, 33, 47, 5, 62, 21, 28, 40, 15]
    total: Any = range_record(days_of(bouts_of(minutes), TODAY, TODAY))["total"]
    assert total["sitting_s"] == 271 * 60
    assert total["w50_min"] == pytest.approx(33.2568, abs=1e-4)
    assert total["gini"] == pytest.approx(0.404674, abs=5e-7)
    assert total["alpha"] == pytest.approx(1.697990, abs=5e-7)
    assert total["hazard"] == pytest.approx(0.292897, abs=5e-7)
    assert total["breaks_per_sitting_hour"] == pytest.approx(2.214022, abs=5e-7)
    assert total["prolonged_share"] == pytest.approx(0.671587, abs=5e-7)
    nine: Any = range_record(days_of(bouts_of(minutes[:9]), TODAY, TODAY))["total"]
    assert [nine[key] for key in ("w50_min", "gini", "alpha", "hazard")] == [None] * 4


def test_the_last_bout_without_a_break_is_not_counted() -> None:
    facts = bouts_of([12, 8, 33, 47, 5, 62, 21, 28, 40, 15])[:-1]
    total: Any = range_record(days_of(facts, TODAY, TODAY))["total"]
    assert total["breaks_per_sitting_hour"] == pytest.approx(1.992620, abs=5e-7)
