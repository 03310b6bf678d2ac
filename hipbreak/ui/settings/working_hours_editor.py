"""The editor of working hours: a row for each day in the locale's order, and buttons that copy one to others."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QToolButton, QWidget

from hipbreak.core.settings.working_hours import DAY, Span, WorkingHours, free_span, overlap, week_of
from hipbreak.core.text import working_hours as working_hours_text
from hipbreak.ui.settings.option_editors import TimeBox
from hipbreak.ui.settings.working_hours_format import (
    day_name,
    format_days,
    format_span_of_week,
    time_at,
    weekdays,
    working_days,
)
from hipbreak.ui.theme.sizes import BUTTON_HEIGHT, RING_SPACE, retain_size_when_hidden
from hipbreak.ui.widgets.layouts import STRETCH, column_of, row_of
from hipbreak.ui.widgets.responsive_row import SIDE_BY_SIDE, STACKED

_DEFAULT_SPAN: Span = (9 * 60, 17 * 60 + 30)
_STEP = 5  # minutes
_GAP = 8


class _TimeOfDayBox(TimeBox):
    """The arrow keys step by five minutes or an hour."""

    @property
    def minute(self) -> int:
        return self.time().hour() * 60 + self.time().minute()

    def stepBy(self, steps: int) -> None:
        if self.currentSection() is not TimeBox.Section.MinuteSection:
            super().stepBy(steps)
            return
        current = self.minute // _STEP if steps > 0 else -(-self.minute // _STEP)
        self.setTime(time_at((current + steps) * _STEP))
        self.setSelectedSection(TimeBox.Section.MinuteSection)


class RangeRow(QWidget):
    """A range from one time to another, also across midnight; `changed` is emitted for edits only."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.begin, self.end = _TimeOfDayBox(), _TimeOfDayBox()
        self.note = QLabel()
        self.remove, self.add = _button("\N{MINUS SIGN}"), _button("+")
        parts = (self.begin, QLabel(working_hours_text.to()), self.end, (self.note, 1), self.remove, self.add)
        row_of(*parts, parent=self, spacing=_GAP)
        for box in (self.begin, self.end):
            box.timeChanged.connect(self._edited)
        self._edited()

    @property
    def span(self) -> Span:
        start, end = self.begin.minute, self.end.minute
        return start, end if end > start else end + DAY

    def show_span(self, span: Span) -> None:
        """Show a range; nothing is emitted."""
        for box, minute in zip((self.begin, self.end), span, strict=True):
            with QSignalBlocker(box):
                box.setTime(time_at(minute))
        self.note.setText(working_hours_text.end_note(self.span))

    def set_accessible_names(self, day: str, number: int) -> None:
        """Name the controls for screen readers and tooltips."""
        for part, name in (
            (self.begin, working_hours_text.begins(day, number)),
            (self.end, working_hours_text.ends(day, number)),
            (self.remove, working_hours_text.remove(day, number)),
            (self.add, working_hours_text.add(day)),
        ):
            part.setAccessibleName(name)
            if isinstance(part, QToolButton):
                part.setToolTip(name)

    def _edited(self) -> None:
        self.note.setText(working_hours_text.end_note(self.span))
        self.end.setAccessibleDescription(self.note.text())
        self.changed.emit()

    def reserve_note_width(self) -> None:
        """Reserve the width of the longest note, so that nothing moves when one appears."""
        notes = (working_hours_text.end_note(span) for span in ((0, DAY), (1, DAY), (1, DAY + 1)))
        self.note.setMinimumWidth(max(self.fontMetrics().horizontalAdvance(note) for note in notes) + 4)


class DayRow(QWidget):
    """The ranges of one day; `changed` is emitted for edits only."""

    changed = Signal()

    def __init__(self, weekday: int) -> None:
        super().__init__()
        self.weekday, self.ranges = weekday, list[RangeRow]()
        self.on, self._off = QCheckBox(day_name(weekday)), QLabel(working_hours_text.off())
        self._column = column_of(self._off, spacing=4)
        self._layout = row_of((self.on, Qt.AlignmentFlag.AlignTop), (self._column, 1), parent=self, spacing=_GAP)
        self.on.toggled.connect(self._edited)
        self.show_spans(())
        for part in (self.on, self._off):
            part.setMinimumHeight(self.ranges[0].begin.minimumHeight())

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(range_row.span for range_row in self.ranges) if self.on.isChecked() else ()

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Show ranges; nothing is emitted. A day that is off keeps its ranges for when it is switched on."""
        with QSignalBlocker(self.on):
            self.on.setChecked(bool(spans))
        requested = list(spans) or [range_row.span for range_row in self.ranges] or [_DEFAULT_SPAN]
        while len(self.ranges) > len(requested):
            self._drop_range(self.ranges[-1])
        while len(self.ranges) < len(requested):
            self._insert_range(len(self.ranges))
        for range_row, span in zip(self.ranges, requested, strict=True):
            range_row.show_span(span)
        self._arrange()

    def stack(self, narrow: bool) -> None:
        """Put the day above its ranges, or beside them."""
        self._layout.setDirection(STACKED if narrow else SIDE_BY_SIDE)

    def minimum_stacked_width(self) -> int:
        """The width that a stacked row needs."""
        return max(part.minimumSizeHint().width() for part in (self.on, self._off, *self.ranges))

    def _insert_range(self, at: int) -> RangeRow:
        range_row = RangeRow()
        range_row.reserve_note_width()
        range_row.changed.connect(self._edited)
        range_row.remove.clicked.connect(lambda: self._removed(range_row))
        range_row.add.clicked.connect(self._added)
        self.ranges.insert(at, range_row)
        self._column.insertWidget(at, range_row)
        return range_row

    def _drop_range(self, range_row: RangeRow) -> None:
        self.ranges.remove(range_row)
        self._column.removeWidget(range_row)
        range_row.hide()
        range_row.deleteLater()

    def _edited(self) -> None:
        self._arrange()
        self.changed.emit()

    def _removed(self, range_row: RangeRow) -> None:
        index = self.ranges.index(range_row)
        self._drop_range(range_row)
        self._arrange()
        self.ranges[max(0, index - 1)].begin.setFocus()
        self.changed.emit()

    def _added(self) -> None:
        span = free_span([range_row.span for range_row in self.ranges])
        if span is None:
            return
        created = self._insert_range(0 if span < self.ranges[0].span else len(self.ranges))
        created.show_span(span)
        self._arrange()
        created.begin.setFocus()
        self.changed.emit()

    def _arrange(self) -> None:
        on = self.on.isChecked()
        self._off.setVisible(not on)
        full = free_span([range_row.span for range_row in self.ranges]) is None
        before: QWidget = self.on
        for number, range_row in enumerate(self.ranges):
            range_row.set_accessible_names(day_name(self.weekday), number)
            range_row.setVisible(on)
            range_row.remove.setVisible(len(self.ranges) > 1)
            range_row.add.setVisible(range_row is self.ranges[-1])
            range_row.add.setEnabled(not full)
            for part in (range_row.begin, range_row.end, range_row.remove, range_row.add):
                QWidget.setTabOrder(before, part)
                before = part


def _button(sign: str) -> QToolButton:
    button = QToolButton()
    button.setText(sign)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    retain_size_when_hidden(button)
    button.setMinimumSize(button.sizeHint().expandedTo(QSize(BUTTON_HEIGHT, BUTTON_HEIGHT)))
    return button


class WorkingHoursEditor(QWidget):
    """A row for each day; `changed` is emitted for edits only, and `error` explains invalid hours."""

    changed = Signal()

    def __init__(self, hours: WorkingHours) -> None:
        super().__init__()
        self.rows = {day: DayRow(day) for day in weekdays()}
        self.source = QComboBox()
        self.working, self.every = QPushButton(format_days(working_days())), QPushButton(working_hours_text.every_day())
        for day, row in self.rows.items():
            row.show_spans(hours.on(day))
            row.changed.connect(lambda day=day: self._edited(day))
            self.source.addItem(day_name(day), day)
        self.source.currentIndexChanged.connect(self._name_copy_buttons)
        for button, days in ((self.working, working_days()), (self.every, weekdays())):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, days=days: self._copy(days))
        self._lay_out()
        self._arrange()
        on = [day for day, row in self.rows.items() if row.spans]
        self.source.setCurrentIndex(self.source.findData(on[0] if on else working_days()[0]))
        self._name_copy_buttons()

    def _lay_out(self) -> None:
        label = QLabel(working_hours_text.same_as())
        label.setBuddy(self.source)
        days = row_of(label, self.source, STRETCH, spacing=_GAP)
        copy_to = QLabel(working_hours_text.copy_to_label())
        buttons = row_of(copy_to, self.working, self.every, STRETCH, spacing=_GAP)
        self._copy_row = row_of(days, (buttons, 100), spacing=_GAP)
        column_of(*self.rows.values(), 8, self._copy_row, STRETCH, parent=self, spacing=6, margins=RING_SPACE)

    @property
    def _days(self) -> list[tuple[Span, ...]]:
        return [self.rows[day].spans for day in range(7)]

    @property
    def hours(self) -> WorkingHours:
        return week_of(self._days)

    def error(self) -> str:
        """Why the working hours are invalid; empty if they are valid."""
        if not any(self._days):
            return working_hours_text.no_day()
        overlapping = overlap(self._days)
        return working_hours_text.overlap(*(format_span_of_week(s) for s in overlapping)) if overlapping else ""

    def _edited(self, day: int) -> None:
        if self.rows[day].spans:
            self.source.setCurrentIndex(self.source.findData(day))
        self._name_copy_buttons()
        self.changed.emit()

    def _copy(self, days: list[int]) -> None:
        spans = self.rows[self.source.currentData()].spans
        for day in days:
            self.rows[day].show_spans(spans)
        self.changed.emit()

    def _name_copy_buttons(self) -> None:
        """Explain the copy buttons, in tooltips and for screen readers."""
        source = self.source.currentData()
        for button, days in ((self.working, working_days()), (self.every, weekdays())):
            text = working_hours_text.copy_help(day_name(source), format_days(days))
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.setEnabled(bool(self.rows[source].spans))

    # Layout: side by side where it fits, else the day above its ranges

    def _arrange(self) -> None:
        for row in self.rows.values():
            row.stack(False)
        widest = max(row.on.sizeHint().width() for row in self.rows.values())
        for row in self.rows.values():
            row.on.setMinimumWidth(widest)
        self._natural_width = self.sizeHint().width()

    def minimumSizeHint(self) -> QSize:
        least = max(row.minimum_stacked_width() for row in self.rows.values())
        return QSize(least + 2 * RING_SPACE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < self._natural_width
        for row in self.rows.values():
            row.stack(narrow)
        self._copy_row.setDirection(STACKED if narrow else SIDE_BY_SIDE)
        super().resizeEvent(event)
