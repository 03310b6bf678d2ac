"""The progress of a long operation, with Cancel; at its end the dialog shows the result."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QProgressBar, QWidget

from hipbreak.core.text import data_operations as data_operations_text
from hipbreak.ui.widgets.layouts import STRETCH, add_parts
from hipbreak.ui.widgets.wrapping import wrapping_label
from hipbreak.ui.widgets.wrapping_dialog import WrappingDialog

_LINE_LENGTH = 46  # characters
_STEPS = 1000


class ProgressDialog(WrappingDialog):
    """`cancelled` is emitted for Cancel, Esc or closing the dialog, which then stays open until `end` is called."""

    cancelled = Signal()

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ended = False
        self._text, self._bar = wrapping_label(text), QProgressBar()
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._bar.setRange(0, _STEPS)
        self._bar.setAccessibleName(data_operations_text.progress())
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._cancel = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self._buttons.rejected.connect(self.reject)
        add_parts(self.column, self._text, self._bar, STRETCH, self._buttons)
        self.setMinimumWidth(_LINE_LENGTH * self.fontMetrics().averageCharWidth())

    def show_step(self, done: float, total: float, may_cancel: bool) -> None:
        """Show how much is done, and whether it can be cancelled."""
        self._bar.setValue(round(_STEPS * min(done / total, 1)) if total else 0)
        if not may_cancel and self._cancel.isEnabled():
            self._text.setText(data_operations_text.returning_space())
            self._bar.setRange(0, 0)
            self._cancel.setEnabled(False)

    def end(self, text: str) -> None:
        """Show the result, or why there is none, with a Close button."""
        self._ended = True
        self._text.setText(text)
        self._bar.hide()
        self._buttons.setStandardButtons(QDialogButtonBox.StandardButton.Close)
        close = self._buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setDefault(True)
        close.setFocus()
        close.setAccessibleDescription(text)  # screen readers read it with the focus

    def reject(self) -> None:
        if self._ended:
            super().reject()
        elif self._cancel.isEnabled():
            self._cancel.setEnabled(False)
            self.cancelled.emit()
