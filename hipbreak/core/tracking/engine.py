"""The engine: holds the state, calls `step`, appends facts to the log, notifies listeners, sets the next beat."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from msgspec.structs import replace

from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.tracking_facts import Prompted
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.reducer import next_moment, step
from hipbreak.core.tracking.state import Absent, Card, LoggedState, State

LONGEST_BEAT = timedelta(seconds=36)  # a kill and a restart within 20 s give no gap of 60 s (R2)
_POLLED_BEAT = timedelta(seconds=5)  # while idle, where the return of input is not signalled
_EAGER_BEAT = timedelta(seconds=1)  # the same while the return would show a prompt


class WallClock(Protocol):
    """The source of the time."""

    def read(self) -> tuple[datetime, timedelta]:
        """The wall clock (aware), and by how much it was set since the last reading."""


class IdleTime(Protocol):
    """The source of the idle time; both calls return at once."""

    def idle(self) -> timedelta | None:
        """Time since the last input; None if it cannot be measured."""

    def watch_return(self, back: Callable[[], None]) -> bool:
        """Call `back` once at the next input; False if the idle time has to be polled."""


class Timers(Protocol):
    """Named single-shot timers."""

    def schedule_in(self, name: str, delay: timedelta, call: Callable[[], None]) -> None:
        """Call once after `delay`; replaces the timer of that name."""

    def cancel(self, name: str) -> None:
        """Stop the timer of that name."""


class FactLog(Protocol):
    """Where facts are stored, or held in order until they can be; neither method fails."""

    def append(self, facts: Sequence[Fact]) -> None:
        """Store them in order."""

    def beat(self, at: datetime) -> bool:
        """Store that the app is alive at this moment; False if that has to be repeated."""


Listener = Callable[[State, tuple[Fact, ...]], None]


class Engine:
    """Holds the state of the running app. All calls come on one thread."""

    def __init__(
        self,
        state: State,
        settings: Settings,
        clock: WallClock,
        idle: IdleTime,
        timers: Timers,
        log: FactLog,
        reminder: Callable[[datetime, Settings], datetime | None] = lambda _now, _settings: None,
        correct_clock: Callable[[datetime, timedelta], LoggedState | None] = lambda _now, _by: None,
    ) -> None:
        """`reminder` returns the time of the programme's next reminder; it is called at every beat, must not block.

        `correct_clock` is called when the clock was set, after that is in the log: it corrects the log if the clock was
        wrong before, and then returns the state that follows from it.
        """
        self.state = state
        self.settings = settings
        self._clock, self._idle, self._timers, self._log = clock, idle, timers, log
        self._listeners: list[Listener] = []
        self._last_beat_written: datetime | None = None
        self._watching_return = False
        self._reminder, self._correct_clock = reminder, correct_clock

    def add_listener(self, listener: Listener) -> None:
        """Call `listener` with every new state and the facts that led to it, after they went to the log."""
        self._listeners.append(listener)

    def launch(self, last_alive: datetime | None) -> None:
        """Start; `last_alive` is the last moment of an earlier run."""
        now, _ = self._clock.read()
        shown = isinstance(self.state.logged.offer, Card)  # else the first beat is soon enough
        self._apply(
            [*(self._reminder_changes(now) if shown else ()), (inputs.Launch(last_alive, self._idle.idle()), now)]
        )

    def halt(self) -> None:
        """Stop: settle up to now, write the facts, cancel the timer."""
        now, _ = self._clock.read()
        self._last_beat_written = None  # store this moment as the last one alive
        self._apply([(inputs.Beat(self._idle.idle()), now), (inputs.Halt(), now)])
        self._timers.cancel("beat")

    def handle(self, event: inputs.Input) -> None:
        """Apply an observation or a command, now. Refused if a command does not fit; it still proves presence."""
        try:
            self._apply([*self._time_passed(), (event, None)])
        except inputs.Refused:
            if self.state.running:
                self._apply([(inputs.Present(), None)])
            raise

    def beat(self) -> None:
        """Apply the passing of time."""
        self._apply(self._time_passed())

    def change_settings(self, settings: Settings) -> None:
        """Use other settings from now on."""
        self.beat()
        self.settings = settings
        self.beat()

    def reload(self, logged: LoggedState) -> None:
        """The log was changed: continue from the state that follows from it now."""
        self.state = replace(self.state, logged=logged)
        self.beat()

    def restart(self, logged: LoggedState, last_alive: datetime | None) -> None:
        """After `halt`: start as if the app had not run since `last_alive` (None: had never run)."""
        self.state = replace(self.state, logged=logged, last_alive=last_alive)
        self.launch(last_alive)

    def _time_passed(self) -> list[tuple[inputs.Input, datetime | None]]:
        now, set_by = self._clock.read()
        passed = [*self._reminder_changes(now - set_by), (inputs.Beat(self._idle.idle()), now - set_by)]
        return (
            [*passed, (inputs.ClockSet(set_by), None), *self._reminder_changes(now, moved=True)] if set_by else passed
        )

    def _reminder_changes(self, now: datetime, moved: bool = False) -> list[tuple[inputs.Input, datetime | None]]:
        """The routine's reminder (R18), if it has changed; first, so that no outdated one is shown."""
        moment, sensors = self._reminder(now, self.settings), self.state.sensors
        same = not moved and moment == (sensors.routine_at if sensors else None)
        return [] if same else [(inputs.RoutineAt(moment), None)]

    def _apply(self, events: Sequence[tuple[inputs.Input, datetime | None]]) -> None:
        emitted: list[Fact] = []
        try:
            for event, now in events:
                self.state, facts = step(self.state, event, now or self.state.at, self.settings)
                emitted += facts
        finally:
            self._write(emitted)
            self._correct_log([event.by for event, _ in events if isinstance(event, inputs.ClockSet)])
            self._arm()  # before the listeners: one that fails must not stop the beats
            for listener in self._listeners:
                listener(self.state, tuple(emitted))

    def _write(self, facts: list[Fact]) -> None:
        at = self.state.at
        stale = self._last_beat_written is None or not timedelta(0) <= at - self._last_beat_written < LONGEST_BEAT / 2
        if facts:
            self._log.append(facts)
        if (facts or stale) and self._log.beat(at):
            self._last_beat_written = at

    def _correct_log(self, steps: Sequence[timedelta]) -> None:
        for by in steps:
            logged = self._correct_clock(self.state.at, by)
            if logged is not None:
                self.state = replace(self.state, logged=logged)

    def _arm(self) -> None:
        if not self.state.running:
            return
        settings = self.settings
        limit = min(LONGEST_BEAT, settings.unexplained_idle / 2, settings.short_absence / 2)
        if self._is_waiting_for_input(limit) and not self._watch_return():
            limit = min(limit, self._polling_interval())
        moment = next_moment(self.state, settings)
        wait = limit if moment is None else min(limit, moment - self.state.at)
        self._timers.schedule_in("beat", max(wait, timedelta(milliseconds=1)), self.beat)

    def _is_waiting_for_input(self, limit: timedelta) -> bool:
        sensors = self.state.sensors
        if sensors is None or sensors.locked or sensors.suspended or (sensors.away and sensors.no_idle_source):
            return False  # then the unlock, wake or return is reported, and input before it does not count
        return isinstance(self.state.logged.posture, Absent) or self._known_idle() >= limit * 0.8

    def _known_idle(self) -> timedelta:
        sensors = self.state.sensors
        return self.state.at - sensors.last_input if sensors and not sensors.input_active else timedelta(0)

    def _polling_interval(self) -> timedelta:
        """The polling interval: short if the return would show a card."""
        if any(
            isinstance(fact, Prompted)
            for fact in step(self.state, inputs.InputActive(), self.state.at, self.settings)[1]
        ):
            return _EAGER_BEAT
        left = self.settings.unexplained_idle - self._known_idle()  # from there on a return is a breakpoint (R10)
        return min(_POLLED_BEAT, left) if left > timedelta(0) else _POLLED_BEAT

    def _watch_return(self) -> bool:
        self._watching_return = self._watching_return or self._idle.watch_return(self._returned)
        return self._watching_return

    def _returned(self) -> None:
        self._watching_return = False
        self.beat()
