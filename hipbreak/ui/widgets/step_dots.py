"""Dots for the steps of a break, or the repetitions of a movement: done, now, and to come."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.painted_widget import PaintedWidget

_GAP = 1.1  # between two dots, in diameters
_NOW, _DONE = 0.5, 0.36  # the radius in diameters of the space of a dot


class StepDots(PaintedWidget):
    """Shows which of so many it is; more than fit are drawn smaller."""

    accessible_role = QAccessible.Role.Graphic

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = (0, 0)  # which it is, from 1, and of how many
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, number: int, total: int, name: str) -> None:
        """Show dot `number` of `total` as the one of now; `name` is for a screen reader. Zero shows no dots."""
        if self.count != (number, total):
            self.count = (number, total)
            self.update()
        self.setAccessibleName(name)

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """A line of text high, so that nothing moves where there are no dots."""
        return QSize(120, self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        number, total = self.count
        if not total:
            return
        diameter = min(self.height() * 0.85, self.width() / (total * (1 + _GAP)))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = diameter * (1 + _GAP)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step
        left = self.width() / 2 - step * (total - 1) / 2
        accent, edge = QColor(self.tokens.accent), QColor(self.tokens.edge)
        for n in range(total):
            reached = n < number
            painter.setPen(Qt.PenStyle.NoPen if reached else QPen(edge, max(1.0, diameter * 0.12)))
            painter.setBrush(accent if reached else Qt.BrushStyle.NoBrush)
            radius = diameter * (_NOW if n == number - 1 else _DONE)
            painter.drawEllipse(QPointF(left + n * step, self.height() / 2), radius, radius)
