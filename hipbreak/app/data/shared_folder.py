"""Keeps the log in step with the folder that several machines share, in a thread (decision 0043)."""

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject

from hipbreak.app.data.background_task import BackgroundTask
from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.engine import Engine, Timers
from hipbreak.core.tracking.state import Guiding, Sitting, State
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.shared.deliveries import SyncResult
from hipbreak.store.shared.folder import open_others, synchronise
from hipbreak.store.shared.merged_log import MergedLogs

_AFTER_FACTS = timedelta(seconds=10)
_AFTER_CHANGE = timedelta(seconds=2)  # of the folder: several files may come at once
_INTERVAL = timedelta(minutes=5)  # network folders report no changes


class SharedFolder(QObject):
    """Does nothing, and sets no timer, while the settings name no folder."""

    def __init__(
        self,
        log: Path,
        engine: Engine,
        timers: Timers,
        is_busy: Callable[[], bool],
        report: Callable[[str], None],
        changed: Callable[[bool], None],
    ) -> None:
        """While `is_busy`, the folder waits. `report` shows a sentence to the person.

        `changed` is called when other machines have delivered something; with True if the own log has lost days, too.
        """
        super().__init__()
        self._log, self._engine, self._timers = log, engine, timers
        self._is_busy, self._report, self._changed = is_busy, report, changed
        self.task = BackgroundTask(log)
        """Reads and writes the folder, in a thread."""
        self.task.ended.connect(self._end)
        self._watcher: QFileSystemWatcher | None = None
        self._opened: ExitStack | None = None
        self._others: Sequence[EventLog] = ()
        engine.add_listener(self._follow)

    @property
    def folder(self) -> Path | None:
        """The folder that the settings name."""
        text = self._engine.settings.shared_folder
        return Path(os.path.expanduser(text)) if text else None  # noqa: PTH111 - Path's own raises for ~nobody

    def begin(self) -> None:
        """Write and read what is new, and wait for changes."""
        folder = self.folder
        if folder is None:
            self._timers.cancel("shared")
            self._watch(None)
            self.release()
            return
        self._timers.schedule_in("shared", _INTERVAL, self.begin)
        if self.task.is_running or self._is_busy():
            return
        self._watch(folder)
        state = self._engine.state
        since = state.logged.posture.since if state.logged.posture is not None else state.at
        self.task.start(lambda log: synchronise(log, folder, state.at, since), reading=True)

    def close(self) -> None:
        """Cancel what runs, and release everything. Idempotent."""
        self.task.stop()
        self._watch(None)
        self.release()

    def release(self) -> None:
        """Close the logs of the other machines; the next reading opens them again."""
        if self._opened is not None:
            self._opened.close()
        self._opened, self._others = None, ()

    def merged(self, own: EventLog, running: Interval | None) -> MergedLogs | None:
        """The own log and those of the other machines; None without any."""
        if self.folder is None:
            return None
        if self._opened is None:
            self._opened = ExitStack()
            self._others = open_others(self._log, self._opened)
        limit = self._engine.settings.idle_limit
        return MergedLogs(own, self._others, limit, running) if self._others else None

    def _follow(self, _state: State, facts: tuple[Fact, ...]) -> None:
        if facts and self.folder is not None:
            self._timers.schedule_in("shared", _AFTER_FACTS, self.begin)

    def _watch(self, folder: Path | None) -> None:
        if folder is None:
            self._watcher = None
        elif self._watcher is None or str(folder) not in self._watcher.directories():
            self._watcher = QFileSystemWatcher([str(folder)], self)
            self._watcher.directoryChanged.connect(
                lambda: self._timers.schedule_in("shared", _AFTER_CHANGE, self.begin)
            )

    def _end(self, outcome: object) -> None:
        if isinstance(outcome, Exception):
            self._report(str(outcome))
        if isinstance(outcome, SyncResult):
            self._show(outcome)

    def _show(self, result: SyncResult) -> None:
        for note in result.notes:
            self._report(note)
        if result.new or result.has_changed or result.has_deleted:
            self.release()
            self._take_over(result)
            self._changed(result.has_deleted)

    def _take_over(self, result: SyncResult) -> None:
        """A break that was confirmed on another machine ends the bout that runs here."""
        for found in sorted(result.breaks, key=lambda one: one.start):
            logged = self._engine.state.logged
            is_sitting = isinstance(logged.posture, Sitting) and logged.posture.since <= found.start
            if is_sitting and not isinstance(logged.offer, Guiding):
                self._engine.handle(inputs.BreakElsewhere(found.start, found.end))
