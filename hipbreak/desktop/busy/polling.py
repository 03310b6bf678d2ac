"""A yes-or-no question to the system that has to be asked again and again, where no event tells of its answer."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QTimer

from hipbreak.desktop.busy.base import Say

PACE = timedelta(seconds=10)
"""A call that is noticed so late still holds back what would have come in it."""

Ask = Callable[[], bool | None]
"""Answers at once; None if that cannot be told."""


class Polled:
    """Only on Windows and macOS; `say` is called from the event loop, and no answer is a no."""

    def __init__(self, name: str, ask: Ask, say: Say, silent: str = "", pace: timedelta = PACE) -> None:
        """`silent` is one sentence on why it may be that nothing is told, and what to do."""
        self.name = name
        self.is_available = False
        """Whether there was an answer."""
        self.trouble: str | None = None
        self._ask, self._say, self._silent = ask, say, silent
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(pace // timedelta(milliseconds=1))
        QTimer.singleShot(0, self._timer, self._look)

    def close(self) -> None:
        """Says nothing any more; may be called twice."""
        self._timer.stop()

    def _look(self) -> None:
        if not self._timer.isActive():
            return
        answer = self._ask()
        self.is_available = answer is not None
        self.trouble = self._silent or None if answer is None else None
        self._say(self.name, answer is True)
