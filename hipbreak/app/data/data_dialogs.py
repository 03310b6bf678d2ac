"""Asks what to export, import or delete, and hands it to the keeper of the records."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMessageBox

from hipbreak.app.data.data_operations import DataOperations, Desk
from hipbreak.core.text import data_operations as data_operations_text
from hipbreak.core.tracking.engine import Engine
from hipbreak.ui.intents import Intent
from hipbreak.ui.statistics.date_range_dialog import DateRangeDialog
from hipbreak.ui.theme.locale_format import long_date


class DataDialogs(QObject):
    """The questions; none of them stops the day."""

    def __init__(self, log: Path, engine: Engine, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.keeper = DataOperations(log, engine, desk)
        self.keeper.several_hosts.connect(self._ask_host)

    def want(self, wish: Intent) -> None:
        """EXPORT, IMPORT or DELETE; while one is at work its window comes up instead."""
        asks = {Intent.EXPORT: self._ask_export, Intent.IMPORT: self._ask_import, Intent.DELETE: self._ask_delete}
        if wish in asks and not self.keeper.surface():
            asks[wish]()

    def _ask_export(self) -> None:
        shown, parent = self._desk.shown(), self._desk.window()
        dialog = DateRangeDialog(
            data_operations_text.export_title(),
            data_operations_text.export_line(),
            data_operations_text.choose_file(),
            shown,
            True,
            parent,
        )
        dialog.chosen.connect(self._ask_file)
        dialog.open()

    def _ask_file(self, first: date | None, last: date | None) -> None:
        dialog = QFileDialog(self._desk.window(), data_operations_text.export_title())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([data_operations_text.lines_filter(), data_operations_text.table_filter()])
        dialog.setDefaultSuffix("jsonl")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix("csv" if chosen == data_operations_text.table_filter() else "jsonl")
        )
        dialog.selectFile("hipbreak")
        dialog.fileSelected.connect(lambda name: self.keeper.export(Path(name), first, last))
        _open(dialog)

    def _ask_import(self) -> None:
        dialog = QFileDialog(self._desk.window(), data_operations_text.import_title())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([data_operations_text.import_filter(), data_operations_text.all_files()])
        dialog.fileSelected.connect(lambda name: self.keeper.import_file(Path(name)))
        _open(dialog)

    def _ask_host(self, hosts: Sequence[str], go_on: Callable[[str], None]) -> None:
        dialog = QInputDialog(self._desk.window())
        dialog.setWindowTitle(data_operations_text.import_title())
        dialog.setLabelText(data_operations_text.computer())
        dialog.setComboBoxItems(list(hosts))
        dialog.textValueSelected.connect(go_on)
        _open(dialog)

    def _ask_delete(self) -> None:
        shown, parent = self._desk.shown(), self._desk.window()
        dialog = DateRangeDialog(
            data_operations_text.delete_title(),
            data_operations_text.delete_line(),
            data_operations_text.go_on(),
            shown,
            False,
            parent,
        )
        dialog.chosen.connect(self._ask_again)
        dialog.open()

    def _ask_again(self, first: date | None, last: date | None) -> None:
        """The second question; Cancel is where the keyboard is."""
        told = (long_date(first), long_date(last)) if first and last else ("", "")
        box = QMessageBox(
            QMessageBox.Icon.Warning,
            data_operations_text.delete_title(),
            data_operations_text.sure(*told),
            parent=self._desk.window(),
        )
        box.setInformativeText(data_operations_text.sure_line(self.keeper.reaches_now(first, last)))
        sure = box.addButton(data_operations_text.delete_now(), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        sure.clicked.connect(lambda: self.keeper.delete(first, last))
        _open(box)


def _open(dialog: QDialog) -> None:
    """Without waiting for it; closed, it is gone."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
