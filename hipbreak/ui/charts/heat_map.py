"""A year as a calendar: one square a day, the larger the more sitting; size carries it, not colour."""

import math
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from hipbreak.core.statistics.daily import Day
from hipbreak.core.text import day as day_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.charts.accessible_chart import AccessibleChart
from hipbreak.ui.theme.locale_format import long_date, month_short, weekday_short
from hipbreak.ui.theme.tokens import Tokens

_FULL = 10.0  # hours of sitting that fill a square; more fills it too
_KEY = (2, 5, 10)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)
_MONDAY = date(2024, 1, 1)


class HeatMap(AccessibleChart):
    """Weeks from left to right, Monday to Sunday from top to bottom."""

    def __init__(self, tokens: Tokens | None = None, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._days: Sequence[Day] = ()
        self._today = date.min
        self.setAccessibleName(statistics_text.heat())

    def show_days(self, days: Sequence[Day], today: date, shortest: timedelta) -> None:
        """Show these days of one year, in order; `shortest` is what counts as a break."""
        self._days, self._today = tuple(days), today
        told = [self._sentence(day, shortest) for day in days]
        self.show_parts(told, statistics_text.open_hint(), statistics_text.days(len(days)))

    @property
    def days(self) -> Sequence[Day]:
        """What is shown, in the order of the sentences."""
        return self._days

    def _sentence(self, day: Day, shortest: timedelta) -> str:
        name = long_date(day.date)
        return statistics_text.upcoming(name) if day.date > self._today else day_text.bar(name, day.sum, shortest)

    def steps(self) -> dict[Qt.Key, int]:
        return {Qt.Key.Key_Right: 7, Qt.Key.Key_Left: -7, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}

    # Geometry

    @property
    def _unit(self) -> float:
        return float(self.fontMetrics().height())

    def _left(self) -> float:
        names = (weekday_short(_MONDAY + timedelta(days=n)) for n in range(7))
        return max(self.fontMetrics().horizontalAdvance(name) for name in names) + self._unit * 0.6

    def _weeks(self) -> int:
        return (self._days[0].date.weekday() + len(self._days) + 6) // 7 if self._days else 53

    def _cell(self, width: int) -> float:
        return min((width - self._left()) / self._weeks(), self._unit * 1.4)

    def picture_height(self, width: int) -> int:
        return round(self._unit * 1.4 + 7 * self._cell(width))

    def places(self) -> list[QRectF]:
        if not self._days:
            return []
        left, top, cell, first = self._left(), self._unit * 1.4, self._cell(self.width()), self._days[0].date.weekday()
        return [
            QRectF(left + (first + n) // 7 * cell + 1, top + (first + n) % 7 * cell + 1, cell - 2, cell - 2)
            for n in range(len(self._days))
        ]

    def square(self, place: QRectF, hours: float) -> QRectF:
        """The square for so many hours: its area follows them."""
        side = place.width() * math.sqrt(min(hours / _FULL, 1.0))
        seen = QRectF(0, 0, max(side, 2.5), max(side, 2.5))
        seen.moveCenter(place.center())
        return seen

    # Painting

    def paint_picture(self, painter: QPainter, tokens: Tokens) -> None:
        if not self._days:
            return
        places = self.places()
        self._paint_names(painter, places, tokens)
        for day, place in zip(self._days, places, strict=True):
            if day.date <= self._today:
                self._paint_day(painter, day, place, tokens)
            if day.date == self._today:
                painter.setPen(QPen(QColor(tokens.ink), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_day(self, painter: QPainter, day: Day, place: QRectF, tokens: Tokens) -> None:
        if day.sum.sitting:
            painter.fillRect(self.square(place, day.sum.sitting.total_seconds() / 3600), QColor(tokens.inner))
        else:
            self._paint_nothing(painter, place, tokens)

    def _paint_nothing(self, painter: QPainter, place: QRectF, tokens: Tokens) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.away))
        painter.drawEllipse(place.center(), self._unit * 0.07, self._unit * 0.07)

    def _paint_names(self, painter: QPainter, places: Sequence[QRectF], tokens: Tokens) -> None:
        painter.setPen(QColor(tokens.muted))
        left, cell = self._left(), self._cell(self.width())
        every = min(3, math.ceil(self._unit * 0.95 / cell)) if cell > 0 else 3
        for n in range(0, 7, every):
            row = QRectF(0, self._unit * 1.4 + n * cell, left, cell)
            painter.drawText(row, _LEFT, weekday_short(_MONDAY + timedelta(days=n)))
        free = 0.0
        for day, place in zip(self._days, places, strict=True):
            if day.date.day == 1:
                name, x = month_short(day.date), place.left()
                if x >= free:
                    painter.drawText(QRectF(x, 0, self._unit * 4, self._unit * 1.2), _LEFT, name)
                    free = x + self.fontMetrics().horizontalAdvance(name) + self._unit * 0.4

    # The key

    def foot_height(self, _width: int) -> int:
        return round(self._unit * 1.3)

    def paint_foot(self, painter: QPainter, top: float, tokens: Tokens) -> None:
        x, high, size = 0.0, self._unit * 1.25, round(self._unit * 0.8)
        for hours in (0, *_KEY):
            spot = QRectF(x, top + (high - size) / 2, size, size)
            if hours:
                painter.fillRect(self.square(spot, hours), QColor(tokens.inner))
                name = day_text.hours(hours) if hours < _FULL else statistics_text.at_least(hours)
            else:
                self._paint_nothing(painter, spot, tokens)
                name = day_text.no_record()
            painter.setPen(QColor(tokens.muted))
            wide = self.fontMetrics().horizontalAdvance(name)
            painter.drawText(QRectF(x + size + 6, top, wide, high), _LEFT, name)
            x += size + 6 + wide + self._unit
