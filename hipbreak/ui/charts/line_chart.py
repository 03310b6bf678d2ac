"""One number a week, as points on a line, with the usual range shaded."""

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from hipbreak.core.statistics.daily import Totals
from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.charts.accessible_chart import AccessibleChart
from hipbreak.ui.charts.axis import LEFT, paint_labels, paint_value_axis
from hipbreak.ui.theme.locale_format import day_and_month, month_short, short_date
from hipbreak.ui.theme.tokens import Tokens

_NAMED_WEEKS = 12


class Week(Struct, frozen=True):
    """The days of a week that are shown, and their totals."""

    first: date
    sum: Totals


class Series(Struct, frozen=True):
    """A trend: its name, the value of a week and its format, the smallest step of the axis, decimal places shown."""

    name: str
    value: Callable[[Totals], float | None]
    write: Callable[[float], str]
    step: float
    digits: int


class WeeklyLineChart(AccessibleChart):
    """The axis begins at zero; a week without a record leaves a gap."""

    def __init__(self, series: Series) -> None:
        super().__init__()
        self._series = series
        self.weeks: Sequence[Week] = ()
        self._slots, self._reserved = 1, 0.0
        self._usual: tuple[float, float] | None = None
        self.setAccessibleName(series.name)

    def show_weeks(self, weeks: Sequence[Week], usual: tuple[float, float] | None, hint: str) -> None:
        """Show these weeks, and shade the `usual` range of values, if there is one."""
        self.weeks, self._usual, self._slots = tuple(weeks), usual, max(len(weeks), 1)
        self._reserved = 0.0
        self.set_items([self._item_text(week) for week in weeks], hint, statistics_text.weeks(len(weeks)))

    def _item_text(self, week: Week) -> str:
        value = self._series.value(week.sum)
        text = "" if value is None else self._series.write(value)
        return statistics_text.point(short_date(week.first), text, week.sum)

    # Geometry

    def axis_width(self) -> float:
        """The width of the axis' numbers in pixels."""
        return max(self.text_width(self._series.write(value)) for value in self._ticks())

    def reserve_axis_width(self, width: float) -> None:
        """Reserve this width for the numbers, so that the weeks of several charts are aligned."""
        self._reserved = width
        self.update()

    @property
    def _plot(self) -> QRectF:
        left = max(self.axis_width(), self._reserved) + self.unit * 0.6
        return QRectF(left, self.unit * 1.9, self.width() - left - 4, self.unit * 4.2)

    def plot_height(self, _width: int) -> int:
        return round(self.unit * 7.4)

    def item_rects(self) -> list[QRectF]:
        plot = self._plot
        width = plot.width() / self._slots
        return [QRectF(plot.left() + n * width, plot.top(), width, plot.height()) for n in range(len(self.weeks))]

    def _ticks(self) -> list[float]:
        """Zero, and at most four steps up to the largest value."""
        values = [v for w in self.weeks if (v := self._series.value(w.sum)) is not None]
        most = max([*values, *(self._usual or ())], default=0.0)
        count = max(1, math.ceil(most / self._series.step - 1e-9))
        every = math.ceil(count / 4)
        return [n * every * self._series.step for n in range(math.ceil(count / every) + 1)]

    def _points(self) -> list[QPointF | None]:
        """The point of each week; None for one without a value."""
        plot, top = self._plot, self._ticks()[-1]
        width = plot.width() / self._slots
        values = [self._series.value(week.sum) for week in self.weeks]
        return [
            None if v is None else QPointF(plot.left() + (n + 0.5) * width, plot.bottom() - plot.height() * v / top)
            for n, v in enumerate(values)
        ]

    # Painting

    def paint_plot(self, painter: QPainter, tokens: Tokens) -> None:
        painter.setPen(QColor(tokens.ink))
        painter.drawText(QRectF(0, 0, self.width(), self.unit * 1.2), LEFT, self._series.name)
        ticks = self._ticks()
        labelled = [(tick / ticks[-1], self._series.write(tick)) for tick in ticks]
        self._paint_usual_range(painter, tokens)
        paint_value_axis(painter, self._plot, labelled, self.unit * 0.4, tokens)
        paint_labels(painter, self._labels(), self._plot.bottom() + 4, self.unit)
        points = self._points()
        painter.setPen(QPen(QColor(tokens.accent), self.unit * 0.09))
        for before, point in pairwise(points):
            if before is not None and point is not None:
                painter.drawLine(before, point)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        for point in filter(None, points):
            painter.drawEllipse(point, self.unit * 0.15, self.unit * 0.15)

    def _paint_usual_range(self, painter: QPainter, tokens: Tokens) -> None:
        if self._usual is None:
            return
        plot, top = self._plot, self._ticks()[-1]
        low, high = (plot.bottom() - plot.height() * value / top for value in self._usual)
        painter.fillRect(QRectF(plot.left(), high, plot.width(), max(low - high, 1.0)), QColor(tokens.wash))
        painter.setPen(QPen(QColor(tokens.accent), 1, Qt.PenStyle.DotLine))
        for y in (low, high):
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))

    def _labels(self) -> Iterator[tuple[float, str]]:
        """The x of each label, and its text: every week, or of many weeks the first of each month."""
        plot, month = self._plot, 0
        for n, week in enumerate(self.weeks):
            if len(self.weeks) <= _NAMED_WEEKS:
                yield plot.left() + n * plot.width() / self._slots, day_and_month(week.first)
            elif week.first.month != month:
                month = week.first.month
                yield plot.left() + n * plot.width() / self._slots, month_short(week.first)
