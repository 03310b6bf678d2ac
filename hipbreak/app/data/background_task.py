"""Long work on the log, in a thread and with a connection of its own, so that no window blocks."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread, current_thread
from time import monotonic

from PySide6.QtCore import QObject, Signal

from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.work_progress import ProgressGenerator

_PROGRESS_S = 0.05  # between two reports of progress


class BackgroundTask(QObject):
    """Runs one piece of work at a time: `stepped` carries done, total and whether it can still be cancelled.

    `ended` is emitted once for each, on the GUI thread, with the result, the exception, or None when it was cancelled;
    not after `stop`. The app writes to the log meanwhile; it waits only for the last transaction of a deletion, and
    while space is released.
    """

    stepped = Signal(object, object, bool)
    ended = Signal(object)
    _finished = Signal(object)

    def __init__(self, log: Path) -> None:
        super().__init__()
        self._path = log
        self._stop = Event()
        self._thread: Thread | None = None
        self._reported = 0.0
        self._outcome: object = None
        self._finished.connect(self._end)

    @property
    def is_running(self) -> bool:
        """Whether there is work whose end was not reported yet."""
        return self._thread is not None

    def start(self, begin: Callable[[EventLog], ProgressGenerator[object]], reading: bool = False) -> None:
        """Start work; `begin` is called in the thread, and with `reading` the log is opened read-only."""
        self._stop.clear()
        self._thread = Thread(target=self._run, args=(begin, reading), name="background-task", daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        """Cancel at the next step, unless it cannot be undone any more."""
        self._stop.set()

    def stop(self) -> object:
        """Cancel, block until everything is undone, and return what `ended` would have carried. Idempotent."""
        self.cancel()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        return self._outcome

    def _end(self, thread: Thread) -> None:
        if thread is self._thread:  # else it was stopped meanwhile
            self.ended.emit(self.stop())

    def _run(self, begin: Callable[[EventLog], ProgressGenerator[object]], reading: bool) -> None:
        try:
            with EventLog.read(self._path) if reading else EventLog.open(self._path) as log:
                log.set_busy_timeout()
                self._outcome = self._work(begin(log))
        except Exception as error:  # noqa: BLE001 - `ended` reports every error
            self._outcome = error
        self._finished.emit(current_thread())

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
