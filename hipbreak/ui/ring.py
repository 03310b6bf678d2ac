"""A ring that runs down or breathes, with the count inside."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipbreak.ui.tokens import Tokens

_LARGEST_COUNT = 0.46  # of the ring's diameter: three figures still fit inside
_COUNT_WIDTH = 0.74  # of the diameter: a longer count is set smaller
_BREATHED_OUT = 0.72  # of the full diameter


class RingView(QWidget):
    """Shows the share of a step that is left (1 to 0) and a number; it owns no timer."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._left = 1.0
        self._count = ""
        self._below = ""
        self._breath = 1.0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setMinimumSize(200, 200)

    def sizeHint(self) -> QSize:
        return QSize(240, 240)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def show_left(self, left: float, count: str, below: str = "", breath: float = 1.0) -> None:
        """`left` from 1 (all) to 0, what stands inside and, smaller, below it; `breath` from 1 (in) to 0 (out)."""
        shown = left, count, below, breath
        if shown != (self._left, self._count, self._below, self._breath):
            self._left, self._count, self._below, self._breath = shown
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        whole = min(self.width(), self.height())
        stroke = max(8.0, whole * 0.06)
        side = (whole - stroke - 2) * (_BREATHED_OUT + (1 - _BREATHED_OUT) * self._breath)
        ring = QRectF(0, 0, side, side)
        ring.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QPen(QColor(self._tokens.muted), max(1.5, stroke * 0.12))
        painter.setPen(track)
        painter.drawEllipse(ring)
        painter.setPen(QPen(QColor(self._tokens.accent), stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        if self._left > 0.002:
            painter.drawArc(ring, 90 * 16, round(self._left * 360 * 16))
        self._paint_count(painter, ring, whole)

    def _paint_count(self, painter: QPainter, ring: QRectF, side: int) -> None:
        font = QFont(self.font())
        largest = round(side * _LARGEST_COUNT)
        font.setPixelSize(max(88, largest) if side >= 200 else max(largest, 1))
        font.setWeight(QFont.Weight.DemiBold)
        wide, room = QFontMetricsF(font).horizontalAdvance(self._count), side * _COUNT_WIDTH
        if wide > room:
            font.setPixelSize(round(font.pixelSize() * room / wide))
        painter.setFont(font)
        painter.setPen(QColor(self._tokens.ink))
        lifted = ring.translated(0, -side * 0.06) if self._below else ring
        painter.drawText(lifted, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, self._count)
        if self._below:
            font.setPixelSize(max(18, round(side * 0.11)))
            painter.setFont(font)
            painter.setPen(QColor(self._tokens.muted))
            low = QRectF(ring.left(), ring.center().y() + side * 0.14, ring.width(), side * 0.2)
            painter.drawText(low, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, self._below)
