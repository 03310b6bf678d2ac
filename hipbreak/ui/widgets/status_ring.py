"""A ring that fills as one sits, with the minutes inside."""

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from hipbreak.core.text import status as status_text
from hipbreak.core.tracking.status import Face, Status
from hipbreak.ui.theme.fonts import emphasised
from hipbreak.ui.theme.status_icon import FILLING
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.painted_widget import PaintedWidget

_STROKE = 0.08  # of the diameter
_BREATH_MS, _SWELLING = 1600, 0.5
_FULL_CIRCLE = 360 * 16  # in sixteenths of a degree
_NUMBER, _UNIT = 0.3, 0.11  # heights of the texts, of the diameter


def face_colour(face: Face, tokens: Tokens) -> str:
    """The colour of a face of the tray icon in windows."""
    colours = {
        Face.SITTING: tokens.accent,
        Face.OTHER_DUE: tokens.accent,
        Face.DUE: tokens.beyond,
        Face.LONG_SIT: tokens.beyond,
        Face.STANDING: tokens.standing,
    }
    return colours.get(face, tokens.away)


def paint_ring(painter: QPainter, ring: QRectF, stroke: float, share: float, colour: str, track: str) -> None:
    """Paint a ring of which `share` (0 to 1) is filled, clockwise from the top."""
    painter.setPen(QPen(QColor(track), stroke))
    painter.drawEllipse(ring)
    if share > 0:
        painter.setPen(QPen(QColor(colour), stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(ring, _FULL_CIRCLE // 4, -round(share * _FULL_CIRCLE))


class StatusRing(PaintedWidget):
    """`side` is its diameter in pixels; it is decoration beside a text with the same content."""

    accessible_role = QAccessible.Role.Graphic

    def __init__(self, side: int) -> None:
        super().__init__()
        self._side = side
        self._shown: tuple[Face, float, str, str] = (Face.AWAY, 0.0, "", "")
        self._swelling = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def show_status(self, status: Status) -> None:
        """Show a state; repaints only when it looks different."""
        number, unit = status_text.ring(status)
        filled = round(status.fill, 2) if status.face in FILLING else float(status.face is not Face.AWAY)
        shown = (status.face, filled, number, unit)
        if shown != self._shown:
            self._shown = shown
            self.setAccessibleName(f"{number} {unit}".strip())
            self.update()

    def breathe(self) -> None:
        """Swell once and come back."""
        animation = QVariantAnimation(self, duration=_BREATH_MS, startValue=0.0, endValue=0.0)
        animation.setKeyValueAt(0.5, 1.0)
        animation.setEasingCurve(QEasingCurve.Type.InOutSine)
        animation.valueChanged.connect(self._swell)
        animation.start(QVariantAnimation.DeletionPolicy.DeleteWhenStopped)

    def _swell(self, value: float) -> None:
        self._swelling = value
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:
        """On low screens it is smaller."""
        return QSize(self._side * 2 // 5, self._side * 2 // 5)

    def paintEvent(self, _event: QPaintEvent) -> None:
        face, filled, number, unit = self._shown
        side = min(self.width(), self.height())
        stroke = side * _STROKE
        stroke *= 1 + _SWELLING * self._swelling
        ring = QRectF(0, 0, side - stroke - 1, side - stroke - 1)
        ring.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ring(painter, ring, stroke, filled, face_colour(face, self.tokens), self.tokens.line)
        self._paint_text(painter, ring, number, _NUMBER * side, -0.05 * side if unit else 0, self.tokens.ink)
        self._paint_text(painter, ring, unit, _UNIT * side, 0.18 * side, self.tokens.muted)

    def _paint_text(
        self, painter: QPainter, ring: QRectF, text: str, height: float, offset: float, colour: str
    ) -> None:
        font = emphasised(self.font())
        font.setPixelSize(max(1, round(height)))
        painter.setFont(font)
        painter.setPen(QColor(colour))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
        painter.drawText(ring.translated(0, offset), flags, text)
