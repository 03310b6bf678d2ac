"""A recorded time played through the rules: when Hipbreak would have asked, and what fixed timers would have done.

Assumed, the same for all: each prompt that comes at the desk and outside a call is answered at once by a break as long
as the guide's. All else stays as it was recorded.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from msgspec import Struct, field
from msgspec.structs import replace

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.daily import BEYOND, running_interval
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.reducer import initial_state, step
from hipbreak.core.tracking.state import State
from hipbreak.core.tracking.trace import TraceLine

TIMERS = (timedelta(minutes=30), timedelta(minutes=45))
"""The fixed timers that Hipbreak is compared with."""
RESTART_AFTER = timedelta(hours=2)
"""A fixed timer counts anew after an absence of this length: the computer was off (project default)."""

_KEPT_COMMANDS = (inputs.Stand, inputs.Sit, inputs.StartCall, inputs.EndCall, inputs.Leave)
Stretch = tuple[datetime, datetime]


class Outcome(Struct, frozen=True):
    """How many prompts there were, how many of them in a call or at an empty chair, and the sitting that was left."""

    prompts: int
    in_call: int
    empty_chair: int
    bouts: tuple[timedelta, ...]

    @property
    def beyond(self) -> int:
        """How many bouts were longer than 45 min."""
        return sum(bout > BEYOND for bout in self.bouts)


class Rehearsal(Struct, frozen=True):
    """What was recorded, with no prompts; with Hipbreak, which asked at `asked`; and with each of TIMERS."""

    recorded: Outcome
    hipbreak: Outcome
    timers: tuple[Outcome, ...]
    asked: tuple[datetime, ...]
    sitting: timedelta
    knows_calls: bool


class _Presence(Struct):
    """When the person was away from the desk, or in a call, by the trace alone; in order."""

    away: list[Stretch] = field(default_factory=list)
    calls: list[Stretch] = field(default_factory=list)

    def is_away(self, at: datetime) -> bool:
        return _is_in(self.away, at)

    def is_in_call(self, at: datetime) -> bool:
        return _is_in(self.calls, at)


def rehearse(trace: Sequence[TraceLine], settings: Settings) -> Rehearsal:
    """Play a trace of at least one line; the person's answers to prompts in it are left out.

    It compares prompts to stand up, so the limit of standing does not count.
    """
    settings = replace(settings, standing_limit=timedelta(0))
    presence = _presence_of(trace, settings)
    run = _Run(trace[0].at, settings, presence)
    for line in trace:
        run.apply(line)
    facts = run.facts()
    bouts = [(fact.start, fact.end) for fact in facts if isinstance(fact, tracking_facts.Bout)]
    whole = _joined(fact for fact in facts if _is_sitting(fact))
    at_desk = _joined(fact for fact in facts if _is_sitting(fact) or _is_standing(fact))
    asked = tuple(fact.at for fact in facts if isinstance(fact, tracking_facts.Prompted))
    return Rehearsal(
        _outcome((), whole, presence),
        _outcome(asked, bouts, presence),
        tuple(_with_timer(every, whole, at_desk, presence, settings) for every in TIMERS),
        asked,
        sum((end - start for start, end in whole), timedelta(0)),
        bool(presence.calls),
    )


class _Run:
    """The rules, and a person who answers each prompt at the desk at once."""

    def __init__(self, start: datetime, settings: Settings, presence: _Presence) -> None:
        self._settings, self._presence = settings, presence
        self._state, facts = step(initial_state(start), inputs.Launch(), start, settings)
        self._facts: list[Fact] = list(facts)
        self._finish: datetime | None = None

    def apply(self, line: TraceLine) -> None:
        """Play up to this line, and then its event."""
        event = self._kept(line.event)
        while self._finish is not None and self._finish <= line.at:
            finish, self._finish = self._finish, None
            self._step(inputs.Finish(), finish)
        self._step(event, line.at)

    def facts(self) -> list[Fact]:
        """All facts so far, with the interval that is still running."""
        running = running_interval(self._state.logged, self._state.at)
        return [*self._facts, *([running] if running else [])]

    def _kept(self, event: inputs.Input) -> inputs.Input:
        if isinstance(event, inputs.Start) and not self._state.running:
            return inputs.Launch()
        return event if isinstance(event, (inputs.Observation, *_KEPT_COMMANDS)) else inputs.Settle()

    def _step(self, event: inputs.Input, at: datetime) -> None:
        """Apply an event; a prompt on the way to it is answered first."""
        while True:
            state, facts = self._try(event, at)
            prompt = next((fact for fact in facts if self._is_answered(fact)), None)
            if prompt is None or prompt.at >= at:
                break
            self._accept(*self._try(inputs.Settle(), prompt.at))
            self._answer(prompt.at)
            while self._finish is not None and self._finish <= at:
                finish, self._finish = self._finish, None
                self._step(inputs.Finish(), finish)
        self._accept(state, facts)
        if prompt is not None:
            self._answer(at)

    def _try(self, event: inputs.Input, at: datetime) -> tuple[State, tuple[Fact, ...]]:
        try:
            return step(self._state, event, at, self._settings)
        except inputs.Refused:
            return step(self._state, inputs.Settle(), at, self._settings)

    def _accept(self, state: State, facts: Iterable[Fact]) -> None:
        self._state = state
        self._facts += facts

    def _is_answered(self, fact: Fact) -> bool:
        return isinstance(fact, tracking_facts.Prompted) and not (
            self._presence.is_away(fact.at) or self._presence.is_in_call(fact.at)
        )

    def _answer(self, at: datetime) -> None:
        self._accept(*self._try(inputs.Start(), at))
        self._finish = at + self._settings.pulse_length


def _presence_of(trace: Sequence[TraceLine], settings: Settings) -> _Presence:
    """Away is no input for the idle limit, locked or suspended for a short absence, and when Hipbreak did not run."""
    found = _Presence()
    idle_since = gone_since = call_since = awake_since = None
    for line in trace:
        at = line.at
        match line.event:
            case inputs.InputIdle():
                idle_since = at if idle_since is None else idle_since
            case inputs.BusyChanged("call", on):
                call_since = _switched(found.calls, call_since, at, on)
                idle_since = at if idle_since is not None else None
            case inputs.StartCall(length):
                found.calls.append((at, at + length))
            case inputs.BusyChanged("awake", on):
                awake_since = at if on else None
                idle_since = at if idle_since is not None else None
            case inputs.Lock() | inputs.Suspend() | inputs.Halt() | inputs.Leave():
                gone_since = at if gone_since is None else gone_since
            case inputs.InputActive() | inputs.Unlock() | inputs.Wake() | inputs.Start() | inputs.Sit():
                if gone_since is not None and at - gone_since >= settings.short_absence:
                    found.away.append((min(gone_since, idle_since or gone_since), at))
                elif idle_since is not None and at - idle_since >= settings.idle_limit and not awake_since:
                    found.away += [] if call_since is not None else [(idle_since, at)]
                idle_since = gone_since = None
    last = trace[-1].at
    if call_since is not None:
        found.calls.append((call_since, last))
    open_since = gone_since or idle_since
    if open_since is not None and call_since is None and last - open_since >= settings.idle_limit:
        found.away.append((open_since, last))
    found.calls = _merged(found.calls)
    return found


def _switched(stretches: list[Stretch], since: datetime | None, at: datetime, on: bool) -> datetime | None:
    if on:
        return at if since is None else since
    if since is not None:
        stretches.append((since, at))
    return None


def _is_in(stretches: Sequence[Stretch], at: datetime) -> bool:
    number = bisect_right(stretches, at, key=lambda stretch: stretch[0])
    return number > 0 and at < stretches[number - 1][1]


def _is_sitting(fact: Fact) -> bool:
    """Sitting as it was recorded: the breaks that followed a prompt were not."""
    return isinstance(fact, tracking_facts.Bout) or (isinstance(fact, tracking_facts.Break) and fact.how == "pulse")


def _is_standing(fact: Fact) -> bool:
    return isinstance(fact, tracking_facts.Break) and fact.how in tracking_facts.STANDING


def _joined(facts: Iterable[Fact]) -> list[Stretch]:
    return _merged((fact.start, fact.end) for fact in facts if isinstance(fact, Interval))


def _merged(stretches: Iterable[Stretch], apart: timedelta = timedelta.resolution) -> list[Stretch]:
    """The stretches in order; those that touch, or are less `apart`, are one."""
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if found and start - found[-1][1] < apart:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _outcome(prompts: Sequence[datetime], bouts: Iterable[Stretch], presence: _Presence) -> Outcome:
    in_call = sum(presence.is_in_call(at) for at in prompts)
    empty = sum(presence.is_away(at) and not presence.is_in_call(at) for at in prompts)
    return Outcome(len(prompts), in_call, empty, tuple(end - start for start, end in bouts if end > start))


def _with_timer(
    every: timedelta, sitting: Sequence[Stretch], at_desk: Sequence[Stretch], presence: _Presence, settings: Settings
) -> Outcome:
    prompts = list(_rings(every, at_desk))
    noticed = [at for at in prompts if _is_in(sitting, at) and not presence.is_away(at) and not presence.is_in_call(at)]
    split = [piece for stretch in sitting for piece in _split(stretch, noticed, settings.pulse_length)]
    away = [at for at in prompts if not presence.is_in_call(at) and (presence.is_away(at) or not _is_in(at_desk, at))]
    in_call = sum(presence.is_in_call(at) for at in prompts)
    return Outcome(len(prompts), in_call, len(away), tuple(end - start for start, end in split if end > start))


def _rings(every: timedelta, at_desk: Sequence[Stretch]) -> Iterator[datetime]:
    """A fixed timer looks at nothing but the clock, from the first to the last moment at the desk."""
    for start, end in _merged(at_desk, RESTART_AFTER):
        at = start + every
        while at < end:
            yield at
            at += every


def _split(stretch: Stretch, breaks: Sequence[datetime], length: timedelta) -> Iterator[Stretch]:
    start, end = stretch
    for at in breaks[bisect_right(breaks, start) : bisect_right(breaks, end)]:
        yield start, at
        start = min(at + length, end)
    yield start, end
