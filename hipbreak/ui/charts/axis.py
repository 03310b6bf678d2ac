"""Axes and labels of charts."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from hipbreak.ui.theme.tokens import Tokens

CENTRE = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)
_LEFT = LEFT | int(Qt.AlignmentFlag.AlignAbsolute)  # time and values run to the right in every language
_RIGHT = int(
    Qt.AlignmentFlag.AlignRight
    | Qt.AlignmentFlag.AlignAbsolute
    | Qt.AlignmentFlag.AlignVCenter
    | Qt.TextFlag.TextDontClip
)


def paint_value_axis(
    painter: QPainter, plot: QRectF, ticks: Iterable[tuple[float, str]], label_gap: float, tokens: Tokens
) -> None:
    """Horizontal lines at shares of the plot's height (0 is its bottom), with labels `label_gap` pixels beside it."""
    unit = painter.fontMetrics().height()
    for share, label in ticks:
        y = round(plot.bottom() - plot.height() * share) + 0.5
        painter.setPen(QPen(QColor(tokens.line if share else tokens.away), 1))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(QRectF(0, y - unit / 2, plot.left() - label_gap, unit), _RIGHT, label)


def paint_labels(painter: QPainter, labels: Iterable[tuple[float, str]], top: float, height: float) -> None:
    """A row of labels that begin at their x in pixels; one that would touch the label before is left out."""
    metrics, free, width = painter.fontMetrics(), 0.0, painter.device().width()
    for x, label in labels:
        needed = metrics.horizontalAdvance(label)
        left = min(x, width - needed)
        if left >= free:
            painter.drawText(QRectF(left, top, needed, height), _LEFT, label)
            free = left + needed + 0.4 * metrics.height()
