"""A month as a grid of days: what was done stands in each as a sign, told apart by shape and not by colour."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import IntEnum

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from hipbreak.core.programme.schedule import CalendarDay
from hipbreak.core.text import programme_window as programme_window_text
from hipbreak.ui.charts.accessible_chart import AccessibleChart
from hipbreak.ui.theme.locale_format import long_date, weekday_short
from hipbreak.ui.theme.tokens import Tokens

_CENTRE = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)
_CORNER = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextDontClip)


class DayMark(IntEnum):
    """What may stand in a day."""

    SESSION = 0  # a filled disc
    PART = 1  # a half disc
    WALK = 2  # a triangle
    TEST = 3  # a square
    MEANT = 4  # an open ring


def signs(day: CalendarDay) -> list[DayMark]:
    """The signs of a day, in this order."""
    found = []
    exercises = [session for session in day.sessions if session.routine not in ("walk", "self-test")]
    if any(session.counts for session in exercises):
        found.append(DayMark.SESSION)
    elif exercises:
        found.append(DayMark.PART)
    if day.due:
        found.append(DayMark.MEANT)
    if day.walked:
        found.append(DayMark.WALK)
    if day.tested:
        found.append(DayMark.TEST)
    return found


class MonthCalendar(AccessibleChart):
    """Weeks from top to bottom, the locale's first day of the week first."""

    def __init__(self, tokens: Tokens | None = None, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._days: Sequence[CalendarDay] = ()
        self._today = date.min
        self.setAccessibleName(programme_window_text.month())

    def show_days(self, days: Sequence[CalendarDay], today: date, titles: dict[str, str]) -> None:
        """Show these days of one month, in order."""
        self._days, self._today = days, today
        told = [programme_window_text.calendar_day(day, long_date(day.date), titles) for day in days]
        self.show_parts(told, programme_window_text.calendar_hint(), programme_window_text.month_summary(days))

    def steps(self) -> dict[Qt.Key, int]:
        on = -1 if self.isRightToLeft() else 1
        return {Qt.Key.Key_Right: on, Qt.Key.Key_Left: -on, Qt.Key.Key_Down: 7, Qt.Key.Key_Up: -7}

    # Geometry

    @property
    def _unit(self) -> float:
        return float(self.fontMetrics().height())

    def _first_column(self) -> int:
        """In which column the first day stands."""
        return (self._days[0].date.isoweekday() - QLocale().firstDayOfWeek().value) % 7 if self._days else 0

    def _cell(self, width: int) -> tuple[float, float]:
        return min(width / 7, 5.2 * self._unit), 2.7 * self._unit

    def picture_height(self, width: int) -> int:
        weeks = (self._first_column() + len(self._days) + 6) // 7
        return round(self._unit * 1.5 + weeks * self._cell(width)[1])

    def places(self) -> list[QRectF]:
        wide, high = self._cell(self.width())
        first, top, rects = self._first_column(), self._unit * 1.5, []
        for n in range(len(self._days)):
            column, row = (first + n) % 7, (first + n) // 7
            rects.append(self._mirrored(QRectF(column * wide + 2, top + row * high + 2, wide - 4, high - 4)))
        return rects

    def _mirrored(self, rect: QRectF) -> QRectF:
        if self.isRightToLeft():
            rect.moveLeft(self.width() - rect.right())
        return rect

    # Painting

    def paint_picture(self, painter: QPainter, tokens: Tokens) -> None:
        self._paint_names(painter, tokens)
        for day, place in zip(self._days, self.places(), strict=True):
            self._paint_day(painter, day, place, tokens)

    def _paint_names(self, painter: QPainter, tokens: Tokens) -> None:
        painter.setPen(QColor(tokens.muted))
        wide, first = self._cell(self.width())[0], QLocale().firstDayOfWeek().value
        monday = date(2024, 1, 1)
        for column in range(7):
            rect = self._mirrored(QRectF(column * wide, 0, wide, self._unit * 1.4))
            painter.drawText(rect, _CENTRE, weekday_short(monday + timedelta(days=(first - 1 + column) % 7)))

    def _paint_day(self, painter: QPainter, day: CalendarDay, place: QRectF, tokens: Tokens) -> None:
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if day.date == self._today:
            painter.setPen(QPen(QColor(tokens.ink), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(QColor(tokens.ink if day.date <= self._today else tokens.muted))
        inner = place.adjusted(self._unit * 0.35, self._unit * 0.15, -self._unit * 0.35, -self._unit * 0.3)
        painter.drawText(inner, _CORNER, str(day.date.day))
        size = self._unit * 0.78
        for n, sign in enumerate(signs(day)):
            along = n * size * 1.35
            x = inner.right() - along - size if self.isRightToLeft() else inner.left() + along
            spot = QRectF(x, inner.bottom() - size, size, size)
            paint_sign(painter, sign, spot, tokens)

    # The key

    def foot_height(self, width: int) -> int:
        return round(self._unit * 1.4 * max((1 + row for *_, row in self._key(width)), default=0))

    def _key(self, width: int) -> list[tuple[DayMark, str, float, int]]:
        """Each sign that stands in the month, its word, and where it begins: in as many rows as the width asks for."""
        there = {sign for day in self._days for sign in signs(day)}
        found, x, row = [], 0.0, 0
        for sign, word in zip(DayMark, programme_window_text.calendar_key(), strict=True):
            if sign not in there:
                continue
            wide = self._unit * 1.2 + self.fontMetrics().horizontalAdvance(word)
            if x and x + wide > width:
                x, row = 0.0, row + 1
            found.append((sign, word, x, row))
            x += wide + self._unit
        return found

    def paint_foot(self, painter: QPainter, top: float, tokens: Tokens) -> None:
        size, high = self._unit * 0.78, self._unit * 1.4
        for sign, word, x, row in self._key(self.width()):
            y, wide = top + row * high, float(self.fontMetrics().horizontalAdvance(word))
            spot = QRectF(x, y + (high - size) / 2, size, size)
            paint_sign(painter, sign, self._mirrored(spot), tokens)
            painter.setPen(QColor(tokens.muted))
            painter.drawText(self._mirrored(QRectF(x + self._unit * 1.2, y, wide, high)), _LEFT, word)


def paint_sign(painter: QPainter, sign: DayMark, spot: QRectF, tokens: Tokens) -> None:
    """One sign into its square."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.accent))
    match sign:
        case DayMark.SESSION:
            painter.drawEllipse(spot)
        case DayMark.PART:
            painter.drawPie(spot, 90 * 16, 180 * 16)
            _outline(painter, spot, tokens)
        case DayMark.WALK:
            corners = (QPointF(spot.center().x(), spot.top()), spot.bottomRight(), spot.bottomLeft())
            painter.drawPolygon(QPolygonF(corners))
        case DayMark.TEST:
            painter.drawRect(spot.adjusted(1, 1, -1, -1))
        case DayMark.MEANT:
            _outline(painter, spot, tokens)


def _outline(painter: QPainter, spot: QRectF, tokens: Tokens) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens.accent), 1.6))
    painter.drawEllipse(spot.adjusted(0.8, 0.8, -0.8, -0.8))
