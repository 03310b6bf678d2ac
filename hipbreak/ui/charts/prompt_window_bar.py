"""The time in which a break may be offered, drawn on the time one sits."""

from datetime import timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipbreak.core.text import onboarding as onboarding_text
from hipbreak.core.text.formatting import spoken
from hipbreak.ui.theme.tokens import Tokens, current

_HOUR = timedelta(hours=1)
_BAR = 0.7  # its height in lines of text
_LINES = 2.4


class WindowBar(QWidget):
    """From sitting down on the left; the window is filled, what lies before it is an outline, and after it nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = current()
        self._opens, self._closes = timedelta(minutes=30), timedelta(minutes=45)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_window(self, opens: timedelta, closes: timedelta) -> None:
        """A window that closes before it opens is one moment."""
        self._opens, self._closes = opens, max(opens, closes)
        self.setAccessibleName(onboarding_text.window(spoken(self._opens), spoken(self._closes)))
        self.update()

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._tokens = tokens
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(20 * line, round(_LINES * line))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        bar = QRectF(1, 1, self.width() - 2, _BAR * line)
        whole = max(_HOUR, self._closes * 1.25)
        first, last = (bar.left() + bar.width() * (moment / whole) for moment in (self._opens, self._closes))
        self._draw_bar(painter, bar, first, max(last, first + 3))
        painter.setPen(QColor(self._tokens.ink))
        told = ((bar.left(), onboarding_text.sit_down()), (first, spoken(self._opens)), (last, spoken(self._closes)))
        right = bar.left() - line
        for at, text in told:
            wide = self.fontMetrics().horizontalAdvance(text)
            left = min(max(at - wide / 2, right + line / 2, bar.left()), bar.right() - wide)
            painter.drawText(QPointF(left, bar.bottom() + 1.2 * line), text)
            right = left + wide
        painter.end()
        event.accept()

    def _draw_bar(self, painter: QPainter, bar: QRectF, first: float, last: float) -> None:
        round_ = bar.height() / 2
        path = QPainterPath()
        path.addRoundedRect(bar, round_, round_)
        painter.fillPath(path, QColor(self._tokens.surface))
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(QRectF(first, bar.top(), last - first, bar.height()), QColor(self._tokens.accent))
        painter.restore()
        painter.setPen(QPen(QColor(self._tokens.muted), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
