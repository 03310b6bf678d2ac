"""The day as a strip: stretches, breaks and prompts on one line of hours."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from hipbreak.core.statistics.daily import Day
from hipbreak.core.statistics.timeline import TimelineItem, hour_marks, hours_around, pieces_of
from hipbreak.core.text import corrections as corrections_text
from hipbreak.core.text import day as day_text
from hipbreak.core.text.formatting import clock
from hipbreak.ui.charts import markers
from hipbreak.ui.charts.accessible_chart import AccessibleChart
from hipbreak.ui.charts.legend import Legend, key_entries
from hipbreak.ui.theme.tokens import Tokens

_STRETCHES = ("sitting", "standing", "away", "unobserved")
_STEPS = (1, 2, 3, 4, 6, 12)
_CENTRED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)


class DayTimeline(AccessibleChart):
    """One day, midnight to midnight or less; its places follow the instants, so a day may have 23 or 25 hours."""

    def __init__(self, tokens: Tokens | None = None, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._pieces: tuple[TimelineItem, ...] = ()
        self._hours: list[datetime] = []
        self._start = datetime(2000, 1, 1, tzinfo=UTC)
        self._end = self._start + timedelta(hours=8)
        self._now: datetime | None = None
        self._breaks = 0
        self.setAccessibleName(day_text.strip_name())

    @property
    def pieces(self) -> tuple[TimelineItem, ...]:
        """What is shown, in the order of the sentences."""
        return self._pieces

    def moment_at(self, x: float) -> datetime:
        """The moment at this place of the strip."""
        band = self._band
        share = (x - band.left()) / max(band.width(), 1.0)
        return self._start + (self._end - self._start) * min(max(share, 0.0), 1.0)

    def show_day(self, day: Day, now: datetime | None, correctable: bool = True) -> None:
        """Show a day; `now` marks the moment when the day is not over, and `correctable` is for the hint."""
        self._start, self._end = hours_around(day, now)
        self._hours = hour_marks(day, self._start, self._end)
        self._now = now if now is not None and self._start < now < self._end else None
        self._pieces = tuple(p for p in pieces_of(day) if p.end >= self._start and p.start < self._end)
        self._breaks = sum(bool(piece.credit) for piece in self._pieces)
        summary = day_text.strip_summary(self._start, self._end, len(self._pieces))
        hint = corrections_text.hint(correctable) if self._pieces else ""
        self.show_parts([day_text.piece(piece) for piece in self._pieces], hint, summary)

    # Geometry; one unit is the height of a line of text, so all of it grows with the font

    @property
    def _unit(self) -> float:
        return float(self.fontMetrics().height())

    def _band_at(self, width: int) -> QRectF:
        side = self._advance("00:00") / 2 + 2
        return QRectF(side, self._unit * 1.75, width - 2 * side, self._unit * 2)

    @property
    def _band(self) -> QRectF:
        return self._band_at(self.width())

    def _x(self, moment: datetime) -> float:
        band, share = self._band, (moment - self._start) / (self._end - self._start)
        return band.left() + band.width() * min(max(share, 0.0), 1.0)

    def _stretch(self, piece: TimelineItem) -> QRectF:
        band, left, right = self._band, self._x(piece.start), self._x(piece.end)
        gap = 1.0 if right - left > 3 else 0.0
        rise = self._unit * 0.5 if piece.what == "standing" else 0.0
        return QRectF(left, band.top() - rise, max(right - left - gap, 1.5), band.height() + rise)

    def _mark(self, x: float, y: float, room: float = math.inf) -> QRectF:
        """A mark around `x`, smaller when there are so many that each has little room."""
        size = round(self._unit * 0.6)
        seen = max(min(size, room - 1), self._unit * 0.25)
        return QRectF(x - seen / 2, y + (size - seen) / 2, seen, seen)

    def _credit_mark(self, piece: TimelineItem) -> QRectF:
        room = self._band.width() / max(self._breaks, 1)
        return self._mark((self._x(piece.start) + self._x(piece.end)) / 2, self._unit * 0.35, room)

    def _prompt_marks(self) -> dict[TimelineItem, QRectF]:
        """Marks that would cover each other step aside, as long as it is only a little."""
        found: dict[TimelineItem, QRectF] = {}
        free = 0.0
        for piece in self._pieces:
            if piece.what not in _STRETCHES:
                mark = self._mark(self._x(piece.start), self._band.bottom() + self._unit * 0.45)
                aside = free - mark.left()
                if 0 < aside < 2 * mark.width() and free + mark.width() <= self.width():
                    mark.moveLeft(free)
                found[piece], free = mark, mark.right() + 2
        return found

    def places(self) -> list[QRectF]:
        prompts = self._prompt_marks()
        return [
            prompts[piece].adjusted(-2, -2, 2, 2) if piece in prompts else self._place(piece) for piece in self._pieces
        ]

    def _place(self, piece: TimelineItem) -> QRectF:
        stretch = self._stretch(piece)
        return stretch.united(self._credit_mark(piece)) if piece.credit and stretch.width() < 12 else stretch

    def _axis_top(self) -> float:
        return self._band.bottom() + self._unit * 1.35

    def picture_height(self, _width: int) -> int:
        return round(self._axis_top() + self._unit * 1.25)

    def foot_height(self, width: int) -> int:
        return self._key(width).height(self.fontMetrics(), width)

    def _key(self, width: int) -> Legend:
        """The shapes whose name does not stand at the thing itself."""
        return Legend(key_entries(self._pieces, {piece.what for piece, _ in self._named(width)}))

    # Painting

    def paint_picture(self, painter: QPainter, tokens: Tokens) -> None:
        self._paint_axis(painter, tokens)
        for piece in self._pieces:
            if piece.what in _STRETCHES:
                self._paint_stretch(painter, piece, tokens)
        for piece, mark in self._prompt_marks().items():
            markers.outcome(painter, mark, piece.outcome, tokens)
        for piece in self._pieces:
            if piece.credit and self._start <= piece.start + piece.length / 2 <= self._end:
                markers.credit(painter, self._credit_mark(piece), piece.credit, tokens)
        self._paint_names(painter, tokens)
        if self._now is not None:
            self._paint_now(painter, self._now, tokens)

    def paint_foot(self, painter: QPainter, top: float, tokens: Tokens) -> None:
        self._key(self.width()).paint(painter, QPointF(0, top), self.width(), tokens)

    def _paint_stretch(self, painter: QPainter, piece: TimelineItem, tokens: Tokens) -> None:
        rect = self._stretch(piece)
        markers.STRETCHES[piece.what](painter, rect, tokens)
        if piece.beyond > timedelta(0):
            past = self._x(piece.end - piece.beyond)
            markers.beyond(painter, QRectF(past, rect.top(), max(rect.right() - past, 1.0), rect.height()), tokens)

    def _paint_axis(self, painter: QPainter, tokens: Tokens) -> None:
        band, top = self._band, self._axis_top()
        painter.setPen(QPen(QColor(tokens.away), 1))
        painter.drawLine(QPointF(band.left(), band.bottom() + 0.5), QPointF(band.right(), band.bottom() + 0.5))
        label_width = self.fontMetrics().horizontalAdvance("00:00") * 1.6
        wide = band.width() / max(len(self._hours) - 1, 1)
        step = next((n for n in _STEPS if n * wide >= label_width), 24)
        for hour in self._hours:
            x, labelled = self._x(hour), hour.hour % step == 0
            painter.setPen(QPen(QColor(tokens.away), 1))
            painter.drawLine(
                QPointF(x, band.bottom()), QPointF(x, band.bottom() + self._unit * (0.3 if labelled else 0.2))
            )
            if labelled:
                painter.setPen(QColor(tokens.muted))
                painter.drawText(QRectF(x - wide, top, 2 * wide, self._unit * 1.2), _CENTRED, clock(hour))

    def _paint_names(self, painter: QPainter, tokens: Tokens) -> None:
        """Each kind's name at its longest stretch, where there is room for it."""
        for piece, name in self._named(self.width()):
            rect = self._stretch(piece)
            room = QRectF(rect.left(), self._band.top(), rect.width(), self._band.height())
            if piece.what == "sitting":
                painter.setPen(QColor(tokens.ink))
            else:
                painter.setPen(QColor(tokens.muted))
            if piece.what in ("away", "unobserved"):
                room.setHeight(room.height() * 0.72)
            elif piece.what == "standing":
                plate = QRectF(0, 0, self._advance(name) + 8, self._unit * 1.1)
                plate.moveCenter(room.center())
                painter.fillRect(plate, QColor(tokens.paper))
                painter.setPen(QColor(tokens.standing))
            painter.drawText(room, _CENTRED, name)

    def _advance(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

    def _named(self, width: int) -> Iterator[tuple[TimelineItem, str]]:
        hour = self._band_at(width).width() / ((self._end - self._start) / timedelta(hours=1))
        for what in _STRETCHES:
            name = day_text.kind(what)
            longest = max((p for p in self._pieces if p.what == what), key=self._free, default=None)
            if longest is not None and self._free(longest) * hour >= self._advance(name) + 12:
                yield longest, name

    def _free(self, piece: TimelineItem) -> float:
        """Hours with room for a name: of sitting, only without a hatched end."""
        seen = min(piece.end, self._end) - max(piece.start, self._start)
        return 0.0 if piece.beyond else seen / timedelta(hours=1)

    def _paint_now(self, painter: QPainter, now: datetime, tokens: Tokens) -> None:
        band, x, name = self._band, self._x(now), day_text.now()
        painter.setPen(QPen(QColor(tokens.ink), 1.5))
        painter.drawLine(QPointF(x, band.top() - self._unit * 0.5), QPointF(x, band.bottom() + self._unit * 0.3))
        if x + 6 + self._advance(name) <= band.right():
            room = QRectF(x + 6, band.top() - self._unit * 0.5, self._advance(name), self._unit)
            painter.drawText(room, _CENTRED, name)
