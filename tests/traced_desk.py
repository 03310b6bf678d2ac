"""A simulated desktop that follows a diary, with the real engine: its clock jumps from event to event."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.state import State
from hipbreak.core.tracking.trace import TraceLine, read_trace
from tests.core.diary import short, trace_of

_ENDS = (inputs.InputIdle, inputs.Lock, inputs.Suspend, inputs.Halt, inputs.Leave)
_BEGINS = (inputs.InputActive, inputs.Unlock, inputs.Wake)


def input_of(trace: Sequence[TraceLine]) -> list[tuple[datetime, datetime]]:
    """The spans of input; a command is input without length."""
    spans: list[tuple[datetime, datetime]] = []
    since, locked, flows, running = trace[0].at, False, True, True
    for line in trace:
        happening = line.event
        starts = isinstance(happening, inputs.Start) and not running
        running = starts or (running and not isinstance(happening, inputs.Halt))
        locked = isinstance(happening, inputs.Lock) or (locked and not isinstance(happening, inputs.Unlock))
        if isinstance(happening, _ENDS) and flows:
            spans.append((since, line.at))
            flows = False
        elif (starts or isinstance(happening, _BEGINS)) and not flows and not locked:
            since, flows = line.at, True
        elif isinstance(happening, inputs.Command | inputs.InputIdle) and not flows and not locked:
            spans.append((line.at, line.at))
    return [*spans, (since, trace[-1].at + timedelta(days=1))] if flows else spans


def short_of(facts: Sequence[Fact]) -> list[str]:
    """The short form of the facts in the output of replay."""
    return [short(x) for x in facts if x.in_replay_output]


@dataclass
class ListJournal:
    """A journal that keeps facts in a list, and holds them while `broken`."""

    facts: list[Fact] = field(default_factory=list)
    held: list[Fact] = field(default_factory=list)
    heard: datetime | None = None
    broken: bool = False

    def append(self, facts: Sequence[Fact]) -> None:
        self.held += facts
        self.beat(facts[-1].at)

    def beat(self, at: datetime) -> bool:
        if not self.broken:
            self.facts, self.held, self.heard = self.facts + self.held, [], at
        return not self.broken


class Desk:
    """Clock, scheduler and idle source; `watches` if it can report the next input."""

    def __init__(self, at: datetime, spans: Sequence[tuple[datetime, datetime]], watches: bool) -> None:
        self.at = at
        self.beats: list[datetime] = []
        self.set_by = timedelta(0)
        self.blind = False
        self._ringing = False  # what rings at a moment rings before the input of the same moment, as in replay
        self._spans, self._watches = spans, watches
        self._alarms: dict[str, tuple[datetime, Callable[[], None]]] = {}
        self._back: Callable[[], None] | None = None

    def read(self) -> tuple[datetime, timedelta]:
        set_by, self.set_by = self.set_by, timedelta(0)
        return self.at, set_by

    def idle(self) -> timedelta | None:
        past = [end for start, end in self._spans if start < self.at or (start == self.at and not self._ringing)]
        return None if self.blind else max(self.at - past[-1], timedelta(0)) if past else timedelta(hours=9)

    def watch_return(self, back: Callable[[], None]) -> bool:
        self._back = back if self._watches else None
        return self._watches

    def schedule_in(self, name: str, delay: timedelta, call: Callable[[], None]) -> None:
        assert delay > timedelta(0)
        self._alarms[name] = (self.at + delay, call)

    def cancel(self, name: str) -> None:
        self._alarms.pop(name, None)

    def run(self, until: datetime) -> None:
        """Let time pass; what is due at `until` itself still happens."""
        while True:
            returns = [max(start, self.at) for start, end in self._spans if start > self.at or end > self.at]
            back_at = min(returns) if returns and self._back is not None else None
            ring_at = min((when for when, _ in self._alarms.values()), default=None)
            due = min((t for t in (back_at, ring_at) if t is not None), default=None)
            if due is None or due > until:
                self.at = until
                return
            self.at = max(due, self.at)
            self.beats.append(self.at)
            if due != ring_at and self._back is not None:
                back, self._back = self._back, None
                back()
            else:
                name = next(n for n, (when, _) in self._alarms.items() if when == due)
                self._ringing = True
                self._alarms.pop(name)[1]()
                self._ringing = False

    def move(self, by: timedelta) -> None:
        """Set the wall clock; timers fire after the same elapsed time."""
        self._alarms = {name: (when + by, call) for name, (when, call) in self._alarms.items()}
        self._spans = [(start + by, end + by) for start, end in self._spans]
        self.at, self.set_by = self.at + by, by

    def sleep(self, until: datetime) -> None:
        """Suspend the machine: time passes, and no timer fires."""
        self.at = until


class Live:
    """A diary that the real engine runs through."""

    def __init__(
        self, diary: str, settings: Settings | None = None, watches: bool = True, journal: ListJournal | None = None
    ) -> None:
        self.trace = read_trace(trace_of(diary))
        self.settings = settings or Settings()
        self.journal = journal or ListJournal()
        self.told: list[Fact] = []
        self.troubles: list[str] = []
        self.desk = Desk(self.trace[0].at, input_of(self.trace), watches)
        self.engine = self._start()

    def _start(self) -> Engine:
        at, heard = self.desk.at, self.journal.heard
        state = State(min(at, heard or at), logged=fold(self.journal.facts))
        engine = Engine(state, self.settings, self.desk, self.desk, self.desk, self.journal)
        engine.add_listener(lambda _, facts: self.told.extend(facts))
        engine.launch(heard)
        return engine

    def to_the_end(self, until: datetime | None = None) -> "Live":
        """Run through the lines of the diary, or those up to `until`."""
        running, asleep = True, False
        for line in (x for x in self.trace if x.at >= self.desk.at and (until is None or x.at <= until)):
            if asleep:
                self.desk.sleep(line.at)
            else:
                self.desk.run(line.at)
            match line.event:
                case inputs.InputActive() | inputs.InputIdle():
                    continue
                case inputs.Settle():
                    self.engine.beat()
                case inputs.Halt():
                    self.engine.halt()
                    running = False
                case inputs.Start() if not running:
                    self.engine = self._start()
                    running = True
                case happening:
                    asleep = isinstance(happening, inputs.Suspend) or (
                        asleep and not isinstance(happening, inputs.Wake)
                    )
                    try:
                        self.engine.handle(happening)
                    except inputs.Refused as reason:
                        self.troubles.append(str(reason))
        if until is not None:
            self.desk.run(until)
        return self
