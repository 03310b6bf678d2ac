"""The window behind "I was up...": a break taken without the app, entered afterwards (R21)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QLabel, QLayout, QSpinBox, QVBoxLayout, QWidget

from hipbreak.core.text import menu as menu_text
from hipbreak.core.tracking import inputs
from hipbreak.ui.theme.metrics import BUTTON_HEIGHT, set_minimum_height
from hipbreak.ui.theme.themed_window import bring_to_front
from hipbreak.ui.widgets.wrapping_dialog import WrappingDialog, level

AGO, LENGTH, LONGEST = 10, 3, 24 * 60  # minutes
CHARACTERS = 40  # of a line


class LogBreakDialog(WrappingDialog):
    """Asks when it began and how long it lasted, and says in a sentence what OK will enter."""

    requested = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(menu_text.log_title())
        self._now = now
        self._start = now()
        self._ago, self._length, self._sentence = QSpinBox(), QSpinBox(), QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._lay_out()
        self._ago.valueChanged.connect(self._changed)
        self._length.valueChanged.connect(self._changed)
        self._buttons.accepted.connect(self._enter)
        self._buttons.rejected.connect(self.reject)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin anew each time it opens."""
        if not event.spontaneous():
            self._ago.setValue(AGO)
            self._length.setValue(LENGTH)
            self._changed()
            self._ago.setFocus()
            self._ago.selectAll()
        super().showEvent(event)

    def begin(self) -> None:
        """Open, or come to the front."""
        bring_to_front(self)

    def _lay_out(self) -> None:
        self._ago.setRange(1, LONGEST)
        self._length.setRange(1, AGO)
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(16)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(menu_text.start_label(), self._ago)
        form.addRow(menu_text.duration_label(), self._length)
        for field in (self._ago, self._length):
            set_minimum_height(field, BUTTON_HEIGHT)
            field.setAccelerated(True)
        level(form)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 20, 20)
        whole.setSpacing(16)
        whole.addLayout(form)
        whole.addWidget(self._sentence, 1)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        whole.addWidget(self._buttons)

    def _changed(self) -> None:
        """The break lies in the past, so it cannot have lasted longer than it is ago."""
        ago = self._ago.value()
        self._length.setMaximum(ago)
        length = self._length.value()
        self._ago.setSuffix(menu_text.minutes_ago(ago))
        self._length.setSuffix(menu_text.minutes_long(length))
        self._start = self._now() - timedelta(minutes=ago)
        self._tell(menu_text.will_record(self._start, self._start + timedelta(minutes=length)))

    def _tell(self, sentence: str) -> None:
        """Give the sentence the lines it needs, and no fewer than before."""
        self._sentence.setText(sentence)
        width = max(CHARACTERS * self.fontMetrics().averageCharWidth(), self._sentence.width())
        self._sentence.setMinimumWidth(CHARACTERS * self.fontMetrics().averageCharWidth())
        self._sentence.setMinimumHeight(max(self._sentence.minimumHeight(), self._sentence.heightForWidth(width)))

    def _enter(self) -> None:
        """What the sentence said, however long ago it was said."""
        ago, length = self._now() - self._start, timedelta(minutes=self._length.value())
        self.accept()
        self.requested.emit(inputs.LogBreak(ago=ago, length=length))
