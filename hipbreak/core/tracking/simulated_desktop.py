"""A simulated desktop that follows a trace: clock, idle time and timers of the engine."""

from collections.abc import Callable
from datetime import datetime, timedelta

from hipbreak.core.tracking import inputs


class SimulatedDesktop:
    """Clock, idle time and timers in one; the caller moves `now`."""

    def __init__(self, start: datetime) -> None:
        self.start = self.now = self._last_input = start
        self._flowing = True
        self._due: dict[str, tuple[datetime, Callable[[], None]]] = {}

    def read(self) -> tuple[datetime, timedelta]:
        return self.now, timedelta(0)

    def elapsed(self) -> timedelta:
        return self.now - self.start

    def idle(self) -> timedelta | None:
        return timedelta(0) if self._flowing else self.now - self._last_input

    def watch_return(self, _back: Callable[[], None]) -> bool:
        return True  # the trace has the return of input

    def schedule_in(self, name: str, delay: timedelta, call: Callable[[], None]) -> None:
        self._due[name] = (self.now + delay, call)

    def cancel(self, name: str) -> None:
        self._due.pop(name, None)

    def update_idle(self, event: inputs.Input) -> None:
        """Update the idle time by an input of the trace."""
        self._flowing = isinstance(event, inputs.InputActive | inputs.Unlock | inputs.Wake) or (
            self._flowing and not isinstance(event, inputs.InputIdle | inputs.Lock | inputs.Suspend)
        )
        self._last_input = self.now

    def next_timer(self) -> tuple[datetime, str] | None:
        """The timer that is due first."""
        return min(((when, name) for name, (when, _) in self._due.items()), default=None)

    def fire(self, name: str) -> None:
        self._due.pop(name)[1]()
