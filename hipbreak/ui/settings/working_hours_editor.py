"""The week of the working hours: a row for each day, in the locale's order, and a way to give days the same hours."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hipbreak.core.settings.working_hours import DAY, Span, WorkingHours, overlap, room_for_another, week_of
from hipbreak.core.text import working_hours as working_hours_text
from hipbreak.ui.settings.option_editors import TimeBox
from hipbreak.ui.settings.working_hours_format import (
    day_name,
    days_told,
    span_of_week_told,
    time_at,
    time_format,
    weekdays,
    working_days,
)
from hipbreak.ui.theme.metrics import set_minimum_height
from hipbreak.ui.theme.tokens import system_tokens
from hipbreak.ui.theme.widget_colours import set_indicator_edge
from hipbreak.ui.widgets.responsive_row import SIDE_BY_SIDE, STACKED

USUAL: Span = (9 * 60, 17 * 60 + 30)
_STEP = 5  # minutes
_FIELD_HEIGHT = 30  # px of a field or button
_GAP = 8


class _Moment(TimeBox):
    """As the locale writes a time of the day; the arrow keys go by five minutes, or by the hour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat(time_format())
        set_minimum_height(self, _FIELD_HEIGHT)

    @property
    def minute(self) -> int:
        return self.time().hour() * 60 + self.time().minute()

    def stepBy(self, steps: int) -> None:
        if self.currentSection() is not TimeBox.Section.MinuteSection:
            super().stepBy(steps)
            return
        whole = self.minute // _STEP if steps > 0 else -(-self.minute // _STEP)
        self.setTime(time_at((whole + steps) * _STEP))
        self.setSelectedSection(TimeBox.Section.MinuteSection)


class RangeLine(QWidget):
    """From one time to another, also over midnight."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.begin, self.end = _Moment(), _Moment()
        self.note = QLabel()
        self.remove, self.add = _button("\N{MINUS SIGN}"), _button("+")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for part in (self.begin, QLabel(working_hours_text.to()), self.end):
            row.addWidget(part)
        row.addWidget(self.note, 1)
        row.addWidget(self.remove)
        row.addWidget(self.add)
        for box in (self.begin, self.end):
            box.timeChanged.connect(self._edited)
        self._edited()

    @property
    def span(self) -> Span:
        start, end = self.begin.minute, self.end.minute
        return start, end if end > start else end + DAY

    def show_span(self, span: Span) -> None:
        """Nothing is emitted."""
        for box, minute in zip((self.begin, self.end), span, strict=True):
            box.blockSignals(True)
            box.setTime(time_at(minute))
            box.blockSignals(False)
        self.note.setText(working_hours_text.end_note(self.span))

    def call(self, day: str, number: int) -> None:
        """The names of its controls for a screen reader."""
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

    def fit(self) -> None:
        """Room for every note, so that nothing moves when one appears."""
        notes = (working_hours_text.end_note(span) for span in ((0, DAY), (1, DAY), (1, DAY + 1)))
        self.note.setMinimumWidth(max(self.fontMetrics().horizontalAdvance(note) for note in notes) + 4)


class DayRow(QWidget):
    """What is chosen for one day; `changed` comes only from the person."""

    changed = Signal()

    def __init__(self, weekday: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.weekday, self.lines = weekday, list[RangeLine]()
        self.on, self._off = QCheckBox(day_name(weekday)), QLabel(working_hours_text.off())
        set_indicator_edge(self.on, system_tokens())
        self._ranges = QVBoxLayout()
        self._ranges.setSpacing(4)
        self._ranges.addWidget(self._off)
        self._whole = QBoxLayout(SIDE_BY_SIDE, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(_GAP)
        self._whole.addWidget(self.on, 0, Qt.AlignmentFlag.AlignTop)
        self._whole.addLayout(self._ranges, 1)
        self.on.clicked.connect(self._edited)
        self.show_spans(())
        for part in (self.on, self._off):
            part.setMinimumHeight(self.lines[0].begin.minimumHeight())

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(line.span for line in self.lines) if self.on.isChecked() else ()

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Nothing is emitted; a day that is off keeps its ranges for when it is switched on."""
        self.on.setChecked(bool(spans))
        requested = list(spans) or [line.span for line in self.lines] or [USUAL]
        while len(self.lines) > len(requested):
            self._drop(self.lines[-1])
        while len(self.lines) < len(requested):
            self._line(len(self.lines))
        for line, span in zip(self.lines, requested, strict=True):
            line.show_span(span)
        self._arrange()

    def stack(self, narrow: bool) -> None:
        """The day above its ranges, where both do not fit side by side."""
        self._whole.setDirection(STACKED if narrow else SIDE_BY_SIDE)

    def least_width(self) -> int:
        """What it needs when stacked."""
        return max(part.minimumSizeHint().width() for part in (self.on, self._off, *self.lines))

    def _line(self, at: int) -> RangeLine:
        line = RangeLine()
        line.fit()
        line.changed.connect(self._edited)
        line.remove.clicked.connect(lambda: self._removed(line))
        line.add.clicked.connect(self._added)
        self.lines.insert(at, line)
        self._ranges.insertWidget(at, line)
        return line

    def _drop(self, line: RangeLine) -> None:
        self.lines.remove(line)
        self._ranges.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _edited(self) -> None:
        self._arrange()
        self.changed.emit()

    def _removed(self, line: RangeLine) -> None:
        place = self.lines.index(line)
        self._drop(line)
        self._arrange()
        self.lines[max(0, place - 1)].begin.setFocus()
        self.changed.emit()

    def _added(self) -> None:
        span = room_for_another([line.span for line in self.lines])
        if span is None:
            return
        made = self._line(0 if span < self.lines[0].span else len(self.lines))
        made.show_span(span)
        self._arrange()
        made.begin.setFocus()
        self.changed.emit()

    def _arrange(self) -> None:
        on = self.on.isChecked()
        self._off.setVisible(not on)
        full = room_for_another([line.span for line in self.lines]) is None
        before: QWidget = self.on
        for number, line in enumerate(self.lines):
            line.call(day_name(self.weekday), number)
            line.setVisible(on)
            _show(line.remove, len(self.lines) > 1)
            _show(line.add, line is self.lines[-1])
            line.add.setEnabled(not full)
            for part in (line.begin, line.end, line.remove, line.add):
                QWidget.setTabOrder(before, part)
                before = part


def _show(button: QToolButton, shown: bool) -> None:
    """It keeps its room."""
    kept = button.sizePolicy()
    kept.setRetainSizeWhenHidden(True)
    button.setSizePolicy(kept)
    button.setVisible(shown)


def _button(sign: str) -> QToolButton:
    button = QToolButton()
    button.setText(sign)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setMinimumSize(button.sizeHint().expandedTo(QSize(_FIELD_HEIGHT, _FIELD_HEIGHT)))
    return button


_LEAST = 32  # px of a button


class WorkingHoursEditor(QWidget):
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
        these.addWidget(QLabel(working_hours_text.copy_to_label()))
        these.addWidget(self.working)
        these.addWidget(self.every)
        self._same = QBoxLayout(SIDE_BY_SIDE)
        for line in (days, these, self._same):
            line.setSpacing(8)
        these.addStretch(1)
        self._same.addLayout(days)
        self._same.addLayout(these, 100)
        whole.addLayout(self._same)
        whole.addStretch(1)
        for part in (self.source, self.working, self.every):
            set_minimum_height(part, _LEAST)

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
        self._same.setDirection(STACKED if narrow else SIDE_BY_SIDE)
        super().resizeEvent(event)
