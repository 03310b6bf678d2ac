"""A simulated desk that follows a trace, as clock, sensors and scheduler of the engine."""

from collections.abc import Callable
from datetime import datetime, timedelta

from hipbreak.core.tracking import inputs


class SimulatedDesk:
    """The desk as a trace tells it: clock, idle source and alarm in one, moved by whoever plays the day."""

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
        return True  # the trace itself says when input comes

    def ring_in(self, name: str, delay: timedelta, call: Callable[[], None]) -> None:
        self._due[name] = (self.now + delay, call)

    def cancel(self, name: str) -> None:
        self._due.pop(name, None)

    def feel(self, happening: inputs.Input) -> None:
        """What happens to the hands."""
        self._flowing = isinstance(happening, inputs.InputFlows | inputs.Unlock | inputs.Wake) or (
            self._flowing and not isinstance(happening, inputs.InputEnds | inputs.Lock | inputs.Suspend)
        )
        self._last_input = self.now

    def next_ring(self) -> tuple[datetime, str] | None:
        """The alarm that is due first."""
        return min(((when, name) for name, (when, _) in self._due.items()), default=None)

    def ring(self, name: str) -> None:
        self._due.pop(name)[1]()
