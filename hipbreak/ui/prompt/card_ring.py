"""The ring of the card: how long the person has been sitting or standing, or the mark of a cue or a session."""

from datetime import timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from hipbreak.core.text.formatting import minutes
from hipbreak.core.tracking.status import Face, Status
from hipbreak.ui.theme.fonts import emphasised
from hipbreak.ui.theme.status_icon import paint_face
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.painted_widget import PaintedWidget
from hipbreak.ui.widgets.status_ring import paint_ring

_SIDE, _STROKE = 56, 5  # px, at the usual size of texts


class CardRing(PaintedWidget):
    """Fills as the window of the prompt passes; beyond it the colour changes, and the number says it, too.

    At the limit of standing it is full, in the colour of standing.
    """

    accessible_role = QAccessible.Role.Graphic

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind, self._bout = "", timedelta(0)
        self._closes = timedelta(minutes=45)

    def show_status(self, status: Status, closes: timedelta) -> None:
        """Show the minutes that the card is about, of sitting those until the window `closes`, or the mark."""
        self._kind = status.card.kind if status.card is not None else ""
        self._bout = status.card_bout
        self._closes = closes
        self.update()

    def apply_theme(self, tokens: Tokens) -> None:
        """Paint in these colours, and as large as the texts."""
        super().apply_theme(tokens)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        side = max(_SIDE, round(self.fontMetrics().height() * 3.2))
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._kind not in ("stand", "sit"):
            paint_face(painter, QRectF(self.rect()), Face.DUE, 0, self.tokens.accent)
        else:
            self._paint_minutes(painter, self._bout)

    def _paint_minutes(self, painter: QPainter, bout: timedelta) -> None:
        stroke = _STROKE * self.width() / _SIDE
        half = stroke / 2 + 0.5
        ring = QRectF(self.rect()).adjusted(half, half, -half, -half)
        colour = self.tokens.beyond if bout > self._closes else self.tokens.accent
        share = min(1.0, bout / self._closes) if self._closes else 1.0
        if self._kind == "sit":
            colour, share = self.tokens.standing, 1.0
        paint_ring(painter, ring, stroke, share, colour, self.tokens.line)
        painter.setPen(QColor(self.tokens.ink))
        painter.setFont(emphasised(self.font(), 1.3 if bout < timedelta(minutes=100) else 1.0))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(minutes(bout)))
