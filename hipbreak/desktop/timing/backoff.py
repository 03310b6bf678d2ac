"""Retries with increasing delays."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import chain, repeat

from PySide6.QtCore import QTimer

RETRY_DELAYS = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
"""Before each retry; the last one repeats. A crashed service is mostly back within seconds."""


class Backoff:
    """Calls `callback` once after each `schedule`, from the event loop."""

    def __init__(self, callback: Callable[[], None], delays: Sequence[timedelta]) -> None:
        self._delays = tuple(delays)
        self._timer = QTimer(singleShot=True)
        self._timer.timeout.connect(callback)
        self.stop()

    def schedule(self) -> None:
        """Start the next delay, longer than the one before."""
        self._timer.start(next(self._next) // timedelta(milliseconds=1))

    def stop(self) -> None:
        """Cancel the retry; the next delay is the first one again."""
        self._timer.stop()
        self._next: Iterator[timedelta] = chain(self._delays, repeat(self._delays[-1]))
