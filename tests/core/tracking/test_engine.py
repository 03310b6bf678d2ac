"""The real engine on simulated days: its facts equal those of replay."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.inputs import Lock, LogBreak, Unlock
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.state import Guiding, State
from tests.core.short_trace import facts_of, moment, replayed, without_cue
from tests.simulated_desktop import ListFactLog, LiveDay, SimulatedDesktop, short_of

MORNING = """
    09:00 active
    09:10 idle
    09:12 active
    09:12:20 yes_i_was_up
    09:30 lock
    09:30:40 unlock
    09:45 idle
    09:47 active
    09:47:50 start
    09:48:20 finish
    10:20 idle
    10:40:07 active
    11:10:30 idle
    11:11:50 active
    11:12 later minutes=5
    11:17:20 later minutes=10
    11:27:25 skip
    11:40 standing
    11:55 sitting
    12:10 lock
    13:00 unlock
"""
AFTERNOON = """
    13:00 active
    13:20 call_start
    13:25 idle
    13:50 active
    13:55 call_end
    13:55:30 start
    13:55:45 abandon
    14:41 idle
    14:41:20 active
    15:30 idle
    15:30:30 active
    15:33:03 idle
    15:36 active
    16:20 dnd_on
    16:40 dnd_off
    17:00 idle
    17:06 end
"""
REFUSED = """
    09:00 active
    09:19:50 idle
    09:20 away
    09:40 later
    09:42 active
    10:10 end
"""
LATE = timedelta(seconds=1)


def in_output(facts: Sequence[Fact]) -> list[Fact]:
    return [x for x in facts if x.in_replay_output]


@pytest.mark.parametrize("events", [MORNING, AFTERNOON, REFUSED])
def test_with_reported_returns_the_facts_equal_replay(events: str) -> None:
    live = LiveDay(events).run_to_the_end()
    assert short_of(live.facts) == replayed(events)
    assert live.log.facts == live.facts


@pytest.mark.parametrize("events", [MORNING, AFTERNOON])
def test_polled_the_facts_equal_replay_within_five_seconds(events: str) -> None:
    live, known = in_output(LiveDay(events, reports_return=False).run_to_the_end().facts), in_output(facts_of(events))
    assert [x.name for x in live] == [x.name for x in known]
    for ours, theirs in zip(live, known, strict=True):
        if isinstance(ours, Interval) and isinstance(theirs, Interval):
            assert abs(ours.start - theirs.start) <= timedelta(seconds=5)
            assert abs(ours.end - theirs.end) <= timedelta(seconds=5)


@pytest.mark.parametrize("reports_return", [True, False])
@pytest.mark.parametrize(
    "events",
    [
        "09:00 active\n09:45:10 end",  # the bound
        "09:00 active\n09:31:03 idle\n09:32:09 active\n09:33 end",  # coarse: back after a minute
        "09:00 active\n09:31:03 idle\n09:32:03 active\n09:33 end",  # after a minute to the second
        "09:00 active\n09:38:07 idle\n09:39 end",  # medium
        "09:00 active\n09:42:58 idle\n09:43:10 end",  # fine
        "09:00 active\n09:43 dnd_on\n09:44 idle\n09:45:30 dnd_off\n09:47:03 active\n09:48 end",  # held for the return
        "09:00 active\n09:45:10 later minutes=5\n09:48:40 idle\n09:52:04 active\n09:53 end",  # a snooze, held back
        "09:00 active\n09:58:20 idle\n10:01:13 active\n10:02 end",  # the ignored prompt again
        "09:00 active\n09:10 standing\n09:59 idle\n10:02:33 active\n10:03 end",  # the cue
    ],
)
def test_a_prompt_comes_within_a_second(events: str, reports_return: bool) -> None:
    live = [
        x
        for x in LiveDay(events, reports_return=reports_return).run_to_the_end().facts
        if isinstance(x, tracking_facts.Prompted)
    ]
    known = [x for x in facts_of(events) if isinstance(x, tracking_facts.Prompted)]
    assert [(x.kind, x.trigger) for x in live] == [(x.kind, x.trigger) for x in known] != []
    assert all(timedelta(0) <= ours.at - theirs.at <= LATE for ours, theirs in zip(live, known, strict=True))


@pytest.mark.parametrize("reports_return", [True, False])
@pytest.mark.parametrize(
    "events",
    [
        "09:00 active\n09:29 end",  # at work before the window
        "09:00 idle\n10:00 end",  # away
        "09:00 lock\n10:00 end",
        "09:00 standing\n09:58 end",
    ],
)
def test_beats_are_rare_when_nothing_can_happen(events: str, reports_return: bool) -> None:
    live = LiveDay(events, reports_return=reports_return).run_to_the_end()
    passed = (live.desktop.at - live.trace[0].at).total_seconds()
    assert len(live.desktop.beats) / passed <= (0.05 if reports_return else 0.3)


def test_input_on_the_lock_screen_is_no_return_and_causes_no_beats() -> None:
    desktop = SimulatedDesktop(
        moment("09:00"), [(moment("09:00"), moment("09:01")), (moment("09:01:40"), moment("23:00"))], True
    )
    engine = Engine(State(desktop.at), Settings(), desktop, desktop, desktop, ListFactLog())
    engine.launch(None)
    desktop.run(moment("09:01"))
    engine.handle(Lock())
    desktop.run(moment("09:11"))
    assert len(desktop.beats) <= 24
    engine.handle(Unlock())
    assert engine.state.sitting() == timedelta(0)


def test_prompts_continue_while_the_log_cannot_be_written() -> None:
    log = ListFactLog()
    live = LiveDay("09:00 active\n09:10 end\n10:20 lock\n10:30 unlock\n10:40 end", log=log)
    live.desktop.run(moment("09:10"))
    log.broken = True
    live.desktop.run(moment("10:19"))
    shown = [x for x in live.facts if isinstance(x, tracking_facts.Prompted)]
    assert [x.at for x in shown] == [moment("09:45"), moment("10:00")]  # prompts go on
    assert shown == [x for x in log.held if isinstance(x, tracking_facts.Prompted)]
    assert not any(isinstance(x, tracking_facts.Prompted) for x in log.facts)
    log.broken = False
    live.run_to_the_end()
    assert log.facts == live.facts


@pytest.mark.parametrize("gap", [20, 59, 60, 600])
def test_after_a_restart_the_facts_continue(gap: int) -> None:
    again = moment("10:50") + timedelta(seconds=gap)
    restart = f"10:50 stop\n{again:%H:%M:%S} start\n"
    events = MORNING.replace("    11:10:30 idle", restart + "    11:10:30 idle")
    live = LiveDay(events).run_to_the_end()
    assert short_of(live.facts) == replayed(events)
    assert fold(live.log.facts) == live.engine.state.logged


@pytest.mark.parametrize("at", ["09:12:10", "09:45:30", "09:48:10", "11:13", "11:20", "11:45", "12:09:59"])
def test_after_a_kill_and_a_start_at_once_the_facts_are_the_same(at: str) -> None:
    """What was last_beat last is never older than the longest beat, so a restart at once is a short one."""
    live = LiveDay(MORNING)
    live.run_to_the_end(until=moment(at))
    before, last_beat = live.engine.state.logged, live.log.last_beat
    assert last_beat is not None and moment(at) - last_beat <= timedelta(seconds=30)
    assert fold(live.log.facts) == before
    again = Engine(State(last_beat, logged=before), Settings(), live.desktop, live.desktop, live.desktop, live.log)
    again.launch(last_beat)
    assert again.state.logged.posture == before.posture
    assert again.state.logged.last_prompt == before.last_prompt
    guided = isinstance(before.offer, Guiding)  # the guide ends with the app, too early to count here
    assert again.state.logged.offer == (None if guided else before.offer)


def test_setting_the_wall_clock_moves_no_prompt() -> None:
    for by in (timedelta(hours=1), timedelta(hours=-1), timedelta(days=400)):
        live = LiveDay("09:00 active\n23:00 end", settings=without_cue())
        live.desktop.run(moment("09:20"))
        live.desktop.set_wall_clock(by)
        live.desktop.run(moment("09:46") + by)
        assert [x.at - by for x in live.facts if isinstance(x, tracking_facts.Prompted)] == [moment("09:45")]


def test_a_start_with_the_clock_set_back_begins_a_new_day() -> None:
    log = ListFactLog()
    LiveDay("09:00 active\n09:45:30 skip\n09:50 stop", log=log).run_to_the_end()
    later = LiveDay("08:20 active\n09:06 end", log=log, settings=without_cue()).run_to_the_end()
    assert later.engine.state.sitting() == timedelta(minutes=46)
    assert [x.at for x in later.facts if isinstance(x, tracking_facts.Prompted)] == [moment("09:05")]
    assert [(x.start, x.end) for x in later.facts if isinstance(x, tracking_facts.Bout)] == [
        (moment("09:00"), moment("09:50"))
    ]


def test_without_an_idle_source_the_bound_is_kept() -> None:
    live = LiveDay("09:00 active\n09:20 idle\n09:50 end")
    live.desktop.has_no_idle_time = True
    live.run_to_the_end()
    assert short_of(live.facts) == ["09:45:00 prompted stand bound 45:00", "09:46:00 ignored stand"]


def test_a_gap_ends_at_the_return() -> None:
    live = LiveDay("09:00 active\n09:10 idle\n09:40 active\n09:45 end")
    live.desktop.run(moment("09:10:20"))
    live.desktop.sleep(moment("09:30"))  # suspended without a word, and woken by nobody
    live.desktop.run(moment("09:45"))
    pieces = [(x.name, x.start, x.end) for x in live.facts if isinstance(x, Interval)]
    assert pieces[-1] == ("break", pieces[0][2], moment("09:40"))
    assert [name for name, _, _ in pieces] == ["bout", "break"]


EVENTS = "lock unlock call_start call_end dnd_on dnd_off awake_on awake_off window_switch start finish later skip " \
    "standing sitting yes_i_was_up in_call call_over active idle idle active"  # fmt: skip
GAPS = st.one_of(st.integers(1, 400), st.sampled_from([5, 15, 59, 60, 61, 299, 300, 301, 900, 1800]))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(GAPS, st.sampled_from(EVENTS.split())), max_size=30))
@example(day=[(1, "idle"), (1, "call_end"), (60, "idle"), (1, "active")])  # a touch at the moment of a timer
def test_any_live_day_equals_its_replay(day: list[tuple[int, str]]) -> None:
    events = written(day)
    assert short_of(LiveDay(events).run_to_the_end().facts) == replayed(events)


def written(day: list[tuple[int, str]]) -> str:
    """The day as a short trace, without commands during an absence."""
    now, locked, there = moment("09:00"), False, True
    lines = ["09:00 active"]
    for gap, event in [*day, (400, "end")]:
        now += timedelta(seconds=gap)
        from_desk = event.startswith(("call_start", "call_end", "dnd", "awake")) or event == "end"
        if locked != (event == "unlock") and not from_desk:
            continue
        if not there and not from_desk and event not in ("active", "unlock", "window_switch", "idle"):
            continue
        locked = event == "lock" or (locked and event != "unlock")
        there = event in ("active", "unlock") or (there and event not in ("idle", "lock"))
        lines.append(f"{now:%H:%M:%S} {event}")
    return "\n".join(lines)


def test_a_command_counts_at_its_exact_time() -> None:
    desktop = SimulatedDesktop(moment("09:00"), [(moment("09:00"), moment("23:00"))], True)
    engine = Engine(State(desktop.at), Settings(), desktop, desktop, desktop, ListFactLog())
    engine.launch(None)
    desktop.run(datetime.fromisoformat("2026-03-02T09:20:07.250000+01:00"))
    engine.handle(LogBreak(timedelta(minutes=5), timedelta(minutes=2)))
    assert engine.state.sitting() == timedelta(minutes=3)


def test_a_failing_listener_stops_nothing() -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    live = LiveDay("09:00 active\n09:01 end")
    live.engine.add_listener(fails)
    while live.desktop.at < moment("09:50"):
        try:
            live.desktop.run(moment("09:50"))
        except ZeroDivisionError:
            continue
    assert short_of(live.facts) == replayed("09:00 active\n09:50 end") != []
