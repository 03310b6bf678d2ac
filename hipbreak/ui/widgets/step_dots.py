"""Which of a few steps one is at, as dots; the words are told to a screen reader."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from hipbreak.core.text import onboarding as onboarding_text
from hipbreak.ui.theme.tokens import Tokens, current

_APART = 1.0  # lines of text from dot to dot
_RADIUS = 0.22


class StepDots(QWidget):
    """The step is a larger filled dot, those done are filled, those to come are rings."""

    def __init__(self, steps: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps, self._step, self._tokens = steps, 0, current()

    def show_step(self, step: int) -> None:
        """Counted from 0."""
        self._step = step
        self.setAccessibleName(onboarding_text.place(step + 1, self._steps))
        self.setToolTip(onboarding_text.place(step + 1, self._steps))
        self.update()

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._tokens = tokens
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(round(self._steps * _APART * line), line)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        for step in range(self._steps):
            centre = QPointF((step + 0.5) * _APART * line, self.height() / 2)
            to_come = step > self._step
            colour = QColor(self._tokens.away if to_come else self._tokens.accent)
            painter.setPen(QPen(colour, line * 0.08))
            painter.setBrush(Qt.BrushStyle.NoBrush if to_come else colour)
            radius = line * _RADIUS * (1.35 if step == self._step else 0.8)
            painter.drawEllipse(centre, radius, radius)
        painter.end()
        event.accept()
