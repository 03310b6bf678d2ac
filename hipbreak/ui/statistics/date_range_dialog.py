"""A dialog for the days of an export, an import or a deletion: all, or a range."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDateEdit, QDialogButtonBox, QRadioButton, QWidget

from hipbreak.core.text import data_operations as data_operations_text
from hipbreak.ui.theme.buttons import make_primary
from hipbreak.ui.theme.locale_format import date_pattern, keep_order, qdate
from hipbreak.ui.widgets.layouts import STRETCH, add_parts
from hipbreak.ui.widgets.wrapping import show_text, wrapping_label
from hipbreak.ui.widgets.wrapping_dialog import WrappingDialog, form_of

_LINE_LENGTH = 46  # characters


class DateRangeDialog(WrappingDialog):
    """`chosen` carries the first and the last day, both None for everything."""

    chosen = Signal(object, object)

    def __init__(
        self,
        title: str,
        question: str,
        accept_text: str,
        shown: tuple[date, date],
        all_at_first: bool,
        parent: QWidget | None = None,
    ) -> None:
        """`shown` are the days that the window shows; `all_at_first` selects everything at first."""
        super().__init__(title, parent, spacing=12)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._all = QRadioButton(data_operations_text.everything())
        self._range = QRadioButton(data_operations_text.from_to())
        self._first, self._last, self._error = QDateEdit(), QDateEdit(), wrapping_label()
        (self._all if all_at_first else self._range).setChecked(True)
        pattern = date_pattern()
        for field, day in zip((self._first, self._last), shown, strict=True):
            field.setCalendarPopup(True)
            keep_order(field)
            field.setDisplayFormat(pattern)
            field.setDate(qdate(day))
            field.dateChanged.connect(self._select_range)
        self._buttons = QDialogButtonBox()
        self._accept_button = self._buttons.addButton(accept_text, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        make_primary(self._accept_button)
        self._lay_out(question)
        self._range.toggled.connect(self._validate)
        self._buttons.accepted.connect(self._accept_days)
        self._buttons.rejected.connect(self.reject)
        self._validate()
        (self._all if all_at_first else self._range).setFocus()

    def _lay_out(self, question: str) -> None:
        fields = (data_operations_text.first_day(), self._first), (data_operations_text.last_day(), self._last)
        form = form_of(fields, spacing=8)
        form.setContentsMargins(2 * self.fontMetrics().height(), 0, 0, 0)
        parts = (self._all, self._range, form, self._error, STRETCH, self._buttons)
        add_parts(self.column, wrapping_label(question), *parts)
        self.setMinimumWidth(_LINE_LENGTH * self.fontMetrics().averageCharWidth())

    def _select_range(self) -> None:
        self._range.setChecked(True)
        self._validate()

    def _validate(self) -> None:
        reversed_range = self._range.isChecked() and self._first.date() > self._last.date()
        show_text(self._error, data_operations_text.first_after_last() if reversed_range else "")
        self._accept_button.setEnabled(not reversed_range)

    def _accept_days(self) -> None:
        everything = self._all.isChecked()
        first, last = (None, None) if everything else (self._first.date().toPython(), self._last.date().toPython())
        self.accept()
        self.chosen.emit(first, last)
