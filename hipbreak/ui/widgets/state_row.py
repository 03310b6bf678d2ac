"""A finding as a row: a mark for its state, and texts beside it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from hipbreak.core.diagnostics import Finding
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import column_of, row_of
from hipbreak.ui.widgets.painted_widget import PaintedWidget

_WORKS, _MISSING, _LOST = "works", "missing", "lost"
_CHECK = ((0.26, 0.53), (0.43, 0.70), (0.75, 0.33))
_STROKE = 0.11  # of its size


class StateMark(PaintedWidget):
    """A disc with a check, a ring with a dash, or a ring with an exclamation mark; as high as a line of text."""

    def __init__(self) -> None:
        super().__init__()
        self._state = _WORKS

    def show_state(self, state: str) -> None:
        """Show "works", "missing" or "lost"."""
        self._state = state
        self.update()

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height()
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = {_WORKS: self.tokens.accent, _MISSING: self.tokens.away, _LOST: self.tokens.beyond}
        colour, side = QColor(colours[self._state]), float(min(self.width(), self.height()))
        line, cap, join = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        pen = QPen(colour, side * _STROKE, line, cap, join)
        half = pen.widthF() / 2 + 0.5
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(colour if self._state == _WORKS else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(half, half, side - 2 * half, side - 2 * half))
        if self._state == _WORKS:
            pen.setColor(QColor(self.tokens.paper))
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF([QPointF(x * side, y * side) for x, y in _CHECK]))
        elif self._state == _MISSING:
            painter.drawLine(QPointF(0.32 * side, 0.5 * side), QPointF(0.68 * side, 0.5 * side))
        else:
            painter.drawLine(QPointF(0.5 * side, 0.27 * side), QPointF(0.5 * side, 0.54 * side))
            painter.drawPoint(QPointF(0.5 * side, 0.73 * side))


class StateRow(QWidget):
    """`column` takes the texts."""

    def __init__(self) -> None:
        super().__init__()
        self._mark, self.column = StateMark(), column_of(spacing=2)
        self.row = row_of((self._mark, Qt.AlignmentFlag.AlignTop), (self.column, 1), parent=self, spacing=12)

    def show_state(self, finding: Finding) -> None:
        """Show whether it works, is missing or was lost."""
        self._mark.show_state(_LOST if finding.gone else _WORKS if finding.works else _MISSING)
