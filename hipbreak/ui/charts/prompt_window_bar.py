"""The time in which a break may be offered, on a bar of the time one sits."""

from datetime import timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipbreak.core.text import onboarding as onboarding_text
from hipbreak.core.text.formatting import format_duration
from hipbreak.ui.theme.tokens import Tokens, system_tokens

_HOUR = timedelta(hours=1)
_BAR_HEIGHT = 0.7  # heights of a line
_HEIGHT = 2.4


class PromptWindowBar(QWidget):
    """The window is filled on a bar that begins with sitting down."""

    accessible_role = QAccessible.Role.Graphic

    def __init__(self) -> None:
        super().__init__()
        self._tokens = system_tokens()
        self._opens, self._closes = timedelta(minutes=30), timedelta(minutes=45)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_window(self, opens: timedelta, closes: timedelta) -> None:
        """Show a window; one that closes before it opens is one moment."""
        self._opens, self._closes = opens, max(opens, closes)
        self.setAccessibleName(onboarding_text.window(format_duration(self._opens), format_duration(self._closes)))
        self.update()

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._tokens = tokens
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(20 * line, round(_HEIGHT * line))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        bar = QRectF(1, 1, self.width() - 2, _BAR_HEIGHT * line)
        end = max(_HOUR, self._closes * 1.25)
        first, last = (bar.left() + bar.width() * (moment / end) for moment in (self._opens, self._closes))
        self._paint_bar(painter, bar, first, max(last, first + 3))
        painter.setPen(QColor(self._tokens.ink))
        labels = (
            (bar.left(), onboarding_text.sit_down()),
            (first, format_duration(self._opens)),
            (last, format_duration(self._closes)),
        )
        right = bar.left() - line
        for x, text in labels:
            width = self.fontMetrics().horizontalAdvance(text)
            left = min(max(x - width / 2, right + line / 2, bar.left()), bar.right() - width)
            painter.drawText(QPointF(left, bar.bottom() + 1.2 * line), text)
            right = left + width
        painter.end()
        event.accept()

    def _paint_bar(self, painter: QPainter, bar: QRectF, first: float, last: float) -> None:
        radius = bar.height() / 2
        path = QPainterPath()
        path.addRoundedRect(bar, radius, radius)
        painter.fillPath(path, QColor(self._tokens.surface))
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(QRectF(first, bar.top(), last - first, bar.height()), QColor(self._tokens.accent))
        painter.restore()
        painter.setPen(QPen(QColor(self._tokens.muted), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
