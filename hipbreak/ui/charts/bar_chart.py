"""Days as bars of sitting, with the number of breaks above each."""

import math

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from hipbreak.core.statistics.daily import Day
from hipbreak.core.text import day as day_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.charts import markers
from hipbreak.ui.charts.axis import CENTRE, paint_value_axis
from hipbreak.ui.charts.daily_chart import DailyChart
from hipbreak.ui.charts.legend import Legend, LegendEntry
from hipbreak.ui.theme.fonts import scaled
from hipbreak.ui.theme.locale_format import weekday_short
from hipbreak.ui.theme.tokens import Tokens

_STEPS = (1, 2, 4, 6, 8, 12)  # hours between two lines of the axis
_SHORTEST_AXIS = 4  # hours
_MIN_NUMBER_SCALE = 0.7  # of the text's size: numbers that would be smaller are left out
_WEEK = 7  # days; up to these are labelled by weekday and number, more by number only
_LABEL_GAP = 8  # px


def _hours(day: Day) -> float:
    return day.sum.sitting.total_seconds() / 3600


def _breaks(day: Day) -> int:
    return day.sum.confirmed + day.sum.assumed


class DayBarChart(DailyChart):
    """One bar a day; days ahead stay empty."""

    def __init__(self) -> None:
        super().__init__(statistics_text.bars())

    # Geometry

    @property
    def _plot(self) -> QRectF:
        left = self._left()
        return QRectF(left, self.unit * 1.5, self.width() - left, self.unit * 6)

    def _left(self) -> float:
        return self.text_width(day_text.hours(24)) + _LABEL_GAP

    def plot_height(self, _width: int) -> int:
        return round(self.unit * (10 if len(self.days) <= _WEEK else 9))

    def item_rects(self) -> list[QRectF]:
        plot, width = self._plot, self._plot.width() / max(len(self.days), 1)
        inset = min(4.0, width * 0.08)
        height = self.plot_height(self.width()) - 4
        return [
            QRectF(plot.left() + n * width, 2, width, height).adjusted(inset, 0, -inset, 0)
            for n in range(len(self.days))
        ]

    def bar_rect(self, item: QRectF, hours: float) -> QRectF:
        """The bar for these hours in the rectangle of a day."""
        plot = self._plot
        width = min(item.width() * (0.5 if len(self.days) <= _WEEK else 0.7), self.unit * 3)
        height = plot.height() * hours / self._axis()[0]
        return QRectF(item.center().x() - width / 2, plot.bottom() - height, width, height)

    def _axis(self) -> tuple[int, int]:
        """The end of the axis and its step, in hours."""
        most = max(_SHORTEST_AXIS, math.ceil(max(map(_hours, self.days), default=0)))
        step = next((n for n in _STEPS if most / n <= 4), 24)
        return math.ceil(most / step) * step, step

    # Legend

    def legend(self, width: int) -> Legend:
        """What is in the plot: shapes, and the numbers above the bars."""
        past = [day.sum for day in self.days if day.date <= self._today]
        entries: list[LegendEntry] = []
        if any(totals.sitting for totals in past):
            entries.append(markers.legend_entry("sitting"))
        if any(totals.beyond for totals in past):
            entries.append(markers.legend_entry("beyond"))
        if any(totals.desk for totals in past):
            if self._marks_fit(width):
                entries.append(markers.legend_entry("confirmed", statistics_text.breaks_of(self._shortest_break)))
            elif self._number_scale(width):
                entries.append(LegendEntry(statistics_text.numbers_above_bars(self._shortest_break)))
        if not all(totals.desk for totals in past):
            entries.append(markers.legend_entry("unobserved", day_text.no_record()))
        return markers.legend((tuple(entries),) if entries else (), self.fontMetrics())

    # Painting

    def paint_plot(self, painter: QPainter, tokens: Tokens) -> None:
        end, step = self._axis()
        ticks = [(hours / end, day_text.hours(hours) if hours else "") for hours in range(0, end + 1, step)]
        paint_value_axis(painter, self._plot, ticks, _LABEL_GAP, tokens)
        with_mark, numbered = self._marks_fit(self.width()), self.numbered_days()
        for n, (day, item) in enumerate(zip(self.days, self.item_rects(), strict=True)):
            if day.date <= self._today:
                self._paint_bar(painter, day, item, with_mark, tokens)
            self._paint_label(painter, day, item, n in numbered, tokens)

    def _paint_bar(self, painter: QPainter, day: Day, item: QRectF, with_mark: bool, tokens: Tokens) -> None:
        bar = self.bar_rect(item, _hours(day))
        if not day.sum.desk:
            markers.unobserved(painter, QRectF(bar.left(), bar.top() - 6, bar.width(), 4), tokens)
            return
        markers.sitting(painter, bar, tokens)
        beyond = bar.height() * (day.sum.beyond / day.sum.sitting) if day.sum.sitting else 0.0
        if beyond >= 1:
            markers.beyond(painter, QRectF(bar.left(), bar.top(), bar.width(), beyond), tokens)
        self._paint_breaks(painter, day, bar, with_mark, tokens)

    def _number_space(self, width: int) -> tuple[float, int]:
        """The width of a day, and that of the longest number."""
        most = max(map(_breaks, self.days), default=0)
        return (width - self._left()) / max(len(self.days), 1), self.text_width(str(most))

    def _marks_fit(self, width: int) -> bool:
        """Whether a mark fits beside each number."""
        available, number = self._number_space(width)
        return self._mark_size() + 8 + number <= available

    def _number_scale(self, width: int) -> float:
        """By how much the numbers shrink so as not to touch; 0 where they would be too small to read."""
        available, number = self._number_space(width)
        scale = min(1.0, available / (number + self.unit * 0.35))
        return scale if scale >= _MIN_NUMBER_SCALE else 0.0

    def _mark_size(self) -> int:
        return round(self.unit * 0.5)

    def _paint_breaks(self, painter: QPainter, day: Day, bar: QRectF, with_mark: bool, tokens: Tokens) -> None:
        scale = self._number_scale(self.width())
        if not scale:
            return
        size, text = self._mark_size() if with_mark else 0, str(_breaks(day))
        painter.setFont(scaled(self.font(), scale))
        gap, width = (4 if with_mark else 0), painter.fontMetrics().horizontalAdvance(text)
        left, y = bar.center().x() - (size + gap + width) / 2, bar.top() - self.unit * 1.15
        painter.fillRect(QRectF(left - 2, y, size + gap + width + 4, self.unit), QColor(tokens.paper))
        if with_mark:
            markers.credit(painter, QRectF(left, y + (self.unit - size) / 2, size, size), "confirmed", tokens)
        painter.setPen(QColor(tokens.ink if day.date == self._today else tokens.muted))
        painter.drawText(QRectF(left + size + gap, y, width, self.unit), CENTRE, text)
        painter.setFont(self.font())

    def _paint_label(self, painter: QPainter, day: Day, item: QRectF, numbered: bool, tokens: Tokens) -> None:
        by_weekday, today = len(self.days) <= _WEEK, day.date == self._today
        rect = QRectF(item.left(), self._plot.bottom() + self.unit * 0.3, item.width(), self.unit)
        font = QFont(self.font())
        font.setBold(today)
        painter.setFont(font)
        painter.setPen(QColor(tokens.ink if today else tokens.muted))
        if by_weekday:
            painter.drawText(rect, CENTRE, weekday_short(day.date))
            painter.setPen(QColor(tokens.muted))
        if numbered:
            painter.drawText(rect.translated(0, self.unit * 1.05 if by_weekday else 0), CENTRE, str(day.date.day))
        painter.setFont(self.font())

    def numbered_days(self) -> list[int]:
        """The items with a number below: today always, and of the others as many as do not touch."""
        count = len(self.days)
        if count <= _WEEK:
            return list(range(count))
        label, width = self.text_width("30") * 1.3, self.item_rects()[0].width()
        every = 1 if width >= label else 2 if 2 * width >= label else 7
        today = (self._today - self.days[0].date).days

        def beside_today(n: int) -> bool:
            return 0 <= today < count and abs(n - today) * width < label

        return [n for n in range(count) if n == today or (n % every == 0 and not beside_today(n))]
