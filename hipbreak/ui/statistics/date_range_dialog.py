"""Asks which days of the log are meant: all of them, or from one day to another."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QDateEdit,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from hipbreak.core.text import data_operations as data_operations_text
from hipbreak.ui.statistics.period_bar import with_century
from hipbreak.ui.theme.backgrounds import set_indicator_edge
from hipbreak.ui.theme.locale_format import qdate
from hipbreak.ui.theme.metrics import set_minimum_height
from hipbreak.ui.theme.tokens import current
from hipbreak.ui.widgets.wrapping_dialog import WrappingDialog, level

_LINE = 46  # characters


class DateRangeDialog(WrappingDialog):
    """`chosen` carries the first and the last day, both None for everything."""

    chosen = Signal(object, object)

    def __init__(
        self,
        title: str,
        question: str,
        go_on: str,
        shown: tuple[date, date],
        all_at_first: bool,
        parent: QWidget | None = None,
    ) -> None:
        """`shown` are the days that the window shows; `all_at_first` where everything is the usual choice."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._all, self._some = (
            QRadioButton(data_operations_text.everything()),
            QRadioButton(data_operations_text.from_to()),
        )
        self._first, self._last, self._wrong = QDateEdit(), QDateEdit(), QLabel()
        (self._all if all_at_first else self._some).setChecked(True)
        for choice in (self._all, self._some):
            set_indicator_edge(choice, current())
        pattern = with_century(QLocale().dateFormat(QLocale.FormatType.ShortFormat))
        for field, day in zip((self._first, self._last), shown, strict=True):
            field.setCalendarPopup(True)
            field.setDisplayFormat(pattern)
            field.setDate(qdate(day))
            set_minimum_height(field, 32)
            field.dateChanged.connect(self._some_days)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._go_on = self._buttons.addButton(go_on, QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay_out(question)
        self._some.toggled.connect(self._judge)
        self._buttons.accepted.connect(self._choose)
        self._buttons.rejected.connect(self.reject)
        self._judge()
        (self._all if all_at_first else self._some).setFocus()

    def _lay_out(self, question: str) -> None:
        asked = QLabel(question)
        for label in (asked, self._wrong):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        form = QFormLayout()
        form.setContentsMargins(2 * self.fontMetrics().height(), 0, 0, 0)
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(16)
        form.addRow(data_operations_text.first_day(), self._first)
        form.addRow(data_operations_text.last_day(), self._last)
        level(form)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 20, 20)
        whole.setSpacing(12)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        whole.addWidget(asked)
        whole.addWidget(self._all)
        whole.addWidget(self._some)
        whole.addLayout(form)
        whole.addWidget(self._wrong)
        whole.addStretch(1)
        whole.addWidget(self._buttons)
        self.setMinimumWidth(_LINE * self.fontMetrics().averageCharWidth())

    def _some_days(self) -> None:
        self._some.setChecked(True)
        self._judge()

    def _judge(self) -> None:
        turned = self._some.isChecked() and self._first.date() > self._last.date()
        self._wrong.setText(data_operations_text.first_after_last() if turned else "")
        self._wrong.setVisible(turned)
        self._go_on.setEnabled(not turned)

    def _choose(self) -> None:
        everything = self._all.isChecked()
        first, last = (None, None) if everything else (_date(self._first.date()), _date(self._last.date()))
        self.accept()
        self.chosen.emit(first, last)


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
