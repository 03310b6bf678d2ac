"""A face of the tray icon inside a window, sized by the font."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from hipbreak.core.tracking.status import Face
from hipbreak.ui.theme.status_icon import paint_face, quantised


class StatusBadge(QWidget):
    """Paints one face in one colour; `lines` is its height in lines of text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance: tuple[Face, float, str] = (Face.DUE, 0.0, "#000000")
        self._lines = 2.0

    def show_face(self, face: Face, fill: float, colour: str, lines: float) -> None:
        """Show a face; repaints only when it looks different."""
        appearance = (face, quantised(face, fill), colour)
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()
        if appearance != self._appearance:
            self._appearance = appearance
            self.update()

    def sizeHint(self) -> QSize:
        side = round(self.fontMetrics().height() * self._lines)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_face(painter, QRectF(self.rect()), *self._appearance)
        painter.end()
