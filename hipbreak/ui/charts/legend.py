"""The legend below a chart."""

import math
from collections.abc import Callable, Iterator

from msgspec import Struct
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from hipbreak.ui.charts.axis import LEFT
from hipbreak.ui.theme.tokens import Tokens

PaintSwatch = Callable[[QPainter, QRectF, Tokens], None]


class LegendEntry(Struct, frozen=True):
    """A name and its swatch; one without a swatch introduces the entries after it."""

    text: str
    paint: PaintSwatch | None = None


PlacedEntry = tuple[LegendEntry, QRectF]


class Legend(Struct, frozen=True):
    """Entries in as many lines as they need, each group on lines of its own; sizes in pixels."""

    groups: tuple[tuple[LegendEntry, ...], ...]
    metrics: QFontMetrics
    swatch: float
    gap: float
    line_height: float
    mirrored: bool = False

    def height(self, width: int) -> int:
        """The height at this width."""
        return max((math.floor(rect.bottom()) + 1 for _, rect in self._placed_entries(width)), default=0)

    def _placed_entries(self, width: int) -> Iterator[PlacedEntry]:
        unit, y = self.metrics.height(), 0.0
        for group in self.groups:
            x = 0.0
            for entry in group:
                needed = self.metrics.horizontalAdvance(entry.text) + (self.swatch + self.gap if entry.paint else 0)
                if x and x + needed > width:
                    x, y = 0.0, y + self.line_height
                yield entry, QRectF(x, y, needed, self.line_height)
                x += needed + unit * (1.0 if entry.paint else 0.6)
            y += self.line_height

    def paint(self, painter: QPainter, top: float, width: int, tokens: Tokens) -> None:
        """Paint all entries from `top` down."""
        for entry, rect in self._placed_entries(width):
            text = rect.translated(0, top)
            if entry.paint is not None:
                swatch = QRectF(text.left(), text.top(), self.swatch, text.height())
                entry.paint(painter, self._mirror(swatch, width), tokens)
                text.setLeft(text.left() + self.swatch + self.gap)
            painter.setPen(QColor(tokens.muted))
            painter.drawText(self._mirror(text, width), LEFT, entry.text)

    def _mirror(self, rect: QRectF, width: int) -> QRectF:
        if self.mirrored:
            rect.moveLeft(width - rect.right())
        return rect
