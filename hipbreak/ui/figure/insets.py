"""Insets: the trunk closer, and what the side view hides, from above or from the front."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from hipbreak.core.figure.body import Point, Spot
from hipbreak.core.figure.pose import Pose, Skeleton, skeleton
from hipbreak.core.figure.scene import Drawn, Frame, Inset, InsetKind, Mark, Scene
from hipbreak.ui.figure.contours import PELVIS, RIB_CAGE
from hipbreak.ui.figure.marks import paint_arrow, paint_level, paint_marks
from hipbreak.ui.figure.pens import blend, box, paint_shape, polyline, round_pen
from hipbreak.ui.figure.person import paint_person
from hipbreak.ui.figure.skin import Skin
from hipbreak.ui.theme.tokens import Tokens

_ZOOM = 1.3
_VISIBLE_TURN = 3.0  # degrees
_RELEASED = 0.3  # the opacity of a muscle that worked before
_ABOVE_MIDDLE = 0.036  # from the middle between hip joint and ribs to the middle of the trunk


def paint_inset(painter: QPainter, skin: Skin, inset: Inset, tokens: Tokens, width: float) -> None:
    """Paint an inset on its panel; the trunk's has lines from the trunk to the panel."""
    panel = _panel(skin, inset.frame)
    painter.save()
    if inset.kind is InsetKind.TRUNK and inset.pose:
        _trunk(painter, skin, inset, inset.pose, panel, tokens, width)
    else:
        paint_shape(painter, panel, tokens.surface, tokens.ground, 0.8 * width)
        painter.setClipPath(panel, Qt.ClipOperation.IntersectClip)
        if inset.kind is InsetKind.COUCH_ABOVE:
            _couch_above(painter, skin, inset, tokens, width)
        else:
            _hips_front(painter, skin, inset.frame, tokens, width)
    painter.restore()


def _panel(skin: Skin, frame: Frame) -> QPainterPath:
    return box(skin, frame.left, frame.right, frame.bottom, frame.top, 0.02)


def _trunk(
    painter: QPainter, skin: Skin, inset: Inset, pose: Pose, panel: QPainterPath, tokens: Tokens, width: float
) -> None:
    frame, area = inset.frame, panel.boundingRect()
    hip, ribs = (skeleton(pose).spots[spot] for spot in (Spot.HIP, Spot.RIBS))
    c, s = cos(radians(pose.trunk)), sin(radians(pose.trunk))
    focus = Point((hip.x + ribs.x) / 2 + _ABOVE_MIDDLE * s, (hip.y + ribs.y) / 2 + _ABOVE_MIDDLE * c)
    painter.setPen(round_pen(tokens.ground, 0.6 * width))
    for start, end in _zoom_lines(focus, frame, lying=abs(pose.trunk) > 45.0):
        painter.drawLine(skin.at(*start), skin.at(*end))
    paint_shape(painter, panel, tokens.surface, tokens.ground, 0.8 * width)
    painter.setClipPath(panel, Qt.ClipOperation.IntersectClip)
    scale, middle = skin.scale * _ZOOM, area.center()
    origin = QPointF(middle.x() - focus.x * scale, middle.y() + focus.y * scale)
    closer = Skin(skeleton(pose), scale, origin)
    released = Mark.RELEASE in inset.marks
    marks = () if released else inset.marks
    drawn = Drawn(pose, Scene(frame), marks, inset.muscles, _RELEASED if released else 1.0)
    paint_person(painter, closer, drawn, tokens, 1.2 * width, with_arms=False)
    if inset.before:
        _earlier_tilt(painter, closer, skeleton(inset.before), tokens, width)
    paint_marks(painter, closer, drawn, tokens, 1.3 * width)


def _earlier_tilt(painter: QPainter, closer: Skin, before: Skeleton, tokens: Tokens, width: float) -> None:
    """Paint the outlines of ribs and pelvis as they were tilted before, around the same joints."""
    for contour, spot in ((RIB_CAGE, Spot.RIBS), (PELVIS, Spot.HIP)):
        bone = contour.bones[0]
        if abs(before.turns[bone] - closer.body.turns[bone]) > _VISIBLE_TURN:
            shift = closer.spot(spot) - closer.at(*before.spots[spot])
            ghost = Skin(before, closer.scale, closer.origin + shift)
            painter.strokePath(ghost.closed(contour), round_pen(tokens.surface, 2.2 * width))
            painter.strokePath(ghost.closed(contour), round_pen(tokens.muted, 1.1 * width))


def _zoom_lines(focus: Point, frame: Frame, *, lying: bool) -> tuple[tuple[Point, Point], ...]:
    """The two lines from the trunk to the panel, which is in front of the body, or above it if that lies.

    They end in the middle of the panel's edge, clear of the breath before the mouth.
    """
    middle, side = Point((frame.left + frame.right) / 2, (frame.bottom + frame.top) / 2), (-1, 1)
    if lying:
        return tuple(
            (Point(focus.x + 0.12 * k, focus.y + 0.10), Point(middle.x + 0.14 * k, frame.bottom)) for k in side
        )
    return tuple((Point(focus.x + 0.10, focus.y + 0.12 * k), Point(frame.left, middle.y + 0.14 * k)) for k in side)


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
    for mark, start, way in (
        (Mark.LEG_OFF, (0.865, 0.50), (0.0, -0.33)),
        (Mark.HEEL_IN, (0.90, 0.15), (-0.17, 0.0)),
    ):
        if mark in inset.marks:
            place, end = Point(left + start[0] * wide, bottom + start[1] * high), Point(way[0] * wide, way[1] * high)
            paint_arrow(painter, skin, place, (Point(0.0, 0.0), end), tokens.working, 0.9 * width)


def _hips_front(painter: QPainter, skin: Skin, frame: Frame, tokens: Tokens, width: float) -> None:
    """A bridge on one leg from the feet: the pelvis level, one foot on the floor, the other leg towards the viewer."""
    left, bottom, wide, high = frame.left, frame.bottom, frame.right - frame.left, frame.top - frame.bottom
    unit = high * skin.scale

    def at(x: float, y: float) -> QPointF:
        return skin.at(left + x * wide, bottom + y * high)

    painter.strokePath(polyline(at(0.06, 0.12), at(0.94, 0.12)), round_pen(tokens.ground, width))
    _limb(painter, (at(0.34, 0.55), at(0.66, 0.55)), 0.30 * unit, tokens.body, tokens, width)
    pelvis = QPainterPath()
    pelvis.addRoundedRect(QRectF(at(0.30, 0.65), at(0.70, 0.45)), 0.07 * unit, 0.07 * unit)
    paint_shape(painter, pelvis, tokens.inner, tokens.outline, 0.8 * width)
    _limb(painter, (at(0.335, 0.60), at(0.325, 0.20)), 0.14 * unit, tokens.body, tokens, width)
    _limb(painter, (at(0.325, 0.175), at(0.315, 0.165)), 0.11 * unit, tokens.body, tokens, width)
    sole = QPainterPath()
    sole.addRoundedRect(QRectF(at(0.60, 0.78), at(0.73, 0.44)), 0.065 * unit, 0.065 * unit)
    paint_shape(painter, sole, tokens.far, tokens.outline, 0.8 * width)
    paint_level(painter, skin, at(0.50, 0.86), 0.76 * wide, tokens, 0.9 * width)
    painter.setPen(round_pen(tokens.working, 0.9 * width))
    for x, top in ((0.335, 0.67), (0.665, 0.78)):
        painter.drawLine(at(x, 0.86), at(x, top))
