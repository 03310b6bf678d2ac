"""The week of the working hours: a row for each day, in the locale's order, and a way to give days the same hours."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hipbreak.core.settings.working_hours import Span, WorkingHours, overlap, week_of
from hipbreak.core.text import working_hours as working_hours_text
from hipbreak.ui.settings.working_hours_day import DayRow
from hipbreak.ui.settings.working_hours_format import day_name, days_told, span_of_week_told, weekdays, working_days
from hipbreak.ui.widgets.responsive_row import BELOW, BESIDE

_LEAST = 32  # px of a button


class HoursEditor(QWidget):
    """`changed` comes only from the person; what does not fit together is for `wrong` to say."""

    changed = Signal()

    def __init__(self, hours: WorkingHours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = {day: DayRow(day) for day in weekdays()}
        self.source = QComboBox()
        self.working, self.every = QPushButton(days_told(working_days())), QPushButton(working_hours_text.every_day())
        for day, row in self.rows.items():
            row.show_spans(hours.on(day))
            row.changed.connect(lambda day=day: self._edited(day))
            self.source.addItem(day_name(day), day)
        self.source.currentIndexChanged.connect(self._name)
        for button, days in ((self.working, working_days()), (self.every, weekdays())):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, days=days: self._copy(days))
        self._lay_out()
        self._arrange()
        on = [day for day, row in self.rows.items() if row.spans]
        self.source.setCurrentIndex(self.source.findData(on[0] if on else working_days()[0]))
        self._name()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        for row in self.rows.values():
            whole.addWidget(row)
        whole.addSpacing(8)
        label = QLabel(working_hours_text.same_as())
        label.setBuddy(self.source)
        days, these = QHBoxLayout(), QHBoxLayout()
        days.addWidget(label)
        days.addWidget(self.source)
        days.addStretch(1)
        these.addWidget(QLabel(working_hours_text.for_these()))
        these.addWidget(self.working)
        these.addWidget(self.every)
        self._same = QBoxLayout(BESIDE)
        for line in (days, these, self._same):
            line.setSpacing(8)
        these.addStretch(1)
        self._same.addLayout(days)
        self._same.addLayout(these, 100)
        whole.addLayout(self._same)
        whole.addStretch(1)
        for part in (self.source, self.working, self.every):
            part.setMinimumHeight(max(_LEAST, part.sizeHint().height()))

    @property
    def _days(self) -> list[tuple[Span, ...]]:
        return [self.rows[day].spans for day in range(7)]

    @property
    def hours(self) -> WorkingHours:
        return week_of(self._days)

    def wrong(self) -> str:
        """Why these are no working hours, in a sentence; empty when they are."""
        if not any(self._days):
            return working_hours_text.no_day()
        found = overlap(self._days)
        return working_hours_text.overlap(*(span_of_week_told(span) for span in found)) if found else ""

    def _edited(self, day: int) -> None:
        if self.rows[day].spans:
            self.source.setCurrentIndex(self.source.findData(day))
        self._name()
        self.changed.emit()

    def _copy(self, days: list[int]) -> None:
        spans = self.rows[self.source.currentData()].spans
        for day in days:
            self.rows[day].show_spans(spans)
        self.changed.emit()

    def _name(self) -> None:
        """What a click would do, for pointer and screen reader."""
        source = self.source.currentData()
        for button, days in ((self.working, working_days()), (self.every, weekdays())):
            told = working_hours_text.copy_help(day_name(source), days_told(days))
            button.setToolTip(told)
            button.setAccessibleName(told)
            button.setEnabled(bool(self.rows[source].spans))

    # Side by side where it fits, else the day above its ranges

    def _arrange(self) -> None:
        for row in self.rows.values():
            row.stack(False)
        widest = max(row.on.sizeHint().width() for row in self.rows.values())
        for row in self.rows.values():
            row.on.setMinimumWidth(widest)
        self._wide = self.sizeHint().width()

    def minimumSizeHint(self) -> QSize:
        least = max(row.least_width() for row in self.rows.values())
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < self._wide
        for row in self.rows.values():
            row.stack(narrow)
        self._same.setDirection(BELOW if narrow else BESIDE)
        super().resizeEvent(event)
