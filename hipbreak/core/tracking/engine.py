"""Holds the state: it feeds `step`, appends to the log, tells its listeners, and sets the alarm."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.tracking_facts import Prompted
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.reducer import next_moment, step
from hipbreak.core.tracking.state import Card, Gone, LoggedState, State

_LONGEST_BEAT = timedelta(seconds=30)  # a hole of 60 s is to be told from a slow beat (R2)
_POLLED_BEAT = timedelta(seconds=5)  # while idle, where the desk cannot call us back
_EAGER_BEAT = timedelta(seconds=1)  # the same while a prompt waits for the return
_KEPT_UNWRITTEN = 10_000


class Clock(Protocol):
    """Where moments come from."""

    def read(self) -> tuple[datetime, timedelta]:
        """The wall clock (aware), and by how much somebody has set it since the last reading."""


class Idle(Protocol):
    """Where the desk tells of input; both calls return at once."""

    def idle(self) -> timedelta | None:
        """Time since the last input; None if that cannot be told."""

    def watch_return(self, back: Callable[[], None]) -> bool:
        """Call `back` once at the next input; False if it has to be polled."""


class Alarm(Protocol):
    """What wakes the engine."""

    def ring_in(self, name: str, delay: timedelta, call: Callable[[], None]) -> None:
        """Call once after `delay`, in place of the alarm of that name."""

    def cancel(self, name: str) -> None:
        """Forget the alarm of that name."""


class Journal(Protocol):
    """Where facts are kept; both raise OSError with one sentence when they cannot be."""

    def append(self, facts: Sequence[Fact]) -> None:
        """Keep them, in order, all or none."""

    def beat(self, at: datetime) -> None:
        """The app is alive at this moment."""


Listener = Callable[[State, tuple[Fact, ...]], None]


class Engine:
    """The running day. All calls come on one thread."""

    def __init__(
        self, state: State, settings: Settings, clock: Clock, idle: Idle, alarm: Alarm, journal: Journal
    ) -> None:
        self.state = state
        self.settings = settings
        self._clock, self._idle, self._alarm, self._journal = clock, idle, alarm, journal
        self._listeners: list[Listener] = []
        self._unwritten: list[Fact] = []
        self._beaten: datetime | None = None
        self._watching = False
        self.trouble: Callable[[str], None] = lambda _sentence: None
        self.reminder: Callable[[datetime, Settings], datetime | None] = lambda _now, _settings: None
        """When the programme's next session is to be reminded of; asked at every beat, so it answers at once."""

    def listen(self, listener: Listener) -> None:
        """Be told of every new state, with the facts that led to it; called after they are in the log."""
        self._listeners.append(listener)

    def launch(self, heard: datetime | None) -> None:
        """Begin; `heard` is the last moment of an earlier run."""
        now, _ = self._clock.read()
        shown = isinstance(self.state.story.offer, Card)  # without one, the first beat is soon enough
        self._pass([*(self._meant(now) if shown else ()), (inputs.Launch(heard), now)])

    def halt(self) -> None:
        """Stop: settle up to now, write what is to write, and ring no more."""
        now, _ = self._clock.read()
        self._beaten = None  # the last moment heard is now, not up to a beat ago
        self._pass([(inputs.Beat(self._idle.idle()), now), (inputs.Halt(), now)])
        self._alarm.cancel("beat")

    def take(self, happening: inputs.Input) -> None:
        """A signal or a command, now. Raises Refused when a command does not fit; its sender is there all the same."""
        try:
            self._pass([*self._time_passed(), (happening, None)])
        except inputs.Refused:
            if self.state.running:
                self._pass([(inputs.Present(), None)])
            raise

    def beat(self) -> None:
        """Time has passed."""
        self._pass(self._time_passed())

    def use(self, settings: Settings) -> None:
        """Other settings from now on."""
        self.beat()
        self.settings = settings
        self.beat()

    def adopt(self, story: LoggedState) -> None:
        """The log was changed on the person's word: go on from the story that it tells now."""
        self.state = replace(self.state, story=fold(self._unwritten, story))
        self.beat()

    def begin_anew(self, story: LoggedState, heard: datetime | None) -> None:
        """After `halt`: the same, as if Hipbreak had been closed since `heard` (None: had never run).

        What was told of the time since, and could not be written, goes with it.
        """
        self._unwritten = []
        self.state = replace(self.state, story=story, heard=heard)
        self.launch(heard)

    def _time_passed(self) -> list[tuple[inputs.Input, datetime | None]]:
        now, set_by = self._clock.read()
        passed = [*self._meant(now - set_by), (inputs.Beat(self._idle.idle()), now - set_by)]
        return [*passed, (inputs.ClockSet(set_by), None), *self._meant(now, moved=True)] if set_by else passed

    def _meant(self, now: datetime, moved: bool = False) -> list[tuple[inputs.Input, datetime | None]]:
        """The routine's reminder (R18), where it is another than before: told first, so that no old one comes up."""
        moment, senses = self.reminder(now, self.settings), self.state.senses
        same = not moved and moment == (senses.routine_at if senses else None)
        return [] if same else [(inputs.RoutineAt(moment), None)]

    def _pass(self, happenings: Sequence[tuple[inputs.Input, datetime | None]]) -> None:
        told: list[Fact] = []
        try:
            for happening, now in happenings:
                self.state, facts = step(self.state, happening, now or self.state.at, self.settings)
                told += facts
        finally:
            self._write(told)
            self._arm()  # first: a window that fails must not stop the day
            for listener in self._listeners:
                listener(self.state, tuple(told))

    def _write(self, facts: list[Fact]) -> None:
        self._unwritten += facts
        at = self.state.at
        stale = self._beaten is None or not timedelta(0) <= at - self._beaten < _LONGEST_BEAT * 0.9
        if not self._unwritten and not stale:
            return
        try:
            if self._unwritten:
                self._journal.append(self._unwritten)
                self._unwritten = []
            self._journal.beat(at)
            self._beaten = at
        except OSError as error:
            del self._unwritten[:-_KEPT_UNWRITTEN]
            self.trouble(str(error))

    def _arm(self) -> None:
        if not self.state.running:
            return
        settings = self.settings
        limit = min(_LONGEST_BEAT, settings.unexplained_idle / 2, settings.short_absence / 2)
        if self._awaits_return(limit) and not self._watch():
            limit = min(limit, self._polled())
        moment = next_moment(self.state, settings)
        wait = limit if moment is None else min(limit, moment - self.state.at)
        self._alarm.ring_in("beat", max(wait, timedelta(milliseconds=1)), self.beat)

    def _awaits_return(self, limit: timedelta) -> bool:
        senses = self.state.senses
        if senses is None or senses.locked or senses.suspended or (senses.away and senses.blind):
            return False  # then the unlock, the wake or the return is told, and input before it is none
        return isinstance(self.state.story.posture, Gone) or self._idle_known() >= limit * 0.8

    def _idle_known(self) -> timedelta:
        senses = self.state.senses
        return self.state.at - senses.last_input if senses and not senses.flowing else timedelta(0)

    def _polled(self) -> timedelta:
        """How soon to look again, where nobody calls back: soon if the return would bring up a card."""
        if any(
            isinstance(fact, Prompted)
            for fact in step(self.state, inputs.InputFlows(), self.state.at, self.settings)[1]
        ):
            return _EAGER_BEAT
        left = self.settings.unexplained_idle - self._idle_known()  # from there on a return is a breakpoint (R10)
        return min(_POLLED_BEAT, left) if left > timedelta(0) else _POLLED_BEAT

    def _watch(self) -> bool:
        self._watching = self._watching or self._idle.watch_return(self._returned)
        return self._watching

    def _returned(self) -> None:
        self._watching = False
        self.beat()
