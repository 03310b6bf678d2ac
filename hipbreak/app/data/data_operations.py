"""Does what the person wants of the log as a whole, and keeps the running day true to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hipbreak.app.data.background_task import BackgroundTask
from hipbreak.core.text import data_operations as data_operations_text
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.state import LoggedState
from hipbreak.store.event_log.deletion import delete
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.progress import ProgressGenerator
from hipbreak.store.quarantine import older_copies
from hipbreak.store.transfer.activitywatch import SeveralHosts
from hipbreak.store.transfer.export import export
from hipbreak.store.transfer.import_activitywatch import import_activitywatch
from hipbreak.store.transfer.import_jsonl import Imported, import_log, kind_of
from hipbreak.ui.widgets.progress_dialog import ProgressDialog

Told = Callable[[object], str]  # an outcome (a result, an exception, None when cancelled) as a sentence


@dataclass(frozen=True)
class Desk:
    """What the app gives: the story that its log tells now, and its windows.

    `changed` is called when what was read from the log holds no more; `shown` are the days on the screen, and `window`
    is whose dialogs these are; `forget` is told which days were deleted.
    """

    past: Callable[[], LoggedState]
    changed: Callable[[], None]
    shown: Callable[[], tuple[date, date]]
    window: Callable[[], QWidget | None]
    forget: Callable[[date | None, date | None], None] = lambda *_: None


class DataOperations(QObject):
    """One piece of work at a time; each tells in its own window how far it is and what it did.

    What is imported lies before the present stretch, so the story that the log tells afterwards has the same posture,
    and the engine goes on from it. A deletion that reaches into the present stretch ends the engine's day first and
    begins it anew afterwards, as if Hipbreak had been closed from the first day deleted until now; any other one
    changes only what was before. `several_hosts` carries the names to choose from, and what to call with one.
    """

    several_hosts = Signal(object, object)

    def __init__(self, log: Path, engine: Engine, desk: Desk) -> None:
        super().__init__()
        self._path, self._engine, self._desk = log, engine, desk
        self._errand: BackgroundTask | None = None
        self._dialog: ProgressDialog | None = None
        self._told: Told = str
        self._lasting = False

    @property
    def busy(self) -> bool:
        """Whether something is being done with the log, which may then be held for a second."""
        return self._errand is not None

    def surface(self) -> bool:
        """Show the window of what is being done, or whose last word was not read yet; False if there is none."""
        if self._dialog is None:
            return False
        self._dialog.raise_()
        self._dialog.activateWindow()
        return True

    def close(self) -> None:
        """The app ends: what is not done is taken back."""
        if self._errand is not None:
            self._errand.cancel()
            self._errand.wait()
            self._errand = None

    def export(self, file: Path, first: date | None = None, last: date | None = None) -> None:
        """Write these days (None: no bound) to `file`."""
        if file.exists() and self._path.exists() and file.samefile(self._path):
            self._open(data_operations_text.export_title(), data_operations_text.log_itself(str(file)))
            self._end_dialog(data_operations_text.log_itself(str(file)))
            return

        def told(outcome: object) -> str:
            if isinstance(outcome, int):
                return data_operations_text.exported(outcome, file.suffix.lower() == ".csv", str(file))
            return _why(outcome, data_operations_text.cannot_write, file, data_operations_text.export_cancelled())

        title = data_operations_text.export_title()
        self._work(
            title, data_operations_text.exporting(), lambda log: export(log, file, first, last), told, reading=True
        )

    def import_file(self, file: Path, host: str | None = None) -> None:
        """Enter what the file has and the log has not; `host` chooses one computer of several."""
        self._engine.beat()
        until, settings = self._since(), self._engine.settings

        def begin(log: EventLog) -> ProgressGenerator[object]:
            if kind_of(file) == "log":
                return import_log(log, file, until)
            return import_activitywatch(log, file, settings, host)

        def told(outcome: object) -> str:
            if isinstance(outcome, Imported):
                self._take_up()
                return data_operations_text.imported(outcome.new, outcome.known, outcome.left_out)
            if isinstance(outcome, SeveralHosts):
                self.several_hosts.emit(outcome.hosts, lambda name: self.import_file(file, name))
            return _why(outcome, data_operations_text.cannot_read, file, data_operations_text.cancelled())

        self._work(data_operations_text.import_title(), data_operations_text.importing(), begin, told)

    def delete(self, first: date | None = None, last: date | None = None) -> None:
        """Delete these days (both None: everything); the person has been asked twice."""
        self._engine.beat()
        rests = self.reaches_now(first, last)
        if rests:
            self._engine.halt()

        def told(outcome: object) -> str:
            if isinstance(outcome, int) or self._lasting:
                self._desk.forget(first, last)
                if rests:
                    self._begin_anew(first)
                self._take_up()
            elif rests:
                self._engine.launch(None)
            if isinstance(outcome, int):
                return data_operations_text.deleted(outcome, older_copies(self._path), str(self._path.parent))
            return data_operations_text.cancelled() if outcome is None else str(outcome)

        self._work(
            data_operations_text.delete_title(),
            data_operations_text.deleting(),
            lambda log: delete(log, first, last),
            told,
        )

    def reaches_now(self, first: date | None, last: date | None) -> bool:
        """Whether these days touch the present stretch."""
        today, since = self._engine.state.at.date(), self._since().date()
        return (first is None or first <= today) and (last is None or last >= since)

    # The running day

    def _since(self) -> datetime:
        state = self._engine.state
        return state.at if state.logged.posture is None else state.logged.posture.since

    def _begin_anew(self, first: date | None) -> None:
        story = self._desk.past()
        left = first is not None and (story.posture is not None or bool(story.pieces))
        zone = self._engine.state.at.tzinfo
        self._engine.restart(story, datetime.combine(first, time(), zone) if left and first else None)

    def _take_up(self) -> None:
        """Go on from what the log tells now; a pause of another log is none of this day."""
        before, story = self._engine.state.logged, self._desk.past()
        if story.posture == before.posture:  # else the log cannot be read now, and the day is told by the engine alone
            self._engine.reload(story)
            after = self._engine.state.logged
            if after.paused and not before.paused:
                self._engine.handle(inputs.Resume())
            elif before.paused and (after.paused, after.paused_until) != (True, before.paused_until):
                self._engine.handle(inputs.Pause(before.paused_until))
        self._desk.changed()

    # Work

    def _work(
        self,
        title: str,
        sentence: str,
        begin: Callable[[EventLog], ProgressGenerator[object]],
        told: Told,
        reading: bool = False,
    ) -> None:
        self._told, self._lasting = told, False
        self._open(title, sentence)
        self._errand = BackgroundTask(self._path, begin, reading)
        self._errand.stepped.connect(self._step)
        self._errand.ended.connect(self._end)
        self._errand.start()

    def _open(self, title: str, sentence: str) -> None:
        self._dialog = ProgressDialog(title, sentence, self._desk.window())
        self._dialog.cancelled.connect(self._cancel)
        self._dialog.finished.connect(self._dismissed)
        self._dialog.open()

    def _dismissed(self) -> None:
        self._dialog = None

    def _cancel(self) -> None:
        if self._errand is not None:
            self._errand.cancel()

    def _step(self, done: float, total: float, may_cancel: bool) -> None:
        self._lasting = self._lasting or not may_cancel
        if self._dialog is not None:
            self._dialog.show_step(done, total, may_cancel)

    def _end(self, outcome: object) -> None:
        if self._errand is None:
            return
        self._errand.wait()
        self._errand = None
        self._end_dialog(self._told(outcome), dismiss=isinstance(outcome, SeveralHosts))

    def _end_dialog(self, sentence: str, dismiss: bool = False) -> None:
        if self._dialog is not None:
            self._dialog.end(sentence)
            if dismiss:
                self._dialog.reject()


def _why(outcome: object, told: Callable[[str, str], str], file: Path, cancelled: str) -> str:
    if isinstance(outcome, OSError):
        return told(str(file), outcome.strerror or str(outcome))
    return cancelled if outcome is None else str(outcome)
