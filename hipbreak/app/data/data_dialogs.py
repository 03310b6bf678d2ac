"""The dialogs that ask what to report, export, import, delete or restore."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox

from hipbreak.app.data.data_operations import DataHost, DataOperations
from hipbreak.app.windows.dialogs import confirm, open_dialog
from hipbreak.core.statistics.periods import REPORT_WEEKS
from hipbreak.core.text import data_operations as data_operations_text
from hipbreak.core.tracking.engine import Engine
from hipbreak.store.event_log.copies import find_copies
from hipbreak.store.paths import AppPaths
from hipbreak.ui.intents import Intent
from hipbreak.ui.statistics.date_range_dialog import DateRangeDialog
from hipbreak.ui.theme.locale_format import long_date


class DataDialogs(QObject):
    """Non-blocking dialogs that start the operations."""

    def __init__(self, paths: AppPaths, engine: Engine, host: DataHost) -> None:
        super().__init__()
        self._log, self._host = paths.log, host
        self.operations = DataOperations(paths, engine, host)
        self.operations.several_hosts.connect(self._ask_host)

    def handle_intent(self, intent: Intent) -> None:
        """Start what one of DATA_INTENTS names; while something runs, raise its window instead."""
        dialogs = {
            Intent.EXPORT: self._ask_export,
            Intent.IMPORT: lambda: self._ask_import(self.operations.import_file),
            Intent.DELETE: self._ask_delete,
            Intent.RESTORE: self._ask_copy,
            Intent.REPORT: self._ask_weeks,
            Intent.HISTORY: self._ask_history,
        }
        if intent in dialogs and not self.operations.raise_window():
            dialogs[intent]()

    def _ask_export(self) -> None:
        texts = data_operations_text.export_title(), data_operations_text.export_line()
        self._ask_days(*texts, data_operations_text.choose_file(), True, self._ask_file)

    def _ask_days(
        self, title: str, line: str, label: str, all_at_first: bool, chosen: Callable[[date | None, date | None], None]
    ) -> None:
        shown, parent = self._host.days_shown(), self._host.parent_window()
        dialog = DateRangeDialog(title, line, label, shown, all_at_first, parent)
        dialog.chosen.connect(chosen)
        dialog.open()

    def _ask_file(self, first: date | None, last: date | None) -> None:
        suffixes = {data_operations_text.lines_filter(): "jsonl", data_operations_text.table_filter(): "csv"}
        dialog = self._save_dialog(data_operations_text.export_title(), suffixes, "hipbreak")
        dialog.fileSelected.connect(lambda name: self.operations.export(Path(name), first, last))
        open_dialog(dialog)

    def _save_dialog(self, title: str, suffixes: dict[str, str], name: str) -> QFileDialog:
        """Asks for a file to write; `suffixes` has that of each filter, and `name` is suggested."""
        dialog = QFileDialog(self._host.parent_window(), title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(suffixes))
        dialog.setDefaultSuffix(next(iter(suffixes.values())))
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(suffixes[chosen]))
        dialog.selectFile(name)
        return dialog

    def _ask_weeks(self) -> None:
        from hipbreak.core.text import report as report_text

        weeks = {report_text.weeks_choice(count): count for count in REPORT_WEEKS}
        dialog = self._choice_dialog(report_text.dialog_title(), report_text.dialog_line(), list(weeks))
        dialog.setOkButtonText(data_operations_text.choose_file())
        dialog.setTextValue(report_text.weeks_choice(REPORT_WEEKS[1]))
        dialog.textValueSelected.connect(lambda chosen: self._ask_report_file(weeks[chosen]))
        open_dialog(dialog)

    def _choice_dialog(self, title: str, label: str, choices: Sequence[str]) -> QInputDialog:
        dialog = QInputDialog(self._host.parent_window())
        dialog.setWindowTitle(title)
        dialog.setLabelText(label)
        dialog.setComboBoxItems(list(choices))
        return dialog

    def _ask_report_file(self, weeks: int) -> None:
        from hipbreak.core.text import report as report_text

        suffixes = {report_text.pdf_filter(): "pdf", report_text.html_filter(): "html"}
        dialog = self._save_dialog(report_text.dialog_title(), suffixes, "hipbreak-report")
        dialog.fileSelected.connect(lambda name: self.operations.report(Path(name), weeks))
        open_dialog(dialog)

    def _ask_import(self, start: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._host.parent_window(), data_operations_text.import_title())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([data_operations_text.import_filter(), data_operations_text.all_files()])
        dialog.fileSelected.connect(lambda name: start(Path(name)))
        open_dialog(dialog)

    def _ask_history(self) -> None:
        """Offer to read what GNOME has recorded, or an export of ActivityWatch."""
        from hipbreak.core.text import before_after as before_after_text
        from hipbreak.store.transfer.gnome_history import gnome_history_file

        file = gnome_history_file()
        question = before_after_text.history_question() if file is None else before_after_text.gnome_question()
        box = QMessageBox(
            QMessageBox.Icon.NoIcon, before_after_text.history_title(), question, parent=self._host.parent_window()
        )
        box.setInformativeText(before_after_text.history_line())
        if file is not None:
            read = box.addButton(before_after_text.read_gnome(), QMessageBox.ButtonRole.AcceptRole)
            read.clicked.connect(lambda: self.operations.import_history(file))
        choose = box.addButton(before_after_text.choose_export(), QMessageBox.ButtonRole.ActionRole)
        choose.clicked.connect(lambda: self._ask_import(self.operations.import_history))
        box.setEscapeButton(box.addButton(QMessageBox.StandardButton.Cancel))
        open_dialog(box)

    def _ask_host(self, hosts: Sequence[str], choose: Callable[[str], None]) -> None:
        dialog = self._choice_dialog(data_operations_text.import_title(), data_operations_text.computer(), hosts)
        dialog.textValueSelected.connect(choose)
        open_dialog(dialog)

    def _ask_delete(self) -> None:
        texts = data_operations_text.delete_title(), data_operations_text.delete_line()
        self._ask_days(*texts, data_operations_text.continue_to_delete(), False, self._confirm_delete)

    def _confirm_delete(self, first: date | None, last: date | None) -> None:
        """Ask the second question."""
        days = (long_date(first), long_date(last)) if first and last else ("", "")
        self._confirm(
            data_operations_text.delete_title(),
            data_operations_text.delete_question(*days),
            data_operations_text.delete_consequence(self.operations.includes_present(first, last)),
            data_operations_text.delete_now(),
            lambda: self.operations.delete(first, last),
        )

    def _ask_copy(self) -> None:
        copies = {long_date(day): copy for day, copy in find_copies(self._log).items()}
        if not copies:
            self.operations.show_sentence(data_operations_text.restore_title(), data_operations_text.no_copies())
            return
        texts = data_operations_text.restore_title(), data_operations_text.restore_label()
        dialog = self._choice_dialog(*texts, list(copies))
        dialog.textValueSelected.connect(lambda day: self._confirm_restore(day, copies[day]))
        open_dialog(dialog)

    def _confirm_restore(self, day: str, copy: Path) -> None:
        self._confirm(
            data_operations_text.restore_title(),
            data_operations_text.restore_question(day),
            data_operations_text.restore_consequence(),
            data_operations_text.restore_now(),
            lambda: self.operations.restore(copy),
        )

    def _confirm(self, title: str, question: str, consequence: str, label: str, confirmed: Callable[[], None]) -> None:
        def act() -> None:
            if not self.operations.raise_window():  # a command may have begun one meanwhile
                confirmed()

        confirm(self._host.parent_window(), title, question, consequence, label, act)
