"""Paints one moment of a picture: ground, things, the body from far to near, muscles and marks."""

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
    HEAD,
    JOINTS,
    LEGS,
    PELVIS,
    RIB_CAGE,
    RIB_LINES,
    TRUNK,
    TURNED_HEAD,
    Contour,
    Joint,
)
from hipbreak.ui.figure.marks import paint_marks
from hipbreak.ui.figure.muscles import paint_let_go, paint_muscle, paint_stretch
from hipbreak.ui.figure.pens import brush, hidden, pale
from hipbreak.ui.figure.props import Shadow, paint_behind, paint_held, paint_shadow, paint_ticks, shadow_of
from hipbreak.ui.figure.skin import Skin
from hipbreak.ui.theme.tokens import Tokens

SMALLEST_WITH_RIBS = 180.0  # pixels of body height; below it the single ribs only blur
BENT = 20.0  # degrees


class Backdrop:
    """What stands still behind the body, kept as images: it is most of a picture's lines.

    One has the floor and the things; the other also the ground below and the shadow on it, and is what is painted.
    """

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._things = QImage()
        self._shadow: Shadow | None = None
        self._whole = QImage()

    def paint(self, painter: QPainter, rect: QRectF, drawn: Drawn, tokens: Tokens, skin: Skin) -> None:
        """Paint ground, shadow, floor and things into the rectangle, from the images while they stay the same."""
        sharp, shadow = painter.device().devicePixelRatio(), shadow_of(skin, drawn)
        key = rect.size().toTuple(), drawn.scene, drawn.props, drawn.mirrored, tokens, sharp
        inside = QRectF(0.0, 0.0, rect.width(), rect.height())
        new = key != self._key
        if new:
            self._key, self._things = key, blank(inside, sharp, Qt.GlobalColor.transparent)
            with _painting(self._things, inside, drawn) as within:
                paint_behind(within, skin_in(inside, drawn), drawn, tokens, line_width(skin.scale))
        if new or shadow != self._shadow:
            self._shadow, self._whole = shadow, blank(inside, sharp, QColor(tokens.surface))
            if shadow is not None:
                with _painting(self._whole, inside, drawn) as within:
                    paint_shadow(within, skin_in(inside, drawn), shadow, tokens, line_width(skin.scale))
            with _painting(self._whole, inside, replace(drawn, mirrored=False)) as within:
                within.drawImage(0, 0, self._things)
        painter.drawImage(rect.topLeft(), self._whole)


def blank(rect: QRectF, sharp: float, colour: QColor | Qt.GlobalColor) -> QImage:
    """An image for a rectangle on a screen with so many pixels to a unit; a colour of its own makes it opaque."""
    size = QSize(ceil(rect.width() * sharp), ceil(rect.height() * sharp))
    opaque = isinstance(colour, QColor)
    image = QImage(size, QImage.Format.Format_RGB32 if opaque else QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(sharp)
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
    """The posed body, the scene's frame in the middle of the rectangle."""
    return Skin(skeleton(drawn.pose), scale_in(rect, drawn), _origin(rect, drawn))


def _origin(rect: QRectF, drawn: Drawn) -> QPointF:
    frame, scale, middle = drawn.scene.frame, scale_in(rect, drawn), rect.center()
    x = middle.x() - scale * (frame.left + frame.right) / 2
    return QPointF(x, middle.y() + scale * (frame.top + frame.bottom) / 2)


def area_of(rect: QRectF, drawn: Drawn, part: Frame) -> QRect:
    """Where a part of the picture (body units) is in the rectangle, with the width of a line round it."""
    origin, scale = _origin(rect, drawn), scale_in(rect, drawn)
    left, right = (origin.x() + scale * x for x in (part.left, part.right))
    if drawn.mirrored:
        left, right = (2 * rect.center().x() - x for x in (right, left))
    top, bottom = (origin.y() - scale * y for y in (part.top, part.bottom))
    more = 2 * line_width(scale)
    return QRectF(QPointF(left - more, top - more), QPointF(right + more, bottom + more)).toAlignedRect()


def scale_in(rect: QRectF, drawn: Drawn) -> float:
    """How many pixels tall the body is when the scene's frame fills the rectangle."""
    frame = drawn.scene.frame
    return min(rect.width() / (frame.right - frame.left), rect.height() / (frame.top - frame.bottom))


def line_width(scale: float) -> float:
    """The one outline weight in pixels for a body `scale` pixels tall."""
    return max(1.3, scale * 0.0065)


def paint_figure(
    painter: QPainter, rect: QRectF, drawn: Drawn, tokens: Tokens, backdrop: Backdrop | None = None
) -> None:
    """Paint one moment inside the rectangle (pixels), and its ground, which is `tokens.surface`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    skin = skin_in(rect, drawn)
    (backdrop or Backdrop()).paint(painter, rect, drawn, tokens, skin)
    paint_passing(painter, rect, drawn, tokens, skin)
    paint_body(painter, rect, drawn, tokens, skin)


def paint_passing(painter: QPainter, rect: QRectF, drawn: Drawn, tokens: Tokens, skin: Skin) -> None:
    """The marks on a floor that passes by, where there are any: no part of the body is over them."""
    if drawn.scene.ticks:
        painter.save()
        _mirror(painter, rect, drawn)
        paint_ticks(painter, skin, drawn, tokens, line_width(skin.scale))
        painter.restore()


def paint_body(painter: QPainter, rect: QRectF, drawn: Drawn, tokens: Tokens, skin: Skin) -> None:
    """The body with what it holds, its muscles and marks; only what lies inside the painter's clip."""
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
    tones = tokens.far, tokens.outline
    if _arms_part(skin):
        _paint_united(painter, skin, (ARMS["far"],), ("far arm",), tones, width)
    _paint_united(painter, skin, LEGS["far"], (), tones, width)
    _paint_muscles(painter, skin, drawn, [m for m in drawn.muscles if m is Muscle.FAR_HAMSTRINGS], tokens, width)


def _paint_near(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float) -> None:
    tones, under = (tokens.body, tokens.outline), drawn.scene.on_arms
    parts = *LEGS["near"], TRUNK, TURNED_HEAD if drawn.scene.turned else HEAD
    if under:
        _paint_united(painter, skin, (ARMS["near"],), ("near arm",), tones, width)
        _paint_united(painter, skin, parts, ("hip",), tones, width)
    else:
        _paint_united(painter, skin, (*parts, ARMS["near"]), ("hip", "near arm"), tones, width)
    for contour in (RIB_CAGE, PELVIS):
        line = skin.closed(contour, 0.5 * width)
        if not hidden(painter, line):
            painter.fillPath(line, brush(tokens.outline))
            painter.fillPath(skin.closed(contour, -0.5 * width), brush(tokens.inner))
    if tokens.inner != tokens.body and skin.scale >= SMALLEST_WITH_RIBS:
        painter.fillPath(skin.ribbons(Bone.RIBS, RIB_LINES, width), brush(tokens.body))
    paint_stretch(painter, skin, drawn, tokens, width)
    _paint_muscles(painter, skin, drawn, [m for m in drawn.muscles if m is not Muscle.FAR_HAMSTRINGS], tokens, width)
    if Mark.LET_GO in drawn.marks:
        paint_let_go(painter, skin, tokens, width)
    if not under:
        # A pale line, so that the arm never hides ribs and pelvis; where it leaves the body it lies on the outline.
        painter.fillPath(skin.ring(ARMS["near"], width, 0.0), pale(tokens.outline))


def _paint_muscles(
    painter: QPainter, skin: Skin, drawn: Drawn, muscles: list[Muscle], tokens: Tokens, width: float
) -> None:
    if not muscles or not drawn.strength:
        return
    painter.setOpacity(drawn.strength)
    for muscle in muscles:
        paint_muscle(painter, skin, muscle, tokens, width)
    painter.setOpacity(1.0)


def _arms_part(skin: Skin) -> bool:
    """Whether the far arm shows beside the near one; else its edge would only thicken the outline."""
    return dist(skin.body.spots[Spot.NEAR_WRIST], skin.body.spots[Spot.FAR_WRIST]) > 0.03


def _paint_united(
    painter: QPainter,
    skin: Skin,
    contours: Sequence[Contour],
    limbs: Sequence[str],
    tones: tuple[str, str],
    width: float,
) -> None:
    """One closed silhouette of contours and round joints: all outlines first, then all fills, without path arithmetic.

    An outline is a larger area, which costs a third of a stroke.
    """
    fill, outline = brush(tones[0]), brush(tones[1])
    joints = [joint for joint in (JOINTS[limb] for limb in limbs) if _bent(skin, joint)]
    lines = [(contour, skin.closed(contour, width)) for contour in contours]
    lines = [(contour, line) for contour, line in lines if not hidden(painter, line)]
    for _, line in lines:
        painter.fillPath(line, outline)
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, more in ((outline, width), (fill, 0.0)):
        painter.setBrush(colour)
        for joint in joints:
            radius = joint.radius * skin.scale / 1000 + more
            painter.drawEllipse(skin.on(joint.at.bone, joint.at.x, joint.at.y), radius, radius)
    for contour, _ in lines:
        painter.fillPath(skin.closed(contour), fill)


def _bent(skin: Skin, joint: Joint) -> bool:
    return abs(skin.body.turns[joint.inner] - skin.body.turns[joint.outer]) > BENT
