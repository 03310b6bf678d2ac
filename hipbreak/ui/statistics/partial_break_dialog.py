"""A dialog that logs a break within a bout of sitting."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import QSpinBox, QTimeEdit, QWidget

from hipbreak.core.statistics.timeline import TimelineItem
from hipbreak.core.text import day as day_text
from hipbreak.core.text import menu as menu_text
from hipbreak.core.tracking.inputs import LogBreakBetween
from hipbreak.ui.theme.locale_format import keep_order, time_format
from hipbreak.ui.widgets.layouts import add_parts
from hipbreak.ui.widgets.wrapping import wrapping_label
from hipbreak.ui.widgets.wrapping_dialog import WrappingDialog, form_of, ok_and_cancel

_MINUTE = timedelta(minutes=1)
_DEFAULT_LENGTH = 3  # minutes


class PartialBreakDialog(WrappingDialog):
    """Fields for a time and a length within the bout; `requested` carries the command."""

    requested = Signal(object)

    def __init__(self, bout: TimelineItem, around: datetime, parent: QWidget | None = None) -> None:
        super().__init__(day_text.part_title(), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bout = bout
        # In the time zone of the start, so that each time of day is one moment of the bout.
        self._end = bout.end.astimezone(bout.start.tzinfo)
        self._began, self._length, self._text = QTimeEdit(), QSpinBox(), wrapping_label()
        first, last = bout.start.replace(second=0, microsecond=0), self._end - _MINUTE
        keep_order(self._began)
        self._began.setDisplayFormat(time_format())
        self._began.setTimeRange(_time(first), _time(max(first, last)))
        self._began.setTime(_time(around.astimezone(bout.start.tzinfo)))
        self._began.timeChanged.connect(self._changed)
        self._length.setMinimum(1)
        self._length.setAccelerated(True)
        self._length.valueChanged.connect(self._changed)
        self._lay_out()
        self._changed()
        self._length.setValue(_DEFAULT_LENGTH)
        self._began.setFocus()

    def _lay_out(self) -> None:
        self.setMinimumWidth(20 * self.fontMetrics().height())
        form = form_of(((menu_text.start_label(), self._began), (menu_text.duration_label(), self._length)))
        add_parts(self.column, form, self._text, ok_and_cancel(self, self._log_break))

    def _start(self) -> datetime:
        chosen = self._began.time()
        start = self._bout.start.replace(hour=chosen.hour(), minute=chosen.minute(), second=0, microsecond=0)
        return max(start, self._bout.start)

    def _changed(self) -> None:
        start = self._start()
        self._length.setMaximum(max(1, int((self._end - start) / _MINUTE)))
        self._length.setSuffix(menu_text.minutes_long(self._length.value()))
        self._text.setText(menu_text.will_record(start, self._break_end()))

    def _break_end(self) -> datetime:
        return min(self._start() + self._length.value() * _MINUTE, self._end)

    def _log_break(self) -> None:
        command = LogBreakBetween(self._start(), self._break_end())
        self.accept()
        self.requested.emit(command)


def _time(moment: datetime) -> QTime:
    return QTime(moment.hour, moment.minute)
