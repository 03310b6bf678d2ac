"""A clock that was wrong at the start and is corrected leaves no hole and no future time in the log (R8)."""

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import fields

from hipbreak.app.data.event_recorder import EventRecorder
from hipbreak.core.facts.base import Interval
from hipbreak.core.facts.tracking_facts import Bout, Unobserved
from hipbreak.core.settings.settings import Settings
from hipbreak.core.time_limits import EARLIEST
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.state import Absent, LoggedState, Sitting, State
from hipbreak.core.tracking.trace import read_trace, replay
from hipbreak.store.event_log.days import days_between
from hipbreak.store.event_log.event_log import Entry, EventLog
from hipbreak.store.paths import find_paths
from hipbreak.store.transfer.export import export
from hipbreak.store.transfer.import_jsonl import enter_facts, import_log
from hipbreak.store.work_progress import run_to_end

CASES = Path(__file__).parents[2] / "cases"
CET = timezone(timedelta(hours=1))
START = datetime(2026, 11, 28, 9, tzinfo=CET)
RIGHT = timedelta(0)
IN_1970 = datetime(1970, 1, 1, 0, 0, 12, tzinfo=UTC) - START
IN_2015 = datetime(2015, 1, 1, tzinfo=UTC) - START
BEHIND = -timedelta(hours=5)
AHEAD, TEN_YEARS = timedelta(hours=2), timedelta(days=3652)
BEAT = timedelta(seconds=20)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)


class Machine:
    """A machine with a log: the app runs on it, its clock is set, it is killed; `now` is the true time."""

    def __init__(self, folder: Path, now: datetime = START) -> None:
        self.paths, self.now, self.offset = find_paths(folder), now, RIGHT
        self._read_offset: timedelta | None = None
        self.engine: Engine | None = None
        self.recorder: EventRecorder | None = None

    # What the engine needs

    def read(self) -> tuple[datetime, timedelta]:
        before, self._read_offset = self._read_offset, self.offset
        return self.wall, RIGHT if before is None else self.offset - before

    def idle(self) -> timedelta:
        return timedelta(0)

    def watch_return(self, back: Callable[[], None]) -> bool:
        return True

    def schedule_in(self, name: str, delay: timedelta, call: Callable[[], None]) -> None:
        pass

    def cancel(self, name: str) -> None:
        pass

    # What happens

    @property
    def wall(self) -> datetime:
        return (self.now + self.offset).astimezone(CET)

    def start(self, offset: timedelta = RIGHT) -> None:
        self.offset, self._read_offset = offset, None
        self.recorder = EventRecorder(self.paths)
        self.recorder.correct_clock(self.wall)
        logged, last_alive = self.recorder.past()
        state = State(min(self.wall, last_alive or self.wall), logged=logged)
        self.engine = Engine(
            state, Settings(), self, self, self, self.recorder, correct_clock=self.recorder.correct_clock
        )
        self.engine.launch(last_alive)

    def run(self, minutes: float) -> None:
        until = self.now + timedelta(minutes=minutes)
        while self.now < until:
            self.now = min(self.now + BEAT, until)
            if self.engine:
                self.engine.beat()

    def set_clock(self, offset: timedelta) -> None:
        self.offset = offset
        if self.engine:
            self.engine.beat()

    def lock(self, minutes: float) -> None:
        if self.engine:
            self.engine.handle(inputs.Lock())
            self.run(minutes)
            self.engine.handle(inputs.Unlock())

    def kill(self) -> None:
        if self.recorder:
            self.recorder.close()
        self.engine = self.recorder = None

    # What is there afterwards

    @property
    def logged(self) -> LoggedState:
        assert self.engine is not None
        return self.engine.state.logged

    def check(self) -> list[Interval]:
        """The log as it has to be once the clock is right: the pieces in it."""
        self.kill()
        with EventLog.open(self.paths.log) as log:
            for entry in log.entries():
                for field in fields(entry.fact):
                    value = getattr(entry.fact, field.name)
                    if isinstance(value, datetime) and field.name != "until":
                        assert EARLIEST <= value <= self.now, entry.fact
            heard = log.last_alive()
            assert heard is None or EARLIEST <= heard <= self.now
            pieces = [p for p in log.intervals(EARLIEST, LATEST) if isinstance(p, Interval) and p.end > p.start]
            assert all(a.end <= b.start for a, b in pairwise(pieces)), pieces
            first, last = log.first_day() or self.now.date(), self.now.astimezone(CET).date()
            days = days_between(log, first, last)
            assert len(days) < 30
            for day in days:
                total = day.sum.sitting + day.sum.standing + day.sum.away + day.sum.unobserved
                assert total <= timedelta(hours=24)
            with tempfile.TemporaryDirectory() as folder, EventLog.in_memory() as other:
                file = Path(folder) / "all.jsonl"
                run_to_end(export(log, file))
                done = run_to_end(import_log(other, file, now=self.now))
                assert (done.new, done.skipped) == (log.count(), 0)
                assert run_to_end(export(log, file.with_suffix(".csv"))) < 500
        return pieces


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """With the day before in its log."""
    machine = Machine(tmp_path)
    machine.paths.log.parent.mkdir(parents=True, exist_ok=True)
    trace = read_trace((CASES / "day_before.jsonl").read_text().splitlines())
    with EventLog.open(machine.paths.log) as log:
        enter_facts(log, list(replay(trace, Settings(), lambda *_: None)))
        log.beat(trace[-1].at)
    return machine


DAY_BEFORE = datetime(2026, 11, 27, 12, 0, 1, tzinfo=UTC)
WRONG = pytest.mark.parametrize(
    "offset", [IN_1970, IN_2015, AHEAD, TEN_YEARS], ids=["1970", "2015", "+2 h", "+10 years"]
)


@WRONG
def test_a_clock_that_is_set_right_while_the_app_runs(machine: Machine, offset: timedelta) -> None:
    machine.start(offset)
    machine.run(30)
    machine.lock(10)
    machine.run(20)
    machine.set_clock(RIGHT)
    assert machine.logged.posture == Sitting(START + timedelta(minutes=40)), "S goes on, exactly"
    machine.run(5)
    machine.lock(5)
    *_, unobserved, bout, absence, last, _ = machine.check()
    assert isinstance(unobserved, Unobserved) and (unobserved.start, unobserved.end) == (DAY_BEFORE, START)
    assert (bout.start, bout.end) == (START, START + timedelta(minutes=30))
    assert (absence.start, absence.end) == (bout.end, bout.end + timedelta(minutes=10))
    assert (last.start, last.end) == (absence.end, START + timedelta(minutes=65))


@WRONG
def test_a_kill_before_the_clock_is_set_right(machine: Machine, offset: timedelta) -> None:
    machine.start(offset)
    machine.run(30)
    machine.lock(10)
    machine.run(20)
    machine.kill()
    machine.run(2)
    machine.start(RIGHT)
    assert isinstance(machine.logged.posture, Sitting)
    machine.run(10)
    pieces = machine.check()
    assert sum((p.end - p.start for p in pieces if isinstance(p, Bout) and p.start > DAY_BEFORE), timedelta()) >= (
        timedelta(minutes=49)
    ), "what was recorded counts on the day it was"
    assert all(p.start >= START for p in pieces if isinstance(p, Bout) and p.start > DAY_BEFORE)


@WRONG
def test_two_runs_with_the_wrong_clock(machine: Machine, offset: timedelta) -> None:
    machine.start(offset)
    machine.run(10)
    machine.kill()
    machine.run(5)
    machine.start(offset)
    machine.run(10)
    machine.set_clock(RIGHT)
    machine.run(10)
    assert machine.logged.posture == Sitting(START + timedelta(minutes=15))
    *_, bout, unobserved = machine.check()
    assert (bout.start, bout.end) == (START, START + timedelta(minutes=10))
    assert (unobserved.start, unobserved.end) == (bout.end, bout.end + timedelta(minutes=5))


@WRONG
def test_a_new_profile(tmp_path: Path, offset: timedelta) -> None:
    for kill in (False, True):
        machine = Machine(tmp_path / str(kill))
        machine.start(offset)
        machine.run(10)
        machine.lock(5)
        if kill:
            machine.kill()
            machine.start(RIGHT)
        else:
            machine.set_clock(RIGHT)
        machine.run(10)
        bout, absence, *_ = machine.check()
        assert bout.end - bout.start == timedelta(minutes=10) and absence.end - absence.start == timedelta(minutes=5)


@pytest.mark.parametrize("offset", [AHEAD, TEN_YEARS])
def test_a_clock_that_goes_wrong_and_right_again_while_the_app_runs(machine: Machine, offset: timedelta) -> None:
    machine.start()
    machine.run(30)
    machine.set_clock(offset)
    machine.run(10)
    machine.lock(5)
    machine.set_clock(RIGHT)
    machine.run(10)
    assert machine.logged.posture == Sitting(START + timedelta(minutes=45))
    *_, bout, absence = machine.check()
    assert (bout.start, bout.end) == (START, START + timedelta(minutes=40))
    assert (absence.start, absence.end) == (bout.end, bout.end + timedelta(minutes=5))


@pytest.mark.parametrize("offset", [IN_1970, IN_2015, BEHIND], ids=["1970", "2015", "-5 h"])
@pytest.mark.parametrize("days", [1, 20])
def test_a_clock_that_is_behind_at_the_start_leaves_the_history_alone(
    tmp_path: Path, offset: timedelta, days: int
) -> None:
    """At the start nobody knows whether the clock was ahead before; when it is set forward, it was not."""
    machine = Machine(tmp_path)
    for _ in range(days):
        machine.start()
        machine.run(180)
        machine.kill()
        machine.now += timedelta(hours=1)
    before = machine_entries(machine)
    machine.start(offset)
    machine.run(2)
    machine.set_clock(RIGHT)
    machine.run(2)
    machine.check()
    bout, unobserved = [entry.fact for entry in machine_entries(machine)[len(before) :] if entry.fact.name in PIECES]
    assert machine_entries(machine)[: len(before)] == before
    assert isinstance(bout, Bout) and bout.end == START + timedelta(hours=4 * days - 1)
    assert isinstance(unobserved, Unobserved) and unobserved.end == START + timedelta(hours=4 * days)


def test_boots_that_each_begin_in_2000_follow_each_other(machine: Machine) -> None:
    for _ in range(3):
        machine.start(datetime(2000, 1, 1, tzinfo=UTC) - machine.now)
        machine.run(10)
        machine.lock(6)
        machine.kill()
        machine.now += timedelta(minutes=5)
    machine.start(datetime(2000, 1, 1, tzinfo=UTC) - machine.now)
    machine.run(5)
    machine.set_clock(RIGHT)
    bouts = [p for p in machine.check() if isinstance(p, Bout) and p.start > DAY_BEFORE]
    assert [p.end - p.start for p in bouts] == [timedelta(minutes=10)] * 3


def test_a_machine_that_was_paused_keeps_its_history(machine: Machine) -> None:
    """A virtual machine that goes on after a night finds its clock behind; the time has passed."""
    machine.start(-timedelta(hours=8))
    machine.run(30)
    machine.lock(10)
    machine.run(5)
    recorded = [p for p in machine_pieces(machine) if p.start > DAY_BEFORE]
    machine.set_clock(RIGHT)
    machine.run(5)
    assert [p for p in machine_pieces(machine) if p.start > DAY_BEFORE] == recorded


PIECES = ("bout", "unobserved")


def machine_entries(machine: Machine) -> list[Entry]:
    with EventLog.read(machine.paths.log) as log:
        return list(log.entries())


def machine_pieces(machine: Machine) -> list[Interval]:
    with EventLog.read(machine.paths.log) as log:
        return [p for p in log.intervals(EARLIEST, LATEST) if isinstance(p, Interval)]


steps = st.lists(
    st.tuples(
        st.sampled_from(("run", "lock", "kill", "boot", "wrong", "right", "stand", "pause")),
        st.integers(1, 90),
    ),
    max_size=12,
)


@settings(max_examples=40)
@given(steps, st.sampled_from((IN_1970, IN_2015, BEHIND, AHEAD, TEN_YEARS)), st.booleans())
def test_whatever_happens_the_log_is_right_once_the_clock_is(
    events: list[tuple[str, int]], offset: timedelta, starts_wrong: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        machine = Machine(Path(folder))
        machine.start()
        machine.run(60)
        machine.kill()
        machine.now += timedelta(hours=9)
        machine.start(offset if starts_wrong else RIGHT)
        for what, minutes in events:
            match what:
                case "run":
                    machine.run(minutes)
                case "lock":
                    machine.lock(minutes)
                case "wrong" | "right":
                    machine.set_clock(offset if what == "wrong" else RIGHT)
                case "stand" | "pause":
                    assert machine.engine is not None
                    until = machine.wall + timedelta(minutes=minutes)
                    machine.engine.handle(inputs.Stand() if what == "stand" else inputs.Pause(until))
                case _:
                    current = machine.offset if what == "kill" else RIGHT
                    machine.kill()
                    machine.run(minutes)
                    machine.start(current)
        machine.set_clock(RIGHT)
        machine.run(2)
        logged = machine.logged
        assert not isinstance(logged.posture, Absent)
        machine.check()
        with EventLog.open(machine.paths.log) as log:
            alive = log.last_alive()
            assert alive is not None
            assert fold(log.recent(alive - timedelta(days=2))).posture == logged.posture, "R7"


def test_the_day_is_the_day_of_the_right_clock(machine: Machine) -> None:
    machine.start(IN_1970)
    machine.run(45)
    machine.kill()
    machine.start(RIGHT)
    machine.check()
    with EventLog.open(machine.paths.log) as log:
        assert log.first_day() == date(2026, 11, 27)
        (day,) = days_between(log, date(2026, 11, 28), date(2026, 11, 28))
        assert timedelta(minutes=43) <= day.sum.sitting <= timedelta(minutes=46)


@pytest.mark.parametrize("year", [1995, 2019, 2024])
def test_days_of_long_ago_that_are_imported_stay_where_they_are(tmp_path: Path, year: int) -> None:
    """They begin with a start of the app, like a run with a wrong clock."""
    lines = (CASES / "day_before.jsonl").read_text().replace("2026-11-27", f"{year}-03-01").splitlines()
    trace = list(read_trace(lines))
    facts = list(replay(trace, Settings(), lambda line, reason: pytest.fail(f"{line}: {reason}")))
    machine = Machine(tmp_path)
    with EventLog.open(machine.paths.log) as log:
        enter_facts(log, facts)
        log.beat(trace[-1].at)
        day = trace[0].at.date()
        before = days_between(log, day, day)[0].sum
    assert before.desk > timedelta(hours=1)
    machine.start()
    machine.run(5)
    machine.kill()
    machine.start()
    with EventLog.read(machine.paths.log) as log:
        after = days_between(log, day, day)[0].sum
    assert (after.desk, after.away, after.longest) == (before.desk, before.away, before.longest)
