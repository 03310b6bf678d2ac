"""A year as a calendar: a square a day, its area the hours of sitting; no meaning is in colour alone."""

import math
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from hipbreak.core.formats import start_of_week
from hipbreak.core.statistics.daily import Day
from hipbreak.core.text import day as day_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.charts.axis import LEFT, paint_labels
from hipbreak.ui.charts.daily_chart import DailyChart
from hipbreak.ui.charts.legend import Legend, LegendEntry
from hipbreak.ui.theme.locale_format import month_short, weekday_short
from hipbreak.ui.theme.tokens import Tokens

_FULL = 10.0  # hours of sitting that fill a square; more fills it too
_LEGEND_HOURS = (2, 5, 10)


class HeatMap(DailyChart):
    """The days of one year; weeks from left to right, their days from top to bottom."""

    def __init__(self) -> None:
        super().__init__(statistics_text.heat())

    def key_steps(self) -> dict[Qt.Key, int]:
        return {Qt.Key.Key_Right: 7, Qt.Key.Key_Left: -7, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}

    # Geometry

    def _left(self) -> float:
        return max(self.text_width(weekday_short(day)) for day in _weekdays()) + self.unit * 0.6

    def _weeks(self) -> int:
        return (_row(self.days[0].date) + len(self.days) + 6) // 7 if self.days else 53

    def _cell(self, width: int) -> float:
        return min((width - self._left()) / self._weeks(), self.unit * 1.4)

    def plot_height(self, width: int) -> int:
        return round(self.unit * 1.4 + 7 * self._cell(width))

    def item_rects(self) -> list[QRectF]:
        if not self.days:
            return []
        left, top, cell, first = self._left(), self.unit * 1.4, self._cell(self.width()), _row(self.days[0].date)
        return [
            QRectF(left + (first + n) // 7 * cell + 1, top + (first + n) % 7 * cell + 1, cell - 2, cell - 2)
            for n in range(len(self.days))
        ]

    def square_rect(self, item: QRectF, hours: float) -> QRectF:
        """The square for these hours: its area is proportional to them."""
        side = item.width() * math.sqrt(min(hours / _FULL, 1.0))
        square = QRectF(0, 0, max(side, 2.5), max(side, 2.5))
        square.moveCenter(item.center())
        return square

    # Legend

    def legend(self, _width: int) -> Legend:
        entries = [LegendEntry(day_text.no_record(), partial(self._paint_swatch, hours=0))]
        for hours in _LEGEND_HOURS:
            name = day_text.hours(hours) if hours < _FULL else statistics_text.hours_or_more(hours)
            entries.append(LegendEntry(name, partial(self._paint_swatch, hours=hours)))
        return Legend((tuple(entries),), self.fontMetrics(), round(self.unit * 0.8), 6, self.unit * 1.25)

    def _paint_swatch(self, painter: QPainter, swatch: QRectF, tokens: Tokens, hours: int) -> None:
        item = QRectF(swatch.left(), swatch.center().y() - swatch.width() / 2, swatch.width(), swatch.width())
        self._paint_hours(painter, item, hours, tokens)

    # Painting

    def paint_plot(self, painter: QPainter, tokens: Tokens) -> None:
        if not self.days:
            return
        rects = self.item_rects()
        self._paint_labels(painter, rects, tokens)
        for day, rect in zip(self.days, rects, strict=True):
            if day.date <= self._today:
                self._paint_hours(painter, rect, day.sum.sitting.total_seconds() / 3600, tokens)
            if day.date == self._today:
                painter.setPen(QPen(QColor(tokens.ink), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_hours(self, painter: QPainter, item: QRectF, hours: float, tokens: Tokens) -> None:
        if hours:
            painter.fillRect(self.square_rect(item, hours), QColor(tokens.inner))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.away))
            painter.drawEllipse(item.center(), self.unit * 0.07, self.unit * 0.07)

    def _paint_labels(self, painter: QPainter, rects: Sequence[QRectF], tokens: Tokens) -> None:
        painter.setPen(QColor(tokens.muted))
        left, cell = self._left(), self._cell(self.width())
        every = min(3, math.ceil(self.unit * 0.95 / cell)) if cell > 0 else 3
        for n in range(0, 7, every):
            row = QRectF(0, self.unit * 1.4 + n * cell, left, cell)
            painter.drawText(row, LEFT, weekday_short(_weekdays()[n]))
        firsts: Iterable[tuple[Day, QRectF]] = zip(self.days, rects, strict=True)
        months = [(rect.left(), month_short(day.date)) for day, rect in firsts if day.date.day == 1]
        paint_labels(painter, months, 0, self.unit * 1.2)


def _row(day: date) -> int:
    """The place of a day in its week."""
    return (day - start_of_week(day)).days


def _weekdays() -> list[date]:
    """The days of a week in order."""
    first = start_of_week(date(2024, 1, 1))
    return [first + timedelta(days=n) for n in range(7)]
