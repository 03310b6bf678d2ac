"""A simulated desktop that plays a trace with the real engine: its clock jumps from event to event."""

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
from tests.core.short_trace import short, trace_of

_ENDS = (inputs.InputIdle, inputs.Lock, inputs.Suspend, inputs.Halt, inputs.Leave)
_BEGINS = (inputs.InputActive, inputs.Unlock, inputs.Wake)


def input_of(trace: Sequence[TraceLine]) -> list[tuple[datetime, datetime]]:
    """The spans of input; a command is input without length."""
    spans: list[tuple[datetime, datetime]] = []
    since, locked, flowing, running = trace[0].at, False, True, True
    for line in trace:
        event = line.event
        starts = isinstance(event, inputs.Start) and not running
        running = starts or (running and not isinstance(event, inputs.Halt))
        locked = isinstance(event, inputs.Lock) or (locked and not isinstance(event, inputs.Unlock))
        if isinstance(event, _ENDS) and flowing:
            spans.append((since, line.at))
            flowing = False
        elif (starts or isinstance(event, _BEGINS)) and not flowing and not locked:
            since, flowing = line.at, True
        elif isinstance(event, inputs.Command | inputs.InputIdle) and not flowing and not locked:
            spans.append((line.at, line.at))
    return [*spans, (since, trace[-1].at + timedelta(days=1))] if flowing else spans


def short_of(facts: Sequence[Fact]) -> list[str]:
    """The short form of the facts in the output of replay."""
    return [short(x) for x in facts if x.in_replay_output]


@dataclass
class ListFactLog:
    """A log that keeps facts in a list, and holds them while `broken`."""

    facts: list[Fact] = field(default_factory=list)
    held: list[Fact] = field(default_factory=list)
    last_beat: datetime | None = None
    broken: bool = False

    def append(self, facts: Sequence[Fact]) -> None:
        self.held += facts
        self.beat(facts[-1].at)

    def beat(self, at: datetime) -> bool:
        if not self.broken:
            self.facts, self.held, self.last_beat = self.facts + self.held, [], at
        return not self.broken


class SimulatedDesktop:
    """Clock, timers and idle source; `reports_return` if it can report the next input."""

    def __init__(self, at: datetime, spans: Sequence[tuple[datetime, datetime]], reports_return: bool) -> None:
        self.at = at
        self.beats: list[datetime] = []
        self.set_by = timedelta(0)
        self.has_no_idle_time = False
        self._returned_at: datetime | None = None
        self._firing = False  # a timer fires before input at the same time, as in replay
        self._spans, self._reports_return = spans, reports_return
        self._timers: dict[str, tuple[datetime, Callable[[], None]]] = {}
        self._back: Callable[[], None] | None = None

    def read(self) -> tuple[datetime, timedelta]:
        set_by, self.set_by = self.set_by, timedelta(0)
        return self.at, set_by

    def idle(self) -> timedelta | None:
        past = [end for start, end in self._spans if start < self.at or (start == self.at and not self._firing)]
        return None if self.has_no_idle_time else max(self.at - past[-1], timedelta(0)) if past else timedelta(hours=9)

    def watch_return(self, back: Callable[[], None]) -> bool:
        self._back = back if self._reports_return else None
        return self._reports_return

    def schedule_in(self, name: str, delay: timedelta, call: Callable[[], None]) -> None:
        assert delay > timedelta(0)
        self._timers[name] = (self.at + delay, call)

    def cancel(self, name: str) -> None:
        self._timers.pop(name, None)

    def run(self, until: datetime) -> None:
        """Let time pass; what is due at `until` itself still happens."""
        while True:
            returns = [
                max(start, self.at)
                for start, end in self._spans
                if end > self.at or (start == self.at != self._returned_at)
            ]
            back_at = min(returns) if returns and self._back is not None else None
            timer_at = min((when for when, _ in self._timers.values()), default=None)
            due = min((t for t in (back_at, timer_at) if t is not None), default=None)
            if due is None or due > until:
                self.at = until
                return
            self.at = max(due, self.at)
            self.beats.append(self.at)
            if due != timer_at and self._back is not None:
                back, self._back, self._returned_at = self._back, None, self.at
                back()
            else:
                name = next(n for n, (when, _) in self._timers.items() if when == due)
                self._firing = True
                self._timers.pop(name)[1]()
                self._firing = False

    def set_wall_clock(self, by: timedelta) -> None:
        """Set the wall clock; timers fire after the same elapsed time."""
        self._timers = {name: (when + by, call) for name, (when, call) in self._timers.items()}
        self._spans = [(start + by, end + by) for start, end in self._spans]
        self.at, self.set_by = self.at + by, by

    def sleep(self, until: datetime) -> None:
        """Suspend the machine: time passes, and no timer fires."""
        self.at = until


class LiveDay:
    """A day of events, played with the real engine."""

    def __init__(
        self, events: str, settings: Settings | None = None, reports_return: bool = True, log: ListFactLog | None = None
    ) -> None:
        self.trace = read_trace(trace_of(events))
        self.settings = settings or Settings()
        self.log = log or ListFactLog()
        self.facts: list[Fact] = []
        self.refusals: list[str] = []
        self.desktop = SimulatedDesktop(self.trace[0].at, input_of(self.trace), reports_return)
        self.engine = self._start()

    def _start(self) -> Engine:
        at, last_beat = self.desktop.at, self.log.last_beat
        state = State(min(at, last_beat or at), logged=fold(self.log.facts))
        engine = Engine(state, self.settings, self.desktop, self.desktop, self.desktop, self.log)
        engine.add_listener(lambda _, facts: self.facts.extend(facts))
        engine.launch(last_beat)
        return engine

    def run_to_the_end(self, until: datetime | None = None) -> "LiveDay":
        """Play the events, or those up to `until`."""
        running, asleep = True, False
        for line in (x for x in self.trace if x.at >= self.desktop.at and (until is None or x.at <= until)):
            if asleep:
                self.desktop.sleep(line.at)
            else:
                self.desktop.run(line.at)
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
                case event:
                    asleep = isinstance(event, inputs.Suspend) or (asleep and not isinstance(event, inputs.Wake))
                    try:
                        self.engine.handle(event)
                    except inputs.Refused as reason:
                        self.refusals.append(str(reason))
        if until is not None:
            self.desktop.run(until)
        return self
