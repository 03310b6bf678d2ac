"""When to look again for what is gone: soon at first, then seldom."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import chain, repeat

from PySide6.QtCore import QTimer

PAUSES = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
"""Before each look; the last one again and again. What crashed is mostly back within seconds."""


class Backoff:
    """Calls `look` once after each `wait`, from the event loop."""

    def __init__(self, look: Callable[[], None], pauses: Sequence[timedelta] = PAUSES) -> None:
        self._pauses = tuple(pauses)
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(look)
        self.stop()

    def wait(self) -> None:
        """One pause more, longer than the one before."""
        self._timer.start(next(self._next) // timedelta(milliseconds=1))

    def stop(self) -> None:
        """No look any more; the next pause is the first one again."""
        self._timer.stop()
        self._next: Iterator[timedelta] = chain(self._pauses, repeat(self._pauses[-1]))
