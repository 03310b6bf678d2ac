"""Paints the body from far to near, with what it holds and its muscles, or as a pale earlier position."""

from collections.abc import Sequence
from math import dist

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter

from hipbreak.core.figure.body import Bone, Spot
from hipbreak.core.figure.scene import Drawn, Mark, Muscle, PropKind
from hipbreak.ui.figure.contours import (
    ARMS,
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
from hipbreak.ui.figure.pens import blend, brush, is_clipped, translucent
from hipbreak.ui.figure.props import HELD, paint_props
from hipbreak.ui.figure.skin import Skin
from hipbreak.ui.theme.tokens import Tokens

MIN_SCALE_WITH_RIBS = 180.0  # pixels of body height; below it the ribs would be blurred
BEND_LIMIT = 20.0  # degrees between two bones, above which their joint needs a disc


def paint_person(
    painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float, with_arms: bool = True
) -> None:
    """Paint the person with what they hold, without the marks."""
    if Mark.AVOID in drawn.marks:
        tokens = replace(tokens, body=tokens.surface, far=tokens.surface, inner=tokens.surface)
    _paint_far(painter, skin, drawn, tokens, width, with_arms)
    paint_props(painter, skin, drawn, HELD, tokens, width)
    _paint_near(painter, skin, drawn, tokens, width, with_arms)


def paint_ghost(painter: QPainter, skin: Skin, tokens: Tokens, width: float) -> None:
    """Paint an earlier position as one pale silhouette."""
    contours = ARMS["far"], *LEGS["far"], *LEGS["near"], TRUNK, HEAD, ARMS["near"]
    colours = blend(tokens.surface, tokens.muted, 0.08), blend(tokens.surface, tokens.muted, 0.75)
    _paint_silhouette(painter, skin, contours, tuple(JOINTS), colours, 0.7 * width)


def _paint_far(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float, with_arms: bool) -> None:
    colours = tokens.far, tokens.outline
    if with_arms and _arms_apart(skin):
        _paint_silhouette(painter, skin, (ARMS["far"],), ("far arm",), colours, width)
    _paint_silhouette(painter, skin, LEGS["far"], (), colours, width)
    _paint_muscles(painter, skin, drawn, [m for m in drawn.muscles if m is Muscle.FAR_HAMSTRINGS], tokens, width)


def _paint_near(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float, with_arms: bool) -> None:
    colours, arm_below = (tokens.body, tokens.outline), drawn.scene.on_arms
    if arm_below:
        _paint_silhouette(painter, skin, (ARMS["near"],), ("near arm",), colours, width)
    if any(prop.kind is PropKind.COUCH_FRONT for prop in drawn.scene.props):
        for contour in LEGS["near"]:  # an edge separates the hanging leg from the couch behind it
            painter.fillPath(skin.closed(contour, 2.2 * width), brush(tokens.surface))
    parts = *LEGS["near"], TRUNK, TURNED_HEAD if drawn.scene.turned else HEAD
    _paint_silhouette(painter, skin, parts, ("hip",), colours, width)
    if with_arms and not arm_below:  # hides the outline of the trunk, which would look like a line inside the arm
        painter.fillPath(skin.closed(ARMS["near"]), brush(tokens.body))
    for contour in (RIB_CAGE, PELVIS):
        line = skin.closed(contour, 0.5 * width)
        if not is_clipped(painter, line):
            painter.fillPath(line, brush(tokens.outline))
            painter.fillPath(skin.closed(contour, -0.5 * width), brush(tokens.inner))
    if tokens.inner != tokens.body and skin.scale >= MIN_SCALE_WITH_RIBS:
        painter.fillPath(skin.stroked_lines(Bone.RIBS, RIB_LINES, width), brush(tokens.body))
    _paint_stretch(painter, skin, drawn, tokens, width)
    _paint_muscles(painter, skin, drawn, [m for m in drawn.muscles if m is not Muscle.FAR_HAMSTRINGS], tokens, width)
    if with_arms and not arm_below:
        _paint_near_arm(painter, skin, tokens, width)


def _paint_near_arm(painter: QPainter, skin: Skin, tokens: Tokens, width: float) -> None:
    """Paint the arm before the trunk, so translucent that ribs and pelvis show through it."""
    outline = skin.ring(ARMS["near"], width, 0.0)
    if is_clipped(painter, outline):
        return
    painter.fillPath(skin.closed(ARMS["near"]), translucent(tokens.body))
    painter.fillPath(outline, brush(tokens.outline))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush(tokens.body))
    radius = SHOULDER.radius * skin.scale / 1000
    painter.drawEllipse(skin.on(SHOULDER.at.bone, SHOULDER.at.x, SHOULDER.at.y), radius, radius)


def _paint_muscles(
    painter: QPainter, skin: Skin, drawn: Drawn, muscles: list[Muscle], tokens: Tokens, width: float
) -> None:
    effort = drawn.strength if drawn.effort is None else drawn.effort
    if not muscles or not effort:
        return
    painter.setOpacity(effort)
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
