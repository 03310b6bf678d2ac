"""A ring that runs down, with the count inside."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipbreak.ui.tokens import Tokens

_LARGEST_COUNT = 0.46  # of the ring's diameter: three figures still fit inside


class RingView(QWidget):
    """Shows the share of a step that is left (1 to 0) and a number; it owns no timer."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._left = 1.0
        self._count = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setMinimumSize(200, 200)

    def sizeHint(self) -> QSize:
        return QSize(240, 240)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def show_left(self, left: float, count: str) -> None:
        """`left` from 1 (all) to 0, and what stands inside."""
        if (left, count) != (self._left, self._count):
            self._left, self._count = left, count
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = min(self.width(), self.height())
        stroke = max(8.0, side * 0.06)
        ring = QRectF(0, 0, side - stroke - 2, side - stroke - 2)
        ring.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QPen(QColor(self._tokens.muted), max(1.5, stroke * 0.12))
        painter.setPen(track)
        painter.drawEllipse(ring)
        painter.setPen(QPen(QColor(self._tokens.accent), stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        if self._left > 0.002:
            painter.drawArc(ring, 90 * 16, round(self._left * 360 * 16))
        font = QFont(self.font())
        font.setPixelSize(max(88, round(side * _LARGEST_COUNT)) if side >= 200 else round(side * _LARGEST_COUNT))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(self._tokens.ink))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, self._count)
