"""The marks beside the figure: arrows for movements, the breath, levels, and a bar across what to avoid."""

from __future__ import annotations

from functools import lru_cache
from math import atan2, cos, degrees, hypot, pi, radians, sin

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPolygonF, QTransform

from hipbreak.core.figure.body import Bone, Point, Spot
from hipbreak.core.figure.scene import BREATH_DRIFT, Drawn, Mark
from hipbreak.ui.figure.contours import Contour, bound
from hipbreak.ui.figure.paths import stroked
from hipbreak.ui.figure.pens import brush, dashed, round_pen
from hipbreak.ui.figure.skin import Skin
from hipbreak.ui.theme.tokens import Tokens

# Straight arrows: start and end relative to a spot of the body (body units).
_STRAIGHT: dict[Mark, tuple[Spot, tuple[Point, Point]]] = {
    Mark.SQUEEZE: (Spot.HIP, (Point(-0.19, 0.0), Point(-0.105, 0.0))),
    Mark.PRESS: (Spot.NEAR_BALL, (Point(0.085, 0.115), Point(0.085, 0.015))),
    Mark.SETTLE: (Spot.NEAR_KNEE, (Point(0.075, 0.010), Point(0.075, -0.100))),
    Mark.BACK_FOOT: (Spot.NEAR_ANKLE, (Point(-0.055, 0.110), Point(-0.125, 0.040))),
    Mark.FRONT_FOOT: (Spot.FAR_ANKLE, (Point(0.075, 0.080), Point(0.150, 0.005))),
    Mark.LOWER: (Spot.SHOULDER, (Point(0.13, -0.06), Point(0.13, -0.18))),
    Mark.HIPS_UP: (Spot.HIP, (Point(-0.015, 0.080), Point(-0.015, 0.185))),
    Mark.LIFT: (Spot.NEAR_KNEE, (Point(-0.02, 0.055), Point(-0.02, 0.135))),
    Mark.PUSH_OFF: (Spot.NEAR_BALL, (Point(-0.130, 0.075), Point(-0.205, 0.010))),
}


def _arc_points(radius: float, start: float, end: float) -> tuple[Point, ...]:
    """Points on an arc around (0, 0); angles in degrees, anticlockwise from straight ahead."""
    angles = (radians(start + (end - start) * k / 16) for k in range(17))
    return tuple(Point(radius * cos(a), radius * sin(a)) for a in angles)


# Arrows on an arc around a spot; the angles are those of the standing body, and turn with the trunk.
_CURVED: dict[Mark, tuple[tuple[Spot, tuple[Point, ...]], ...]] = {
    Mark.TUCK: ((Spot.HIP, _arc_points(0.132, 136.0, 216.0)), (Spot.HIP, _arc_points(0.112, -20.0, 38.0))),
    Mark.RIBS_DOWN: ((Spot.RIBS, _arc_points(0.150, 46.0, -12.0)),),
    Mark.HUG: ((Spot.FAR_KNEE, _arc_points(0.105, 20.0, 95.0)),),
}
_FRACTIONS = [k / 8 for k in range(9)]
# The breath in front of the mouth, in the rest pose.
_WAVES = tuple(
    Contour(bound(Bone.HEAD, *((start + length * t, 896 + rise * (1 + t) + 3 * sin(2 * pi * t)) for t in _FRACTIONS)))
    for rise, start, length in ((5, 86, 42), (-8, 82, 64), (-21, 86, 42))
)
_SHAFT_WIDTH, _HEAD_WIDTH = 1.6, 0.8  # line widths of an arrow and of its head
_VISIBLE_LIFT = 5.0  # degrees above the horizontal from which a floating thigh is marked


def paint_marks(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float) -> None:
    """Paint the arrows and the breath, and the bar across what to avoid."""
    painter.save()
    painter.setOpacity(max(drawn.strength, float(Mark.AVOID in drawn.marks)))
    for mark in drawn.marks:
        if mark in _STRAIGHT:
            spot, ends = _STRAIGHT[mark]
            _attached_arrow(painter, skin, skin.body.spots[spot], ends, tokens, width)
        arcs = _CURVED.get(mark, ())
        if Mark.RIBS_DOWN in drawn.marks:  # one arrow for the ribs, one for the tail
            arcs = arcs[:1]
        for spot, points in arcs:
            _attached_arrow(painter, skin, skin.body.spots[spot], points, tokens, width, drawn.pose.trunk)
        _paint_mark(painter, skin, drawn, mark, tokens, width)
    painter.restore()


def _paint_mark(painter: QPainter, skin: Skin, drawn: Drawn, mark: Mark, tokens: Tokens, width: float) -> None:
    hip, knee, crown = (skin.body.spots[spot] for spot in (Spot.HIP, Spot.NEAR_KNEE, Spot.CROWN))
    match mark:
        case Mark.GROW:
            _attached_arrow(painter, skin, Point(crown.x, 1.02), (Point(0.0, 0.0), Point(0.0, 0.065)), tokens, width)
        case Mark.SQUEEZE:
            _gap(painter, skin, tokens.working, width)
        case Mark.EXHALE | Mark.RELEASE:
            _breath(painter, skin, -1000 * BREATH_DRIFT * drawn.breath, tokens, width)
        case Mark.AVOID:
            _gap(painter, skin, tokens.beyond, width)
            _bar(painter, skin, tokens, width)
        case Mark.STACKED:
            _gap(painter, skin, tokens.working, width)
            painter.drawLine(skin.at(hip.x - 0.006, 0.46), skin.at(hip.x - 0.006, 0.86))
        case Mark.HEEL_IN:
            shank = hypot(*_minus(skin.body.spots[Spot.NEAR_HEEL], knee))
            at = degrees(atan2(*reversed(_minus(skin.body.spots[Spot.NEAR_HEEL], knee))))
            arc, floor = _arc(skin, knee, shank + 0.035, at + 16.0, at - 14.0), skin.at(0.0, 0.012).y()
            above = [p for p in arc if p.y() < floor]
            if len(above) > len(arc) // 2:  # while the heel is low, the arrow would lie below the floor
                _arrow(painter, above, tokens, width)
        case Mark.LEVEL:
            painter.setPen(dashed(tokens.working, 1.3 * width))
            painter.drawLine(skin.at(hip.x, hip.y), skin.at(hip.x + 0.38, hip.y))
            painter.setPen(round_pen(tokens.working, 1.3 * width))
            painter.drawLine(skin.spot(Spot.HIP), skin.spot(Spot.NEAR_KNEE))
            _dots(painter, skin, tokens, width)
        case Mark.FLOATS:
            lift = degrees(atan2(knee.y - hip.y, knee.x - hip.x))
            if lift > _VISIBLE_LIFT:
                _arrow(painter, _arc(skin, hip, 0.31, 0.0, lift), tokens, width)
        case Mark.HIPS_HIGH:
            painter.setPen(dashed(tokens.working, width))
            for y in (hip.y, knee.y):
                painter.drawLine(skin.at(hip.x, y), skin.at(knee.x + 0.14, y))
            _dots(painter, skin, tokens, width)


def _dots(painter: QPainter, skin: Skin, tokens: Tokens, width: float) -> None:
    """Mark the joints of hip and knee, whose heights are to be compared."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.working))
    for spot in (Spot.HIP, Spot.NEAR_KNEE):
        painter.drawEllipse(skin.spot(spot), 2.2 * width, 2.2 * width)


def _minus(a: Point, b: Point) -> Point:
    return Point(a.x - b.x, a.y - b.y)


def _arc(skin: Skin, centre: Point, radius: float, start: float, end: float) -> list[QPointF]:
    """An arc around a point of the world, in pixels."""
    return [skin.at(centre.x + x, centre.y + y) for x, y in _arc_points(radius, start, end)]


def _attached_arrow(
    painter: QPainter,
    skin: Skin,
    at: Point,
    points: tuple[Point, ...],
    tokens: Tokens,
    width: float,
    rotation: float = 0.0,
) -> None:
    """Paint an arrow through points relative to `at`, rotated clockwise (degrees)."""
    origin = skin.at(*at)
    transform = QTransform.fromTranslate(origin.x(), origin.y()).rotate(rotation)
    painter.fillPath(transform.map(_arrow_area(points, skin.scale, width)), brush(tokens.working))


def _arrow(painter: QPainter, points: list[QPointF], tokens: Tokens, width: float) -> None:
    """Paint a line through the points with a filled head at its end."""
    shaft, head = _shaft_and_head(points, width)
    painter.setPen(round_pen(tokens.working, _SHAFT_WIDTH * width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(shaft)
    painter.setPen(round_pen(tokens.working, _HEAD_WIDTH * width))
    painter.setBrush(brush(tokens.working))
    painter.drawPolygon(head)


@lru_cache(maxsize=32)
def _arrow_area(points: tuple[Point, ...], scale: float, width: float) -> QPainterPath:
    """The arrow through points around (0, 0) as one area; cached, since most arrows only move with the body."""
    shaft, head = QPainterPath(), QPainterPath()
    lines = _shaft_and_head([QPointF(x * scale, -y * scale) for x, y in points], width)
    for path, line in zip((shaft, head), lines, strict=True):
        path.addPolygon(line)
    head.closeSubpath()
    return stroked(shaft, _SHAFT_WIDTH * width, True).united(stroked(head, _HEAD_WIDTH * width, True).united(head))


def _shaft_and_head(points: list[QPointF], width: float) -> tuple[QPolygonF, QPolygonF]:
    tip, before = points[-1], points[-2]
    size = 5.2 * width
    angle = atan2(tip.y() - before.y(), tip.x() - before.x())
    wings = [
        QPointF(tip.x() - size * cos(angle + spread), tip.y() - size * sin(angle + spread)) for spread in (0.5, -0.5)
    ]
    neck = QPointF(tip.x() - 0.8 * size * cos(angle), tip.y() - 0.8 * size * sin(angle))
    shaft = [p for p in points[:-1] if hypot(p.x() - tip.x(), p.y() - tip.y()) > size] or points[:1]
    return QPolygonF([*shaft, neck]), QPolygonF([tip, *wings])


def _breath(painter: QPainter, skin: Skin, drift: float, tokens: Tokens, width: float) -> None:
    """Paint three wavy lines in front of the mouth; `drift` moves them out with the breath (thousandths)."""
    painter.save()
    painter.translate(skin.on(Bone.HEAD, drift, 0.0) - skin.on(Bone.HEAD, 0.0, 0.0))
    painter.fillPath(skin.stroked_lines(Bone.HEAD, _WAVES, 1.2 * width), brush(tokens.working))
    painter.restore()


def _gap(painter: QPainter, skin: Skin, colour: str, width: float) -> None:
    """Extend the lower edge of the ribs and the upper edge of the pelvis: parallel, or open."""
    painter.setPen(dashed(colour, 1.2 * width))
    painter.drawLine(skin.on(Bone.RIBS, 56, 675), skin.on(Bone.RIBS, 150, 675))
    painter.drawLine(skin.on(Bone.PELVIS, 56, 607), skin.on(Bone.PELVIS, 150, 607))


def _bar(painter: QPainter, skin: Skin, tokens: Tokens, width: float) -> None:
    """Paint a bar across the whole figure, with an edge that separates it from the body."""
    for colour, wide in ((tokens.surface, 6.0), (tokens.beyond, 3.2)):
        painter.setPen(round_pen(colour, wide * width))
        painter.drawLine(skin.at(-0.25, 0.10), skin.at(0.25, 0.47))
