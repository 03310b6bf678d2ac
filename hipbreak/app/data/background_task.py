"""Long work on the log, in a thread and with a connection of its own, so that no window blocks."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from PySide6.QtCore import QObject, Signal

from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.work_progress import ProgressGenerator

_PROGRESS_S = 0.05  # between two reports of progress


class BackgroundTask(QObject):
    """Runs from `start` on: `stepped` carries done, total and whether the task can still be cancelled.

    `ended` is emitted once, on the GUI thread, with the result, the exception, or None when it was cancelled. The app
    writes to the log meanwhile; it waits only for the last transaction of a deletion, and while space is released.
    """

    stepped = Signal(object, object, bool)
    ended = Signal(object)

    def __init__(self, log: Path, begin: Callable[[EventLog], ProgressGenerator[object]], reading: bool) -> None:
        """`begin` is called in the thread; with `reading` the log is opened read-only."""
        super().__init__()
        self._path, self._begin, self._open = log, begin, EventLog.read if reading else EventLog.open
        self._stop = Event()
        self._thread = Thread(target=self._run, name="background-task", daemon=True)
        self._reported = 0.0
        self._outcome: object = None

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def cancel(self) -> None:
        """Cancel at the next step, unless it cannot be undone any more."""
        self._stop.set()

    def wait(self) -> object:
        """Block until the thread has ended, and return what `ended` carries; cancelled, it has undone everything."""
        self._thread.join()
        return self._outcome

    def stop(self) -> object:
        """Cancel, and wait as `wait` does."""
        self.cancel()
        return self.wait()

    def _run(self) -> None:
        try:
            with self._open(self._path) as log:
                log.set_busy_timeout()
                outcome = self._work(self._begin(log))
        except Exception as error:  # noqa: BLE001 - `ended` reports every error
            outcome = error
        self._outcome = outcome
        self.ended.emit(outcome)

    def _work(self, work: ProgressGenerator[object]) -> object:
        try:
            while True:
                step = next(work)
                if self._stop.is_set() and not step.irreversible:
                    work.close()
                    return None
                now = monotonic()
                if step.irreversible or now - self._reported > _PROGRESS_S:
                    self._reported = now
                    self.stepped.emit(step.done, step.total, not step.irreversible)
        except StopIteration as end:
            result: object = end.value
            return result
