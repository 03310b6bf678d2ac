"""The contours of the figure, drawn once on the straight standing body; the bones carry them along."""

from __future__ import annotations

from math import hypot
from typing import NamedTuple

from hipbreak.core.body import Bone


class Vertex(NamedTuple):
    """A place on the straight figure in thousandths of its height, and how far a second bone pulls at it."""

    x: float
    y: float
    bone: Bone
    other: Bone | None = None
    share: float = 0.0


Contour = tuple[Vertex, ...]

_V = Vertex
_P, _L, _LO, _R, _C, _N, _H = (
    Bone.PELVIS, Bone.LUMBAR, Bone.LOIN, Bone.RIBS, Bone.CHEST, Bone.NECK, Bone.HEAD,
)  # fmt: skip

TRUNK: Contour = (
    _V(24, 880, _H),
    _V(21, 862, _N),
    _V(19, 842, _N, _C, 0.5),
    _V(26, 822, _C),
    _V(42, 796, _C, _R, 0.5),
    _V(56, 764, _R),
    _V(60, 730, _R),
    _V(57, 696, _R),
    _V(54, 664, _LO, _R, 0.6),
    _V(54, 632, _L, _LO, 0.5),
    _V(56, 600, _P, _L, 0.4),
    _V(55, 566, _P),
    _V(46, 530, _P),
    _V(30, 490, _P),
    _V(-10, 474, _P),
    _V(-52, 470, _P),
    _V(-76, 486, _P),
    _V(-86, 516, _P),
    _V(-83, 548, _P),
    _V(-69, 582, _P),
    _V(-57, 610, _P, _L, 0.4),
    _V(-52, 638, _L, _LO, 0.5),
    _V(-56, 668, _LO, _R, 0.5),
    _V(-66, 702, _R),
    _V(-75, 742, _R),
    _V(-75, 780, _R, _C, 0.5),
    _V(-66, 814, _C),
    _V(-52, 840, _C),
    _V(-44, 860, _N),
    _V(-42, 882, _N, _H, 0.5),
    _V(-36, 904, _H),
    _V(-10, 920, _H),
)

HEAD: Contour = (
    _V(8, 880, _H),
    _V(22, 870, _H),
    _V(38, 867, _H),
    _V(48, 871, _H),
    _V(50, 882, _H),
    _V(52, 893, _H),
    _V(55, 903, _H),
    _V(64, 909, _H),
    _V(61, 917, _H),
    _V(54, 931, _H),
    _V(54, 944, _H),
    _V(51, 964, _H),
    _V(38, 987, _H),
    _V(8, 1000, _H),
    _V(-28, 994, _H),
    _V(-52, 971, _H),
    _V(-59, 940, _H),
    _V(-56, 918, _H),
    _V(-48, 900, _H),
    _V(-42, 878, _H, _N, 0.5),
    _V(-14, 872, _H, _N, 0.5),
)

# Rounds the seat between buttock and thigh when the hip bends.
HIP_JOINT, HIP_RADIUS = _V(-15, 510, _P), 58.0

# The rib cage: an egg with a level lower edge, so that its tilt against the pelvis shows as a wedge.
RIB_CAGE: Contour = (
    _V(14, 812, _R),
    _V(34, 786, _R),
    _V(46, 752, _R),
    _V(49, 718, _R),
    _V(46, 688, _R),
    _V(36, 676, _R),
    _V(-4, 674, _R),
    _V(-42, 676, _R),
    _V(-53, 688, _R),
    _V(-60, 722, _R),
    _V(-61, 758, _R),
    _V(-54, 792, _R),
    _V(-36, 816, _R),
    _V(-10, 824, _R),
)

PELVIS: Contour = (
    _V(36, 606, _P),
    _V(44, 594, _P),
    _V(42, 566, _P),
    _V(30, 530, _P),
    _V(12, 502, _P),
    _V(-10, 490, _P),
    _V(-32, 500, _P),
    _V(-50, 526, _P),
    _V(-58, 562, _P),
    _V(-57, 592, _P),
    _V(-48, 606, _P),
    _V(-6, 608, _P),
)

GLUTE: Contour = (
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

RIB_LINES: tuple[Contour, ...] = tuple(
    (_V(-51 + d, y, _R), _V(-28, y - 2, _R), _V(4, y - 13, _R), _V(35 + e, y - 30, _R))
    for y, d, e in ((782, 2, -5), (752, -2, 1), (722, -1, 1))
)


def _leg(side: str) -> Contour:
    thigh, shank, foot = Bone(f"{side} thigh"), Bone(f"{side} shank"), Bone(f"{side} foot")
    toes = Bone(f"{side} toes")
    return (
        _V(46, 562, _P),
        _V(51, 532, _P, thigh, 0.5),
        _V(55, 500, thigh),
        _V(54, 456, thigh),
        _V(50, 396, thigh),
        _V(42, 338, thigh),
        _V(38, 310, thigh, shank, 0.2),
        _V(39, 290, thigh, shank, 0.5),
        _V(34, 266, shank, thigh, 0.2),
        _V(30, 236, shank),
        _V(26, 180, shank),
        _V(20, 110, shank),
        _V(20, 70, shank, foot, 0.3),
        _V(32, 50, foot),
        _V(62, 34, foot),
        _V(88, 24, foot, toes, 0.5),
        _V(106, 17, toes),
        _V(113, 8, toes),
        _V(106, 1, toes),
        _V(84, 0, foot, toes, 0.5),
        _V(60, 0, foot),
        _V(20, 1, foot),
        _V(-26, 0, foot),
        _V(-42, 3, foot),
        _V(-47, 16, foot),
        _V(-42, 36, foot),
        _V(-29, 62, foot, shank, 0.5),
        _V(-25, 90, shank),
        _V(-31, 140, shank),
        _V(-42, 190, shank),
        _V(-44, 222, shank),
        _V(-39, 256, shank, thigh, 0.3),
        _V(-34, 288, thigh, shank, 0.5),
        _V(-37, 320, thigh, shank, 0.3),
        _V(-46, 380, thigh),
        _V(-56, 440, thigh),
        _V(-60, 482, thigh),
        _V(-40, 530, _P, thigh, 0.5),
        _V(0, 552, _P),
    )


def _arm(side: str) -> Contour:
    upper, fore = Bone(f"{side} upper arm"), Bone(f"{side} forearm")
    return (
        _V(-8, 836, upper),
        _V(12, 828, upper),
        _V(22, 804, upper),
        _V(22, 770, upper),
        _V(17, 716, upper),
        _V(13, 666, upper),
        _V(12, 636, upper, fore, 0.5),
        _V(13, 604, fore),
        _V(9, 548, fore),
        _V(4, 506, fore),
        _V(7, 484, fore),
        _V(14, 466, fore),
        _V(15, 444, fore),
        _V(8, 442, fore),
        _V(5, 424, fore),
        _V(1, 402, fore),
        _V(-8, 394, fore),
        _V(-17, 402, fore),
        _V(-22, 436, fore),
        _V(-23, 470, fore),
        _V(-20, 500, fore),
        _V(-26, 548, fore),
        _V(-32, 602, fore),
        _V(-34, 638, upper, fore, 0.5),
        _V(-35, 670, upper),
        _V(-41, 730, upper),
        _V(-42, 780, upper),
        _V(-36, 818, upper),
    )


LEGS = {side: _leg(side) for side in ("near", "far")}
ARMS = {side: _arm(side) for side in ("near", "far")}


def _grown(contour: Contour, by: float) -> Contour:
    """The contour pushed outwards by so many thousandths; it runs clockwise."""
    grown = []
    for before, v, after in zip((contour[-1], *contour), contour, (*contour[1:], contour[0]), strict=False):
        dx, dy = after.x - before.x, after.y - before.y
        length = hypot(dx, dy)
        grown.append(v._replace(x=v.x - by * dy / length, y=v.y + by * dx / length))
    return tuple(grown)


# The middle of the near arm's outline: where the arm leaves the body, a line drawn here adds no weight.
NEAR_ARM_LINE = _grown(ARMS["near"], 3.2)
