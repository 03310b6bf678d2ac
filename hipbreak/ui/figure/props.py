"""The floor and the props: chair, couch, bed, mat, pillows and the kettlebell."""

from collections.abc import Callable
from math import floor
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QRadialGradient

from hipbreak.core.figure.body import Bone
from hipbreak.core.figure.dirty_region import NEAR_FLOOR
from hipbreak.core.figure.scene import Drawn, Prop, PropKind
from hipbreak.ui.figure.pens import blend, box, brush, paint_shape, polyline, round_pen
from hipbreak.ui.figure.skin import Skin
from hipbreak.ui.theme.tokens import Tokens

HELD = PropKind.KNEE_PILLOW, PropKind.KETTLEBELL
"""Those between the far and the near side of the body, which move with it."""
COVERS = PropKind.BLANKET, PropKind.BLANKET_ABOVE
"""What covers the body."""
_BEHIND = tuple(kind for kind in PropKind if kind not in HELD + COVERS)
_COVER_ALPHA = 0.55
_FLOOR_MARK_GAP = 0.20  # body units between two marks on a moving floor


class Shadow(NamedTuple):
    """A soft ellipse on the floor: its middle and half its width in body units, rounded to pixels."""

    middle: float
    half: float


def shadow_of(skin: Skin, drawn: Drawn) -> Shadow | None:
    """The shadow below the parts of the body near the floor; None without such parts."""
    frame = drawn.scene.frame
    near_floor = [-0.20, 0.20] if drawn.scene.ticks else [p.x for p in skin.body.spots.values() if p.y < NEAR_FLOOR]
    if not near_floor or not drawn.scene.floor:
        return None
    left, right = max(frame.left + 0.02, min(near_floor) - 0.05), min(frame.right - 0.02, max(near_floor) + 0.05)
    return Shadow(
        round((left + right) / 2 * skin.scale) / skin.scale, round((right - left) / 2 * skin.scale) / skin.scale
    )


def paint_shadow(painter: QPainter, skin: Skin, shadow: Shadow, tokens: Tokens, width: float) -> None:
    """Paint the shadow on the floor."""
    radius = max(1, round(shadow.half * skin.scale))
    painter.save()
    painter.translate(skin.at(shadow.middle, 0.0) + QPointF(0.0, 1.5 * width))
    painter.scale(1.0, min(0.16, 0.022 * skin.scale / radius))
    gradient = QRadialGradient(QPointF(0.0, 0.0), radius)
    inner, transparent = QColor(tokens.shadow), QColor(tokens.shadow)
    transparent.setAlpha(0)
    gradient.setColorAt(0.0, inner)
    gradient.setColorAt(0.6, inner)
    gradient.setColorAt(1.0, transparent)
    painter.fillRect(QRectF(-radius, -radius, 2 * radius, 2 * radius), QBrush(gradient))
    painter.restore()


def paint_floor_marks(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float) -> None:
    """Paint the marks of a moving floor."""
    left, right = drawn.scene.frame.left + 0.04, drawn.scene.frame.right - 0.02
    painter.setPen(round_pen(tokens.ground, width))
    first = left + (-drawn.passed - left) % _FLOOR_MARK_GAP
    for k in range(floor((right - first) / _FLOOR_MARK_GAP) + 1):
        x = first + k * _FLOOR_MARK_GAP
        painter.drawLine(skin.at(x, -0.022), skin.at(x - 0.02, -0.040))


def paint_behind(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float) -> None:
    """Paint the floor line, and the props behind the body."""
    if drawn.scene.floor:
        drop, frame = QPointF(0.0, width), drawn.scene.frame
        painter.setPen(round_pen(tokens.ground, width))
        painter.drawLine(skin.at(frame.left + 0.02, 0.0) + drop, skin.at(frame.right - 0.02, 0.0) + drop)
    paint_props(painter, skin, drawn, _BEHIND, tokens, width)


def paint_props(
    painter: QPainter, skin: Skin, drawn: Drawn, kinds: tuple[PropKind, ...], tokens: Tokens, width: float
) -> None:
    """Paint the props of these kinds."""
    for prop, opacity in drawn.props:
        if prop.kind in kinds:
            painter.setOpacity(opacity)
            _PAINTERS[prop.kind](painter, skin, prop, tokens, width)
    painter.setOpacity(1.0)


def _block(
    painter: QPainter, skin: Skin, edges: tuple[float, ...], tokens: Tokens, width: float, fill: str = ""
) -> None:
    """Paint a block, by default upholstered; `edges` are its left, right, bottom, top and corner radius."""
    paint_shape(painter, box(skin, *edges), fill or _upholstery(tokens), tokens.ground, width)


def _is_light(tokens: Tokens) -> bool:
    return QColor(tokens.surface).lightness() > 128


def _upholstery(tokens: Tokens) -> str:
    return blend(tokens.surface, tokens.away, 0.20 if _is_light(tokens) else 0.07)


def _pale(tokens: Tokens) -> str:
    return blend(tokens.surface, tokens.away, 0.09 if _is_light(tokens) else 0.02)


def _pillow_colour(tokens: Tokens) -> str:
    """A colour that contrasts with couch, mat and paper."""
    return blend(tokens.surface, tokens.standing, 0.20 if _is_light(tokens) else 0.30)


def _chair(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:
    """A plain chair, of which the ankles of a person on it are near x = 0."""
    pen = round_pen(tokens.ground, 2.2 * width)
    left, right, seat = prop.left, prop.right, prop.top
    for ax, ay, bx, by in (
        (left, seat, right, seat),
        (left, seat, left - 0.012, seat + 0.347),
        (left + 0.020, seat, left - 0.010, 0.004),
        (right - 0.030, seat, right - 0.010, 0.004),
    ):
        painter.strokePath(polyline(skin.at(ax, ay), skin.at(bx, by)), pen)


def _couch_front(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:
    left, right, seat = prop.left, prop.right, prop.top
    middle = (left + right) / 2
    _feet(painter, skin, (left + 0.05, right - 0.05), 0.05, tokens, width)
    for a, b in ((left + 0.07, middle), (middle, right - 0.07)):
        _block(painter, skin, (a, b, seat - 0.05, seat + 0.225, 0.035), tokens, width, _pale(tokens))
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
    paint_shape(painter, back, _pale(tokens), tokens.ground, width)
    _block(painter, skin, (left + 0.04, right - 0.01, 0.045, seat - 0.08, 0.015), tokens, width)
    _block(painter, skin, (left + 0.12, right, seat - 0.095, seat, 0.030), tokens, width)


def _bed_side(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:
    """The headboard is at `left`, which may be larger than `right`."""
    left, right, top = min(prop.left, prop.right), max(prop.left, prop.right), prop.top
    board = prop.left - 0.02 if prop.left < prop.right else prop.left - 0.01
    _feet(painter, skin, (left + 0.05, right - 0.05), top - 0.12, tokens, width)
    _block(painter, skin, (board, board + 0.03, 0.03, top + 0.16, 0.012), tokens, width, _pale(tokens))
    _block(painter, skin, (left, right - 0.015, top - 0.145, top - 0.08, 0.010), tokens, width, _pale(tokens))
    _block(painter, skin, (left, right, top - 0.095, top, 0.028), tokens, width)


def _bed_above(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:
    _block(painter, skin, (*prop[1:], 0.035), tokens, width, _pale(tokens))


def _mat(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:
    _block(painter, skin, (prop.left, prop.right, -0.020, 0.0, 0.010), tokens, width)


def _pillow(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:
    """A pillow, thicker in the middle than at its ends."""
    left, right, bottom, top = prop[1:]
    x, y = (right - left) * 0.12, (top - bottom) * 0.12
    path = QPainterPath(skin.at(left, bottom + y))
    path.cubicTo(skin.at(left, top - y), skin.at(left + x, top), skin.at((left + right) / 2, top))
    path.cubicTo(skin.at(right - x, top), skin.at(right, top - y), skin.at(right, bottom + y))
    path.cubicTo(skin.at(right - x, bottom), skin.at(left + x, bottom), skin.at(left, bottom + y))
    paint_shape(painter, path, _pillow_colour(tokens), tokens.ground, width)


def _pillow_above(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:
    left, right, bottom, top = prop[1:]
    corners = [skin.at(x, y) for x, y in ((left, bottom), (left, top), (right, top), (right, bottom))]
    _paint_cushion(painter, corners, tokens, width)


def _knee_pillow(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:  # noqa: ARG001
    """A pillow along the near shank, from above the knee to the ankle, visible on both sides of it."""
    places = ((-86, 70), (-86, 340), (86, 340), (86, 70))
    _paint_cushion(painter, [skin.on(Bone.NEAR_SHANK, x, y) for x, y in places], tokens, width)


def _paint_cushion(painter: QPainter, corners: list[QPointF], tokens: Tokens, width: float) -> None:
    """Paint a pillow from above, with concave sides."""
    middle, path = (corners[0] + corners[2]) / 2, QPainterPath(corners[-1])
    for before, after in zip((corners[-1], *corners), corners, strict=False):
        side = (before + after) / 2
        path.quadTo(side + (middle - side) * 0.12, after)
    paint_shape(painter, path, _pillow_colour(tokens), tokens.ground, width)


def _kettlebell(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:  # noqa: ARG001
    """A small kettlebell, held by its handle in front of the chest."""
    hand, unit = skin.on(Bone.NEAR_HAND, -4, 452), skin.scale
    centre = QPointF(hand.x() + 0.024 * unit, hand.y() + 0.058 * unit)
    handle = QPainterPath(QPointF(centre.x() - 0.024 * unit, centre.y() - 0.03 * unit))
    handle.cubicTo(
        QPointF(centre.x() - 0.050 * unit, centre.y() - 0.122 * unit),
        QPointF(centre.x() + 0.050 * unit, centre.y() - 0.122 * unit),
        QPointF(centre.x() + 0.024 * unit, centre.y() - 0.03 * unit),
    )
    painter.strokePath(handle, round_pen(tokens.outline, 2.4 * width))
    ball = QPainterPath()
    ball.addEllipse(centre, 0.045 * unit, 0.043 * unit)
    paint_shape(painter, ball, blend(tokens.surface, tokens.ground, 0.75), tokens.outline, width)


def _blanket(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:
    """A blanket over the legs of a person who lies, from the feet on the left up to the thighs."""
    left, right, bottom, top = prop[1:]
    path, feet = QPainterPath(skin.at(left, bottom)), bottom + 0.55 * (top - bottom)
    path.quadTo(skin.at(left, feet), skin.at(left + 0.08, feet + 0.01))
    path.cubicTo(skin.at(left + 0.25, feet + 0.01), skin.at(right - 0.15, top - 0.04), skin.at(right, top))
    path.quadTo(skin.at(right + 0.03, (bottom + top) / 2), skin.at(right - 0.01, bottom))
    path.closeSubpath()
    _paint_cover(painter, path, tokens, width)


def _blanket_above(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:
    """A blanket from above, with its upper edge folded back."""
    left, right, bottom, top = prop[1:]
    _paint_cover(painter, box(skin, left, right, bottom, top, 0.03), tokens, width)
    _paint_cover(painter, box(skin, left, right, top - 0.07, top, 0.02), tokens, width)


def _paint_cover(painter: QPainter, path: QPainterPath, tokens: Tokens, width: float) -> None:
    """Paint a blanket so translucent that the body shows through it."""
    fill = QColor(_pillow_colour(tokens))
    fill.setAlphaF(_COVER_ALPHA)
    painter.fillPath(path, fill)
    painter.strokePath(path, round_pen(tokens.ground, width))


def _night(painter: QPainter, skin: Skin, prop: Prop, tokens: Tokens, width: float) -> None:
    """A window with the moon in a dark sky."""
    left, right, bottom, top = prop[1:]
    sky, light = blend(tokens.standing, tokens.ink, 0.55), "#F4E3A1"
    if not _is_light(tokens):
        sky = blend(tokens.surface, tokens.standing, 0.25)
    paint_shape(painter, box(skin, left, right, bottom, top, 0.01), sky, tokens.ground, 1.4 * width)
    moon, bite, radius = QPainterPath(), QPainterPath(), 0.34 * (top - bottom) * skin.scale
    middle = skin.at((left + right) / 2, (bottom + top) / 2)
    moon.addEllipse(middle, radius, radius)
    bite.addEllipse(middle + QPointF(0.55 * radius, -0.3 * radius), 0.85 * radius, 0.85 * radius)
    painter.fillPath(moon.subtracted(bite), brush(light))


def _feet(painter: QPainter, skin: Skin, xs: tuple[float, ...], top: float, tokens: Tokens, width: float) -> None:
    for x in xs:
        painter.strokePath(polyline(skin.at(x, top), skin.at(x, 0.006)), round_pen(tokens.ground, 2.2 * width))


_PAINTERS: dict[PropKind, Callable[[QPainter, Skin, Prop, Tokens, float], None]] = {
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
    PropKind.NIGHT: _night,
    PropKind.BLANKET: _blanket,
    PropKind.BLANKET_ABOVE: _blanket_above,
}
