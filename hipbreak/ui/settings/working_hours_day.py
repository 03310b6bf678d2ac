"""One day of the working hours: on or off, and its ranges of time, each with a way to remove it or add another."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from hipbreak.core.settings.working_hours import DAY, Span, room_for_another
from hipbreak.core.text import working_hours as working_hours_text
from hipbreak.ui.settings.option_editor import TimeBox
from hipbreak.ui.settings.working_hours_format import day_name, time_at, time_format
from hipbreak.ui.theme.backgrounds import set_indicator_edge
from hipbreak.ui.theme.tokens import current
from hipbreak.ui.widgets.responsive_row import BELOW, BESIDE

USUAL: Span = (9 * 60, 17 * 60 + 30)
_STEP = 5  # minutes
_LEAST = 30  # px of a field or button
_GAP = 8


class _Moment(TimeBox):
    """As the locale writes a time of the day; the arrow keys go by five minutes, or by the hour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat(time_format())
        self.setMinimumHeight(max(_LEAST, self.sizeHint().height()))

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
        set_indicator_edge(self.on, current())
        self._ranges = QVBoxLayout()
        self._ranges.setSpacing(4)
        self._ranges.addWidget(self._off)
        self._whole = QBoxLayout(BESIDE, self)
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
        wanted = list(spans) or [line.span for line in self.lines] or [USUAL]
        while len(self.lines) > len(wanted):
            self._drop(self.lines[-1])
        while len(self.lines) < len(wanted):
            self._line(len(self.lines))
        for line, span in zip(self.lines, wanted, strict=True):
            line.show_span(span)
        self._arrange()

    def stack(self, narrow: bool) -> None:
        """The day above its ranges, where both do not fit side by side."""
        self._whole.setDirection(BELOW if narrow else BESIDE)

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
    button.setMinimumSize(button.sizeHint().expandedTo(QSize(_LEAST, _LEAST)))
    return button
