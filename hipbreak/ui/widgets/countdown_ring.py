"""A ring that counts down or paces breathing, with a number inside."""

from math import ceil, cos, pi, sin

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipbreak.ui.theme.fonts import tabular
from hipbreak.ui.widgets.painted_widget import PaintedWidget

# Frames a second while it counts down: half of the figure's, which is not noticed and halves the cost.
RING_FRAME_RATE = 30
_LARGEST_COUNT = 0.46  # of the ring's diameter: three digits still fit inside
_COUNT_WIDTH = 0.74  # of the diameter: a longer count is shown smaller
_EXHALED = 0.72  # of the full diameter
_FULL_CIRCLE = 360 * 16  # in sixteenths of a degree
_VISIBLE_STEP = 0.4  # px: a smaller change of the ring is not painted


class CountdownRing(PaintedWidget):
    """Shows the share of a step that is left (1 to 0) and a number; it has no timer.

    The number and the track behind the ring are cached as a pixmap; of the ring itself only the end that moved is
    repainted.
    """

    accessible_role = QAccessible.Role.Graphic

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # it paints its own background
        self._left = self.breath = 1.0
        self.count = self.below = ""
        self._background_key: tuple[object, ...] = ()
        self._background = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setMinimumSize(200, 200)

    def sizeHint(self) -> QSize:
        return QSize(240, 240)

    def show_left(self, left: float, count: str, below: str = "", breath: float = 1.0) -> None:
        """Show `left` (1 to 0), the text inside and, smaller, the one below it; `breath` from 1 (in) to 0 (out)."""
        if (count, below) != (self.count, self.below) or (breath == 1.0) != (self.breath == 1.0):
            self.count, self.below, self._left, self.breath = count, below, left, breath
            self.setAccessibleName(f"{count} {below}".strip())
            self.update()
        elif self._moved(breath - self.breath, (1 - _EXHALED) / 2 * self._side()):
            self._left, self.breath = left, breath
            self.update()
        elif self._moved(left - self._left, pi * self._side()) or (left == 0.0 and self._left):
            changed = self._between(left, self._left)
            self._left = left
            self.update(changed)

    def _moved(self, by: float, pixels: float) -> bool:
        return abs(by) * pixels >= _VISIBLE_STEP

    def _stroke(self) -> float:
        return max(8.0, min(self.width(), self.height()) * 0.06)

    def _side(self) -> float:
        """The diameter of the full ring."""
        return min(self.width(), self.height()) - self._stroke() - 2

    def _ring(self) -> QRectF:
        side = self._side() * (_EXHALED + (1 - _EXHALED) * self.breath)
        ring = QRectF(0, 0, side, side)
        ring.moveCenter(QRectF(self.rect()).center())
        return ring

    def _between(self, a: float, b: float) -> QRect:
        """The area that changes when the ring's end moves from share a to share b: everything for large moves."""
        if abs(a - b) > 0.05 or not min(a, b):
            return self.rect()
        ring, reach = self._ring(), self._stroke() / 2 + 2
        ends = [QPointF(-sin(2 * pi * s), -cos(2 * pi * s)) * (ring.width() / 2) + ring.center() for s in (a, b)]
        (ax, ay), (bx, by) = (end.toTuple() for end in ends)
        left, top = min(ax, bx) - reach, min(ay, by) - reach
        return QRectF(left, top, abs(ax - bx) + 2 * reach, abs(ay - by) + 2 * reach).toAlignedRect()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._cached_background())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = QColor(self.tokens.accent)
        painter.setPen(QPen(accent, self._stroke(), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        if self._left > 0.998:
            painter.drawEllipse(self._ring())
        elif self._left > 0.002:
            painter.drawArc(self._ring(), _FULL_CIRCLE // 4, round(self._left * _FULL_CIRCLE))

    def _cached_background(self) -> QPixmap:
        counts_down, ratio = self.breath == 1.0, self.devicePixelRatioF()
        key = self.count, self.below, self.size(), ratio, self.tokens, self.font(), counts_down
        if key != self._background_key:
            size = QSize(ceil(self.width() * ratio), ceil(self.height() * ratio))
            self._background_key, self._background = key, QPixmap(size)
            self._background.setDevicePixelRatio(ratio)
            self._background.fill(QColor(self.tokens.surface))
            painter = QPainter(self._background)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if counts_down:
                painter.setPen(QPen(QColor(self.tokens.muted), max(1.5, self._stroke() * 0.12)))
                painter.drawEllipse(self._ring())
            self._paint_count(painter)
            painter.end()
        return self._background

    def _paint_count(self, painter: QPainter) -> None:
        count, below = self.count, self.below
        side = min(self.width(), self.height())
        ring = QRectF(0, 0, self._side(), self._side())
        ring.moveCenter(QRectF(self.rect()).center())
        font = tabular(self.font())
        largest = round(side * _LARGEST_COUNT)
        font.setPixelSize(max(96, largest) if side >= 200 else max(largest, 1))
        font.setWeight(QFont.Weight.DemiBold)
        width, available = QFontMetricsF(font).horizontalAdvance(count), side * _COUNT_WIDTH
        if width > available:
            font.setPixelSize(round(font.pixelSize() * available / width))
        painter.setFont(font)
        painter.setPen(QColor(self.tokens.ink))
        raised = ring.translated(0, -side * 0.06) if below else ring
        # Centred by the glyphs, not by the line: three dots would be too low.
        metrics = QFontMetricsF(font)
        offset = metrics.ascent() - metrics.height() / 2 + metrics.tightBoundingRect(count).center().y()
        centred = raised.translated(0, -offset)
        painter.drawText(centred, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, count)
        if below:
            font.setPixelSize(max(18, round(side * 0.11)))
            painter.setFont(font)
            painter.setPen(QColor(self.tokens.muted))
            rect = QRectF(ring.left(), ring.center().y() + side * 0.14, ring.width(), side * 0.2)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, below)
