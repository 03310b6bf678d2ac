"""A thread for plyer, which waits for the programs that it starts and may hang with them."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import ClassVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal


class PlyerThread(QObject):
    """Base class of plyer backends. By composition there would be a reference cycle, which the thread might collect."""

    _finished = Signal(object)
    active: ClassVar[set["PlyerThread"]] = set()
    """Those with a running thread, whose last reference must not be dropped in that thread."""

    def __init__(self, timeout: timedelta) -> None:
        super().__init__()
        self.running = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.timed_out)
        self._timer.setInterval(timeout // timedelta(milliseconds=1))
        self._finished.connect(self._done, Qt.ConnectionType.QueuedConnection)

    def finished(self, problem: Exception | None) -> None:
        """Handle the end of the call, from the event loop; `problem` is what it has raised."""
        raise NotImplementedError

    def timed_out(self) -> None:
        """Handle a call that has not returned in time, from the event loop; it may still finish."""
        raise NotImplementedError

    def start(self, call: Callable[[], None]) -> None:
        """Run the call in a daemon thread; not while another runs."""
        self.running = True
        self._timer.start()
        self.active.add(self)
        self._thread = threading.Thread(target=self._work, args=(call,), name="plyer", daemon=True)
        self._thread.start()

    def _work(self, call: Callable[[], None]) -> None:
        problem = None
        try:
            call()
        except Exception as error:  # noqa: BLE001 - plyer raises whatever the system below it does
            problem = error
        try:
            self._finished.emit(problem)
        except RuntimeError:  # the application has ended meanwhile
            return

    def _done(self, problem: Exception | None) -> None:
        self._thread.join()  # nothing is left to do, but it may still hold a reference
        QTimer.singleShot(0, self._release)
        self._timer.stop()
        self.running = False
        self.finished(problem)

    def _release(self) -> None:
        if not self.running:
            self.active.discard(self)
