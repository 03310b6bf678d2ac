"""A month as a grid of days, with marks for what was done: they differ in shape, not in colour alone."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import IntEnum
from functools import partial

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from hipbreak.core.programme.schedule import CalendarDay
from hipbreak.core.text import programme_view as programme_view_text
from hipbreak.ui.charts.accessible_chart import AccessibleChart
from hipbreak.ui.charts.axis import CENTRE
from hipbreak.ui.charts.legend import Legend, LegendEntry
from hipbreak.ui.theme.control_painting import box
from hipbreak.ui.theme.locale_format import long_date, weekday_short
from hipbreak.ui.theme.tokens import Tokens

_TOP_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextDontClip)
_MARK = 0.78  # heights of a line: the size of a mark


class DayMark(IntEnum):
    """What a day may be marked with."""

    SESSION = 0  # a filled disc
    PART = 1  # a half disc
    WALK = 2  # a triangle
    TEST = 3  # a square
    PLANNED = 4  # an open ring


def day_marks(day: CalendarDay) -> list[DayMark]:
    """The marks of a day, in this order."""
    marks = []
    exercises = [session for session in day.sessions if session.routine not in ("walk", "self-test")]
    if any(session.counts for session in exercises):
        marks.append(DayMark.SESSION)
    elif exercises:
        marks.append(DayMark.PART)
    if day.due:
        marks.append(DayMark.PLANNED)
    if day.walked:
        marks.append(DayMark.WALK)
    if day.tested:
        marks.append(DayMark.TEST)
    return marks


class MonthCalendar(AccessibleChart):
    """Weeks from top to bottom, each from the locale's first day on."""

    def __init__(self) -> None:
        super().__init__()
        self.days: Sequence[CalendarDay] = ()
        self._today = date.min
        self.setAccessibleName(programme_view_text.month())

    def show_days(self, days: Sequence[CalendarDay], today: date, titles: dict[str, str]) -> None:
        """Show these days of one month, in order."""
        self.days, self._today = days, today
        texts = [programme_view_text.calendar_day(day, long_date(day.date), titles) for day in days]
        self.set_items(texts, programme_view_text.calendar_hint(), programme_view_text.month_summary(days))

    def key_steps(self) -> dict[Qt.Key, int]:
        right = -1 if self.isRightToLeft() else 1
        return {Qt.Key.Key_Right: right, Qt.Key.Key_Left: -right, Qt.Key.Key_Down: 7, Qt.Key.Key_Up: -7}

    # Geometry

    def _first_column(self) -> int:
        """The column of the first day."""
        return (self.days[0].date.isoweekday() - QLocale().firstDayOfWeek().value) % 7 if self.days else 0

    def _cell(self, width: int) -> tuple[float, float]:
        return min(width / 7, 5.2 * self.unit), 2.7 * self.unit

    def plot_height(self, width: int) -> int:
        weeks = (self._first_column() + len(self.days) + 6) // 7
        return round(self.unit * 1.5 + weeks * self._cell(width)[1])

    def item_rects(self) -> list[QRectF]:
        width, height = self._cell(self.width())
        first, top, rects = self._first_column(), self.unit * 1.5, []
        for n in range(len(self.days)):
            column, row = (first + n) % 7, (first + n) // 7
            rects.append(self._mirror(QRectF(column * width + 2, top + row * height + 2, width - 4, height - 4)))
        return rects

    def _mirror(self, rect: QRectF) -> QRectF:
        if self.isRightToLeft():
            rect.moveLeft(self.width() - rect.right())
        return rect

    # Painting

    def paint_plot(self, painter: QPainter, tokens: Tokens) -> None:
        self._paint_weekdays(painter, tokens)
        for day, rect in zip(self.days, self.item_rects(), strict=True):
            self._paint_day(painter, day, rect, tokens)

    def _paint_weekdays(self, painter: QPainter, tokens: Tokens) -> None:
        painter.setPen(QColor(tokens.muted))
        width, first = self._cell(self.width())[0], QLocale().firstDayOfWeek().value
        monday = date(2024, 1, 1)
        for column in range(7):
            rect = self._mirror(QRectF(column * width, 0, width, self.unit * 1.4))
            painter.drawText(rect, CENTRE, weekday_short(monday + timedelta(days=(first - 1 + column) % 7)))

    def _paint_day(self, painter: QPainter, day: CalendarDay, rect: QRectF, tokens: Tokens) -> None:
        box(painter, rect, 4.5, QColor(tokens.surface), QColor(tokens.line))
        if day.date == self._today:
            painter.setPen(QPen(QColor(tokens.ink), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(QColor(tokens.ink if day.date <= self._today else tokens.muted))
        inner = rect.adjusted(self.unit * 0.35, self.unit * 0.15, -self.unit * 0.35, -self.unit * 0.3)
        painter.drawText(inner, _TOP_LEFT, str(day.date.day))
        size = self.unit * _MARK
        for n, mark in enumerate(day_marks(day)):
            offset = n * size * 1.35
            x = inner.right() - offset - size if self.isRightToLeft() else inner.left() + offset
            paint_mark(painter, mark, QRectF(x, inner.bottom() - size, size, size), tokens)

    # Legend

    def legend(self, _width: int) -> Legend:
        shown = {mark for day in self.days for mark in day_marks(day)}
        named = zip(DayMark, programme_view_text.calendar_key(), strict=True)
        entries = tuple(LegendEntry(name, partial(_paint_swatch, mark)) for mark, name in named if mark in shown)
        groups, unit = (entries,) if entries else (), self.unit
        size = unit * _MARK
        return Legend(groups, self.fontMetrics(), size, unit * 1.2 - size, unit * 1.4, self.isRightToLeft())


def _paint_swatch(mark: DayMark, painter: QPainter, swatch: QRectF, tokens: Tokens) -> None:
    size = swatch.width()
    paint_mark(painter, mark, QRectF(swatch.left(), swatch.center().y() - size / 2, size, size), tokens)


def paint_mark(painter: QPainter, mark: DayMark, square: QRectF, tokens: Tokens) -> None:
    """Paint one mark into a square."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.accent))
    match mark:
        case DayMark.SESSION:
            painter.drawEllipse(square)
        case DayMark.PART:
            painter.drawPie(square, 90 * 16, 180 * 16)
            _outline(painter, square, tokens)
        case DayMark.WALK:
            corners = (QPointF(square.center().x(), square.top()), square.bottomRight(), square.bottomLeft())
            painter.drawPolygon(QPolygonF(corners))
        case DayMark.TEST:
            painter.drawRect(square.adjusted(1, 1, -1, -1))
        case DayMark.PLANNED:
            _outline(painter, square, tokens)


def _outline(painter: QPainter, square: QRectF, tokens: Tokens) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens.accent), 1.6))
    painter.drawEllipse(square.adjusted(0.8, 0.8, -0.8, -0.8))
