"""Paints one moment of a picture: background, props, the body from far to near, muscles and marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from math import ceil, dist

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from hipbreak.core.figure.body import Bone, Spot
from hipbreak.core.figure.pose import skeleton
from hipbreak.core.figure.scene import Drawn, Frame, Mark, Muscle
from hipbreak.ui.figure.contours import (
    ARMS,
    GLUTE,
    HATCHES,
    HEAD,
    JOINTS,
    LEGS,
    MUSCLES,
    PELVIS,
    RIB_CAGE,
    RIB_LINES,
    SHOULDER,
    STRETCH_BAND,
    TRUNK,
    TURNED_HEAD,
    Contour,
    Joint,
)
from hipbreak.ui.figure.marks import paint_marks
from hipbreak.ui.figure.pens import brush, dashed, is_clipped, translucent
from hipbreak.ui.figure.props import Shadow, paint_behind, paint_floor_marks, paint_held, paint_shadow, shadow_of
from hipbreak.ui.figure.skin import Skin
from hipbreak.ui.theme.tokens import Tokens

MIN_SCALE_WITH_RIBS = 180.0  # pixels of body height; below it the ribs would be blurred
BEND_LIMIT = 20.0  # degrees between two bones, above which their joint needs a disc


class Backdrop:
    """The background behind the body, which has most of a picture's lines, cached as images.

    One image has the floor and the props; the other, which is painted, also the background colour and the shadow.
    """

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._props_image = QImage()
        self._shadow: Shadow | None = None
        self._image = QImage()

    def paint(self, painter: QPainter, rect: QRectF, drawn: Drawn, tokens: Tokens, skin: Skin) -> None:
        """Paint background colour, shadow, floor and props, from the images while these are valid."""
        pixel_ratio, shadow = painter.device().devicePixelRatio(), shadow_of(skin, drawn)
        key = rect.size().toTuple(), drawn.scene, drawn.props, drawn.mirrored, tokens, pixel_ratio
        local_rect = QRectF(0.0, 0.0, rect.width(), rect.height())
        changed = key != self._key
        if changed:
            self._key, self._props_image = key, blank_image(local_rect, pixel_ratio, Qt.GlobalColor.transparent)
            with _painting(self._props_image, local_rect, drawn) as inner_painter:
                paint_behind(inner_painter, skin_in(local_rect, drawn), drawn, tokens, line_width(skin.scale))
        if changed or shadow != self._shadow:
            self._shadow, self._image = shadow, blank_image(local_rect, pixel_ratio, QColor(tokens.surface))
            if shadow is not None:
                with _painting(self._image, local_rect, drawn) as inner_painter:
                    paint_shadow(inner_painter, skin_in(local_rect, drawn), shadow, tokens, line_width(skin.scale))
            with _painting(self._image, local_rect, replace(drawn, mirrored=False)) as inner_painter:
                inner_painter.drawImage(0, 0, self._props_image)
        painter.drawImage(rect.topLeft(), self._image)


def blank_image(rect: QRectF, pixel_ratio: float, colour: QColor | Qt.GlobalColor) -> QImage:
    """An image for a rectangle on a screen with this pixel ratio; a QColor makes it opaque."""
    size = QSize(ceil(rect.width() * pixel_ratio), ceil(rect.height() * pixel_ratio))
    opaque = isinstance(colour, QColor)
    image = QImage(size, QImage.Format.Format_RGB32 if opaque else QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(pixel_ratio)
    image.fill(colour)
    return image


@contextmanager
def _painting(image: QImage, rect: QRectF, drawn: Drawn) -> Iterator[QPainter]:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _mirror(painter, rect, drawn)
    yield painter
    painter.end()


def _mirror(painter: QPainter, rect: QRectF, drawn: Drawn) -> None:
    if drawn.mirrored:
        painter.translate(2 * rect.center().x(), 0.0)
        painter.scale(-1.0, 1.0)


def skin_in(rect: QRectF, drawn: Drawn) -> Skin:
    """The posed body, with the scene's frame in the middle of the rectangle."""
    return Skin(skeleton(drawn.pose), scale_in(rect, drawn), _origin(rect, drawn))


def _origin(rect: QRectF, drawn: Drawn) -> QPointF:
    frame, scale, centre = drawn.scene.frame, scale_in(rect, drawn), rect.center()
    x = centre.x() - scale * (frame.left + frame.right) / 2
    return QPointF(x, centre.y() + scale * (frame.top + frame.bottom) / 2)


def pixel_rect(rect: QRectF, drawn: Drawn, part: Frame) -> QRect:
    """The pixels of a part of the picture (body units) in the rectangle, with a margin of a line's width."""
    origin, scale = _origin(rect, drawn), scale_in(rect, drawn)
    left, right = (origin.x() + scale * x for x in (part.left, part.right))
    if drawn.mirrored:
        left, right = (2 * rect.center().x() - x for x in (right, left))
    top, bottom = (origin.y() - scale * y for y in (part.top, part.bottom))
    margin = 2 * line_width(scale)
    return QRectF(QPointF(left - margin, top - margin), QPointF(right + margin, bottom + margin)).toAlignedRect()


def scale_in(rect: QRectF, drawn: Drawn) -> float:
    """The height of the body in pixels when the scene's frame fills the rectangle."""
    frame = drawn.scene.frame
    return min(rect.width() / (frame.right - frame.left), rect.height() / (frame.top - frame.bottom))


def line_width(scale: float) -> float:
    """The width of all outlines in pixels for a body `scale` pixels tall."""
    return max(1.3, scale * 0.0065)


def paint_figure(
    painter: QPainter, rect: QRectF, drawn: Drawn, tokens: Tokens, backdrop: Backdrop | None = None
) -> None:
    """Paint one moment inside the rectangle (pixels), on `tokens.surface`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    skin = skin_in(rect, drawn)
    (backdrop or Backdrop()).paint(painter, rect, drawn, tokens, skin)
    paint_moving_floor(painter, rect, drawn, tokens, skin)
    paint_body(painter, rect, drawn, tokens, skin)


def paint_moving_floor(painter: QPainter, rect: QRectF, drawn: Drawn, tokens: Tokens, skin: Skin) -> None:
    """Paint the marks of a moving floor, if it moves; no part of the body is above them."""
    if drawn.scene.ticks:
        painter.save()
        _mirror(painter, rect, drawn)
        paint_floor_marks(painter, skin, drawn, tokens, line_width(skin.scale))
        painter.restore()


def paint_body(painter: QPainter, rect: QRectF, drawn: Drawn, tokens: Tokens, skin: Skin) -> None:
    """Paint the body with what it holds, its muscles and marks, within the painter's clip."""
    width = line_width(skin.scale)
    painter.save()
    _mirror(painter, rect, drawn)
    if Mark.AVOID in drawn.marks:
        tokens = replace(tokens, body=tokens.surface, far=tokens.surface, inner=tokens.surface)
    _paint_far(painter, skin, drawn, tokens, width)
    paint_held(painter, skin, drawn, tokens, width)
    _paint_near(painter, skin, drawn, tokens, width)
    if drawn.strength or Mark.AVOID in drawn.marks:
        paint_marks(painter, skin, drawn, tokens, width)
    painter.restore()


def _paint_far(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float) -> None:
    colours = tokens.far, tokens.outline
    if _arms_apart(skin):
        _paint_silhouette(painter, skin, (ARMS["far"],), ("far arm",), colours, width)
    _paint_silhouette(painter, skin, LEGS["far"], (), colours, width)
    _paint_muscles(painter, skin, drawn, [m for m in drawn.muscles if m is Muscle.FAR_HAMSTRINGS], tokens, width)


def _paint_near(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float) -> None:
    colours, arm_below = (tokens.body, tokens.outline), drawn.scene.on_arms
    if arm_below:
        _paint_silhouette(painter, skin, (ARMS["near"],), ("near arm",), colours, width)
    parts = *LEGS["near"], TRUNK, TURNED_HEAD if drawn.scene.turned else HEAD
    _paint_silhouette(painter, skin, parts, ("hip",), colours, width)
    for contour in (RIB_CAGE, PELVIS):
        line = skin.closed(contour, 0.5 * width)
        if not is_clipped(painter, line):
            painter.fillPath(line, brush(tokens.outline))
            painter.fillPath(skin.closed(contour, -0.5 * width), brush(tokens.inner))
    if tokens.inner != tokens.body and skin.scale >= MIN_SCALE_WITH_RIBS:
        painter.fillPath(skin.stroked_lines(Bone.RIBS, RIB_LINES, width), brush(tokens.body))
    _paint_stretch(painter, skin, drawn, tokens, width)
    _paint_muscles(painter, skin, drawn, [m for m in drawn.muscles if m is not Muscle.FAR_HAMSTRINGS], tokens, width)
    if Mark.RELEASE in drawn.marks:
        _paint_relaxed(painter, skin, tokens, width)
    if not arm_below:
        _paint_near_arm(painter, skin, tokens, width)


def _paint_near_arm(painter: QPainter, skin: Skin, tokens: Tokens, width: float) -> None:
    """Paint the arm before the trunk, so translucent that ribs and pelvis show through it."""
    outline = skin.closed(ARMS["near"], width)
    if is_clipped(painter, outline):
        return
    painter.fillPath(skin.closed(ARMS["near"]), translucent(tokens.body))
    painter.fillPath(skin.ring(ARMS["near"], width, 0.0), brush(tokens.outline))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush(tokens.body))
    radius = SHOULDER.radius * skin.scale / 1000
    painter.drawEllipse(skin.on(SHOULDER.at.bone, SHOULDER.at.x, SHOULDER.at.y), radius, radius)


def _paint_muscles(
    painter: QPainter, skin: Skin, drawn: Drawn, muscles: list[Muscle], tokens: Tokens, width: float
) -> None:
    if not muscles or not drawn.strength:
        return
    painter.setOpacity(drawn.strength)
    for muscle in muscles:
        _paint_muscle(painter, skin, muscle, tokens, width)
    painter.setOpacity(1.0)


def _paint_muscle(painter: QPainter, skin: Skin, muscle: Muscle, tokens: Tokens, width: float) -> None:
    """Paint a working muscle: filled, hatched, and with a strong outline."""
    contour = MUSCLES[muscle]
    path = skin.closed(contour)
    if is_clipped(painter, path):
        return
    hatch = skin.stroked_lines(contour.bones[0], HATCHES[muscle], 0.9 * width, round_ends=False)
    for area, colour in (
        (path, tokens.working),
        (hatch, tokens.hatch),
        (skin.stroked_outline(contour, 1.5 * width), tokens.outline),
    ):
        painter.fillPath(area, brush(colour))


def _paint_relaxed(painter: QPainter, skin: Skin, tokens: Tokens, width: float) -> None:
    """Paint the relaxed glute, with a dashed outline."""
    painter.strokePath(skin.closed(GLUTE), dashed(tokens.outline, width))


def _paint_stretch(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float) -> None:
    """Paint a translucent band along the front of the near hip."""
    if Mark.STRETCH not in drawn.marks:
        return
    colour = QColor(tokens.stretch)
    for area, alpha in ((skin.closed(STRETCH_BAND), 0.42), (skin.ring(STRETCH_BAND, 0.45 * width, -0.45 * width), 1.0)):
        colour.setAlphaF(alpha * drawn.strength)
        painter.fillPath(area, colour)


def _arms_apart(skin: Skin) -> bool:
    """Whether the far arm is visible beside the near one; else it would only thicken the outline."""
    return dist(skin.body.spots[Spot.NEAR_WRIST], skin.body.spots[Spot.FAR_WRIST]) > 0.03


def _paint_silhouette(
    painter: QPainter,
    skin: Skin,
    contours: Sequence[Contour],
    limbs: Sequence[str],
    colours: tuple[str, str],
    width: float,
) -> None:
    """Paint one silhouette of contours and joints: all outlines first, then all fills, without uniting paths.

    An outline is a larger area, which costs a third of a stroke.
    """
    fill, outline = brush(colours[0]), brush(colours[1])
    joints = [joint for joint in (JOINTS[limb] for limb in limbs) if _bent(skin, joint)]
    lines = [(contour, skin.closed(contour, width)) for contour in contours]
    lines = [(contour, line) for contour, line in lines if not is_clipped(painter, line)]
    for _, line in lines:
        painter.fillPath(line, outline)
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, margin in ((outline, width), (fill, 0.0)):
        painter.setBrush(colour)
        for joint in joints:
            radius = joint.radius * skin.scale / 1000 + margin
            painter.drawEllipse(skin.on(joint.at.bone, joint.at.x, joint.at.y), radius, radius)
    for contour, _ in lines:
        painter.fillPath(skin.closed(contour), fill)


def _bent(skin: Skin, joint: Joint) -> bool:
    return abs(skin.body.turns[joint.inner] - skin.body.turns[joint.outer]) > BEND_LIMIT
