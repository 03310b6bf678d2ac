"""How far long work is, with Cancel; at its end the same window says what was done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLayout, QProgressBar, QVBoxLayout, QWidget

from hipbreak.core.text import data_operations as data_operations_text
from hipbreak.ui.widgets.wrapping_dialog import WrappingDialog

_LINE = 46  # characters
_WHOLE = 1000


class ProgressDialog(WrappingDialog):
    """`cancelled` when the person wants it to stop: Cancel, Esc, or the window closed; then it waits to be told."""

    cancelled = Signal()

    def __init__(self, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._done = False
        self._sentence, self._bar = QLabel(sentence), QProgressBar()
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._bar.setRange(0, _WHOLE)
        self._bar.setAccessibleName(data_operations_text.progress())
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._cancel = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self._buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 20, 20)
        whole.setSpacing(16)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        whole.addWidget(self._sentence)
        whole.addWidget(self._bar)
        whole.addStretch(1)
        whole.addWidget(self._buttons)
        self.setMinimumWidth(_LINE * self.fontMetrics().averageCharWidth())

    def show_step(self, done: float, total: float, may_cancel: bool) -> None:
        """So much of the whole is done."""
        self._bar.setValue(round(_WHOLE * min(done / total, 1)) if total else 0)
        if not may_cancel and self._cancel.isEnabled():
            self._say(data_operations_text.returning_space())
            self._bar.setRange(0, 0)
            self._cancel.setEnabled(False)

    def end(self, sentence: str) -> None:
        """It is over: this is what was done, or why not."""
        self._done = True
        self._say(sentence)
        self._bar.hide()
        self._buttons.setStandardButtons(QDialogButtonBox.StandardButton.Close)
        close = self._buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setDefault(True)
        close.setFocus()
        close.setAccessibleDescription(sentence)  # told with the focus, which is what a screen reader follows

    def _say(self, sentence: str) -> None:
        self._sentence.setText(sentence)

    def reject(self) -> None:
        if self._done:
            super().reject()
        elif self._cancel.isEnabled():
            self._cancel.setEnabled(False)
            self.cancelled.emit()
