"""A thin bar of segments: how far through the whole session one is, block by block and side by side."""

from itertools import groupby

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipbreak.core.exercise.session_steps import Step
from hipbreak.ui.theme.tokens import Tokens, current

_HEIGHT, _GAP = 10, 4  # px


class SessionProgress(QWidget):
    """Filled up to where the session is; it owns no timer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = current()
        self._segments: list[float] = []
        self._through = 0.0  # seconds
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def apply_theme(self, tokens: Tokens) -> None:
        """Paint in these colours."""
        self._tokens = tokens
        self.update()

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """One segment for each side of each block, as wide as it is long."""
        runs = groupby(steps, key=lambda step: (step.block, step.side))
        self._segments = [sum(step.length.total_seconds() for step in run) for _, run in runs]
        self.update()

    def show_through(self, seconds: float) -> None:
        """So many seconds of the session are behind."""
        if abs(seconds - self._through) >= 0.25 or seconds == 0:
            self._through = seconds
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        whole = sum(self._segments)
        if not whole:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        room = self.width() - 1 - _GAP * (len(self._segments) - 1)
        left, behind = 0.5, self._through
        for segment in self._segments:
            width = room * segment / whole
            self._paint_segment(painter, left, width, min(max(behind / segment, 0.0), 1.0) if segment else 1.0)
            left += width + _GAP
            behind -= segment

    def _paint_segment(self, painter: QPainter, left: float, width: float, share: float) -> None:
        place = QRectF(left, 1.5, width, _HEIGHT - 3)
        painter.setPen(QColor(self._tokens.muted))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place, 3, 3)
        if share > 0:
            place.setWidth(max(width * share, 2.0))
            painter.setPen(QColor(self._tokens.accent))
            painter.setBrush(QColor(self._tokens.accent))
            painter.drawRoundedRect(place, 3, 3)
