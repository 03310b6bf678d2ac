"""Once a day: look through the log, and copy it."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QObject

from hipbreak.app.data.background_task import BackgroundTask
from hipbreak.app.data.event_recorder import EventRecorder
from hipbreak.core.text.data_operations import not_copied
from hipbreak.core.tracking.engine import Engine, Timers
from hipbreak.store.event_log.copies import check_and_copy, find_copies
from hipbreak.store.event_log.errors import LogDamaged

_INTERVAL = timedelta(hours=1)


class DailyCopies(QObject):
    """In a thread, when the screen is locked or after an hour; a damaged log is not copied but salvaged."""

    def __init__(
        self,
        log: Path,
        engine: Engine,
        recorder: EventRecorder,
        timers: Timers,
        is_busy: Callable[[], bool],
        report: Callable[[str], None],
    ) -> None:
        """While `is_busy`, the log is not copied; `report` shows a sentence to the person."""
        super().__init__()
        self._log, self._engine, self._recorder, self._timers = log, engine, recorder, timers
        self._is_busy, self._report = is_busy, report
        self.task = BackgroundTask(log)
        self.task.ended.connect(self._end)
        self._done_on: date | None = None

    def begin(self) -> None:
        """Begin, if that was not done today."""
        self._timers.schedule_in("copy", _INTERVAL, self.begin)
        today, copying = self._engine.state.at.date(), self._engine.settings.daily_copy
        if self._done_on is None and copying and today in find_copies(self._log):
            self._done_on = today  # by an earlier run
        if self.task.is_running or self._done_on == today or self._is_busy() or self._recorder.problem is not None:
            return
        self._done_on = today
        self.task.start(lambda log: check_and_copy(log, today, copying), reading=True)

    def close(self) -> None:
        """Cancel what runs. Idempotent."""
        self.task.stop()

    def _end(self, outcome: object) -> None:
        if outcome is False or isinstance(outcome, LogDamaged):
            self._done_on = None  # the salvaged log is copied next time
            self._recorder.salvage()
        elif isinstance(outcome, Exception):
            self._report(not_copied(str(outcome)))
