"""A small figure that stands still: the key moment of a picture, beside a text."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipbreak.core.figure.poses.catalogue import picture
from hipbreak.core.figure.scene import Drawn
from hipbreak.ui.figure.painter import paint_figure
from hipbreak.ui.figure.view import FigureView

_ROUND = 6.0


class StillFigure(FigureView):
    """Keeps its size, so that a text beside it flows and the picture does not."""

    def __init__(self, name: str, width: int, height: int, side: str | None = None, parent: QWidget | None = None):
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, on=False)  # its corners are round
        self.setMinimumSize(0, 0)
        self._size = QSize(width, height)
        self.aside = False
        """Whether it may fold away in a narrow window."""
        self.setFixedSize(self._size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_picture(name, side)

    def fold(self, folded: bool) -> None:
        """Take no room, where there is none for what only stands beside a text."""
        self.setFixedSize(QSize(0, 0) if folded else self._size)

    def show_picture(self, name: str, side: str | None = None) -> None:
        """Another picture, at its key moment."""
        self._still = (name, side)
        self.show_step(name, side)

    def drawn(self) -> Drawn:
        name, side = self._still
        return picture(name).still(side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """On a ground with round corners, since it stands on paper."""
        tokens, ground = self._tokens, QPainterPath()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground.addRoundedRect(QRectF(self.rect()), _ROUND, _ROUND)
        painter.fillPath(ground, QColor(tokens.surface))
        paint_figure(painter, QRectF(self.rect()).adjusted(4, 4, -4, -4), self.drawn(), tokens, self._backdrop)
        painter.end()
