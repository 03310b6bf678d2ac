"""The muscles of the figure: hatched where they work, dashed where let go, a soft band where they lengthen."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPen

from hipbreak.core.body import Bone
from hipbreak.core.scene import Drawn, Mark, Muscle
from hipbreak.ui.figure_body import Skin
from hipbreak.ui.figure_contours import Contour, Vertex
from hipbreak.ui.strokes import brush, dashed, flat_pen, round_pen
from hipbreak.ui.tokens import Tokens

_V = Vertex
_P = Bone.PELVIS

GLUTE = Contour(
    (
        _V(-62, 598, _P),
        _V(-42, 590, _P),
        _V(-18, 566, _P),
        _V(-2, 534, _P),
        _V(-4, 508, _P),
        _V(-22, 484, _P),
        _V(-48, 470, _P),
        _V(-74, 484, _P),
        _V(-86, 516, _P),
        _V(-83, 548, _P),
        _V(-73, 578, _P),
    )
)


def _hamstrings(side: str) -> Contour:
    thigh = Bone(f"{side} thigh")
    return Contour(
        (
            _V(-22, 462, thigh),
            _V(-10, 420, thigh),
            _V(-8, 370, thigh),
            _V(-14, 325, thigh),
            _V(-22, 302, thigh),
            _V(-33, 312, thigh),
            _V(-43, 370, thigh),
            _V(-53, 425, thigh),
            _V(-57, 458, thigh),
            _V(-40, 470, thigh),
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
                ends.append(_V(x, level + fall * x, v.bone))
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
        _V(42, 640, _P),
        _V(58, 604, _P),
        _V(63, 556, _P),
        _V(63, 516, _P, Bone.NEAR_THIGH, 0.5),
        _V(58, 460, Bone.NEAR_THIGH),
        _V(44, 402, Bone.NEAR_THIGH),
        _V(30, 460, Bone.NEAR_THIGH),
        _V(32, 516, _P, Bone.NEAR_THIGH, 0.5),
        _V(31, 556, _P),
        _V(28, 604, _P),
    )
)


def paint_muscle(painter: QPainter, skin: Skin, muscle: Muscle, tokens: Tokens, width: float) -> None:
    """A muscle at work: filled, hatched and strongly outlined."""
    path = skin.closed(_CONTOURS[muscle])
    painter.fillPath(path, brush(tokens.working))
    painter.strokePath(skin.lines(_CONTOURS[muscle].bones[0], _HATCHES[muscle]), flat_pen(tokens.hatch, 0.9 * width))
    painter.strokePath(path, round_pen(tokens.outline, 1.5 * width))


def paint_let_go(painter: QPainter, skin: Skin, tokens: Tokens, width: float) -> None:
    """The glute that has stopped working."""
    painter.strokePath(skin.closed(GLUTE), dashed(tokens.outline, width))


def paint_stretch(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float) -> None:
    """A soft band along the front of the near hip."""
    if Mark.STRETCH not in drawn.marks:
        return
    path = skin.closed(_BAND)
    colour = QColor(tokens.stretch)
    colour.setAlphaF(drawn.strength)
    pen = QPen(colour, 0.9 * width)
    colour.setAlphaF(0.42 * drawn.strength)
    painter.fillPath(path, colour)
    painter.strokePath(path, pen)
