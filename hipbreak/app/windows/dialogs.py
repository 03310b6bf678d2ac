"""Non-blocking dialogs."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget


def open_dialog(dialog: QDialog) -> None:
    """Open a dialog without blocking; closed, it is deleted."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def confirm(
    parent: QWidget | None, title: str, question: str, consequence: str, label: str, act: Callable[[], object]
) -> None:
    """Ask before something is lost, and call `act` at the button with the label; Cancel has the focus."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, question, parent=parent)
    box.setInformativeText(consequence)
    sure = box.addButton(label, QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    sure.clicked.connect(act)
    open_dialog(box)
