"""Pens, blended colours and smooth shapes that everything round the figure is drawn with."""

from __future__ import annotations

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
def pale(colour: str) -> QBrush:
    """A fill that lets through what lies under it."""
    thin = QColor(colour)
    thin.setAlphaF(0.5)
    return QBrush(thin)


@lru_cache(maxsize=16)
def dashed(colour: str, width: float) -> QPen:
    """A pen for lines that are seen, not touched."""
    pen = QPen(round_pen(colour, width))
    pen.setDashPattern([2.6, 2.4])
    return pen


@lru_cache(maxsize=64)
def blend(a: str, b: str, share: float) -> str:
    """The colour a with so much of b in it."""
    one, other = QColor(a), QColor(b)
    pairs = (one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue())
    return QColor(*(round(x + (y - x) * share) for x, y in pairs)).name()


def hidden(painter: QPainter, path: QPainterPath) -> bool:
    """Whether nothing of it is inside what is painted: Qt would draw it first and then find out."""
    seen = painter.clipBoundingRect()
    return not seen.isEmpty() and not path.controlPointRect().intersects(seen)


def box(skin: Skin, left: float, right: float, bottom: float, top: float, round_by: float) -> QPainterPath:
    """A rounded rectangle of the world (body units) in pixels."""
    path = QPainterPath()
    radius = round_by * skin.scale
    path.addRoundedRect(QRectF(skin.at(left, top), skin.at(right, bottom)), radius, radius)
    return path


def shape(painter: QPainter, path: QPainterPath, fill: str, outline: str, width: float) -> None:
    """A filled shape with an outline."""
    painter.fillPath(path, brush(fill))
    painter.strokePath(path, round_pen(outline, width))


def polyline(*points: QPointF) -> QPainterPath:
    """Straight lines through the points."""
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    return path
