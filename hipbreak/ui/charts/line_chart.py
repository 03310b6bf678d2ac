"""One number a week over a year, as points on a line."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from hipbreak.core.statistics.daily import Totals
from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.charts.accessible_chart import AccessibleChart
from hipbreak.ui.theme.locale_format import month_short, short_date
from hipbreak.ui.theme.tokens import Tokens

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)


@dataclass(frozen=True, slots=True)
class Week:
    """The days of a week that lie in the year shown, and their figures."""

    first: date
    sum: Totals


@dataclass(frozen=True, slots=True)
class Series:
    """What a trend shows: its name, the value of a week, how it is written, and the axis' smallest step."""

    name: str
    value: Callable[[Totals], float | None]
    write: Callable[[float], str]
    step: float


class WeeklyLineChart(AccessibleChart):
    """The axis begins at zero; a week without a record leaves a gap."""

    def __init__(self, line: Series, tokens: Tokens | None = None, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._line = line
        self._weeks: Sequence[Week] = ()
        self._slots, self._aside = 1, 0.0
        self.setAccessibleName(line.name)

    def show_weeks(self, weeks: Sequence[Week], slots: int, hint: str = "") -> None:
        """Show these weeks, in order, the first of so many `slots`."""
        self._weeks, self._slots = tuple(weeks), max(slots, len(weeks), 1)
        self._aside = 0.0
        self.show_parts([self._sentence(w) for w in weeks], hint, statistics_text.weeks(len(weeks)))

    @property
    def weeks(self) -> Sequence[Week]:
        """What is shown, in the order of the sentences."""
        return self._weeks

    def _sentence(self, week: Week) -> str:
        value = self._line.value(week.sum)
        text = "" if value is None else self._line.write(value)
        return statistics_text.point(short_date(week.first), text, week.sum)

    # Geometry, in lines of text

    @property
    def _unit(self) -> float:
        return float(self.fontMetrics().height())

    def scale_width(self) -> float:
        """What the numbers of the axis need."""
        return max(self.fontMetrics().horizontalAdvance(self._line.write(y)) for y in self._ticks())

    def leave(self, width: float) -> None:
        """At least so much room for them, so that the weeks of several trends stand below each other."""
        self._aside = width
        self.update()

    @property
    def _plot(self) -> QRectF:
        left = max(self.scale_width(), self._aside) + self._unit * 0.6
        return QRectF(left, self._unit * 1.9, self.width() - left - 4, self._unit * 4.2)

    def picture_height(self, _width: int) -> int:
        return round(self._unit * 7.4)

    def _ticks(self) -> list[float]:
        """Zero, and at most four steps up to the largest value."""
        most = max((v for w in self._weeks if (v := self._line.value(w.sum)) is not None), default=0.0)
        count = max(1, math.ceil(most / self._line.step - 1e-9))
        every = math.ceil(count / 4)
        return [n * every * self._line.step for n in range(math.ceil(count / every) + 1)]

    def _spots(self) -> list[QPointF | None]:
        """Where each week's point lies; None for one without a value."""
        plot, top = self._plot, self._ticks()[-1]
        wide = plot.width() / self._slots
        values = [self._line.value(week.sum) for week in self._weeks]
        return [
            None if v is None else QPointF(plot.left() + (n + 0.5) * wide, plot.bottom() - plot.height() * v / top)
            for n, v in enumerate(values)
        ]

    def places(self) -> list[QRectF]:
        plot = self._plot
        wide = plot.width() / self._slots
        return [QRectF(plot.left() + n * wide, plot.top(), wide, plot.height()) for n in range(len(self._weeks))]

    def _mondays(self) -> Iterator[date]:
        """The first day of every slot; only that of the first may be another day of the week."""
        if self._weeks:
            first = self._weeks[0].first
            yield first
            for n in range(1, self._slots):
                yield first - timedelta(days=first.weekday()) + timedelta(weeks=n)

    # Painting

    def paint_picture(self, painter: QPainter, tokens: Tokens) -> None:
        painter.setPen(QColor(tokens.ink))
        painter.drawText(QRectF(0, 0, self.width(), self._unit * 1.2), _LEFT, self._line.name)
        self._paint_axes(painter, tokens)
        spots = self._spots()
        painter.setPen(QPen(QColor(tokens.accent), self._unit * 0.09))
        for before, spot in pairwise(spots):
            if before is not None and spot is not None:
                painter.drawLine(before, spot)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        for spot in filter(None, spots):
            painter.drawEllipse(spot, self._unit * 0.15, self._unit * 0.15)

    def _paint_axes(self, painter: QPainter, tokens: Tokens) -> None:
        plot, ticks = self._plot, self._ticks()
        for tick in ticks:
            y = round(plot.bottom() - plot.height() * tick / ticks[-1]) + 0.5
            painter.setPen(QPen(QColor(tokens.line if tick else tokens.away), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(tokens.muted))
            room = QRectF(0, y - self._unit / 2, plot.left() - self._unit * 0.4, self._unit)
            painter.drawText(room, _RIGHT, self._line.write(tick))
        self._paint_months(painter, plot)

    def _paint_months(self, painter: QPainter, plot: QRectF) -> None:
        """Each month's name below its first week, where the one before leaves room; also of those ahead."""
        free, seen = 0.0, 0
        wide = plot.width() / self._slots
        for n, first in enumerate(self._mondays()):
            if first.month != seen:
                seen = first.month
                name, x = month_short(first), plot.left() + n * wide
                if x >= free:
                    painter.drawText(QRectF(x, plot.bottom() + 4, self._unit * 4, self._unit), _LEFT, name)
                    free = x + self.fontMetrics().horizontalAdvance(name) + self._unit * 0.4
