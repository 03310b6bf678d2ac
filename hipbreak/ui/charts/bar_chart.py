"""Days as bars of sitting, with the breaks counted on them."""

import math
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QWidget

from hipbreak.core.statistics.daily import Day
from hipbreak.core.text import day as day_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.charts import markers
from hipbreak.ui.charts.accessible_chart import AccessibleChart
from hipbreak.ui.charts.legend import Legend
from hipbreak.ui.theme.fonts import scaled
from hipbreak.ui.theme.locale_format import long_date, weekday_short
from hipbreak.ui.theme.tokens import Tokens

_STEPS = (1, 2, 4, 6, 8, 12)
_LEAST = 4  # hours on the axis of quiet days
_SMALLEST = 0.7  # of the text's size: smaller numbers are left out
_NAMED = 7  # so many days have the names of weekdays, more have their numbers
_CENTRED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)


def _hours(day: Day) -> float:
    return day.sum.sitting.total_seconds() / 3600


def _breaks(day: Day) -> int:
    return day.sum.confirmed + day.sum.assumed


class DayBarChart(AccessibleChart):
    """One bar a day; days that have not come yet stay empty."""

    def __init__(self, tokens: Tokens | None = None, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._days: Sequence[Day] = ()
        self._today = date.min
        self._shortest = timedelta(0)
        self.setAccessibleName(statistics_text.bars())

    def show_days(self, days: Sequence[Day], today: date, shortest: timedelta) -> None:
        """Show these days, in order; `shortest` is what counts as a break."""
        self._days, self._today = tuple(days), today
        self._shortest = shortest
        hint = statistics_text.open_hint()
        self.show_parts([self._sentence(day) for day in days], hint, statistics_text.days(len(days)))

    @property
    def days(self) -> Sequence[Day]:
        """What is shown, in the order of the sentences."""
        return self._days

    def _sentence(self, day: Day) -> str:
        name = long_date(day.date)
        if day.date > self._today:
            return statistics_text.upcoming(name)
        return day_text.bar(name, day.sum, self._shortest)

    # Geometry, in lines of text

    @property
    def _unit(self) -> float:
        return float(self.fontMetrics().height())

    @property
    def _plot(self) -> QRectF:
        left = self._left()
        return QRectF(left, self._unit * 1.5, self.width() - left, self._unit * 6)

    def _left(self) -> float:
        return self._advance(day_text.hours(24)) + 8

    def picture_height(self, _width: int) -> int:
        return round(self._unit * (10 if len(self._days) <= _NAMED else 9))

    def foot_height(self, width: int) -> int:
        return self._key(width).height(self.fontMetrics(), width)

    def _key(self, width: int) -> Legend:
        """Names the shapes that are there, and the numbers above the bars."""
        names = (
            ("confirmed", statistics_text.breaks_of(self._shortest)),
            ("prompts", statistics_text.numbers_are(self._shortest)),
            ("unobserved", day_text.no_record()),
        )
        counted = "confirmed" if self._marks_fit(width) else "prompts" if self._number_size(width) else ""
        past = [day.sum for day in self._days if day.date <= self._today]
        there = (
            ("sitting", any(told.sitting for told in past)),
            ("beyond", any(told.beyond for told in past)),
            (counted, bool(counted) and any(told.desk for told in past)),
            ("unobserved", not all(told.desk for told in past)),
        )
        return Legend(tuple(filter(None, (tuple(word for word, shown in there if shown),))), names)

    def paint_foot(self, painter: QPainter, top: float, tokens: Tokens) -> None:
        self._key(self.width()).paint(painter, QPointF(0, top), self.width(), tokens)

    def _axis(self) -> tuple[int, int]:
        """The axis' end and step, in hours."""
        most = max(_LEAST, math.ceil(max(map(_hours, self._days), default=0)))
        step = next((n for n in _STEPS if most / n <= 4), 24)
        return math.ceil(most / step) * step, step

    def places(self) -> list[QRectF]:
        plot, wide = self._plot, self._plot.width() / max(len(self._days), 1)
        aside = min(4.0, wide * 0.08)
        return [
            QRectF(plot.left() + n * wide, 2, wide, self.picture_height(self.width()) - 4).adjusted(aside, 0, -aside, 0)
            for n in range(len(self._days))
        ]

    def bar(self, place: QRectF, hours: float) -> QRectF:
        """The bar for so many hours in the place of a day."""
        plot = self._plot
        wide = min(place.width() * (0.5 if len(self._days) <= _NAMED else 0.7), self._unit * 3)
        high = plot.height() * hours / self._axis()[0]
        return QRectF(place.center().x() - wide / 2, plot.bottom() - high, wide, high)

    # Painting

    def paint_picture(self, painter: QPainter, tokens: Tokens) -> None:
        self._paint_axis(painter, tokens)
        with_mark = self._marks_fit(self.width())
        for n, (day, place) in enumerate(zip(self._days, self.places(), strict=True)):
            today = day.date == self._today
            if day.date <= self._today:
                self._paint_bar(painter, day, place, with_mark, tokens)
            self._paint_day(painter, day, place, n, today, tokens)

    def _paint_axis(self, painter: QPainter, tokens: Tokens) -> None:
        plot, (end, step) = self._plot, self._axis()
        for hours in range(0, end + 1, step):
            y = round(plot.bottom() - plot.height() * hours / end) + 0.5
            painter.setPen(QPen(QColor(tokens.away if hours == 0 else tokens.line), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            if hours:
                painter.setPen(QColor(tokens.muted))
                room = QRectF(0, y - self._unit / 2, plot.left() - 8, self._unit)
                painter.drawText(room, _RIGHT, day_text.hours(hours))

    def _paint_bar(self, painter: QPainter, day: Day, place: QRectF, with_mark: bool, tokens: Tokens) -> None:
        bar = self.bar(place, _hours(day))
        if not day.sum.desk:
            markers.unobserved(painter, QRectF(bar.left(), bar.top() - 6, bar.width(), 4), tokens)
            return
        markers.sitting(painter, bar, tokens)
        past = bar.height() * (day.sum.beyond / day.sum.sitting) if day.sum.sitting else 0.0
        if past >= 1:
            markers.beyond(painter, QRectF(bar.left(), bar.top(), bar.width(), past), tokens)
        self._paint_breaks(painter, day, bar, with_mark, tokens)

    def _marks_fit(self, width: int) -> bool:
        """Whether there is room for a mark beside each number."""
        most = max(map(_breaks, self._days), default=0)
        room = (width - self._left()) / max(len(self._days), 1)
        return self._mark_size() + 8 + self._advance(str(most)) <= room

    def _number_size(self, width: int) -> float:
        """By how much the numbers shrink so as not to meet; 0 where they would be too small to read."""
        most = max(map(_breaks, self._days), default=0)
        room = (width - self._left()) / max(len(self._days), 1)
        size = min(1.0, room / (self._advance(str(most)) + self._unit * 0.35))
        return size if size >= _SMALLEST else 0.0

    def _mark_size(self) -> int:
        return round(self._unit * 0.5)

    def _advance(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

    def _paint_breaks(self, painter: QPainter, day: Day, bar: QRectF, with_mark: bool, tokens: Tokens) -> None:
        shrunk = self._number_size(self.width())
        if not shrunk:
            return
        size, text = self._mark_size() if with_mark else 0, str(_breaks(day))
        painter.setFont(scaled(self.font(), shrunk))
        gap, wide = (4 if with_mark else 0), painter.fontMetrics().horizontalAdvance(text)
        left, y = bar.center().x() - (size + gap + wide) / 2, bar.top() - self._unit * 1.15
        painter.fillRect(QRectF(left - 2, y, size + gap + wide + 4, self._unit), QColor(tokens.paper))
        if with_mark:
            markers.credit(painter, QRectF(left, y + (self._unit - size) / 2, size, size), "confirmed", tokens)
        painter.setPen(QColor(tokens.ink if day.date == self._today else tokens.muted))
        painter.drawText(QRectF(left + size + gap, y, wide, self._unit), _CENTRED, text)
        painter.setFont(self.font())

    def _paint_day(self, painter: QPainter, day: Day, place: QRectF, n: int, today: bool, tokens: Tokens) -> None:
        named = len(self._days) <= _NAMED
        room = QRectF(place.left(), self._plot.bottom() + self._unit * 0.3, place.width(), self._unit)
        font = QFont(self.font())
        font.setBold(today)
        painter.setFont(font)
        painter.setPen(QColor(tokens.ink if today else tokens.muted))
        if named:
            painter.drawText(room, _CENTRED, weekday_short(day.date))
            painter.setPen(QColor(tokens.muted))
        if named or today or (n % self._every(place) == 0 and not self._beside_today(n, place)):
            below = room.translated(0, self._unit * 1.05 if named else 0)
            painter.drawText(below, _CENTRED, str(day.date.day))
        painter.setFont(self.font())

    def _label_width(self) -> float:
        return self._advance("30") * 1.3

    def _beside_today(self, n: int, place: QRectF) -> bool:
        """Whether its number would touch that of today, which always stands."""
        today = (self._today - self._days[0].date).days
        return 0 <= today < len(self._days) and abs(n - today) * place.width() < self._label_width()

    def _every(self, place: QRectF) -> int:
        """How many days apart the numbers stand."""
        wide = self._label_width()
        return 1 if place.width() >= wide else 2 if 2 * place.width() >= wide else 7
