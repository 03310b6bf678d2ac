"""The marks beside the figure: arrows for what moves, the breath, levels, and the bar through what to avoid."""

from __future__ import annotations

from functools import lru_cache
from math import atan2, cos, degrees, hypot, pi, radians, sin

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPolygonF, QTransform

from hipbreak.core.figure.body import Bone, Point, Spot
from hipbreak.core.figure.scene import BREATH_DRIFT, Drawn, Mark
from hipbreak.ui.figure.contours import Contour, carried
from hipbreak.ui.figure.paths import stroked
from hipbreak.ui.figure.pens import brush, dashed, round_pen
from hipbreak.ui.figure.skin import Skin
from hipbreak.ui.theme.tokens import Tokens

# Straight arrows: from where to where, as seen from a spot of the body (body units).
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


def _arc_places(radius: float, start: float, end: float) -> tuple[Point, ...]:
    """Places on an arc round (0, 0); angles in degrees, anticlockwise from straight ahead."""
    angles = (radians(start + (end - start) * k / 16) for k in range(17))
    return tuple(Point(radius * cos(a), radius * sin(a)) for a in angles)


# Arrows on an arc round a spot: its places (the angles as on the standing body; they turn with the trunk).
_CURVED: dict[Mark, tuple[tuple[Spot, tuple[Point, ...]], ...]] = {
    Mark.TUCK: ((Spot.HIP, _arc_places(0.132, 136.0, 216.0)), (Spot.HIP, _arc_places(0.112, -20.0, 38.0))),
    Mark.RIBS_DOWN: ((Spot.RIBS, _arc_places(0.150, 46.0, -12.0)),),
    Mark.HUG: ((Spot.FAR_KNEE, _arc_places(0.105, 20.0, 95.0)),),
}
_SHARES = [k / 8 for k in range(9)]
# The breath before the straight figure's mouth.
_WAVES = tuple(
    Contour(carried(Bone.HEAD, *((start + length * t, 896 + rise * (1 + t) + 3 * sin(2 * pi * t)) for t in _SHARES)))
    for rise, start, length in ((5, 86, 42), (-8, 82, 64), (-21, 86, 42))
)
_SHAFT, _EDGE = 1.6, 0.8  # line widths of an arrow and round its head
_SEEN = 5.0  # degrees above the horizontal from which the thigh is said to float


def paint_marks(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float) -> None:
    """The arrows and the breath that say what moves, and the bar through what to avoid."""
    painter.save()
    painter.setOpacity(max(drawn.strength, float(Mark.AVOID in drawn.marks)))
    for mark in drawn.marks:
        if mark in _STRAIGHT:
            spot, ends = _STRAIGHT[mark]
            _carried_arrow(painter, skin, skin.body.spots[spot], ends, tokens, width)
        arcs = _CURVED.get(mark, ())
        if Mark.RIBS_DOWN in drawn.marks:  # one arrow for the ribs, one for the tail
            arcs = arcs[:1]
        for spot, places in arcs:
            _carried_arrow(painter, skin, skin.body.spots[spot], places, tokens, width, drawn.pose.trunk)
        _paint_own(painter, skin, drawn, mark, tokens, width)
    painter.restore()


def _paint_own(painter: QPainter, skin: Skin, drawn: Drawn, mark: Mark, tokens: Tokens, width: float) -> None:
    hip, knee, crown = (skin.body.spots[spot] for spot in (Spot.HIP, Spot.NEAR_KNEE, Spot.CROWN))
    match mark:
        case Mark.GROW:
            _carried_arrow(painter, skin, Point(crown.x, 1.02), (Point(0.0, 0.0), Point(0.0, 0.065)), tokens, width)
        case Mark.SQUEEZE:
            _gap(painter, skin, tokens.working, width)
        case Mark.EXHALE | Mark.LET_GO:
            _breath(painter, skin, -1000 * BREATH_DRIFT * drawn.breath, tokens, width)
        case Mark.AVOID:
            _gap(painter, skin, tokens.due, width)
            _bar(painter, skin, tokens, width)
        case Mark.STACKED:
            _gap(painter, skin, tokens.working, width)
            painter.drawLine(skin.at(hip.x - 0.006, 0.46), skin.at(hip.x - 0.006, 0.86))
        case Mark.HEEL_IN:
            shank = hypot(*_minus(skin.body.spots[Spot.NEAR_HEEL], knee))
            at = degrees(atan2(*reversed(_minus(skin.body.spots[Spot.NEAR_HEEL], knee))))
            arc, floor = _arc(skin, knee, shank + 0.035, at + 16.0, at - 14.0), skin.at(0.0, 0.012).y()
            above = [p for p in arc if p.y() < floor]
            if len(above) > len(arc) // 2:  # before the heel has come up, there is no room for it
                _arrow(painter, above, tokens, width)
        case Mark.LEVEL:
            painter.setPen(dashed(tokens.working, 1.3 * width))
            painter.drawLine(skin.at(hip.x, hip.y), skin.at(hip.x + 0.38, hip.y))
            painter.setPen(round_pen(tokens.working, 1.3 * width))
            painter.drawLine(skin.spot(Spot.HIP), skin.spot(Spot.NEAR_KNEE))
            _dots(painter, skin, tokens, width)
        case Mark.FLOATS:
            up = degrees(atan2(knee.y - hip.y, knee.x - hip.x))
            if up > _SEEN:
                _arrow(painter, _arc(skin, hip, 0.31, 0.0, up), tokens, width)
        case Mark.HIPS_HIGH:
            painter.setPen(dashed(tokens.working, width))
            for y in (hip.y, knee.y):
                painter.drawLine(skin.at(hip.x, y), skin.at(knee.x + 0.14, y))
            _dots(painter, skin, tokens, width)


def _dots(painter: QPainter, skin: Skin, tokens: Tokens, width: float) -> None:
    """The joints of hip and knee, whose heights are to be compared."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.working))
    for spot in (Spot.HIP, Spot.NEAR_KNEE):
        painter.drawEllipse(skin.spot(spot), 2.2 * width, 2.2 * width)


def _minus(a: Point, b: Point) -> Point:
    return Point(a.x - b.x, a.y - b.y)


def _arc(skin: Skin, centre: Point, radius: float, start: float, end: float) -> list[QPointF]:
    """The same round a place of the world, in pixels."""
    return [skin.at(centre.x + x, centre.y + y) for x, y in _arc_places(radius, start, end)]


def _carried_arrow(
    painter: QPainter,
    skin: Skin,
    at: Point,
    places: tuple[Point, ...],
    tokens: Tokens,
    width: float,
    turned: float = 0.0,
) -> None:
    """An arrow through places as seen from a place of the body, turned clockwise with it (degrees)."""
    origin = skin.at(*at)
    way = QTransform.fromTranslate(origin.x(), origin.y()).rotate(turned)
    painter.fillPath(way.map(_arrow_area(places, skin.scale, width)), brush(tokens.working))


def _arrow(painter: QPainter, points: list[QPointF], tokens: Tokens, width: float) -> None:
    """A line through the points with a filled head at its end."""
    shaft, head = _shaft_and_head(points, width)
    painter.setPen(round_pen(tokens.working, _SHAFT * width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(shaft)
    painter.setPen(round_pen(tokens.working, _EDGE * width))
    painter.setBrush(brush(tokens.working))
    painter.drawPolygon(head)


@lru_cache(maxsize=32)
def _arrow_area(points: tuple[Point, ...], scale: float, width: float) -> QPainterPath:
    """What `_arrow` paints through places round (0, 0), as one area: most arrows only go where the body goes."""
    shaft, head = QPainterPath(), QPainterPath()
    lines = _shaft_and_head([QPointF(x * scale, -y * scale) for x, y in points], width)
    for path, line in zip((shaft, head), lines, strict=True):
        path.addPolygon(line)
    head.closeSubpath()
    return stroked(shaft, _SHAFT * width, True).united(stroked(head, _EDGE * width, True).united(head))


def _shaft_and_head(points: list[QPointF], width: float) -> tuple[QPolygonF, QPolygonF]:
    tip, before = points[-1], points[-2]
    size = 5.2 * width
    way = atan2(tip.y() - before.y(), tip.x() - before.x())
    wings = [QPointF(tip.x() - size * cos(way + turn), tip.y() - size * sin(way + turn)) for turn in (0.5, -0.5)]
    neck = QPointF(tip.x() - 0.8 * size * cos(way), tip.y() - 0.8 * size * sin(way))
    shaft = [p for p in points[:-1] if hypot(p.x() - tip.x(), p.y() - tip.y()) > size] or points[:1]
    return QPolygonF([*shaft, neck]), QPolygonF([tip, *wings])


def _breath(painter: QPainter, skin: Skin, drift: float, tokens: Tokens, width: float) -> None:
    """Three wavy lines leaving the mouth; they drift out with the breath (thousandths)."""
    painter.save()
    painter.translate(skin.on(Bone.HEAD, drift, 0.0) - skin.on(Bone.HEAD, 0.0, 0.0))
    painter.fillPath(skin.ribbons(Bone.HEAD, _WAVES, 1.2 * width), brush(tokens.working))
    painter.restore()


def _gap(painter: QPainter, skin: Skin, colour: str, width: float) -> None:
    """The lower edge of the ribs and the upper edge of the pelvis, drawn on: level, or gaping."""
    painter.setPen(dashed(colour, 1.2 * width))
    painter.drawLine(skin.on(Bone.RIBS, 56, 675), skin.on(Bone.RIBS, 150, 675))
    painter.drawLine(skin.on(Bone.PELVIS, 56, 607), skin.on(Bone.PELVIS, 150, 607))


def _bar(painter: QPainter, skin: Skin, tokens: Tokens, width: float) -> None:
    """One bar through the whole figure, with a clear edge so that it lies in front."""
    for colour, wide in ((tokens.surface, 6.0), (tokens.due, 3.2)):
        painter.setPen(round_pen(colour, wide * width))
        painter.drawLine(skin.at(-0.25, 0.10), skin.at(0.25, 0.47))
