"""The shapes of stretches, breaks and prompts in charts, which differ without colour, and their legend entries."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen, QPolygonF

from hipbreak.core.text import day as day_text
from hipbreak.ui.charts.legend import Legend, LegendEntry
from hipbreak.ui.theme.tokens import Tokens

_LINE = 18  # px: the height of a line of text for which the widths below are meant
CREDITS = ("confirmed", "assumed")
OUTCOMES = ("finished", "started", "stopped", "later", "skipped", "ignored", "withdrawn", "waiting")


def _scale(painter: QPainter) -> float:
    """The factor by which lines and gaps grow with the text."""
    return max(1.0, painter.fontMetrics().height() / _LINE)


def _hatched(painter: QPainter, rect: QRectF, ground: str, lines: str, slant: float, step: float = 5) -> None:
    """Fill with thin lines `step` pixels apart; `slant` is the horizontal offset of a line per its height."""
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.fillRect(rect, QColor(ground))
    scale = _scale(painter)
    painter.setPen(QPen(QColor(lines), 1.4 * scale))
    offset, step = slant * rect.height(), step * scale
    x = rect.left() - offset + step / 2
    while x < rect.right() + 1:
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + offset, rect.top()))
        x += step
    painter.restore()


def _edge(painter: QPainter, rect: QRectF, colour: str) -> None:
    width = 1.2 * _scale(painter)
    painter.setPen(QPen(QColor(colour), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2))


def sitting(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    """A solid band."""
    painter.fillRect(rect, QColor(tokens.band))
    _edge(painter, rect, tokens.inner)


def beyond(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    """The same band with slanted lines: sitting beyond the window."""
    _hatched(painter, rect, tokens.band, tokens.beyond, 1.0, 7)
    _edge(painter, rect, tokens.beyond)


def standing(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    """Upright lines."""
    _hatched(painter, rect, tokens.paper, tokens.standing, 0.0)
    _edge(painter, rect, tokens.standing)


def away(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    """A low outline."""
    if rect.width() < 4:
        height = 3 * _scale(painter)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - height, rect.width(), height), QColor(tokens.away))
        return
    height = max(rect.height() / 4, 6.0)
    _edge(painter, QRectF(rect.left(), rect.bottom() - height, rect.width(), height), tokens.away)


def unobserved(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    """A dotted line."""
    scale = _scale(painter)
    pen = QPen(QColor(tokens.muted), 2 * scale, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([0.01, 3])
    painter.setPen(pen)
    y, inset = rect.bottom() - 1.5 * scale, 2 * scale
    painter.drawLine(QPointF(rect.left() + inset, y), QPointF(max(rect.right() - inset, rect.left() + inset), y))


STRETCHES: dict[str, Callable[[QPainter, QRectF, Tokens], None]] = {
    "sitting": sitting,
    "beyond": beyond,
    "standing": standing,
    "away": away,
    "unobserved": unobserved,
}


def _set_pen_and_brush(painter: QPainter, colour: str, filled: bool) -> None:
    line, cap = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap
    painter.setPen(QPen(QColor(colour), 1.6 * _scale(painter), line, cap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(QBrush(QColor(colour)) if filled else Qt.BrushStyle.NoBrush)


def credit(painter: QPainter, rect: QRectF, kind: str, tokens: Tokens) -> None:
    """A disc for a confirmed break, a ring for an assumed one."""
    _set_pen_and_brush(painter, tokens.accent, kind == "confirmed")
    painter.drawEllipse(rect.adjusted(0.8, 0.8, -0.8, -0.8))


def outcome(painter: QPainter, rect: QRectF, kind: str, tokens: Tokens) -> None:
    """A filled triangle for a start, a ring for a snooze, a bar for a skip, an open triangle for no answer, ..."""
    rect = rect.adjusted(0.8, 0.8, -0.8, -0.8)
    centre = rect.center()
    answered = kind in ("started", "finished", "stopped")
    colour = tokens.accent if answered else tokens.beyond if kind == "waiting" else tokens.muted
    _set_pen_and_brush(painter, colour, filled=kind in ("started", "finished", "skipped", "waiting"))
    match kind:
        case "later":
            painter.drawEllipse(rect)
        case "skipped":
            height = 2 * _scale(painter)
            painter.drawRect(QRectF(rect.left(), centre.y() - height / 2, rect.width(), height))
        case "waiting":
            across, down = QPointF(rect.width() / 2, 0), QPointF(0, rect.height() / 2)
            painter.drawPolygon(QPolygonF([centre - down, centre + across, centre + down, centre - across]))
        case "withdrawn":
            painter.drawLine(rect.topLeft(), rect.bottomRight())
            painter.drawLine(rect.bottomLeft(), rect.topRight())
        case _:
            painter.drawPolygon(QPolygonF([rect.bottomLeft(), QPointF(centre.x(), rect.top()), rect.bottomRight()]))
            if kind == "stopped":
                painter.drawLine(QPointF(centre.x(), rect.top()), QPointF(centre.x(), rect.bottom()))


# Legend


def legend(groups: tuple[tuple[LegendEntry, ...], ...], metrics: QFontMetrics) -> Legend:
    """A legend of `legend_entry` items."""
    return Legend(groups, metrics, metrics.height() * 0.9, 6, metrics.height() * 1.25)


def legend_entry(kind: str, name: str = "") -> LegendEntry:
    """The entry of a stretch, a credit or an outcome, under its usual name or another."""
    return LegendEntry(name or _name(kind), partial(_paint_swatch, kind))


def _name(kind: str) -> str:
    if kind in CREDITS:
        return day_text.credit(kind)
    if kind in OUTCOMES:
        return day_text.outcome(kind)
    return day_text.beyond() if kind == "beyond" else day_text.kind(kind)


def _paint_swatch(kind: str, painter: QPainter, swatch: QRectF, tokens: Tokens) -> None:
    unit = painter.fontMetrics().height()
    size = round(unit * 0.6)
    band = QRectF(swatch.left(), swatch.center().y() - size / 2, swatch.width(), size)
    mark = QRectF(band.left() + unit * 0.15, band.top(), size, size)
    if kind in CREDITS:
        credit(painter, mark, kind, tokens)
    elif kind in OUTCOMES:
        outcome(painter, mark, kind, tokens)
    else:
        STRETCHES[kind](painter, band, tokens)
