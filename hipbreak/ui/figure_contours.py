"""The contours of trunk and head, drawn once on the straight standing body; the bones carry them along."""

from __future__ import annotations

from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from hipbreak.core.body import Bone

Pull = tuple[Bone, Bone | None, float]


class Vertex(NamedTuple):
    """A place on the straight figure in thousandths of its height, and how far a second bone pulls at it."""

    x: float
    y: float
    bone: Bone
    other: Bone | None = None
    share: float = 0.0


class Contour(tuple[Vertex, ...]):
    """Vertices in the order of a line; it equals only itself, so that what is drawn of it can be kept."""

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    @cached_property
    def bones(self) -> tuple[Bone, ...]:
        """The bones that carry it."""
        return tuple(dict.fromkeys(bone for v in self for bone in (v.bone, v.other) if bone))

    @cached_property
    def strands(self) -> tuple[tuple[Pull, tuple[complex, ...]], ...]:
        """Neighbours with the same bones together, y down as on the screen."""
        runs = groupby(self, lambda v: (v.bone, v.other, v.share))
        return tuple((pull, tuple(complex(v.x, -v.y) for v in run)) for pull, run in runs)


_V = Vertex
_P, _L, _LO, _R, _C, _N, _H = (
    Bone.PELVIS, Bone.LUMBAR, Bone.LOIN, Bone.RIBS, Bone.CHEST, Bone.NECK, Bone.HEAD,
)  # fmt: skip

TRUNK = Contour(
    (
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
)

HEAD = Contour(
    (
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
        _V(-42, 878, _H),
        _V(-14, 872, _H),
    )
)

# The same head turned away from who looks: no profile.
TURNED_HEAD = Contour(
    (
        _V(20, 880, _H),
        _V(38, 892, _H),
        _V(50, 916, _H),
        _V(54, 944, _H),
        _V(48, 972, _H),
        _V(30, 993, _H),
        _V(0, 1001, _H),
        _V(-30, 994, _H),
        _V(-50, 972, _H),
        _V(-57, 940, _H),
        _V(-53, 912, _H),
        _V(-44, 890, _H),
        _V(-36, 872, _H),
        _V(-8, 868, _H),
    )
)

# The rib cage: an egg with a level lower edge, so that its tilt against the pelvis shows as a wedge.
RIB_CAGE = Contour(
    (
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
)

PELVIS = Contour(
    (
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
)

RIB_LINES = tuple(
    Contour((_V(-51 + d, y, _R), _V(-28, y - 2, _R), _V(4, y - 13, _R), _V(35 + e, y - 30, _R)))
    for y, d, e in ((782, 2, -5), (752, -2, 1), (722, -1, 1))
)
