"""Long work on the log in a thread and with a connection of its own, so that no window waits for it."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from PySide6.QtCore import QObject, Signal

from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.progress import ProgressGenerator

_TELLING_S = 0.05  # between two tellings of how far it is


class BackgroundTask(QObject):
    """One Work, from `start` on: `stepped` carries done, total and whether it can still be cancelled.

    `ended` comes once, on the GUI thread: with the result, the exception, or None when it was cancelled. The running
    app writes in between; only the last transaction of a deletion and the room given back keep it waiting.
    """

    stepped = Signal(object, object, bool)
    ended = Signal(object)

    def __init__(self, log: Path, begin: Callable[[EventLog], ProgressGenerator[object]], reading: bool) -> None:
        """`begin` is called in the thread; `reading` leaves the log as it is."""
        super().__init__()
        self._path, self._begin, self._open = log, begin, EventLog.read if reading else EventLog.open
        self._stop = Event()
        self._thread = Thread(target=self._run, name="errand", daemon=True)
        self._told = 0.0

    def start(self) -> None:
        self._thread.start()

    def cancel(self) -> None:
        """At the next step, unless it cannot be taken back any more."""
        self._stop.set()

    def wait(self) -> None:
        """Until the thread is over: cancelled, it has taken everything back."""
        self._thread.join()

    def _run(self) -> None:
        try:
            with self._open(self._path) as log:
                log.be_patient()
                outcome = self._work(self._begin(log))
        except Exception as error:  # noqa: BLE001 - whoever ordered it has to hear of it, whatever it is
            outcome = error
        self.ended.emit(outcome)

    def _work(self, work: ProgressGenerator[object]) -> object:
        try:
            while True:
                step = next(work)
                if self._stop.is_set() and not step.lasting:
                    work.close()
                    return None
                now = monotonic()
                if step.lasting or now - self._told > _TELLING_S:
                    self._told = now
                    self.stepped.emit(step.done, step.total, not step.lasting)
        except StopIteration as end:
            result: object = end.value
            return result
