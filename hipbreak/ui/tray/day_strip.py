"""The day in one thin line: sitting, standing and absence from its first hour to its last."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipbreak.core.statistics.daily import Day
from hipbreak.core.statistics.timeline import TimelineItem, hours_around, items_of
from hipbreak.core.text.status import day_sentence
from hipbreak.ui.theme.tokens import Tokens, system_tokens

_HEIGHT = 12  # px


class DayStrip(QWidget):
    """Colours only; its accessible name is the day in a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self._tokens = system_tokens()
        self._items: tuple[TimelineItem, ...] = ()
        self._start = self._end = datetime.min.replace(tzinfo=UTC)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_day(self, day: Day, now: datetime) -> None:
        """Show a day up to `now`."""
        self._start, self._end = hours_around(day, now)
        self._items = tuple(item for item in items_of(day) if item.length > timedelta(0))
        text = day_sentence(day.sum)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()

    def apply_theme(self, tokens: Tokens) -> None:
        """Paint in these colours."""
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._tokens
        painter, outline = QPainter(self), QPainterPath()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline.addRoundedRect(QRectF(self.rect()), _HEIGHT / 2, _HEIGHT / 2)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), QColor(tokens.line))
        colours = {"sitting": tokens.band, "standing": tokens.standing, "away": tokens.away}
        for item in self._items:
            if item.what in colours:
                self._fill(painter, item.start, item.end, colours[item.what])
                self._fill(painter, item.end - item.beyond, item.end, tokens.beyond)
        painter.end()
        event.accept()

    def _fill(self, painter: QPainter, start: datetime, end: datetime, colour: str) -> None:
        """Fill the time from `start` to `end`, from right to left where the language is."""
        if end <= start:
            return
        length = self._end - self._start
        first, last = (min(max((moment - self._start) / length, 0.0), 1.0) for moment in (start, end))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            first, last = 1 - last, 1 - first
        width = self.width()
        painter.fillRect(QRectF(first * width, 0, max((last - first) * width, 1.0), self.height()), QColor(colour))
