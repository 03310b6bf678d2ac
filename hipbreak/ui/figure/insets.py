"""Insets: the trunk closer, and what the side view hides, from above or from the front."""

from collections.abc import Sequence
from math import cos, radians, sin

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from hipbreak.core.figure.body import Point, Spot
from hipbreak.core.figure.pose import Pose, exaggerated, skeleton
from hipbreak.core.figure.scene import Drawn, Frame, Inset, InsetKind, Mark, Scene
from hipbreak.ui.figure.contours import TRUNK
from hipbreak.ui.figure.marks import paint_arrow, paint_line, paint_marks, paint_then
from hipbreak.ui.figure.pens import blend, box, brush, paint_shape, polyline, round_pen
from hipbreak.ui.figure.person import paint_person
from hipbreak.ui.figure.skin import Skin
from hipbreak.ui.theme.tokens import Tokens

_ZOOM, _ZOOM_OF_HALF = 1.3, 0.90
_BELOW_MIDDLE = 0.105  # from the middle of a panel to the seat below a trunk that lies on its back
_GAP = 0.045  # between the halves of a panel, in body units
_LEG, _LEG_ZOOM, _SEAT = Point(0.085, 0.205), 0.82, 0.280  # the middle of hip and leg on the couch, and its seat
_ASIDE = 0.013  # of an upright trunk is the middle of a half: room for arrows before it, or at the buttock
_ABOVE_MIDDLE = 0.036  # from the middle between hip joint and ribs to the middle of the trunk


def paint_inset(painter: QPainter, skin: Skin, inset: Inset, tokens: Tokens, width: float) -> None:
    """Paint an inset on its panel; the trunk's has lines from the trunk to the panel."""
    frame = inset.frame
    panel = box(skin, frame.left, frame.right, frame.bottom, frame.top, 0.02)
    painter.save()
    if inset.pose:
        _closer(painter, skin, inset, inset.pose, panel, tokens, width)
    else:
        paint_shape(painter, panel, tokens.surface, tokens.ground, 0.8 * width)
        painter.setClipPath(panel, Qt.ClipOperation.IntersectClip)
        if inset.kind is InsetKind.COUCH_ABOVE:
            _couch_above(painter, skin, inset, tokens, width)
        else:
            _hips_front(painter, skin, frame, tokens, width)
    painter.restore()


def _closer(
    painter: QPainter, skin: Skin, inset: Inset, pose: Pose, panel: QPainterPath, tokens: Tokens, width: float
) -> None:
    """Paint a part of the body closer: as it is, or in two halves as it was before, its tilt exaggerated, and is."""
    frame, lying = inset.frame, abs(pose.trunk) > 45.0
    painter.setPen(round_pen(tokens.ground, 0.6 * width))
    for start, end in _zoom_lines(_middle_of_trunk(pose), frame, lying=lying):
        painter.drawLine(skin.at(*start), skin.at(*end))
    paint_shape(painter, panel, tokens.surface, tokens.ground, 0.8 * width)
    painter.setClipPath(panel, Qt.ClipOperation.IntersectClip)
    area = panel.boundingRect()
    halves = _halves(area, _GAP * skin.scale) if inset.before else (area,)
    after = Drawn(pose, Scene(frame), inset.marks, inset.muscles)
    if inset.before:
        releasing = Mark.RELEASE in inset.marks
        pose_before = inset.before if releasing else exaggerated(inset.before, pose)
        before = Drawn(pose_before, Scene(frame), inset.marks_before, inset.muscles)
        pale = before if releasing else replace(before, muscles=())
        _half(painter, skin, halves[0], inset, pale, _faded(tokens), width)
        if releasing:
            after = replace(after, effort=0.0)
    _half(painter, skin, halves[-1], inset, after, tokens, width)
    if inset.before:
        paint_then(painter, area.center(), _GAP * skin.scale, tokens)


def _halves(area: QRectF, gap: float) -> tuple[QRectF, QRectF]:
    other = (area.width() + gap) / 2
    return area.adjusted(0.0, 0.0, -other, 0.0), area.adjusted(other, 0.0, 0.0, 0.0)


def _faded(tokens: Tokens) -> Tokens:
    """The colours of an earlier position."""
    body, inner, line = (blend(tokens.surface, tokens.muted, weight) for weight in (0.10, 0.42, 0.80))
    return replace(tokens, body=body, far=body, inner=inner, outline=line)


def _half(
    painter: QPainter, skin: Skin, area: QRectF, inset: Inset, drawn: Drawn, tokens: Tokens, width: float
) -> None:
    """Paint one half, or all, of the panel: the body closer, on the couch if it lies on its back, and its marks."""
    leg = inset.kind is InsetKind.LEG
    focus, zoom = _middle_of_trunk(drawn.pose), _ZOOM_OF_HALF if inset.before else _ZOOM
    if leg:
        focus, zoom = _LEG, _LEG_ZOOM
    elif inset.before and not drawn.pose.trunk:
        focus = Point(focus.x + (-_ASIDE if inset.marks_before else _ASIDE), focus.y)
    scale, middle, body = skin.scale * zoom, area.center(), skeleton(drawn.pose)
    closer = Skin(body, scale, QPointF(middle.x() - focus.x * scale, middle.y() + focus.y * scale))
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    if leg:
        _couch(painter, area, closer.at(0.0, _SEAT).y(), closer.at(0.0, 0.0).y(), tokens, width)
    elif drawn.pose.trunk < -45.0:
        seat = middle.y() + _BELOW_MIDDLE * scale
        lift = closer.closed(TRUNK).boundingRect().bottom() - seat
        closer = Skin(body, scale, closer.origin - QPointF(0.0, lift))
        _couch(painter, area, seat, area.bottom(), tokens, width)
    paint_person(painter, closer, drawn, tokens, 1.2 * width, with_arms=False)
    paint_marks(painter, closer, drawn, tokens, 1.3 * width)
    painter.restore()


def _couch(painter: QPainter, area: QRectF, seat: float, floor: float, tokens: Tokens, width: float) -> None:
    """Paint a couch from its seat to the floor, or to the edge of the panel."""
    fill = blend(tokens.surface, tokens.away, 0.25)
    painter.fillRect(QRectF(QPointF(area.left(), seat), QPointF(area.right(), floor)), brush(fill))
    painter.setPen(round_pen(tokens.ground, width))
    for y in (seat, floor):
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))


def _middle_of_trunk(pose: Pose) -> Point:
    hip, ribs = (skeleton(pose).spots[spot] for spot in (Spot.HIP, Spot.RIBS))
    c, s = cos(radians(pose.trunk)), sin(radians(pose.trunk))
    return Point((hip.x + ribs.x) / 2 + _ABOVE_MIDDLE * s, (hip.y + ribs.y) / 2 + _ABOVE_MIDDLE * c)


def _zoom_lines(focus: Point, frame: Frame, *, lying: bool) -> tuple[tuple[Point, Point], ...]:
    """The two lines from the trunk to the panel, which is before or behind the body, or above it if that lies.

    They end in the middle of the panel's edge, clear of the breath before the mouth.
    """
    middle, side = Point((frame.left + frame.right) / 2, (frame.bottom + frame.top) / 2), (-1, 1)
    if lying:
        return tuple(
            (Point(focus.x + 0.12 * k, focus.y + 0.10), Point(middle.x + 0.14 * k, frame.bottom)) for k in side
        )
    near, forward = (frame.left, 0.10) if frame.left > focus.x else (frame.right, -0.10)
    return tuple((Point(focus.x + forward, focus.y + 0.12 * k), Point(near, middle.y + 0.14 * k)) for k in side)


def _limb(painter: QPainter, points: Sequence[QPointF], thick: float, fill: str, tokens: Tokens, width: float) -> None:
    """Paint a limb as a thick line with round ends and an outline."""
    path = polyline(*points)
    painter.strokePath(path, round_pen(tokens.outline, thick + 1.6 * width))
    painter.strokePath(path, round_pen(fill, thick))


def _couch_above(painter: QPainter, skin: Skin, inset: Inset, tokens: Tokens, width: float) -> None:
    """A couch from above; the person lies along its front edge, one leg outside of it."""
    frame = inset.frame
    left, bottom, wide, high = frame.left, frame.bottom, frame.right - frame.left, frame.top - frame.bottom
    unit = high * skin.scale

    def at(x: float, y: float) -> QPointF:
        return skin.at(left + x * wide, bottom + y * high)

    seat = blend(tokens.surface, tokens.away, 0.20)
    back = blend(tokens.surface, tokens.away, 0.36)
    for x0, x1, y0, y1, fill in ((0.06, 0.94, 0.36, 0.92, seat), (0.06, 0.94, 0.76, 0.92, back)):
        path = QPainterPath()
        path.addRoundedRect(QRectF(at(x0, y1), at(x1, y0)), 0.04 * unit, 0.04 * unit)
        paint_shape(painter, path, fill, tokens.ground, 0.8 * width)
    painter.strokePath(polyline(at(0.06, 0.36), at(0.94, 0.36)), round_pen(tokens.ground, 2.0 * width))
    _limb(painter, (at(0.56, 0.55), at(0.72, 0.62), at(0.80, 0.58)), 0.085 * unit, tokens.far, tokens, width)
    ankle, toes = (at(0.66, 0.19), at(0.60, 0.14)) if Mark.HEEL_IN in inset.marks else (at(0.765, 0.17), at(0.80, 0.13))
    _limb(painter, (at(0.57, 0.47), at(0.745, 0.30), ankle), 0.095 * unit, tokens.body, tokens, width)
    _limb(painter, (ankle, toes), 0.065 * unit, tokens.body, tokens, width)
    _limb(painter, (at(0.34, 0.51), at(0.54, 0.51)), 0.19 * unit, tokens.body, tokens, width)
    head = QPainterPath()
    head.addEllipse(at(0.20, 0.51), 0.085 * unit, 0.075 * unit)
    paint_shape(painter, head, tokens.body, tokens.outline, 0.8 * width)
    for mark, start, way in ((Mark.LEG_OFF, (0.865, 0.50), (0.0, -0.33)), (Mark.HEEL_IN, (0.90, 0.15), (-0.17, 0.0))):
        if mark in inset.marks:
            place, end = Point(left + start[0] * wide, bottom + start[1] * high), Point(way[0] * wide, way[1] * high)
            paint_arrow(painter, skin, place, (Point(0.0, 0.0), end), tokens.working, 0.9 * width)


def _hips_front(painter: QPainter, skin: Skin, frame: Frame, tokens: Tokens, width: float) -> None:
    """A bridge on one leg from the feet: the pelvis level, one foot on the floor, the sole of the other in the air."""
    left, bottom, wide, high = frame.left, frame.bottom, frame.right - frame.left, frame.top - frame.bottom
    unit = high * skin.scale

    def at(x: float, y: float) -> QPointF:
        return skin.at(left + x * wide, bottom + y * high)

    def shape(fill: str, *points: tuple[float, float]) -> None:
        """A closed smooth shape through the middles between points."""
        corners = [at(*point) for point in points]
        path = QPainterPath((corners[-1] + corners[0]) / 2)
        for corner, after in zip(corners, (*corners[1:], corners[0]), strict=True):
            path.quadTo(corner, (corner + after) / 2)
        paint_shape(painter, path, fill, tokens.outline, 0.8 * width)

    def ball(x: float, y: float, radius: float, fill: str) -> None:
        path = QPainterPath()
        path.addEllipse(at(x, y), radius * unit, radius * unit)
        paint_shape(painter, path, fill, tokens.outline, 0.8 * width)

    painter.strokePath(polyline(at(0.05, 0.08), at(0.95, 0.08)), round_pen(tokens.ground, width))
    shape(tokens.body, (0.22, 0.74), (0.78, 0.74), (0.84, 0.30), (0.16, 0.30))
    shape(tokens.inner, (0.26, 0.72), (0.50, 0.60), (0.74, 0.72), (0.70, 0.42), (0.50, 0.36), (0.30, 0.42))
    _limb(painter, (at(0.29, 0.60), at(0.28, 0.20)), 0.17 * unit, tokens.body, tokens, width)
    shape(tokens.body, (0.21, 0.24), (0.35, 0.24), (0.38, 0.07), (0.18, 0.07))
    shape(tokens.far, (0.61, 0.90), (0.80, 0.92), (0.77, 0.66), (0.75, 0.44), (0.66, 0.44), (0.66, 0.66))
    for n, radius in enumerate((0.034, 0.026, 0.024, 0.022, 0.020)):
        ball(0.655 + 0.032 * n, 0.905 - 0.006 * n * n / 2, radius, tokens.far)
    paint_line(painter, at(0.06, 0.56), at(0.94, 0.56), tokens, width)
