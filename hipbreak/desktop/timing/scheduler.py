"""The scheduler: named alarms on the GUI thread, by elapsed time."""

from collections import deque
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QTimer

from hipbreak.desktop.timing.clock import Clock

if TYPE_CHECKING:
    from hipbreak.desktop.timing.qt_loop_scheduler import QtLoopScheduler

_LOADED_AFTER_MS = 100  # of the event loop
_PRECISE = 0  # Qt.TimerType.PreciseTimer


class _Entry(Struct, frozen=True, eq=False):
    """A scheduled alarm, due at an elapsed time; compared by identity."""

    name: str
    due: timedelta
    call: Callable[[], None]


class Scheduler:
    """Alarms called on the GUI thread from the event loop, never within these methods; based on APScheduler."""

    def __init__(self, clock: Clock, report: Callable[[Exception], None]) -> None:
        """`report` gets every exception of an alarm; the other alarms continue."""
        self._clock = clock
        self._report = report
        self._entries: dict[str, _Entry] = {}
        self._due: deque[_Entry] = deque()
        self._closed = False
        self._alarms: QtLoopScheduler | None = None
        self.timer = QTimer(singleShot=True)
        self.timer.timeout.connect(self._process)
        """The timer for the next alarm."""
        # A coarse timer may fire 5 % early, and would then be needed twice. Set by name: `Qt` is not loaded for it.
        self.timer.setProperty("timerType", _PRECISE)
        self._loading = QTimer(singleShot=True)
        self._loading.timeout.connect(self.load)
        self._loading.start(_LOADED_AFTER_MS)

    def load(self) -> None:
        """Load APScheduler, which takes 8 ms; else the event loop does so, after the tray icon is there. Idempotent."""
        self._loading.stop()
        if self._closed or self._alarms is not None:
            return
        from hipbreak.desktop.timing.qt_loop_scheduler import QtLoopScheduler  # noqa: PLC0415 - see above

        self._alarms = QtLoopScheduler(self._clock, self.timer)
        for entry in self._entries.values():
            self._set(self._alarms, entry)

    def schedule_in(self, name: str, delay: timedelta, call: Callable[[], None]) -> None:
        """Call once after that much elapsed time, suspend included; replaces the alarm of that name.

        What is due in suspend is called at most `MAX_TIMER_INTERVAL` after it.
        """
        if self._closed:
            return
        entry = self._entries[name] = _Entry(name, self._clock.elapsed() + delay, call)
        if self._alarms is not None:
            self._set(self._alarms, entry)

    def _set(self, alarms: "QtLoopScheduler", entry: _Entry) -> None:
        alarms.set(entry.name, entry.due, partial(self._due.append, entry))

    def cancel(self, name: str) -> None:
        """Cancel the alarm of that name, even if it is due already; ignore an unknown name."""
        if self._entries.pop(name, None) is not None and self._alarms is not None:
            self._alarms.cancel(name)

    def close(self) -> None:
        """Cancel all alarms. Idempotent."""
        self._closed = True
        self._entries.clear()
        self._due.clear()
        if self._alarms is not None:
            self._alarms.shutdown()
        for timer in (self._loading, self.timer):
            timer.stop()

    def _process(self) -> None:
        assert self._alarms is not None, "only an alarm starts the timer"
        self._alarms.process()
        self._run_due()

    def _run_due(self) -> None:
        """Call what is due, after the scheduler has finished its own work.

        Within that work an alarm that schedules itself again would be removed, and one that cancels another
        due at the same time would break the iteration.
        """
        while self._due:
            entry = self._due.popleft()
            if self._entries.get(entry.name) is not entry:
                continue  # cancelled or replaced meanwhile
            del self._entries[entry.name]
            try:
                entry.call()
            except Exception as error:  # noqa: BLE001 - any error is reported, and the next alarm is called
                self._report(error)
