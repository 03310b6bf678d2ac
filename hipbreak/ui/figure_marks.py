"""What is drawn round the figure: the ground, the chair, the working muscle, arrows, breath and the bar."""

from __future__ import annotations

from math import atan2, cos, hypot, pi, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF, QRadialGradient

from hipbreak.core.body import Bone, Point, Spot
from hipbreak.core.pulse_poses import Drawn, Mark, Muscle
from hipbreak.ui.figure_body import Skin
from hipbreak.ui.figure_contours import GLUTE
from hipbreak.ui.tokens import Tokens


def paint_ground(painter: QPainter, skin: Skin, tokens: Tokens, width: float) -> None:
    """The floor line and a soft shadow where the feet touch it."""
    heels = [skin.body.spots[spot].x for spot in (Spot.NEAR_HEEL, Spot.FAR_HEEL)]
    toes = [skin.body.spots[spot].x for spot in (Spot.NEAR_TOE, Spot.FAR_TOE)]
    left, right = min(heels) - 0.05, max(toes) + 0.05
    middle, half = (left + right) / 2, (right - left) / 2
    painter.save()
    painter.translate(skin.at(middle, 0.0) + QPointF(0.0, 1.5 * width))
    painter.scale(1.0, 0.16)
    radius = half * skin.scale
    soft = QRadialGradient(QPointF(0.0, 0.0), radius)
    shade, clear = QColor(tokens.shadow), QColor(tokens.shadow)
    clear.setAlpha(0)
    soft.setColorAt(0.0, shade)
    soft.setColorAt(0.6, shade)
    soft.setColorAt(1.0, clear)
    painter.fillRect(QRectF(-radius, -radius, 2 * radius, 2 * radius), QBrush(soft))
    painter.restore()
    drop = QPointF(0.0, width)
    painter.setPen(_pen(tokens.ground, width))
    painter.drawLine(skin.at(-0.42, 0.0) + drop, skin.at(0.42, 0.0) + drop)


def paint_chair(painter: QPainter, skin: Skin, tokens: Tokens, width: float, opacity: float) -> None:
    """A plain chair under a person sitting with the ankles near x = 0."""
    painter.save()
    painter.setOpacity(opacity)
    thick = _pen(tokens.ground, 2.2 * width)
    for ax, ay, bx, by in (
        (-0.365, 0.233, -0.055, 0.233),
        (-0.365, 0.233, -0.395, 0.580),
        (-0.345, 0.233, -0.375, 0.004),
        (-0.085, 0.233, -0.065, 0.004),
    ):
        path = QPainterPath(skin.at(ax, ay))
        path.lineTo(skin.at(bx, by))
        painter.strokePath(path, thick)
    painter.restore()


def paint_muscle(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float) -> None:
    """The glute: filled, hatched and strongly outlined when it works, a dashed outline when let go."""
    glute = skin.closed(GLUTE)
    if Mark.LET_GO in drawn.marks:
        loose = _pen(tokens.outline, width)
        loose.setDashPattern([2.0, 2.2])
        painter.strokePath(glute, loose)
    if drawn.muscle is not Muscle.GLUTES:
        return
    painter.save()
    painter.setOpacity(drawn.strength)
    painter.fillPath(glute, QColor(tokens.working))
    painter.setClipPath(glute)
    painter.setPen(_pen(tokens.hatch, 0.8 * width))
    for k in range(10):
        painter.drawLine(skin.on(Bone.PELVIS, -100, 490 + 20 * k), skin.on(Bone.PELVIS, 10, 420 + 20 * k))
    painter.setClipping(False)
    painter.strokePath(glute, _pen(tokens.outline, 1.5 * width))
    painter.restore()


def paint_marks(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float) -> None:
    """The arrows and the breath that say what moves, and the bar through what to avoid."""
    painter.save()
    painter.setOpacity(max(drawn.strength, float(Mark.AVOID in drawn.marks)))
    hip, crown, ribs = (skin.body.spots[spot] for spot in (Spot.HIP, Spot.CROWN, Spot.RIBS))
    for mark in drawn.marks:
        match mark:
            case Mark.GROW:
                _arrow(painter, [skin.at(crown.x, 1.02), skin.at(crown.x, 1.085)], tokens, width)
            case Mark.RIBS_DOWN:
                _arrow(painter, _arc(skin, Point(ribs.x + 0.02, ribs.y), 0.145, 46.0, -12.0), tokens, width)
            case Mark.TUCK:
                _arrow(painter, _arc(skin, hip, 0.130, 145.0, 232.0), tokens, width)
                _arrow(painter, _arc(skin, hip, 0.112, -20.0, 38.0), tokens, width)
            case Mark.SQUEEZE:
                _gap(painter, skin, tokens.working, width)
                _arrow(painter, [skin.at(hip.x - 0.19, hip.y), skin.at(hip.x - 0.105, hip.y)], tokens, width)
            case Mark.EXHALE | Mark.LET_GO:
                _breath(painter, skin, -4.0 * drawn.breath, tokens, width)
            case Mark.AVOID:
                _gap(painter, skin, tokens.due, width)
                _bar(painter, skin, tokens, width)
    painter.restore()


def _pen(colour: str, width: float) -> QPen:
    return QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _arc(skin: Skin, centre: Point, radius: float, start: float, end: float) -> list[QPointF]:
    """Points on an arc in pixels; angles in degrees, anticlockwise from straight ahead."""
    angles = (radians(start + (end - start) * k / 16) for k in range(17))
    return [skin.at(centre.x + radius * cos(a), centre.y + radius * sin(a)) for a in angles]


def _arrow(painter: QPainter, points: list[QPointF], tokens: Tokens, width: float) -> None:
    """A line through the points with a filled head at its end."""
    tip, before = points[-1], points[-2]
    size = 5.2 * width
    way = atan2(tip.y() - before.y(), tip.x() - before.x())
    wings = [QPointF(tip.x() - size * cos(way + turn), tip.y() - size * sin(way + turn)) for turn in (0.5, -0.5)]
    neck = QPointF(tip.x() - 0.8 * size * cos(way), tip.y() - 0.8 * size * sin(way))
    shaft = [p for p in points[:-1] if hypot(p.x() - tip.x(), p.y() - tip.y()) > size] or points[:1]
    painter.setPen(_pen(tokens.working, 1.6 * width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([*shaft, neck]))
    painter.setPen(_pen(tokens.working, 0.8 * width))
    painter.setBrush(QColor(tokens.working))
    painter.drawPolygon(QPolygonF([tip, *wings]))


def _breath(painter: QPainter, skin: Skin, drift: float, tokens: Tokens, width: float) -> None:
    """Three wavy lines leaving the mouth; they drift out with the breath (thousandths)."""
    pen = _pen(tokens.working, 1.2 * width)
    painter.setPen(pen)
    for rise, start, length in ((5, 86, 42), (-8, 82, 64), (-21, 86, 42)):
        steps = [k / 12 for k in range(13)]
        wave = [
            skin.on(Bone.HEAD, start + drift + length * t, 896 + rise * (1 + t) + 3 * sin(2 * pi * t)) for t in steps
        ]
        painter.drawPolyline(QPolygonF(wave))


def _gap(painter: QPainter, skin: Skin, colour: str, width: float) -> None:
    """The lower edge of the ribs and the upper edge of the pelvis, drawn on: level, or gaping."""
    pen = _pen(colour, 1.2 * width)
    pen.setDashPattern([2.6, 2.4])
    painter.setPen(pen)
    painter.drawLine(skin.on(Bone.RIBS, 56, 675), skin.on(Bone.RIBS, 150, 675))
    painter.drawLine(skin.on(Bone.PELVIS, 56, 607), skin.on(Bone.PELVIS, 150, 607))


def _bar(painter: QPainter, skin: Skin, tokens: Tokens, width: float) -> None:
    """One bar through the whole figure, with a clear edge so that it lies in front."""
    for colour, wide in ((tokens.surface, 6.0), (tokens.due, 3.2)):
        painter.setPen(_pen(colour, wide * width))
        painter.drawLine(skin.at(-0.25, 0.10), skin.at(0.25, 0.47))
