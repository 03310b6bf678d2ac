"""The marks beside the figure, made of a few signs: move, press, breathe in or out, level, look, and a bar."""

from functools import lru_cache
from math import atan2, cos, hypot, pi, radians, sin, sqrt

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPolygonF, QTransform

from hipbreak.core.figure.body import Bone, Point, Spot
from hipbreak.core.figure.pose import skeleton
from hipbreak.core.figure.scene import BREATH_DRIFT, Drawn, Mark
from hipbreak.ui.figure.contours import MUSCLES, PELVIS, RIB_CAGE, TRUNK, Contour, bound
from hipbreak.ui.figure.paths import stroked
from hipbreak.ui.figure.pens import blend, brush, paint_shape, polyline, round_pen
from hipbreak.ui.figure.skin import Skin
from hipbreak.ui.theme.tokens import Tokens

Points = tuple[Point, ...]


def _arc_points(radius: float, start: float, end: float, x: float = 0.0, y: float = 0.0) -> Points:
    """Points on an arc around (x, y); angles in degrees, anticlockwise from straight ahead."""
    angles = (radians(start + (end - start) * k / 16) for k in range(17))
    return tuple(Point(x + radius * cos(a), y + radius * sin(a)) for a in angles)


# Movements: arrows along the way, relative to a spot of the body (body units).
_FORBIDDEN = 0.12  # the radius of its ring, in body heights
_MOVES: dict[Mark, tuple[tuple[Spot, Points], ...]] = {
    Mark.LET_HANG: ((Spot.NEAR_ANKLE, (Point(0.085, 0.172), Point(0.085, 0.080))),),
    Mark.LEG_OFF: ((Spot.FAR_ANKLE, _arc_points(0.190, 70.0, -14.0, -0.062, -0.022)),),
    Mark.STEP_AWAY: ((Spot.NEAR_ANKLE, (Point(-0.250, -0.005), Point(-0.060, -0.005))),),
    Mark.STEP_BACK: ((Spot.FAR_ANKLE, (Point(-0.080, -0.015), Point(-0.520, -0.015))),),
    Mark.FOOT_FORWARD: ((Spot.FAR_ANKLE, (Point(-0.155, -0.015), Point(-0.050, -0.015))),),
    Mark.FEET_IN: ((Spot.HIP, (Point(0.495, 0.030), Point(0.355, 0.030))),),
    Mark.LEG_OUT: ((Spot.NEAR_KNEE, _arc_points(0.200, -35.0, 55.0, 0.0, -0.02)),),
    Mark.FOOT_BACK: ((Spot.FAR_ANKLE, _arc_points(0.300, 8.0, 108.0, -0.395, -0.005)),),
    Mark.LOWER: ((Spot.SHOULDER, (Point(-0.17, -0.04), Point(-0.17, -0.19))),),
    Mark.RISE: ((Spot.SHOULDER, (Point(-0.17, -0.19), Point(-0.17, -0.04))),),
    Mark.HIPS_UP: ((Spot.HIP, (Point(-0.015, 0.085), Point(-0.015, 0.195))),),
    Mark.HIPS_DOWN: ((Spot.HIP, (Point(-0.110, 0.240), Point(-0.110, 0.130))),),
    Mark.LIFT: ((Spot.NEAR_ANKLE, (Point(-0.01, 0.055), Point(-0.01, 0.150))),),
    Mark.LEG_DOWN: ((Spot.NEAR_ANKLE, (Point(-0.01, 0.190), Point(-0.01, 0.095))),),
    Mark.PUSH_OFF: ((Spot.SHOULDER, (Point(0.11, -0.05), Point(0.23, -0.05))),),
    Mark.SIT_DOWN: ((Spot.SKULL, _arc_points(0.170, 84.0, 134.0, 0.140, 0.022)),),
    Mark.HUG: ((Spot.FAR_KNEE, _arc_points(0.115, 0.0, 88.0)),),
    Mark.LIE_DOWN: ((Spot.LOIN, (Point(0.02, 0.215), Point(0.02, 0.095))),),
    Mark.LIE_BACK: ((Spot.SKULL, _arc_points(0.270, 98.0, 142.0, 0.02, -0.12)),),
}
# Movements of the trunk, whose arrows turn with it.
_TURNS: dict[Mark, tuple[tuple[Spot, Points], ...]] = {
    Mark.TUCK: ((Spot.HIP, _arc_points(0.120, 140.0, 216.0)), (Spot.HIP, _arc_points(0.106, -20.0, 38.0))),
    Mark.RIBS_DOWN: ((Spot.RIBS, _arc_points(0.118, 50.0, -14.0)),),
    Mark.SQUEEZE: (
        (Spot.HIP, (Point(-0.178, 0.037), Point(-0.108, 0.014))),
        (Spot.HIP, (Point(-0.165, -0.105), Point(-0.103, -0.055))),
    ),
}
# Presses: the place of contact relative to a spot, and the direction (degrees) into what is pressed.
_PRESSES: dict[Mark, tuple[Spot, Point, float]] = {
    Mark.PRESS: (Spot.NEAR_BALL, Point(0.0, 0.0), -90.0),
    Mark.BACK_FOOT: (Spot.NEAR_ANKLE, Point(-0.035, -0.027), -105.0),
    Mark.FRONT_FOOT: (Spot.FAR_ANKLE, Point(0.020, -0.042), -75.0),
    Mark.HIPS_UP: (Spot.NEAR_HEEL, Point(0.028, 0.0), -90.0),
    Mark.PUSH_OFF: (Spot.NEAR_BALL, Point(0.0, 0.0), -125.0),
}
_HEEL_IN = _arc_points(0.200, -40.0, -88.0)  # around the knee of a shank that hangs down
_FRACTIONS = [k / 8 for k in range(9)]


def _waves(ends: tuple[tuple[float, float, float, float], ...]) -> tuple[Contour, ...]:
    """Wavy lines before the mouth in the rest pose, from (x, y) along (dx, dy)."""
    return tuple(
        Contour(bound(Bone.HEAD, *((x + dx * t, y + dy * t + 4 * sin(3 * pi * t)) for t in _FRACTIONS)))
        for x, y, dx, dy in ends
    )


def _wave_heads(*tips: tuple[float, float, float], back: float) -> tuple[Contour, ...]:
    """Open arrow heads with the tip at (x, y), turned by a slant; `back` is the way to their ends."""
    return tuple(
        Contour(bound(Bone.HEAD, (x + back, y + 11 + slant), (x, y + slant / 4), (x + back, y - 11 + slant)))
        for x, y, slant in tips
    )


# The breath before the mouth: its lines, and the heads of its arrows.
_BREATH = {
    Mark.INHALE: (
        _waves(((86, 920, 54, 18), (90, 884, 64, 0), (86, 848, 54, -18))),
        _wave_heads((82, 918, 2), (86, 884, 0), (82, 850, -2), back=15),
    ),
    Mark.EXHALE: (
        _waves(((72, 901, 58, 15), (72, 886, 78, -6), (72, 871, 58, -27))),
        _wave_heads((133, 916, -3), (153, 880, 1), (133, 844, 4), back=-16),
    ),
}
_STRETCH_ARROW = Contour(
    (
        *bound(Bone.PELVIS, (84, 612), (92, 560)),
        *bound((Bone.PELVIS, Bone.NEAR_THIGH, 0.5), (92, 512)),
        *bound(Bone.NEAR_THIGH, (86, 460), (76, 412)),
    )
)
_ABOVE, _HALF_THIGH = 0.04, 0.05  # from which a gap below the thigh is shown; half a thigh (body units)
_THEN = 0.06  # the arrow head between two positions (body units)
_SHAFT_WIDTH, _HEAD_WIDTH = 1.6, 0.8  # line widths of an arrow and of its head
_PRESS_LENGTH, _PRESS_HALF, _PRESS_HEAD, _PRESS_HEAD_HALF, _CONTACT = 0.100, 0.011, 0.038, 0.028, 0.045  # body units


def paint_marks(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float) -> None:
    """Paint the signs of a moment, and the bar across what to avoid."""
    painter.save()
    painter.setOpacity(max(drawn.strength, float(Mark.AVOID in drawn.marks)))
    for mark in drawn.marks:
        for spot, points in _MOVES.get(mark, ()):
            paint_arrow(painter, skin, skin.body.spots[spot], points, tokens.working, width)
        turns = _TURNS.get(mark, ())
        if Mark.RIBS_DOWN in drawn.marks or drawn.pose.trunk:  # one arrow for the ribs, one for the tail
            turns = turns[:1]
        for spot, points in turns:
            paint_arrow(painter, skin, skin.body.spots[spot], points, tokens.working, width, drawn.pose.trunk)
        if mark in _PRESSES:
            spot, contact, direction = _PRESSES[mark]
            at = skin.body.spots[spot]
            paint_press(painter, skin, Point(at.x + contact.x, at.y + contact.y), direction, tokens, width)
        _paint_mark(painter, skin, drawn, mark, tokens, width)
    painter.restore()


def _paint_mark(painter: QPainter, skin: Skin, drawn: Drawn, mark: Mark, tokens: Tokens, width: float) -> None:
    knee, crown = (skin.body.spots[spot] for spot in (Spot.NEAR_KNEE, Spot.CROWN))
    match mark:
        case Mark.GROW:
            points = Point(0.0, 0.0), Point(0.0, 0.065)
            paint_arrow(painter, skin, Point(crown.x, 1.02), points, tokens.working, width)
        case Mark.STRETCH:
            _stretch_arrow(painter, skin, tokens, width)
        case Mark.INHALE | Mark.EXHALE:
            paint_breath(painter, skin, mark, -1000 * BREATH_DRIFT * drawn.breath, tokens, width)
        case Mark.AVOID:
            _bar(painter, skin, tokens, width)
        case Mark.STACKED:
            for bone, y in ((Bone.RIBS, 668), (Bone.PELVIS, 613)):
                paint_line(painter, skin.on(bone, -95, y), skin.on(bone, 105, y), tokens, width)
        case Mark.RELEASE:
            _pale_muscles(painter, skin, drawn, tokens, width)
        case Mark.HEEL_IN:
            turn = skin.body.turns[Bone.NEAR_SHANK]
            paint_arrow(painter, skin, knee, _HEEL_IN, tokens.working, width, turn)
        case _:
            _paint_reading(painter, skin, drawn, mark, tokens, width)


def _paint_reading(painter: QPainter, skin: Skin, drawn: Drawn, mark: Mark, tokens: Tokens, width: float) -> None:
    """Paint an eye, a stopwatch, or lines to compare with."""
    hip, knee = (skin.body.spots[spot] for spot in (Spot.HIP, Spot.NEAR_KNEE))
    match mark:
        case Mark.LOOK:
            _eye(painter, skin, Point(hip.x + 0.43, hip.y + 0.08), tokens, width)
        case Mark.HOLD:
            _stopwatch(painter, skin, Point(hip.x + 0.34, hip.y + 0.26), tokens, width)
        case Mark.LEVEL:
            bed, below = drawn.scene.surfaces[0], knee.y - _HALF_THIGH
            paint_line(painter, skin.at(bed.right, bed.top), skin.at(bed.right + 0.37, bed.top), tokens, width)
            if below > bed.top + _ABOVE:
                _gap(painter, skin, Point(knee.x - 0.03, bed.top), below, tokens, width)
        case Mark.HIPS_HIGH:
            for start in (hip, knee):
                paint_line(painter, skin.at(*start), skin.at(knee.x + 0.20, start.y), tokens, width)
            _gap(painter, skin, Point(knee.x + 0.15, knee.y), hip.y, tokens, width)
            if drawn.ghost:
                start = skeleton(drawn.ghost).spots[Spot.HIP]
                between = skin.at((start.x + hip.x) / 2, hip.y + 0.25)
                paint_then(painter, between, _THEN * skin.scale, tokens)


def paint_arrow(
    painter: QPainter, skin: Skin, at: Point, points: Points, colour: str, width: float, rotation: float = 0.0
) -> None:
    """Move: an arrow through points relative to `at`, rotated clockwise (degrees)."""
    origin = skin.at(*at)
    transform = QTransform.fromTranslate(origin.x(), origin.y()).rotate(rotation)
    painter.fillPath(transform.map(_arrow_area(points, skin.scale, width)), brush(colour))


def paint_press(painter: QPainter, skin: Skin, contact: Point, direction: float, tokens: Tokens, width: float) -> None:
    """Press: a broad arrow over the body that ends at the contact, and a bar along the contact."""
    origin = skin.at(*contact)
    for area, colour in zip(
        _press_areas(direction, skin.scale, width), (tokens.surface, tokens.working, tokens.working), strict=True
    ):
        painter.fillPath(area.translated(origin), brush(colour))


def paint_breath(painter: QPainter, skin: Skin, mark: Mark, drift: float, tokens: Tokens, width: float) -> None:
    """Breathe: three wavy arrows from the mouth or to it; `drift` moves them out with the breath (thousandths)."""
    painter.save()
    painter.translate(skin.on(Bone.HEAD, drift, 0.0) - skin.on(Bone.HEAD, 0.0, 0.0))
    for lines in _BREATH[mark]:
        painter.fillPath(skin.stroked_lines(Bone.HEAD, lines, 1.2 * width), brush(tokens.working))
    painter.restore()


def paint_line(painter: QPainter, start: QPointF, end: QPointF, tokens: Tokens, width: float) -> None:
    """Level: a plain line, with an edge that separates it from the body."""
    for colour, wide in ((tokens.surface, 3.6), (tokens.working, 1.6)):
        painter.setPen(round_pen(colour, wide * width))
        painter.drawLine(start, end)


def paint_then(painter: QPainter, middle: QPointF, gap: float, tokens: Tokens) -> None:
    """Before and after: an arrow head from the earlier to the later one."""
    size = 0.45 * gap
    corners = QPointF(-0.8 * size, -1.2 * size), QPointF(size, 0.0), QPointF(-0.8 * size, 1.2 * size)
    head = polyline(*(middle + corner for corner in corners))
    head.closeSubpath()
    paint_shape(painter, head, tokens.working, tokens.working, 0.1 * gap)


def _pale_muscles(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float) -> None:
    """Let go: the muscles that worked, pale and without hatching."""
    fill, line = (blend(tokens.body, tokens.working, weight) for weight in (0.22, 0.5))
    for muscle in drawn.muscles:
        path = skin.closed(MUSCLES[muscle])
        painter.fillPath(path, brush(fill))
        painter.strokePath(path, round_pen(line, 0.6 * width))


def _stretch_arrow(painter: QPainter, skin: Skin, tokens: Tokens, width: float) -> None:
    """Stretch: an arrow with a head at each end, along the muscles that lengthen."""
    line = [skin.on(v.bone, v.x, v.y) for v in _STRETCH_ARROW if v.other is None]
    path = QPainterPath(line[0])
    middle = (line[1] + line[2]) / 2
    path.quadTo(line[1], middle)
    path.quadTo(line[2], line[3])
    painter.strokePath(path, round_pen(tokens.stretch, _SHAFT_WIDTH * width))
    painter.setPen(round_pen(tokens.stretch, _HEAD_WIDTH * width))
    painter.setBrush(brush(tokens.stretch))
    for before, tip in ((line[1], line[0]), (line[2], line[3])):
        painter.drawPolygon(QPolygonF(_head(before, tip, width)))


def _eye(painter: QPainter, skin: Skin, at: Point, tokens: Tokens, width: float) -> None:
    """Look: an eye."""
    left, right, high = skin.at(at.x - 0.050, at.y), skin.at(at.x + 0.050, at.y), 0.046 * skin.scale
    middle = (left + right) / 2
    path = QPainterPath(left)
    path.quadTo(middle - QPointF(0.0, high), right)
    path.quadTo(middle + QPointF(0.0, high), left)
    painter.fillPath(path, brush(tokens.surface))
    painter.strokePath(path, round_pen(tokens.working, 1.4 * width))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush(tokens.working))
    painter.drawEllipse(middle, 0.017 * skin.scale, 0.017 * skin.scale)


def _gap(painter: QPainter, skin: Skin, line: Point, top: float, tokens: Tokens, width: float) -> None:
    """Above the level line: two arrow heads that measure the gap up to a height."""
    middle = (top - line.y) / 2
    for end in (0.0, 2 * middle):
        way = Point(0.0, middle), Point(0.0, end)
        paint_arrow(painter, skin, line, way, tokens.working, width)


def _stopwatch(painter: QPainter, skin: Skin, at: Point, tokens: Tokens, width: float) -> None:
    """Hold: a stopwatch."""
    middle, radius = skin.at(*at), 0.055 * skin.scale
    painter.setPen(round_pen(tokens.working, 1.6 * width))
    painter.setBrush(brush(tokens.surface))
    painter.drawEllipse(middle, radius, radius)
    top = middle - QPointF(0.0, 1.36 * radius)
    hand = middle + QPointF(0.36 * radius, -0.42 * radius)
    for a, b in (
        (top, top + QPointF(0.0, 0.36 * radius)),
        (top - QPointF(0.32 * radius, 0.0), top + QPointF(0.32 * radius, 0.0)),
        (middle, hand),
    ):
        painter.drawLine(a, b)


def _bar(painter: QPainter, skin: Skin, tokens: Tokens, width: float) -> None:
    """Avoid: a ring with a bar around the low back, as on a sign that forbids, below the outlines of the body."""
    middle = skin.body.spots[Spot.LOIN]
    painter.setPen(round_pen(tokens.beyond, 3.2 * width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius, slant = _FORBIDDEN * skin.scale, _FORBIDDEN * sqrt(0.5)
    painter.drawEllipse(skin.at(*middle), radius, radius)
    painter.drawLine(skin.at(middle.x - slant, middle.y + slant), skin.at(middle.x + slant, middle.y - slant))
    for contour in (TRUNK, RIB_CAGE, PELVIS):
        painter.fillPath(skin.ring(contour, width, 0.0), brush(tokens.outline))


@lru_cache(maxsize=32)
def _arrow_area(points: Points, scale: float, width: float) -> QPainterPath:
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
    neck = QPointF(tip.x() - 0.8 * size * cos(angle), tip.y() - 0.8 * size * sin(angle))
    shaft = [p for p in points[:-1] if hypot(p.x() - tip.x(), p.y() - tip.y()) > size] or points[:1]
    return QPolygonF([*shaft, neck]), QPolygonF(_head(before, tip, width))


def _head(before: QPointF, tip: QPointF, width: float) -> list[QPointF]:
    size, angle = 5.2 * width, atan2(tip.y() - before.y(), tip.x() - before.x())
    return [
        tip,
        *(
            QPointF(tip.x() - size * cos(angle + spread), tip.y() - size * sin(angle + spread))
            for spread in (0.5, -0.5)
        ),
    ]


@lru_cache(maxsize=16)
def _press_areas(direction: float, scale: float, width: float) -> tuple[QPainterPath, QPainterPath, QPainterPath]:
    """The edge of a broad arrow whose tip is at (0, 0), the arrow, and a level bar for the contact below it."""
    long, half, head, wide = _PRESS_LENGTH, _PRESS_HALF, _PRESS_HEAD, _PRESS_HEAD_HALF
    corners = (-long, half), (-head, half), (-head, wide), (0.0, 0.0), (-head, -wide), (-head, -half), (-long, -half)
    arrow, contact = QPainterPath(), QPainterPath()
    arrow.addPolygon(QPolygonF([QPointF(x * scale, y * scale) for x, y in corners]))
    arrow.closeSubpath()
    contact.addRoundedRect(QRectF(-_CONTACT * scale, 0.0, 2 * _CONTACT * scale, 0.012 * scale), 3.0, 3.0)
    arrow = QTransform().rotate(-direction).map(arrow)
    return stroked(arrow, 1.6 * width, True), arrow, contact
