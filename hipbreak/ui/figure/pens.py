"""Pens, brushes, blended colours and simple shapes of the figure and its props."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from hipbreak.ui.figure.skin import Skin


@lru_cache(maxsize=32)
def brush(colour: str) -> QBrush:
    """A plain fill."""
    return QBrush(QColor(colour))


@lru_cache(maxsize=64)
def round_pen(colour: str, width: float) -> QPen:
    """A solid pen with round caps and joins."""
    return QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


@lru_cache(maxsize=16)
def translucent(colour: str) -> QBrush:
    """A fill through which lines below it show."""
    fill = QColor(colour)
    fill.setAlphaF(0.75)
    return QBrush(fill)


@lru_cache(maxsize=64)
def blend(start: str, end: str, weight: float) -> str:
    """The colour between `start` (weight 0) and `end` (weight 1)."""
    first, second = QColor(start), QColor(end)
    pairs = (first.red(), second.red()), (first.green(), second.green()), (first.blue(), second.blue())
    return QColor(*(round(x + (y - x) * weight) for x, y in pairs)).name()


def is_clipped(painter: QPainter, path: QPainterPath) -> bool:
    """Whether the path is outside of the clip, which Qt would find out only after drawing it."""
    clip = painter.clipBoundingRect()
    return not clip.isEmpty() and not path.controlPointRect().intersects(clip)


def box(skin: Skin, left: float, right: float, bottom: float, top: float, round_by: float) -> QPainterPath:
    """A rounded rectangle given in body units, in pixels."""
    path = QPainterPath()
    radius = round_by * skin.scale
    path.addRoundedRect(QRectF(skin.at(left, top), skin.at(right, bottom)), radius, radius)
    return path


def paint_shape(painter: QPainter, path: QPainterPath, fill: str, outline: str, width: float) -> None:
    """A filled shape with an outline."""
    painter.fillPath(path, brush(fill))
    painter.strokePath(path, round_pen(outline, width))


def polyline(*points: QPointF) -> QPainterPath:
    """Straight lines through the points."""
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    return path
