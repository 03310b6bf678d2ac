"""A day as a timeline: stretches, breaks and prompts along its hours."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from hipbreak.core.statistics.daily import Day
from hipbreak.core.statistics.timeline import TimelineItem, hour_marks, hours_around, items_of
from hipbreak.core.text import day as day_text
from hipbreak.core.text.formatting import clock
from hipbreak.ui.charts import markers
from hipbreak.ui.charts.accessible_chart import AccessibleChart
from hipbreak.ui.charts.axis import CENTRE
from hipbreak.ui.charts.legend import Legend, LegendEntry
from hipbreak.ui.theme.tokens import Tokens

_STRETCHES = ("sitting", "standing", "away", "unobserved")
_STEPS = (1, 2, 3, 4, 6, 12)  # hours between two labels


class DayTimeline(AccessibleChart):
    """One day, midnight to midnight or less; positions follow the instants, so a day may have 23 or 25 hours."""

    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[TimelineItem, ...] = ()
        self._hours: list[datetime] = []
        self._start = datetime(2000, 1, 1, tzinfo=UTC)
        self._end = self._start + timedelta(hours=8)
        self._now: datetime | None = None
        self._breaks = 0
        self.setAccessibleName(day_text.timeline_name())

    def moment_at(self, x: float) -> datetime:
        """The moment at this x in pixels."""
        band = self._band
        share = (x - band.left()) / max(band.width(), 1.0)
        return self._start + (self._end - self._start) * min(max(share, 0.0), 1.0)

    def show_day(self, day: Day, now: datetime | None, correctable: bool = True) -> None:
        """Show a day; `now` is marked while the day is not over, and `correctable` decides the hint."""
        self._start, self._end = hours_around(day, now)
        self._hours = hour_marks(day, self._start, self._end)
        self._now = now if now is not None and self._start < now < self._end else None
        self.items = tuple(item for item in items_of(day) if item.end >= self._start and item.start < self._end)
        self._breaks = sum(bool(item.credit) for item in self.items)
        summary = day_text.timeline_summary(self._start, self._end, len(self.items))
        hint = day_text.correction_hint(correctable) if self.items else ""
        self.set_items([day_text.item_sentence(item) for item in self.items], hint, summary)

    # Geometry

    def _band_at(self, width: int) -> QRectF:
        margin = self.text_width("00:00") / 2 + 2
        return QRectF(margin, self.unit * 1.75, width - 2 * margin, self.unit * 2)

    @property
    def _band(self) -> QRectF:
        return self._band_at(self.width())

    def _x(self, moment: datetime) -> float:
        band, share = self._band, (moment - self._start) / (self._end - self._start)
        return band.left() + band.width() * min(max(share, 0.0), 1.0)

    def _stretch_rect(self, item: TimelineItem) -> QRectF:
        band, left, right = self._band, self._x(item.start), self._x(item.end)
        gap = 1.0 if right - left > 3 else 0.0
        rise = self.unit * 0.5 if item.what == "standing" else 0.0
        return QRectF(left, band.top() - rise, max(right - left - gap, 1.5), band.height() + rise)

    def _mark_rect(self, x: float, y: float, available: float = math.inf) -> QRectF:
        """A mark around `x`, smaller where less width is available."""
        full_size = round(self.unit * 0.6)
        size = max(min(full_size, available - 1), self.unit * 0.25)
        return QRectF(x - size / 2, y + (full_size - size) / 2, size, size)

    def _credit_rect(self, item: TimelineItem) -> QRectF:
        available = self._band.width() / max(self._breaks, 1)
        return self._mark_rect((self._x(item.start) + self._x(item.end)) / 2, self.unit * 0.35, available)

    def _prompt_rects(self) -> dict[TimelineItem, QRectF]:
        """The marks of prompts; those that would overlap are moved aside as long as it is only a little."""
        rects: dict[TimelineItem, QRectF] = {}
        free = 0.0
        for item in self.items:
            if item.what not in _STRETCHES:
                mark = self._mark_rect(self._x(item.start), self._band.bottom() + self.unit * 0.45)
                overlap = free - mark.left()
                if 0 < overlap < 2 * mark.width() and free + mark.width() <= self.width():
                    mark.moveLeft(free)
                rects[item], free = mark, mark.right() + 2
        return rects

    def item_rects(self) -> list[QRectF]:
        prompts = self._prompt_rects()
        return [
            prompts[item].adjusted(-2, -2, 2, 2) if item in prompts else self._selectable_rect(item)
            for item in self.items
        ]

    def _selectable_rect(self, item: TimelineItem) -> QRectF:
        """The stretch, with its credit mark where it is narrow."""
        stretch = self._stretch_rect(item)
        return stretch.united(self._credit_rect(item)) if item.credit and stretch.width() < 12 else stretch

    def _axis_top(self) -> float:
        return self._band.bottom() + self.unit * 1.35

    def plot_height(self, _width: int) -> int:
        return round(self._axis_top() + self.unit * 1.25)

    # Legend

    def legend(self, width: int) -> Legend:
        """The kinds in the plot whose name is not painted there: stretches and breaks, then prompts."""
        present = set(chain.from_iterable((item.what, item.credit, item.outcome) for item in self.items))
        if any(item.beyond for item in self.items):
            present.add("beyond")
        present -= {item.what for item, _ in self._labelled(width)}
        above = [kind for kind in (*markers.STRETCHES, *markers.CREDITS) if kind in present]
        below = [markers.legend_entry(outcome) for outcome in markers.OUTCOMES if outcome in present]
        groups = (
            tuple(markers.legend_entry(kind) for kind in above),
            (LegendEntry(day_text.prompts()), *below) if below else (),
        )
        return markers.legend(tuple(filter(None, groups)), self.fontMetrics())

    # Painting

    def paint_plot(self, painter: QPainter, tokens: Tokens) -> None:
        self._paint_axis(painter, tokens)
        for item in self.items:
            if item.what in _STRETCHES:
                self._paint_stretch(painter, item, tokens)
        for item, rect in self._prompt_rects().items():
            markers.outcome(painter, rect, item.outcome, tokens)
        for item in self.items:
            if item.credit and self._start <= item.start + item.length / 2 <= self._end:
                markers.credit(painter, self._credit_rect(item), item.credit, tokens)
        self._paint_names(painter, tokens)
        if self._now is not None:
            self._paint_now(painter, self._now, tokens)

    def _paint_stretch(self, painter: QPainter, item: TimelineItem, tokens: Tokens) -> None:
        rect = self._stretch_rect(item)
        markers.STRETCHES[item.what](painter, rect, tokens)
        if item.beyond > timedelta(0):
            left = self._x(item.end - item.beyond)
            markers.beyond(painter, QRectF(left, rect.top(), max(rect.right() - left, 1.0), rect.height()), tokens)

    def _paint_axis(self, painter: QPainter, tokens: Tokens) -> None:
        band, top = self._band, self._axis_top()
        painter.setPen(QPen(QColor(tokens.away), 1))
        painter.drawLine(QPointF(band.left(), band.bottom() + 0.5), QPointF(band.right(), band.bottom() + 0.5))
        label_width = max(self.text_width(clock(hour)) for hour in self._hours) + self.text_width("00:00") * 0.6
        width = band.width() / max(len(self._hours) - 1, 1)
        step = next((n for n in _STEPS if n * width >= label_width), 24)
        for hour in self._hours:
            x, labelled = self._x(hour), hour.hour % step == 0
            painter.setPen(QPen(QColor(tokens.away), 1))
            painter.drawLine(
                QPointF(x, band.bottom()), QPointF(x, band.bottom() + self.unit * (0.3 if labelled else 0.2))
            )
            if labelled:
                painter.setPen(QColor(tokens.muted))
                half = self.text_width(clock(hour)) / 2 + 1
                centre = min(max(x, half), self.width() - half)
                painter.drawText(QRectF(centre - half, top, 2 * half, self.unit * 1.2), CENTRE, clock(hour))

    def _paint_names(self, painter: QPainter, tokens: Tokens) -> None:
        """Paint each kind's name in its longest stretch, where it fits."""
        for item, name in self._labelled(self.width()):
            rect = self._stretch_rect(item)
            available = QRectF(rect.left(), self._band.top(), rect.width(), self._band.height())
            painter.setPen(QColor(tokens.ink if item.what == "sitting" else tokens.muted))
            if item.what in ("away", "unobserved"):
                available.setHeight(available.height() * 0.72)
            elif item.what == "standing":
                plate = QRectF(0, 0, self.text_width(name) + 8, self.unit * 1.1)
                plate.moveCenter(available.center())
                painter.fillRect(plate, QColor(tokens.paper))
                painter.setPen(QColor(tokens.standing))
            painter.drawText(available, CENTRE, name)

    def _labelled(self, width: int) -> Iterator[tuple[TimelineItem, str]]:
        hour = self._band_at(width).width() / ((self._end - self._start) / timedelta(hours=1))
        for what in _STRETCHES:
            name = day_text.kind(what)
            longest = max((item for item in self.items if item.what == what), key=self._space_for_name, default=None)
            if longest is not None and self._space_for_name(longest) * hour >= self.text_width(name) + 12:
                yield longest, name

    def _space_for_name(self, item: TimelineItem) -> float:
        """The visible hours; 0 for a stretch that is hatched at its end."""
        visible = min(item.end, self._end) - max(item.start, self._start)
        return 0.0 if item.beyond else visible / timedelta(hours=1)

    def _paint_now(self, painter: QPainter, now: datetime, tokens: Tokens) -> None:
        band, x, name = self._band, self._x(now), day_text.now()
        painter.setPen(QPen(QColor(tokens.ink), 1.5))
        painter.drawLine(QPointF(x, band.top() - self.unit * 0.5), QPointF(x, band.bottom() + self.unit * 0.3))
        if x + 6 + self.text_width(name) <= band.right():
            available = QRectF(x + 6, band.top() - self.unit * 0.5, self.text_width(name), self.unit)
            painter.drawText(available, CENTRE, name)
