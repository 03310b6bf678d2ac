"""Report, export, import and deletion of the log; afterwards the engine continues from what the log has."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hipbreak.app.data.background_task import BackgroundTask
from hipbreak.core.identity import VERSION
from hipbreak.core.statistics.before_after import BeforeAfter
from hipbreak.core.text import data_operations as data_operations_text
from hipbreak.core.text import log as log_text
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.state import LoggedState
from hipbreak.store.event_log.deletion import delete
from hipbreak.store.event_log.errors import LogError
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import AppPaths, is_own_file
from hipbreak.store.quarantine import copies_of
from hipbreak.store.shared.state import state_file
from hipbreak.store.transfer.activitywatch import SeveralHosts
from hipbreak.store.transfer.export import export
from hipbreak.store.transfer.import_file import import_file
from hipbreak.store.transfer.import_jsonl import ImportResult
from hipbreak.store.work_progress import ProgressGenerator
from hipbreak.ui.widgets.progress_dialog import ProgressDialog

Describe = Callable[[object], str]
"""Returns a sentence for an outcome: a result, an exception, or None when cancelled."""
Answer = Callable[[bool, str], None]
"""Takes whether an operation succeeded, and the sentence about it."""


class DataHost(Struct, frozen=True):
    """What the operations need of the app.

    `log_changed` is called when what was read from the log is outdated, `days_deleted` with the first and the last
    deleted day (None for no bound). `restore_copy` lets a copy take the place of the log, and returns what that was set
    aside as, and the last moment at which the app was alive in the copy; LogError, OSError. `not_kept` returns a
    sentence while facts are not in the log yet.
    """

    logged_state: Callable[[], LoggedState]
    log_changed: Callable[[], None]
    days_shown: Callable[[], tuple[date, date]]
    parent_window: Callable[[], QWidget | None]
    days_deleted: Callable[[date | None, date | None], None]
    restore_copy: Callable[[Path], tuple[Path, datetime | None]]
    not_kept: Callable[[], str | None] = lambda: None


class DataOperations(QObject):
    """One operation at a time; each shows its progress and its result in a dialog, unless it is given an `answer`.

    Imported entries are older than the current posture, so that the logged state keeps that posture and the engine
    continues from it. A deletion that includes the present halts the engine and starts it again afterwards, as if
    Hipbreak had been closed from the first deleted day until now; any other deletion changes only what was before.
    `several_hosts` carries the names to choose from, and a function to call with one of them.
    """

    several_hosts = Signal(object, object)

    def __init__(self, paths: AppPaths, engine: Engine, host: DataHost) -> None:
        super().__init__()
        self._path, self._settings, self._engine, self._host = paths.log, paths.settings, engine, host
        self._task = BackgroundTask(paths.log)
        self._task.stepped.connect(self._step)
        self._task.ended.connect(self._finish)
        self._dialog: ProgressDialog | None = None
        self._texts = ("", "")  # title and sentence of the operation that runs
        self._describe: Describe = str
        self._answer: Answer | None = None
        self._is_final = False

    @property
    def busy(self) -> bool:
        """Whether an operation runs, which may lock the log for a second."""
        return self._task.is_running

    def raise_window(self) -> bool:
        """Raise the dialog of the operation that runs or whose result was not read yet; False if there is none."""
        if self._dialog is None and self.busy:
            self._open(*self._texts)
        if self._dialog is None:
            return False
        self._dialog.raise_()
        self._dialog.activateWindow()
        return True

    def close(self) -> None:
        """Cancel and undo what runs."""
        if self.busy:
            outcome = self._task.stop()
            if self._answer is not None:
                self._finish(outcome)

    def cancel(self) -> None:
        """Cancel what runs, unless it cannot be undone any more."""
        self._task.cancel()

    def export(self, file: Path, first: date | None = None, last: date | None = None) -> None:
        """Write these days (None: no bound) to `file`."""
        if is_own_file(file, self._path):
            self.show_sentence(data_operations_text.export_title(), data_operations_text.file_is_the_log(str(file)))
            return

        def describe(outcome: object) -> str:
            if isinstance(outcome, int):
                return data_operations_text.exported(outcome, file.suffix.lower() == ".csv", str(file))
            return _why(outcome, data_operations_text.cannot_write, file, data_operations_text.export_cancelled())

        title = data_operations_text.export_title()
        self._run(
            title, data_operations_text.exporting(), lambda log: export(log, file, first, last), describe, reading=True
        )

    def report(self, file: Path, weeks: int) -> None:
        """Write the report on so many weeks to `file`, as PDF or HTML by its name."""
        from hipbreak.core.text import report as report_text
        from hipbreak.store.transfer.report import ReportOrder, is_report_name, write_report
        from hipbreak.ui.statistics.report_pdf import pdf_of

        title, name = report_text.dialog_title(), str(file)
        if is_own_file(file, self._path) or not is_report_name(file):
            wrong = report_text.wrong_ending(name)
            self.show_sentence(title, data_operations_text.file_is_the_log(name) if is_report_name(file) else wrong)
            return
        self._engine.beat()
        shortest = self._engine.settings.shortest_break
        order = ReportOrder(weeks, self._engine.state.at, shortest, self._settings, VERSION)

        def describe(outcome: object) -> str:
            if isinstance(outcome, int):
                return report_text.written(outcome, name)
            return _why(outcome, data_operations_text.cannot_write, file, data_operations_text.export_cancelled())

        self._run(
            title, report_text.writing(), lambda log: write_report(log, file, order, pdf_of), describe, reading=True
        )

    def import_file(self, file: Path, host: str | None = None, answer: Answer | None = None) -> None:
        """Add what the file has and the log has not; `host` chooses one computer of several."""
        self._engine.beat()
        until, settings = self._posture_since(), self._engine.settings

        def describe(outcome: object) -> str:
            if isinstance(outcome, ImportResult):
                self._adopt_log()
                return data_operations_text.imported(outcome.new, outcome.known, outcome.left_out, outcome.skipped)
            if isinstance(outcome, SeveralHosts) and answer is None:
                self.several_hosts.emit(outcome.hosts, lambda name: self.import_file(file, name))
            return _why(outcome, data_operations_text.cannot_read, file, data_operations_text.cancelled())

        texts = data_operations_text.import_title(), data_operations_text.importing()
        self._run(*texts, lambda log: import_file(log, file, settings, host, until), describe, answer=answer)

    def import_history(self, file: Path, host: str | None = None) -> None:
        """Add the time before Hipbreak out of `file`, and report how long its longest stretches were."""
        from hipbreak.core.text import before_after as before_after_text
        from hipbreak.store.event_log.comparison import comparison_in

        self._engine.beat()
        until, settings, today = self._posture_since(), self._engine.settings, self._engine.state.at.date()

        def begin(log: EventLog) -> ProgressGenerator[tuple[ImportResult, BeforeAfter | None]]:
            done = yield from import_file(log, file, settings, host, until)
            return done, comparison_in(log, today, settings.idle_limit)

        def describe(outcome: object) -> str:
            match outcome:
                case (ImportResult() as done, (BeforeAfter() | None) as found):
                    self._adopt_log()
                    line = data_operations_text.imported(done.new, done.known, done.left_out, done.skipped)
                    return f"{before_after_text.before_sentence(found.before)} {line}" if found is not None else line
                case SeveralHosts():
                    self.several_hosts.emit(outcome.hosts, lambda name: self.import_history(file, name))
            return _why(outcome, data_operations_text.cannot_read, file, data_operations_text.cancelled())

        self._run(before_after_text.history_title(), data_operations_text.importing(), begin, describe)

    def delete(self, first: date | None = None, last: date | None = None, answer: Answer | None = None) -> None:
        """Delete these days (both None: everything); the person has confirmed twice."""
        self._engine.beat()
        if (not_kept := self._host.not_kept()) is not None:  # they would be written after the deletion
            if answer is not None:
                answer(False, not_kept)
            else:
                self.show_sentence(data_operations_text.delete_title(), not_kept)
            return
        present = self.includes_present(first, last)
        if present:
            self._engine.halt()

        def describe(outcome: object) -> str:
            unmarked = ""
            if isinstance(outcome, int) or self._is_final:
                self._host.days_deleted(first, last)
                unmarked = self._mark_deleted(first, last)
                if present:
                    self._restart(first)
                self._adopt_log()
            elif present:
                self._engine.launch(None)
            if isinstance(outcome, int):
                done = data_operations_text.deleted(outcome, copies_of(self._path), str(self._path.parent))
                return f"{done} {unmarked}".strip()
            return data_operations_text.cancelled() if outcome is None else str(outcome)

        self._run(
            data_operations_text.delete_title(),
            data_operations_text.deleting(),
            lambda log: delete(log, first, last),
            describe,
            answer=answer,
        )

    def _mark_deleted(self, first: date | None, last: date | None) -> str:
        """Mark the days as deleted for a shared folder, if there is or was one; return a sentence if that failed."""
        if state_file(self._path).exists():
            from hipbreak.store.shared.folder import mark_deleted

            try:
                mark_deleted(self._path, first, last, self._engine.state.at)
            except (OSError, LogError) as error:
                return log_text.folder_unusable(str(state_file(self._path).parent), str(error))
        return ""

    def restore(self, copy: Path) -> None:
        """Let this copy take the place of the log; the person has confirmed it."""
        self._engine.halt()
        try:
            aside, last_alive = self._host.restore_copy(copy)
        except (LogError, OSError) as error:
            sentence = _why(error, data_operations_text.cannot_read, copy, "")
            self._engine.launch(None)
        else:
            sentence = data_operations_text.restored(str(aside))
            self._engine.restart(self._host.logged_state(), last_alive)
        self._host.log_changed()
        self.show_sentence(data_operations_text.restore_title(), sentence)

    def show_sentence(self, title: str, sentence: str) -> None:
        """Show a sentence in a dialog."""
        self._open(title, sentence)
        self._end_dialog(sentence)

    def includes_present(self, first: date | None, last: date | None) -> bool:
        """Whether these days touch the current posture."""
        today, since = self._engine.state.at.date(), self._posture_since().date()
        return (first is None or first <= today) and (last is None or last >= since)

    # The engine

    def _posture_since(self) -> datetime:
        state = self._engine.state
        return state.at if state.logged.posture is None else state.logged.posture.since

    def _restart(self, first: date | None) -> None:
        logged = self._host.logged_state()
        left = first is not None and (logged.posture is not None or bool(logged.intervals))
        zone = self._engine.state.at.tzinfo
        self._engine.restart(logged, datetime.combine(first, time(), zone) if left and first else None)

    def _adopt_log(self) -> None:
        """Let the engine continue from what the log has now; a pause of an imported log does not apply."""
        before, logged = self._engine.state.logged, self._host.logged_state()
        if logged.posture == before.posture:  # else the log cannot be read now
            self._engine.reload(logged)
            after = self._engine.state.logged
            if after.paused and not before.paused:
                self._engine.handle(inputs.Resume())
            elif before.paused and (after.paused, after.paused_until) != (True, before.paused_until):
                self._engine.handle(inputs.Pause(before.paused_until))
        self._host.log_changed()

    # The task and its dialog

    def _run(
        self,
        title: str,
        sentence: str,
        begin: Callable[[EventLog], ProgressGenerator[object]],
        describe: Describe,
        reading: bool = False,
        answer: Answer | None = None,
    ) -> None:
        self._describe, self._is_final, self._answer, self._texts = describe, False, answer, (title, sentence)
        if answer is None:
            self._open(title, sentence)
        self._task.start(begin, reading)

    def _open(self, title: str, sentence: str) -> None:
        self._dialog = ProgressDialog(title, sentence, self._host.parent_window())
        self._dialog.cancelled.connect(self.cancel)
        self._dialog.finished.connect(self._dialog_closed)
        self._dialog.open()

    def _dialog_closed(self) -> None:
        self._dialog = None

    def _step(self, done: float, total: float, may_cancel: bool) -> None:
        self._is_final = self._is_final or not may_cancel
        if self._dialog is not None:
            self._dialog.show_step(done, total, may_cancel)

    def _finish(self, outcome: object) -> None:
        answer, self._answer = self._answer, None
        sentence = self._describe(outcome)
        self._end_dialog(sentence, dismiss=isinstance(outcome, SeveralHosts) and answer is None)
        if answer is not None:
            answer(outcome is not None and not isinstance(outcome, Exception), sentence)

    def _end_dialog(self, sentence: str, dismiss: bool = False) -> None:
        if self._dialog is not None:
            self._dialog.end(sentence)
            if dismiss:
                self._dialog.reject()


def _why(outcome: object, describe: Callable[[str, str], str], file: Path, cancelled: str) -> str:
    if isinstance(outcome, OSError):
        return describe(str(file), outcome.strerror or str(outcome))
    return cancelled if outcome is None else str(outcome)
