"""The shadow of the card, in a window of its own that takes neither clicks nor keys."""

from PySide6.QtCore import QMargins, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRasterWindow

from hipbreak.ui.theme.sizes import CARD_RADIUS

EXTENT = 24  # px
_OPACITY = 0.18
_FLAGS = (
    Qt.WindowType.ToolTip
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
    | Qt.WindowType.WindowTransparentForInput
    | Qt.WindowType.X11BypassWindowManagerHint
)


def opacity_at(distance: float) -> float:
    """The opacity (0 to 1) of the shadow at a distance in pixels from the card's edge."""
    return _OPACITY * max(0.0, 1 - distance / EXTENT) ** 2


class CardShadow(QRasterWindow):
    """Lies around the card, and is empty where the card is: either may be above the other.

    It is no part of the card's window, whose transparent parts would take clicks. It needs a compositor.
    """

    def __init__(self, card: QRect) -> None:
        """`card` is the geometry of the card on the screen."""
        super().__init__()
        self.setFlags(_FLAGS)
        surface = self.format()
        surface.setAlphaBufferSize(8)
        self.setFormat(surface)
        self.follow(card)

    def follow(self, card: QRect) -> None:
        """Lie around the card at this place."""
        self.setGeometry(card.marginsAdded(QMargins(EXTENT, EXTENT, EXTENT, EXTENT)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.paint(QPainter(self))

    def paint(self, painter: QPainter) -> None:
        """Paint the shadow in the place of whatever is there."""
        card = QRectF(0, 0, self.width(), self.height()).adjusted(EXTENT, EXTENT, -EXTENT, -EXTENT)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.fillRect(0, 0, self.width(), self.height(), Qt.GlobalColor.transparent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for distance in range(EXTENT, -1, -1):
            colour = QColor(Qt.GlobalColor.black)
            colour.setAlphaF(opacity_at(distance - 0.5) if distance else 0.0)
            radius = CARD_RADIUS + distance
            painter.setBrush(colour)
            painter.drawRoundedRect(card.adjusted(-distance, -distance, distance, distance), radius, radius)
