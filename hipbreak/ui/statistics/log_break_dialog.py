"""The dialog of "I was up...": logs a break after the fact."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QSpinBox

from hipbreak.core.text import menu as menu_text
from hipbreak.core.tracking import inputs
from hipbreak.ui.widgets.layouts import add_parts
from hipbreak.ui.widgets.wrapping import wrapping_label
from hipbreak.ui.widgets.wrapping_dialog import WrappingDialog, form_of, ok_and_cancel

_DEFAULT_AGO, _DEFAULT_LENGTH, _LONGEST_AGO = 10, 3, 24 * 60  # minutes
_LINE_LENGTH = 40  # characters


class LogBreakDialog(WrappingDialog):
    """Fields for when the break began and how long it lasted, and a text about what OK will log."""

    requested = Signal(object)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(menu_text.log_title())
        self._now = now
        self._start = now()
        self._ago, self._length, self._text = QSpinBox(), QSpinBox(), wrapping_label()
        self._lay_out()
        self._ago.valueChanged.connect(self._changed)
        self._length.valueChanged.connect(self._changed)

    def setVisible(self, visible: bool) -> None:
        """Reset the fields each time it opens, before its size is chosen."""
        if visible and not self.isVisible():
            self._ago.setValue(_DEFAULT_AGO)
            self._length.setValue(_DEFAULT_LENGTH)
            self._changed()
            self._ago.setFocus()
            self._ago.selectAll()
        super().setVisible(visible)

    def _lay_out(self) -> None:
        self._ago.setRange(1, _LONGEST_AGO)
        self._length.setRange(1, _DEFAULT_AGO)
        for field in (self._ago, self._length):
            field.setAccelerated(True)
        form = form_of(((menu_text.start_label(), self._ago), (menu_text.duration_label(), self._length)))
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        add_parts(self.column, form, (self._text, 1), ok_and_cancel(self, self._log_break))

    def _changed(self) -> None:
        """Limit the length to the time since the break began, and update the texts."""
        ago = self._ago.value()
        self._length.setMaximum(ago)
        length = self._length.value()
        self._ago.setSuffix(menu_text.minutes_ago(ago))
        self._length.setSuffix(menu_text.minutes_long(length))
        self._start = self._now() - timedelta(minutes=ago)
        self._show_text(menu_text.will_record(self._start, self._start + timedelta(minutes=length)))

    def _show_text(self, text: str) -> None:
        """Show the text with the lines that it needs, and no fewer than before."""
        self._text.setText(text)
        width = max(_LINE_LENGTH * self.fontMetrics().averageCharWidth(), self._text.width())
        self._text.setMinimumWidth(_LINE_LENGTH * self.fontMetrics().averageCharWidth())
        self._text.setMinimumHeight(max(self._text.minimumHeight(), self._text.heightForWidth(width)))

    def _log_break(self) -> None:
        """Log the break that the text describes, also when time has passed since."""
        ago, length = self._now() - self._start, timedelta(minutes=self._length.value())
        self.accept()
        self.requested.emit(inputs.LogBreak(ago=ago, length=length))
