"""The day in one thin line: sitting, standing and absence from its first hour to its last."""

from datetime import datetime

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from hipbreak.core.statistics.daily import Day
from hipbreak.core.statistics.timeline import hours_around, items_of
from hipbreak.core.text.status import day_sentence
from hipbreak.ui.widgets.painted_widget import PaintedWidget

_HEIGHT = 12  # px
_KINDS = ("sitting", "standing", "away", "beyond")


class DayStrip(PaintedWidget):
    """Colours only; its accessible name is the day in a sentence."""

    accessible_role = QAccessible.Role.Graphic

    def __init__(self) -> None:
        super().__init__()
        self._stretches: list[tuple[float, float, str]] = []  # from and to, as shares of the line, and what it was
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_day(self, day: Day, now: datetime) -> None:
        """Show a day up to `now`."""
        start, end = hours_around(day, now)
        self._stretches = [
            ((first - start) / (end - start), (last - start) / (end - start), what)
            for item in items_of(day)
            for first, last, what in ((item.start, item.end, item.what), (item.end - item.beyond, item.end, "beyond"))
            if last > first and what in _KINDS
        ]
        text = day_sentence(day.sum)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self.tokens
        painter, outline = QPainter(self), QPainterPath()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline.addRoundedRect(QRectF(self.rect()), _HEIGHT / 2, _HEIGHT / 2)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), QColor(tokens.line))
        colours = dict(zip(_KINDS, (tokens.band, tokens.standing, tokens.away, tokens.beyond), strict=True))
        width = self.width()
        for first, last, what in self._stretches:  # from left to right in every language, as in the charts
            painter.fillRect(
                QRectF(first * width, 0, max((last - first) * width, 1.0), self.height()), QColor(colours[what])
            )
