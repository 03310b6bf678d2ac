"""The last seven days as bars of sitting, with the breaks counted on them."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QWidget

from hipbreak.core import day_words as words
from hipbreak.core.statistics import Day
from hipbreak.ui import marks
from hipbreak.ui.tokens import Tokens
from hipbreak.ui.told import Told

_STEPS = (1, 2, 4, 6, 8, 12)
_LEAST = 4  # hours on the axis of a quiet week
_CENTRED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)


def _date(day: Day) -> QDate:
    return QDate(day.date.year, day.date.month, day.date.day)


def _hours(day: Day) -> float:
    return day.sum.sitting.total_seconds() / 3600


class WeekBars(Told):
    """One bar a day; the last one is today."""

    def __init__(self, tokens: Tokens | None = None, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._days: Sequence[Day] = ()
        self.setAccessibleName(words.week())

    def show_days(self, days: Sequence[Day]) -> None:
        """Show these days, in order; the last one is today."""
        self._days = tuple(days)
        locale = QLocale()
        names = [locale.toString(_date(day), QLocale.FormatType.LongFormat) for day in days]
        sentences = [words.bar(name, day.sum) for name, day in zip(names, days, strict=True)]
        self.show_parts(sentences, "", words.week_summary(len(days)))

    # Geometry, in lines of text

    @property
    def _unit(self) -> float:
        return float(self.fontMetrics().height())

    @property
    def _plot(self) -> QRectF:
        left = self.fontMetrics().horizontalAdvance(words.hours(24)) + 8
        return QRectF(left, self._unit * 1.5, self.width() - left, self._unit * 5)

    def picture_height(self, _width: int) -> int:
        return round(self._unit * 8)

    def _axis(self) -> tuple[int, int]:
        """The axis' end and step, in hours."""
        most = max(_LEAST, math.ceil(max(map(_hours, self._days), default=0)))
        step = next((n for n in _STEPS if most / n <= 4), 24)
        return math.ceil(most / step) * step, step

    def places(self) -> list[QRectF]:
        plot, wide = self._plot, self._plot.width() / max(len(self._days), 1)
        return [
            QRectF(plot.left() + n * wide, 2, wide, self.picture_height(self.width()) - 4).adjusted(4, 0, -4, 0)
            for n in range(len(self._days))
        ]

    def bar(self, place: QRectF, hours: float) -> QRectF:
        """The bar for so many hours in the place of a day."""
        plot, wide = self._plot, min(place.width() * 0.5, self._unit * 3)
        high = plot.height() * hours / self._axis()[0]
        return QRectF(place.center().x() - wide / 2, plot.bottom() - high, wide, high)

    # Painting

    def paint_picture(self, painter: QPainter, tokens: Tokens) -> None:
        self._paint_axis(painter, tokens)
        for n, (day, place) in enumerate(zip(self._days, self.places(), strict=True)):
            today = n == len(self._days) - 1
            self._paint_bar(painter, day, place, tokens.ink if today else tokens.muted, tokens)
            self._paint_weekday(painter, day, place, today, tokens)

    def _paint_axis(self, painter: QPainter, tokens: Tokens) -> None:
        plot, (end, step) = self._plot, self._axis()
        for hours in range(0, end + 1, step):
            y = round(plot.bottom() - plot.height() * hours / end) + 0.5
            painter.setPen(QPen(QColor(tokens.away if hours == 0 else tokens.shadow), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            if hours:
                painter.setPen(QColor(tokens.muted))
                painter.drawText(QRectF(0, y - self._unit / 2, plot.left() - 8, self._unit), _RIGHT, words.hours(hours))

    def _paint_bar(self, painter: QPainter, day: Day, place: QRectF, text: str, tokens: Tokens) -> None:
        bar = self.bar(place, _hours(day))
        if not day.sum.desk:
            marks.unobserved(painter, QRectF(bar.left(), bar.top() - 6, bar.width(), 4), tokens)
            return
        marks.sitting(painter, bar, tokens)
        past = bar.height() * (day.sum.beyond / day.sum.sitting) if day.sum.sitting else 0.0
        if past >= 1:
            marks.beyond(painter, QRectF(bar.left(), bar.top(), bar.width(), past), tokens)
        self._paint_breaks(painter, day, (bar, place), text, tokens)

    def _paint_breaks(
        self, painter: QPainter, day: Day, at: tuple[QRectF, QRectF], colour: str, tokens: Tokens
    ) -> None:
        bar, place = at
        count = day.sum.confirmed + day.sum.assumed
        metrics, size = self.fontMetrics(), round(self._unit * 0.5)
        text = words.breaks(count)
        if size + 4 + metrics.horizontalAdvance(text) > place.width():
            text = str(count)
        wide = metrics.horizontalAdvance(text)
        left = bar.center().x() - (size + 4 + wide) / 2
        y = bar.top() - self._unit * 1.15
        painter.fillRect(QRectF(left - 4, y, size + wide + 12, self._unit), QColor(tokens.paper))
        marks.credit(painter, QRectF(left, y + (self._unit - size) / 2, size, size), "confirmed", tokens)
        painter.setPen(QColor(colour))
        painter.drawText(QRectF(left + size + 4, y, wide, self._unit), _CENTRED, text)

    def _paint_weekday(self, painter: QPainter, day: Day, place: QRectF, today: bool, tokens: Tokens) -> None:
        font = QFont(self.font())
        font.setBold(today)
        painter.setFont(font)
        painter.setPen(QColor(tokens.ink if today else tokens.muted))
        name = QLocale().toString(_date(day), "ddd")
        room = QRectF(place.left(), self._plot.bottom() + self._unit * 0.3, place.width(), self._unit)
        painter.drawText(room, _CENTRED, name)
        painter.setFont(self.font())
