"""The longest stretch of a day by week, before and since a day: a dot for the median, a line for the range."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from hipbreak.core.statistics.before_after import BeforeAfter, LongestOfDays
from hipbreak.core.statistics.daily import BEYOND
from hipbreak.core.text import before_after as before_after_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.core.text.formatting import format_duration
from hipbreak.ui.charts.accessible_chart import AccessibleChart
from hipbreak.ui.charts.axis import LEFT, paint_labels, paint_value_axis
from hipbreak.ui.charts.chart_panel import ChartPanel
from hipbreak.ui.theme.locale_format import short_date
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import column_of
from hipbreak.ui.widgets.wrapping import muted_label

_STEP = timedelta(minutes=30)
_FEWEST_SLOTS = 8
_LABEL_EVERY = 4  # slots


class RangeChart(AccessibleChart):
    """The axis begins at zero; the first day of the later side is marked by a line."""

    def __init__(self) -> None:
        super().__init__()
        self.weeks: Sequence[LongestOfDays] = ()
        self._before, self._label = 0, ""
        self.setAccessibleName(before_after_text.chart())

    def show_comparison(self, found: BeforeAfter) -> None:
        """Show the weeks of both sides."""
        self.weeks = found.weeks
        self._before = sum(week.first < found.start for week in found.weeks)
        self._label = before_after_text.start_label(short_date(found.start))
        texts = [before_after_text.item(week, short_date) for week in found.weeks]
        self.set_items(texts, "", statistics_text.weeks(len(texts)))

    # Geometry

    def _ticks(self) -> list[timedelta]:
        most = max((week.high for week in self.weeks), default=_STEP)
        steps = max(-(-most // _STEP), 2)
        every = -(-steps // 4)
        return [n * every * _STEP for n in range(-(-steps // every) + 1)]

    @property
    def _plot(self) -> QRectF:
        left = max(self.text_width(format_duration(tick)) for tick in self._ticks()) + self.unit * 0.6
        return QRectF(left, self.unit * 1.6, self.width() - left - 4, self.unit * 6)

    def plot_height(self, _width: int) -> int:
        return round(self.unit * 9)

    def _slot_width(self) -> float:
        return self._plot.width() / max(len(self.weeks), _FEWEST_SLOTS)

    def item_rects(self) -> list[QRectF]:
        plot, width = self._plot, self._slot_width()
        return [QRectF(plot.left() + n * width, plot.top(), width, plot.height()) for n in range(len(self.weeks))]

    def _y(self, length: timedelta) -> float:
        plot = self._plot
        return plot.bottom() - plot.height() * (length / self._ticks()[-1])

    # Painting

    def paint_plot(self, painter: QPainter, tokens: Tokens) -> None:
        ticks, plot, width = self._ticks(), self._plot, self._slot_width()
        labelled = [(tick / ticks[-1], format_duration(tick) if tick else "0") for tick in ticks]
        paint_value_axis(painter, plot, labelled, self.unit * 0.4, tokens)
        painter.setPen(QPen(QColor(tokens.beyond), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(plot.left(), self._y(BEYOND)), QPointF(plot.right(), self._y(BEYOND)))
        self._paint_start(painter, tokens, plot.left() + self._before * width)
        for n, week in enumerate(self.weeks):
            self._paint_week(painter, tokens, week, plot.left() + (n + 0.5) * width, n < self._before)
        painter.setPen(QColor(tokens.muted))
        labels = [
            (plot.left() + n * width, short_date(week.first))
            for n, week in enumerate(self.weeks)
            if (n - self._before) % _LABEL_EVERY == 0
        ]
        paint_labels(painter, labels, plot.bottom() + 4, self.unit)

    def _paint_start(self, painter: QPainter, tokens: Tokens, x: float) -> None:
        plot, text = self._plot, self.text_width(self._label)
        painter.setPen(QPen(QColor(tokens.ink), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, self.unit * 1.3), QPointF(x, plot.bottom()))
        painter.setPen(QColor(tokens.ink))
        left = min(max(x - text / 2, 0), self.width() - text)
        painter.drawText(QRectF(left, 0, text + 2, self.unit * 1.2), LEFT, self._label)

    def _paint_week(self, painter: QPainter, tokens: Tokens, week: LongestOfDays, x: float, before: bool) -> None:
        """Weeks before have an open dot, so that the sides differ without colour as well."""
        colour, radius = QColor(tokens.away if before else tokens.accent), self.unit * 0.24
        painter.setPen(QPen(colour, self.unit * 0.12, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(x, self._y(week.low)), QPointF(x, self._y(week.high)))
        painter.setBrush(QColor(tokens.paper) if before else colour)
        painter.drawEllipse(QPointF(x, self._y(week.median)), radius, radius)


class BeforeAfterPanel(QWidget):
    """The chart below a sentence of each side; hidden until there is something to compare."""

    def __init__(self) -> None:
        super().__init__()
        self.chart, self._text = RangeChart(), muted_label()
        self._panel = ChartPanel(before_after_text.title(), [self.chart])
        column_of(self._panel, self._text, parent=self, spacing=8, margins=(0, 16, 0, 0))
        self.hide()

    def show_comparison(self, comparison: tuple[BeforeAfter, timedelta] | None) -> None:
        """Show both sides, or nothing; the length is that from which on an absence ended a stretch."""
        self.setVisible(comparison is not None)
        if comparison is None:
            return
        found, limit = comparison
        self._text.setText(before_after_text.sentences(found, short_date, limit))
        self.chart.show_comparison(found)
        rows = [before_after_text.row(week, found.start, short_date) for week in found.weeks]
        self._panel.set_table_data(lambda: (before_after_text.headings(), rows))
