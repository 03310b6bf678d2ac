"""The muscles of the figure: hatched where they work, dashed where let go, a soft band where they lengthen."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter

from hipbreak.core.figure.body import Bone
from hipbreak.core.figure.scene import Drawn, Mark, Muscle
from hipbreak.ui.figure.contours import Contour, Vertex, carried
from hipbreak.ui.figure.pens import brush, dashed, hidden
from hipbreak.ui.figure.skin import Skin
from hipbreak.ui.theme.tokens import Tokens

_P = Bone.PELVIS

GLUTE = Contour(
    (
        *carried(_P, (-62, 598), (-42, 590), (-18, 566), (-2, 534), (-4, 508)),
        *carried(_P, (-22, 484), (-48, 470), (-74, 484), (-86, 516), (-83, 548), (-73, 578)),
    )
)


def _hamstrings(side: str) -> Contour:
    return Contour(
        (
            *carried(Bone(f"{side} thigh"), (-22, 462), (-10, 420), (-8, 370), (-14, 325), (-22, 302)),
            *carried(Bone(f"{side} thigh"), (-33, 312), (-43, 370), (-53, 425), (-57, 458), (-40, 470)),
        )
    )


def _hatch(contour: Contour, fall: float = -0.45, step: float = 22.0) -> tuple[Contour, ...]:
    """Slanting lines from edge to edge of a contour: worked out once, which spares every frame the clipping."""
    heights = [v.y - fall * v.x for v in contour]
    lines = []
    level = min(heights) + step
    while level < max(heights):
        edges = zip(contour, (*contour[1:], contour[0]), heights, (*heights[1:], heights[0]), strict=True)
        ends = []
        for v, w, low, high in edges:
            if (low < level) != (high < level):
                x = v.x + (w.x - v.x) * (level - low) / (high - low)
                ends.append(Vertex(x, level + fall * x, v.bone))
        lines.append(Contour((min(ends), max(ends))))
        level += step
    return tuple(lines)


_CONTOURS = {
    Muscle.GLUTES: GLUTE,
    Muscle.NEAR_HAMSTRINGS: _hamstrings("near"),
    Muscle.FAR_HAMSTRINGS: _hamstrings("far"),
}
_HATCHES = {muscle: _hatch(contour) for muscle, contour in _CONTOURS.items()}
# What lengthens: a band along the front of the near hip.
_BAND = Contour(
    (
        *carried(_P, (42, 640), (58, 604), (63, 556)),
        *carried((_P, Bone.NEAR_THIGH, 0.5), (63, 516)),
        *carried(Bone.NEAR_THIGH, (58, 460), (44, 402), (30, 460)),
        *carried((_P, Bone.NEAR_THIGH, 0.5), (32, 516)),
        *carried(_P, (31, 556), (28, 604)),
    )
)


def paint_muscle(painter: QPainter, skin: Skin, muscle: Muscle, tokens: Tokens, width: float) -> None:
    """A muscle at work: filled, hatched and strongly outlined."""
    contour = _CONTOURS[muscle]
    path = skin.closed(contour)
    if hidden(painter, path):
        return
    hatch = skin.ribbons(contour.bones[0], _HATCHES[muscle], 0.9 * width, round_ends=False)
    for area, colour in (
        (path, tokens.working),
        (hatch, tokens.hatch),
        (skin.rim(contour, 1.5 * width), tokens.outline),
    ):
        painter.fillPath(area, brush(colour))


def paint_let_go(painter: QPainter, skin: Skin, tokens: Tokens, width: float) -> None:
    """The glute that has stopped working."""
    painter.strokePath(skin.closed(GLUTE), dashed(tokens.outline, width))


def paint_stretch(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float) -> None:
    """A soft band along the front of the near hip."""
    if Mark.STRETCH not in drawn.marks:
        return
    colour = QColor(tokens.stretch)
    for area, share in ((skin.closed(_BAND), 0.42), (skin.ring(_BAND, 0.45 * width, -0.45 * width), 1.0)):
        colour.setAlphaF(share * drawn.strength)
        painter.fillPath(area, colour)
