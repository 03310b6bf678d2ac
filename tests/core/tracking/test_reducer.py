"""Combinations of R1-R21 that are easy to get wrong."""

import json
from datetime import timedelta

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.codec import FACT_TYPES, to_record
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.reducer import initial_state, step
from hipbreak.core.tracking.state import Absent, State
from hipbreak.core.tracking.status import status_of
from hipbreak.core.tracking.trace import TraceError, read_trace
from tests.core.short_trace import facts_of, moment, replayed, without_cue


def refusals(events: str) -> list[str]:
    said: list[str] = []
    facts_of(events, refused=said)
    return said


@pytest.mark.parametrize(
    "absence",
    [
        "09:46 lock\n09:50 unlock",
        "09:46 idle\n09:46:30 lock\n09:50 unlock",  # the end of the bout is known on return only
        "09:46 idle\n09:58 active",
        "09:46 suspend\n09:50 resume",
        "09:46 stop\n09:50 start",
        "09:46 standing\n09:50 sitting",
    ],
)
def test_r11_a_delayed_prompt_ends_with_its_bout(absence: str) -> None:
    events = f"09:00 active\n09:40 dnd_on\n{absence}\n10:05 dnd_off\n10:20 end"
    assert replayed(events, "prompted", without_cue()) == []


def test_r10_a_lock_after_a_short_idle_time_leaves_no_bound_in_the_new_bout() -> None:
    events = "09:00 active\n09:44:30 dnd_on\n09:44:40 idle\n09:44:50 lock\n09:46 unlock\n09:46:10 dnd_off\n09:50 end"
    assert replayed(events, "prompted bout", without_cue()) == ["09:46:00 bout 09:00:00-09:44:50"]


def test_r11_a_bound_within_a_session_comes_after_it() -> None:
    settings = without_cue()
    state, _ = step(initial_state(moment("09:00")), inputs.Launch(), moment("09:00"), settings)
    state, _ = step(state, inputs.Start("pulse"), moment("09:44:55"), settings)
    state, facts = step(state, inputs.Finish(), moment("09:45:10"), settings)
    prompts = [x for x in facts if isinstance(x, tracking_facts.Prompted)]
    assert [(x.trigger, x.sitting) for x in prompts] == [("coarse", timedelta(minutes=45, seconds=10))]


def test_r12_a_card_withdrawn_for_a_call_keeps_the_snooze_count() -> None:
    events = (
        "09:00 active\n09:45:10 later\n09:50:20 later\n09:55:30 call_start\n10:05 call_end\n10:05:10 later\n10:06 end"
    )
    assert [x for x in refusals(events) if "snoozed as often" in x] != []


def test_r10_no_cue_when_a_film_begins_during_an_absence() -> None:
    events = "09:00 active\n09:20 idle\n10:10 awake_on\n10:20 active\n10:21 end"
    assert replayed(events, "prompted ignored") == []


def test_r21_undo_withdraws_the_last_entry_of_an_earlier_bout() -> None:
    events = "09:00 active\n09:40 lock\n09:50 unlock\n10:00 log ago_s=2400 for_s=300\n10:01 undo\n10:02 end"
    assert replayed(events, "bout break corrected")[-4:] == [
        "10:01:00 corrected break 09:20:00",
        "10:01:00 corrected bout 09:00:00",
        "10:01:00 corrected bout 09:25:00",
        "10:01:00 bout 09:00:00-09:40:00",
    ]


@pytest.mark.parametrize(
    "words", ["ago_s=600 for_s=0", "ago_s=0 for_s=60", "ago_s=1e11 for_s=60", "ago_s=60 for_s=1e12"]
)
def test_r21_a_break_without_length_or_beyond_the_calendar_is_refused(words: str) -> None:
    assert refusals(f"09:00 active\n09:30 log {words}\n09:31 end") == ["A break must be in the past and have a length."]


def test_r12_a_snooze_beyond_the_calendar_is_refused() -> None:
    assert len(refusals("09:00 active\n09:45:10 later minutes=1e9\n09:46 end")) == 1


@pytest.mark.parametrize(
    "line",
    [
        '{"at": "2026-03-02T09:00:00+01:00", "event": "log", "ago_s": 1e300}',
        '{"at": "2026-03-02T09:00:00+01:00", "event": "log", "ago_s": Infinity}',
        '{"at": "2026-03-02T09:00:00+01:00", "event": "later", "minutes": NaN}',
        '{"at": "9999-12-31T23:59:59+00:00", "event": "end"}',
        '{"at": "0001-01-01T00:00:00+14:00", "event": "end"}',
        "[" * 100_000,
        '{"at": "2026-03-02T09:00:00+01:00", "ev',
    ],
)
def test_an_unusable_line_is_named(line: str) -> None:
    with pytest.raises(TraceError, match=r"^line 2: "):
        read_trace(['{"at": "2026-03-02T09:00:00+01:00", "event": "active"}', line])


def test_each_published_fact_has_the_documented_keys() -> None:
    keys = {
        "prompted": {"kind", "trigger", "sitting_s"}, "withdrawn": {"kind"}, "later": {"kind"}, "skipped": {"kind"},
        "ignored": {"kind"}, "started": {"kind"}, "finished": {"kind", "held_s"}, "stopped": {"kind", "held_s"},
        "bout": {"from", "to"}, "break": {"from", "to", "credit"}, "asked": {"from", "to"}, "paused": {"until"},
        "resumed": set(), "corrected": {"of"},
    }  # fmt: skip
    assert set(keys) <= {name for name, leaf in FACT_TYPES.items() if leaf.in_replay_output}
    events = (
        "09:00 active\n09:10 idle\n09:12 active\n09:13 pause\n09:14 resume_prompts\n09:20 lock\n09:30 unlock\n"
        "09:31 undo\n09:45:10 later\n09:50:20 start\n09:50:30 abandon\n09:51 start\n09:51:30 finish\n10:36:40 skip\n"
        "11:22 end\n11:30 lock\n11:40 unlock\n12:25:10 call_start\n12:26 end"
    )
    records = [json.loads(json.dumps(to_record(x))) for x in facts_of(events) if x.in_replay_output]
    assert {r["fact"] for r in records} == set(keys)
    assert all({"at", "fact"} | keys[r["fact"]] <= set(r) for r in records)


def test_r7_a_log_of_a_clock_ahead_gives_no_negative_sitting() -> None:
    settings = without_cue()
    state, facts = step(initial_state(moment("10:00")), inputs.Launch(), moment("10:00"), settings)
    state, more = step(state, inputs.Settle(), moment("10:50"), settings)
    logged, last_alive, now = fold((*facts, *more)), moment("10:50"), moment("09:30")
    state, new_facts = step(State(now, logged=logged), inputs.Launch(last_alive), now, settings)
    assert state.sitting() == timedelta(0)
    assert [(x.start, x.end) for x in new_facts if isinstance(x, tracking_facts.Bout)] == [
        (moment("10:00"), last_alive)
    ]
    state, facts = step(state, inputs.Settle(), moment("10:16"), settings)
    assert [x.at for x in facts if isinstance(x, tracking_facts.Prompted)] == [moment("10:15")]
    assert fold(new_facts, logged) is not None and state.sitting() == timedelta(minutes=46)


def test_r2_after_a_gap_only_input_is_the_return() -> None:
    settings = Settings()
    state, _ = step(initial_state(moment("09:00")), inputs.Launch(), moment("09:00"), settings)
    state, _ = step(state, inputs.Beat(timedelta(0)), moment("09:00:30"), settings)
    state, facts = step(state, inputs.Beat(timedelta(minutes=10)), moment("09:10:30"), settings)
    assert isinstance(state.logged.posture, Absent)
    assert not any(isinstance(x, tracking_facts.Break) for x in facts)
    state, facts = step(state, inputs.Beat(timedelta(seconds=2)), moment("09:11"), settings)
    assert [(x.start, x.end) for x in facts if isinstance(x, tracking_facts.Break)] == [
        (moment("09:00:30"), moment("09:10:58"))
    ]


def test_breaks_today_are_those_that_began_today() -> None:
    settings, at = without_cue(), moment("23:40")
    state, _ = step(initial_state(at), inputs.Launch(), at, settings)
    state, _ = step(
        state, inputs.LogBreak(timedelta(minutes=10), timedelta(minutes=3)), moment("00:05", days=1), settings
    )
    assert status_of(state, settings).breaks_today == 0
    state, _ = step(
        state, inputs.LogBreak(timedelta(minutes=2), timedelta(minutes=1)), moment("00:10", days=1), settings
    )
    assert status_of(state, settings).breaks_today == 1
    state, _ = step(state, inputs.Undo(), moment("00:11", days=1), settings)
    assert status_of(state, settings).breaks_today == 0
