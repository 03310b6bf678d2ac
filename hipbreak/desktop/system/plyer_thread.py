"""One thread at a time for plyer, which waits for the programs that it starts, and may hang with them."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import ClassVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal


class PlyerThread(QObject):
    """A base, and no part: a part would make a ring of references, and who tidies up such rings may be the thread."""

    _ended = Signal(object)
    _held: ClassVar[set["PlyerThread"]] = set()
    """Those that run: whoever forgets one, it must not be destroyed there, where its last reference would be."""

    def __init__(self, timeout: timedelta) -> None:
        super().__init__()
        self.running = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(timeout // timedelta(milliseconds=1))
        self._timer.timeout.connect(self.late)
        self._ended.connect(self._done, Qt.ConnectionType.QueuedConnection)

    def ended(self, problem: Exception | None) -> None:
        """From the event loop: what the call has raised."""
        raise NotImplementedError

    def late(self) -> None:
        """From the event loop: the call has not come back in time; it may still do so, and has `ended` then."""
        raise NotImplementedError

    def begin(self, call: Callable[[], None]) -> None:
        """Runs the call in a daemon thread; not while another runs."""
        self.running = True
        self._timer.start()
        self._held.add(self)
        self._thread = threading.Thread(target=self._work, args=(call,), name="plyer", daemon=True)
        self._thread.start()

    def soon(self, call: Callable[[], None]) -> None:
        """Calls from the event loop, on this thread; `call` keeps us until then.

        Not as an event of ours: whoever is told may drop us, and Qt would come back to nobody.
        """
        QTimer.singleShot(0, call)

    def wait_no_more(self) -> None:
        """Nobody is told that a call is late."""
        self._timer.stop()

    def _work(self, call: Callable[[], None]) -> None:
        problem = None
        try:
            call()
        except Exception as error:  # noqa: BLE001 - plyer raises whatever the system below it does
            problem = error
        try:
            self._ended.emit(problem)
        except RuntimeError:  # the application has ended meanwhile
            return

    def _done(self, problem: Exception | None) -> None:
        self._thread.join()  # it has nothing left to do, but may still hold us
        QTimer.singleShot(0, self._release)
        self._timer.stop()
        self.running = False
        self.ended(problem)

    def _release(self) -> None:
        if not self.running:
            self._held.discard(self)
