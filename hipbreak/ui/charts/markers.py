"""The shapes that stretches, breaks and prompts take in the pictures of a day: each told apart without colour."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from hipbreak.ui.theme.tokens import Tokens

_LINE = 18  # px: the height of a line of text for which the widths below are meant


def _scale(painter: QPainter) -> float:
    """Lines and gaps grow with the text, and never below their least."""
    return max(1.0, painter.fontMetrics().height() / _LINE)


def _hatched(painter: QPainter, rect: QRectF, ground: str, lines: str, slant: float, step: float = 5) -> None:
    """Fill with thin lines some pixels apart; the slant is how far a line leans over its own height."""
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.fillRect(rect, QColor(ground))
    scale = _scale(painter)
    painter.setPen(QPen(QColor(lines), 1.4 * scale))
    lean, step = slant * rect.height(), step * scale
    x = rect.left() - lean + step / 2
    while x < rect.right() + 1:
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + lean, rect.top()))
        x += step
    painter.restore()


def _edge(painter: QPainter, rect: QRectF, colour: str) -> None:
    wide = 1.2 * _scale(painter)
    painter.setPen(QPen(QColor(colour), wide))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2))


def sitting(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    """A solid band."""
    painter.fillRect(rect, QColor(tokens.band))
    _edge(painter, rect, tokens.inner)


def beyond(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    """The same band with slanted lines: sitting past the window."""
    _hatched(painter, rect, tokens.band, tokens.due, 1.0, 7)
    _edge(painter, rect, tokens.due)


def standing(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    """Upright lines."""
    _hatched(painter, rect, tokens.paper, tokens.standing, 0.0)
    _edge(painter, rect, tokens.standing)


def away(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    """A low outline."""
    if rect.width() < 4:
        high = 3 * _scale(painter)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - high, rect.width(), high), QColor(tokens.away))
        return
    high = max(rect.height() / 4, 6.0)
    _edge(painter, QRectF(rect.left(), rect.bottom() - high, rect.width(), high), tokens.away)


def unobserved(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    """A dotted line."""
    scale = _scale(painter)
    pen = QPen(QColor(tokens.muted), 2 * scale, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([0.01, 3])
    painter.setPen(pen)
    y, aside = rect.bottom() - 1.5 * scale, 2 * scale
    painter.drawLine(QPointF(rect.left() + aside, y), QPointF(max(rect.right() - aside, rect.left() + aside), y))


STRETCHES: dict[str, Callable[[QPainter, QRectF, Tokens], None]] = {
    "sitting": sitting,
    "beyond": beyond,
    "standing": standing,
    "away": away,
    "unobserved": unobserved,
}


def _shape(painter: QPainter, colour: str, filled: bool) -> None:
    line, cap = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap
    painter.setPen(QPen(QColor(colour), 1.6 * _scale(painter), line, cap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(QBrush(QColor(colour)) if filled else Qt.BrushStyle.NoBrush)


def credit(painter: QPainter, rect: QRectF, word: str, tokens: Tokens) -> None:
    """A disc for a confirmed break, a ring for an assumed one."""
    _shape(painter, tokens.accent, word == "confirmed")
    painter.drawEllipse(rect.adjusted(0.8, 0.8, -0.8, -0.8))


def _up(rect: QRectF) -> QPolygonF:
    return QPolygonF([rect.bottomLeft(), QPointF(rect.center().x(), rect.top()), rect.bottomRight()])


def outcome(painter: QPainter, rect: QRectF, word: str, tokens: Tokens) -> None:
    """What became of a prompt: up for a start, round for later, flat for a skip, hollow for no answer."""
    rect = rect.adjusted(0.8, 0.8, -0.8, -0.8)
    centre = rect.center()
    if word in ("started", "finished"):
        _shape(painter, tokens.accent, filled=True)
        painter.drawPolygon(_up(rect))
    elif word == "stopped":
        _shape(painter, tokens.accent, filled=False)
        painter.drawPolygon(_up(rect))
        painter.drawLine(QPointF(centre.x(), rect.top()), QPointF(centre.x(), rect.bottom()))
    elif word == "later":
        _shape(painter, tokens.muted, filled=False)
        painter.drawEllipse(rect)
    elif word == "skipped":
        _shape(painter, tokens.muted, filled=True)
        high = 2 * _scale(painter)
        painter.drawRect(QRectF(rect.left(), centre.y() - high / 2, rect.width(), high))
    elif word == "waiting":
        _shape(painter, tokens.due, filled=True)
        painter.drawPolygon(
            QPolygonF(
                [
                    centre - QPointF(0, rect.height() / 2),
                    centre + QPointF(rect.width() / 2, 0),
                    centre + QPointF(0, rect.height() / 2),
                    centre - QPointF(rect.width() / 2, 0),
                ]
            )
        )
    elif word == "withdrawn":
        _shape(painter, tokens.muted, filled=False)
        painter.drawLine(rect.topLeft(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.topRight())
    else:
        _shape(painter, tokens.muted, filled=False)
        painter.drawPolygon(_up(rect))
