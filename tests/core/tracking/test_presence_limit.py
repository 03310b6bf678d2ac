"""R3: a call or a film without input counts as presence for three hours, and shows prompts for one."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.reducer import initial_state, step
from hipbreak.core.tracking.state import Absent, State
from hipbreak.core.tracking.trace import TraceLine, read_trace, replay
from tests.core.short_trace import moment, replayed, short, without_cue
from tests.simulated_desktop import ListFactLog, LiveDay, SimulatedDesktop, short_of

CASE = Path(__file__).parents[2] / "cases" / "tr_caffeine_overnight.jsonl"
NIGHT = "09:00 active\n09:05 awake_on\n17:30 idle\n+09:00 active\n+09:10 end"
PIECES = "bout break"
EVENT_INPUTS: dict[str, inputs.Input] = {
    "awake_on": inputs.BusyChanged("awake", True),
    "awake_off": inputs.BusyChanged("awake", False),
    "call_start": inputs.BusyChanged("call", True),
    "call_end": inputs.BusyChanged("call", False),
    "lock": inputs.Lock(),
    "unlock": inputs.Unlock(),
    "active": inputs.InputActive(),
    "idle": inputs.InputIdle(),
    "end": inputs.Settle(),
}
ABSENT_FROM_HALF_PAST_FIVE = [
    "20:30:00 bout 09:00:00-17:30:00",
    "09:00:00 break 17:30:00-09:00:00 assumed",
]


def test_a_screen_awake_all_night_is_an_absence_from_the_last_input() -> None:
    facts = list(replay(read_trace(CASE.read_text().splitlines()), Settings(), lambda *_: None))
    assert [short(x) for x in facts if x.name in PIECES.split()] == ABSENT_FROM_HALF_PAST_FIVE
    prompts = [x.at for x in facts if isinstance(x, tracking_facts.Prompted)]
    assert [at for at in prompts if moment("18:30") < at < moment("09:00", days=1)] == []


@pytest.mark.parametrize("on", ["awake_on", "call_start", "in_call minutes=600"])
def test_each_kind_of_presence_without_input_has_the_bound(on: str) -> None:
    events = f"09:00 active\n09:05 {on}\n09:10 idle\n15:00 active\n15:01 end"
    assert replayed(events, PIECES)[0] == "12:10:00 bout 09:00:00-09:10:00"


def test_an_open_session_has_the_bound() -> None:
    events = "09:00 active\n09:30 start\n09:30 idle\n18:00 active\n18:01 end"
    assert replayed(events, PIECES + " stopped") == [
        "12:30:00 stopped stand 0:00",
        "12:30:00 bout 09:00:00-09:30:00",
        "18:00:00 break 09:30:00-18:00:00 assumed",
    ]


def test_input_within_three_hours_confirms_the_sitting() -> None:
    assert replayed("09:00 active\n09:05 awake_on\n09:10 idle\n12:09:59 active\n12:11 end", PIECES) == []


def test_the_end_of_a_film_within_three_hours_confirms_the_sitting() -> None:
    assert replayed("09:00 active\n09:05 awake_on\n09:10 idle\n11:00 awake_off\n15:00 end", PIECES) == [
        "11:05:00 bout 09:00:00-11:00:00"
    ]


def test_a_film_that_ends_each_hour_does_not_extend_the_bound() -> None:
    episodes = "\n".join(f"{hour}:58 awake_off\n{hour}:59 awake_on" for hour in (10, 11, 12, 13, 14))
    assert replayed(f"09:00 active\n09:05 awake_on\n09:10 idle\n{episodes}\n16:00 end", PIECES) == [
        "12:10:00 bout 09:00:00-09:10:00"
    ]


def test_after_an_idle_hour_the_prompt_comes_on_return() -> None:
    events = "09:00 active\n09:05 awake_on\n09:45:05 later minutes={}\n09:45:05 idle\n11:30 active\n11:30:20 end"
    bound = "09:45:00 prompted stand bound 45:00"
    assert replayed(events.format(60), "prompted", without_cue())[:2] == [bound, "10:45:05 prompted stand asked 105:05"]
    assert replayed(events.format(61), "prompted", without_cue()) == [bound, "11:30:00 prompted stand asked 150:00"]


def test_both_bounds_are_settings() -> None:
    settings = without_cue(presence_limit=timedelta(minutes=20), presence_prompt_limit=timedelta(minutes=10))
    assert replayed("09:00 active\n09:05 awake_on\n09:25 idle\n10:00 active\n10:01 end", "", settings) == [
        "09:45:00 bout 09:00:00-09:25:00",
        "10:00:00 break 09:25:00-10:00:00 assumed",
    ]


def test_a_lock_within_the_bound_is_an_absence_from_its_start() -> None:
    assert replayed("09:00 active\n09:05 awake_on\n09:10 idle\n10:00 lock\n18:00 unlock\n18:01 end", PIECES) == [
        "10:01:00 bout 09:00:00-10:00:00",
        "18:00:00 break 10:00:00-18:00:00 assumed",
    ]


def test_any_gap_within_the_bound_is_an_absence() -> None:
    state, _ = step(initial_state(moment("09:00")), inputs.Launch(), moment("09:00"), Settings())
    state, _ = step(state, inputs.BusyChanged("awake", True), moment("09:00"), Settings())
    for n in range(1, 121):
        at = moment("09:00") + n * timedelta(seconds=30)
        state, _ = step(state, inputs.Beat(at - moment("09:00")), at, Settings())
    _, facts = step(state, inputs.Beat(timedelta(hours=9)), moment("18:00"), Settings())
    assert [short(x) for x in facts if isinstance(x, tracking_facts.Bout)] == ["18:00:00 bout 09:00:00-10:00:00"]


def test_the_live_night_equals_its_replay() -> None:
    assert short_of(LiveDay(NIGHT).run_to_the_end().facts) == replayed(NIGHT)


def test_polled_the_facts_equal_replay_within_five_seconds() -> None:
    pieces = [
        x
        for x in short_of(LiveDay(NIGHT, reports_return=False).run_to_the_end().facts)
        if x.split()[1] in PIECES.split()
    ]
    assert pieces == [ABSENT_FROM_HALF_PAST_FIVE[0], "09:00:05 break 17:30:00-09:00:05 assumed"]


class Night:
    """The app on a desktop without input from 17:30 to 09:00, its screen kept awake; it can be restarted."""

    def __init__(self) -> None:
        spans = [(moment("09:00"), moment("17:30")), (moment("09:00", days=1), moment("10:00", days=1))]
        self.desktop, self.log = SimulatedDesktop(moment("09:00"), spans, reports_return=True), ListFactLog()
        self.engine = self._start()

    def _start(self) -> Engine:
        state = State(self.log.last_beat or self.desktop.at, logged=fold(self.log.facts))
        engine = Engine(state, Settings(), self.desktop, self.desktop, self.desktop, self.log)
        engine.launch(self.log.last_beat)
        engine.handle(inputs.BusyChanged("awake", True))
        return engine

    def restart(self, at: datetime, after: timedelta) -> None:
        self.desktop.run(at)
        self.desktop.cancel("beat")
        self.desktop.sleep(at + after)
        self.engine = self._start()

    def facts(self, kind: type[Fact]) -> list[Fact]:
        return [x for x in self.log.facts if isinstance(x, kind)]


@pytest.mark.parametrize("at", ["17:40", "19:00", "20:29:50", "20:30:10", "23:00"])
def test_a_short_restart_in_the_night_changes_nothing(at: str) -> None:
    night = Night()
    night.restart(moment(at), timedelta(seconds=20))
    night.desktop.run(moment("09:10", days=1))
    assert [short(x)[9:] for x in night.facts(tracking_facts.Break)] == [ABSENT_FROM_HALF_PAST_FIVE[1][9:]]
    prompts = [x.at for x in night.facts(tracking_facts.Prompted)]
    assert [x for x in prompts if moment("18:30") < x < moment("09:00", days=1)] == []
    assert fold(night.log.facts) == night.engine.state.logged


@pytest.mark.parametrize("at", ["19:00", "23:00"])
def test_after_a_long_restart_the_person_is_neither_present_nor_prompted(at: str) -> None:
    night = Night()
    night.restart(moment(at), timedelta(minutes=10))
    night.desktop.run(moment("09:00", days=1) - timedelta(seconds=1))
    assert isinstance(night.engine.state.logged.posture, Absent)
    assert [x for x in night.facts(tracking_facts.Prompted) if x.at > moment("18:30")] == []
    believed = [x for x in night.facts(tracking_facts.Bout) if isinstance(x, tracking_facts.Bout)]
    assert sum((x.end - x.start for x in believed if x.start >= moment(at)), timedelta()) <= timedelta(
        hours=1, minutes=30
    )


EVENTS = st.sampled_from([name for name in EVENT_INPUTS if name != "end"])


@effort(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5 * 3600), EVENTS), max_size=10))
def test_no_bout_and_no_prompt_exceeds_the_bounds(day: list[tuple[int, str]]) -> None:
    """Whatever happens, a bout reaches at most three hours beyond the last input, and a prompt one hour."""
    now, active, locked = moment("09:00"), True, False
    spans: list[tuple[datetime, datetime]] = []
    lines = [TraceLine(1, now, inputs.InputActive())]
    for number, (gap, event) in enumerate([*day, (86_000, "end")], 2):
        begun = now
        now += timedelta(seconds=gap)
        if active:
            spans.append((begun, now))
        locked = event == "lock" or (locked and event != "unlock")
        active = (event in ("active", "unlock") or active) and event not in ("idle", "lock") and not locked
        if event == "idle" and not locked:
            spans.append((now, now))
        if active and spans[-1][1] < now:
            spans.append((now, now))
        lines.append(TraceLine(number, now, EVENT_INPUTS[event]))
    facts = list(replay(lines, Settings(), lambda *_: None))

    def since_input(at: datetime) -> timedelta:
        return min((timedelta(0) if start <= at <= end else at - end for start, end in spans if start <= at))

    for fact in facts:
        if isinstance(fact, tracking_facts.Bout):
            assert since_input(fact.end) <= timedelta(hours=3), fact
        if isinstance(fact, tracking_facts.Prompted):
            assert since_input(fact.at) <= timedelta(hours=1), fact
