"""Polling of a boolean state for which the system has no event."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QTimer

from hipbreak.desktop.busy.base import BusySource, ReportBusy

INTERVAL = timedelta(seconds=10)
"""Short enough to notice a call before a prompt comes in it."""

Query = Callable[[], bool | None]
"""Answers at once; None if unknown."""


class PolledSource(BusySource):
    """Used on Windows and macOS only; `report` is called from the event loop, with False without an answer."""

    def __init__(
        self, name: str, query: Query, report: ReportBusy, no_answer: str = "", interval: timedelta = INTERVAL
    ) -> None:
        """`no_answer` is one sentence on why there may be no answer, and what to do."""
        self.name = name
        self._query, self._report, self._no_answer = query, report, no_answer
        self._timer = QTimer()
        self._timer.timeout.connect(self.poll)
        self._timer.start(interval // timedelta(milliseconds=1))
        QTimer.singleShot(0, self._timer, self.poll)

    def close(self) -> None:
        """Stop polling. Idempotent."""
        self._timer.stop()

    def poll(self) -> None:
        """Ask once and report; without effect after `close`."""
        if not self._timer.isActive():
            return
        answer = self._query()
        self.is_available = answer is not None
        self.problem = self._no_answer or None if answer is None else None
        self._report(self.name, answer is True)
