"""The things round the figure: floor, chair, couch, bed, mat, pillows and the kettlebell."""

from __future__ import annotations

from collections.abc import Callable
from math import floor
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QRadialGradient

from hipbreak.core.figure.body import Bone
from hipbreak.core.figure.dirty_region import NEAR_FLOOR
from hipbreak.core.figure.scene import Drawn, Prop, PropKind
from hipbreak.ui.figure.pens import blend, box, polyline, round_pen, shape
from hipbreak.ui.figure.skin import Skin
from hipbreak.ui.theme.tokens import Tokens

HELD = (PropKind.KNEE_PILLOW, PropKind.KETTLEBELL)
_TICK = 0.20  # between two marks on a floor that passes by


class Shadow(NamedTuple):
    """A soft ellipse on the floor: its middle and half its width (body units, to the pixel)."""

    middle: float
    half: float


def shadow_of(skin: Skin, drawn: Drawn) -> Shadow | None:
    """The shadow where the body is near the floor."""
    frame = drawn.scene.frame
    low = [-0.20, 0.20] if drawn.scene.ticks else [p.x for p in skin.body.spots.values() if p.y < NEAR_FLOOR]
    if not low or not drawn.scene.floor:
        return None
    left, right = max(frame.left + 0.02, min(low) - 0.05), min(frame.right - 0.02, max(low) + 0.05)
    return Shadow(
        round((left + right) / 2 * skin.scale) / skin.scale, round((right - left) / 2 * skin.scale) / skin.scale
    )


def paint_shadow(painter: QPainter, skin: Skin, shadow: Shadow, tokens: Tokens, width: float) -> None:
    """The shadow on the floor."""
    radius = max(1, round(shadow.half * skin.scale))
    painter.save()
    painter.translate(skin.at(shadow.middle, 0.0) + QPointF(0.0, 1.5 * width))
    painter.scale(1.0, min(0.16, 0.022 * skin.scale / radius))
    soft = QRadialGradient(QPointF(0.0, 0.0), radius)
    shade, clear = QColor(tokens.shadow), QColor(tokens.shadow)
    clear.setAlpha(0)
    soft.setColorAt(0.0, shade)
    soft.setColorAt(0.6, shade)
    soft.setColorAt(1.0, clear)
    painter.fillRect(QRectF(-radius, -radius, 2 * radius, 2 * radius), QBrush(soft))
    painter.restore()


def paint_ticks(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float) -> None:
    """The marks of a floor that passes by."""
    left, right = drawn.scene.frame.left + 0.04, drawn.scene.frame.right - 0.02
    painter.setPen(round_pen(tokens.ground, width))
    first = left + (-drawn.passed - left) % _TICK
    for k in range(floor((right - first) / _TICK) + 1):
        x = first + k * _TICK
        painter.drawLine(skin.at(x, -0.022), skin.at(x - 0.02, -0.040))


def paint_behind(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float) -> None:
    """The floor line, and the things behind the body."""
    if drawn.scene.floor:
        drop, frame = QPointF(0.0, width), drawn.scene.frame
        painter.setPen(round_pen(tokens.ground, width))
        painter.drawLine(skin.at(frame.left + 0.02, 0.0) + drop, skin.at(frame.right - 0.02, 0.0) + drop)
    _paint(painter, skin, [one for one in drawn.props if one[0].kind not in HELD], tokens, width)


def paint_held(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float) -> None:
    """The things between the far and the near side of the body: they go where it goes."""
    _paint(painter, skin, [one for one in drawn.props if one[0].kind in HELD], tokens, width)


def _paint(painter: QPainter, skin: Skin, props: list[tuple[Prop, float]], tokens: Tokens, width: float) -> None:
    for prop, opacity in props:
        painter.setOpacity(opacity)
        _PAINTED[prop.kind](painter, skin, prop, tokens, width)
    painter.setOpacity(1.0)


def _block(painter: QPainter, skin: Skin, extent: tuple[float, ...], tokens: Tokens, width: float) -> None:
    """An upholstered block: left, right, bottom, top, and by how much its corners are round."""
    left, right, bottom, top, round_by = extent
    shape(painter, box(skin, left, right, bottom, top, round_by), _cloth(tokens), tokens.ground, width)


def _light(tokens: Tokens) -> bool:
    return QColor(tokens.surface).lightness() > 128


def _cloth(tokens: Tokens) -> str:
    return blend(tokens.surface, tokens.away, 0.20 if _light(tokens) else 0.07)


def _pale(tokens: Tokens) -> str:
    return blend(tokens.surface, tokens.away, 0.09 if _light(tokens) else 0.02)


def _feather(tokens: Tokens) -> str:
    """A pillow's own tone: it shows on couch, mat and paper."""
    return blend(tokens.surface, tokens.standing, 0.20 if _light(tokens) else 0.30)


def _chair(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:
    """A plain chair under a person sitting with the ankles near x = 0."""
    thick = round_pen(tokens.ground, 2.2 * width)
    left, right, seat = prop.left, prop.right, prop.top
    for ax, ay, bx, by in (
        (left, seat, right, seat),
        (left, seat, left - 0.030, seat + 0.347),
        (left + 0.020, seat, left - 0.010, 0.004),
        (right - 0.030, seat, right - 0.010, 0.004),
    ):
        painter.strokePath(polyline(skin.at(ax, ay), skin.at(bx, by)), thick)


def _couch_front(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:
    left, right, seat = prop.left, prop.right, prop.top
    middle = (left + right) / 2
    _feet(painter, skin, (left + 0.05, right - 0.05), 0.05, tokens, width)
    for a, b in ((left + 0.07, middle), (middle, right - 0.07)):
        shape(painter, box(skin, a, b, seat - 0.05, seat + 0.225, 0.035), _pale(tokens), tokens.ground, width)
    _block(painter, skin, (left + 0.04, right - 0.04, 0.045, seat - 0.08, 0.015), tokens, width)
    for a, b in ((left + 0.09, middle), (middle, right - 0.09)):
        _block(painter, skin, (a, b, seat - 0.090, seat, 0.022), tokens, width)
    for a in (left, right - 0.10):
        _block(painter, skin, (a, a + 0.10, 0.045, seat + 0.095, 0.040), tokens, width)


def _couch_side(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:
    left, right, seat = prop.left, prop.right, prop.top
    _feet(painter, skin, (left + 0.07, right - 0.05), 0.05, tokens, width)
    back = QPainterPath(skin.at(left + 0.04, 0.06))
    back.lineTo(skin.at(left, seat + 0.22))
    back.quadTo(skin.at(left + 0.02, seat + 0.29), skin.at(left + 0.10, seat + 0.25))
    back.quadTo(skin.at(left + 0.135, seat + 0.22), skin.at(left + 0.16, seat - 0.03))
    back.closeSubpath()
    shape(painter, back, _pale(tokens), tokens.ground, width)
    _block(painter, skin, (left + 0.04, right - 0.01, 0.045, seat - 0.08, 0.015), tokens, width)
    _block(painter, skin, (left + 0.12, right, seat - 0.095, seat, 0.030), tokens, width)


def _bed_side(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:
    """The headboard stands at `left`, whichever end that is."""
    left, right, top = min(prop.left, prop.right), max(prop.left, prop.right), prop.top
    board = prop.left - 0.02 if prop.left < prop.right else prop.left - 0.01
    _feet(painter, skin, (left + 0.05, right - 0.05), top - 0.12, tokens, width)
    shape(painter, box(skin, board, board + 0.03, 0.03, top + 0.16, 0.012), _pale(tokens), tokens.ground, width)
    shape(painter, box(skin, left, right - 0.015, top - 0.145, top - 0.08, 0.010), _pale(tokens), tokens.ground, width)
    _block(painter, skin, (left, right, top - 0.095, top, 0.028), tokens, width)


def _bed_above(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:
    shape(painter, box(skin, *prop[1:], 0.035), _pale(tokens), tokens.ground, width)


def _mat(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:
    _block(painter, skin, (prop.left, prop.right, -0.020, 0.0, 0.010), tokens, width)


def _pillow(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:
    """A soft thing: fuller in the middle than at its ends."""
    left, right, bottom, top = prop[1:]
    x, y = (right - left) * 0.12, (top - bottom) * 0.12
    path = QPainterPath(skin.at(left, bottom + y))
    path.cubicTo(skin.at(left, top - y), skin.at(left + x, top), skin.at((left + right) / 2, top))
    path.cubicTo(skin.at(right - x, top), skin.at(right, top - y), skin.at(right, bottom + y))
    path.cubicTo(skin.at(right - x, bottom), skin.at(left + x, bottom), skin.at(left, bottom + y))
    shape(painter, path, _feather(tokens), tokens.ground, width)


def _pillow_above(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:
    left, right, bottom, top = prop[1:]
    corners = [skin.at(x, y) for x, y in ((left, bottom), (left, top), (right, top), (right, bottom))]
    _cushion(painter, corners, tokens, width)


def _knee_pillow(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:  # noqa: ARG001
    """It lies along the near shank, from above the knee to the ankle, and shows on both sides of it."""
    places = ((-86, 70), (-86, 340), (86, 340), (86, 70))
    _cushion(painter, [skin.on(Bone.NEAR_SHANK, x, y) for x, y in places], tokens, width)


def _cushion(painter: QPainter, corners: list[QPointF], tokens: Tokens, width: float) -> None:
    """A pillow seen from above: its sides a little hollow, its corners drawn out."""
    middle, path = (corners[0] + corners[2]) / 2, QPainterPath(corners[-1])
    for before, after in zip((corners[-1], *corners), corners, strict=False):
        side = (before + after) / 2
        path.quadTo(side + (middle - side) * 0.12, after)
    shape(painter, path, _feather(tokens), tokens.ground, width)


def _kettlebell(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:  # noqa: ARG001
    """A light one, held by its horns before the chest."""
    hand, unit = skin.on(Bone.NEAR_HAND, -4, 452), skin.scale
    at = QPointF(hand.x() + 0.024 * unit, hand.y() + 0.058 * unit)
    handle = QPainterPath(QPointF(at.x() - 0.024 * unit, at.y() - 0.03 * unit))
    handle.cubicTo(
        QPointF(at.x() - 0.050 * unit, at.y() - 0.122 * unit),
        QPointF(at.x() + 0.050 * unit, at.y() - 0.122 * unit),
        QPointF(at.x() + 0.024 * unit, at.y() - 0.03 * unit),
    )
    painter.strokePath(handle, round_pen(tokens.outline, 2.4 * width))
    ball = QPainterPath()
    ball.addEllipse(at, 0.045 * unit, 0.043 * unit)
    shape(painter, ball, blend(tokens.surface, tokens.ground, 0.75), tokens.outline, width)


def _feet(painter: QPainter, skin: Skin, at: tuple[float, ...], top: float, tokens: Tokens, width: float) -> None:
    for x in at:
        painter.strokePath(polyline(skin.at(x, top), skin.at(x, 0.006)), round_pen(tokens.ground, 2.2 * width))


_PAINTED: dict[PropKind, Callable[[QPainter, Skin, Prop, Tokens, float], None]] = {
    PropKind.CHAIR: _chair,
    PropKind.COUCH_FRONT: _couch_front,
    PropKind.COUCH_SIDE: _couch_side,
    PropKind.BED_SIDE: _bed_side,
    PropKind.BED_ABOVE: _bed_above,
    PropKind.MAT: _mat,
    PropKind.PILLOW: _pillow,
    PropKind.PILLOW_ABOVE: _pillow_above,
    PropKind.KNEE_PILLOW: _knee_pillow,
    PropKind.KETTLEBELL: _kettlebell,
}
