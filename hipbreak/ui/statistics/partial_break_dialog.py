"""Asks which part of a stretch of sitting was spent up."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLayout,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from hipbreak.core.statistics.timeline import TimelineItem
from hipbreak.core.text import day as day_text
from hipbreak.core.text import menu as menu_text
from hipbreak.core.tracking.inputs import LogBreakBetween
from hipbreak.ui.theme.metrics import BUTTON_HEIGHT, set_minimum_height
from hipbreak.ui.widgets.wrapping_dialog import WrappingDialog, level

_MINUTE = timedelta(minutes=1)
_LENGTH = 3  # minutes, to begin with


class PartialBreakDialog(WrappingDialog):
    """A time and a length inside the stretch; `requested` carries the command."""

    requested = Signal(object)

    def __init__(self, piece: TimelineItem, around: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(day_text.part_title())
        self._piece = piece
        # One clock for the whole stretch, so that each time of day means one moment.
        self._end = piece.end.astimezone(piece.start.tzinfo)
        self._began, self._length, self._sentence = QTimeEdit(), QSpinBox(), QLabel()
        first, last = piece.start.replace(second=0, microsecond=0), self._end - _MINUTE
        self._began.setDisplayFormat("HH:mm")
        self._began.setTimeRange(_time(first), _time(max(first, last)))
        self._began.setTime(_time(around.astimezone(piece.start.tzinfo)))
        self._began.timeChanged.connect(self._changed)
        self._length.setMinimum(1)
        self._length.setAccelerated(True)
        self._length.valueChanged.connect(self._changed)
        self._lay_out()
        self._changed()
        self._length.setValue(_LENGTH)
        self._began.setFocus()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(16)
        form.addRow(menu_text.start_label(), self._began)
        form.addRow(menu_text.duration_label(), self._length)
        for field in (self._began, self._length):
            set_minimum_height(field, BUTTON_HEIGHT)
        level(form)
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        buttons = QDialogButtonBox(ok | cancel)
        buttons.accepted.connect(self._enter)
        buttons.rejected.connect(self.reject)
        self.setMinimumWidth(20 * self.fontMetrics().height())
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 20, 20)
        whole.setSpacing(16)
        whole.addLayout(form)
        whole.addWidget(self._sentence)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        whole.addWidget(buttons)

    def _start(self) -> datetime:
        chosen = self._began.time()
        start = self._piece.start.replace(hour=chosen.hour(), minute=chosen.minute(), second=0, microsecond=0)
        return max(start, self._piece.start)

    def _changed(self) -> None:
        start = self._start()
        self._length.setMaximum(max(1, int((self._end - start) / _MINUTE)))
        self._length.setSuffix(menu_text.minutes_long(self._length.value()))
        self._sentence.setText(menu_text.will_record(start, self._until()))

    def _until(self) -> datetime:
        return min(self._start() + self._length.value() * _MINUTE, self._end)

    def _enter(self) -> None:
        command = LogBreakBetween(self._start(), self._until())
        self.accept()
        self.requested.emit(command)


def _time(moment: datetime) -> QTime:
    return QTime(moment.hour, moment.minute)
