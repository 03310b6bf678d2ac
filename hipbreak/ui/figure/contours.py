"""The contours of the body, drawn once on the straight standing figure; the bones carry them along."""

from __future__ import annotations

from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from hipbreak.core.figure.body import Bone

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


def carried(by: Bone | Pull, *places: tuple[float, float]) -> tuple[Vertex, ...]:
    """Neighbours on a contour that the same bones carry along."""
    pull = (by, None, 0.0) if isinstance(by, Bone) else by
    return tuple(Vertex(x, y, *pull) for x, y in places)


_P, _L, _LO, _R, _C, _N, _H = (
    Bone.PELVIS, Bone.LUMBAR, Bone.LOIN, Bone.RIBS, Bone.CHEST, Bone.NECK, Bone.HEAD,
)  # fmt: skip

TRUNK = Contour(
    (
        *carried(_H, (24, 880)),
        *carried(_N, (21, 862)),
        *carried((_N, _C, 0.5), (19, 842)),
        *carried(_C, (26, 822)),
        *carried((_C, _R, 0.5), (42, 796)),
        *carried(_R, (56, 764), (60, 730), (57, 696)),
        *carried((_LO, _R, 0.6), (54, 664)),
        *carried((_L, _LO, 0.5), (54, 632)),
        *carried((_P, _L, 0.4), (56, 600)),
        *carried(_P, (55, 566), (46, 530), (30, 490), (-10, 474), (-52, 470)),
        *carried(_P, (-76, 486), (-86, 516), (-83, 548), (-69, 582)),
        *carried((_P, _L, 0.4), (-57, 610)),
        *carried((_L, _LO, 0.5), (-52, 638)),
        *carried((_LO, _R, 0.5), (-56, 668)),
        *carried(_R, (-66, 702), (-75, 742)),
        *carried((_R, _C, 0.5), (-75, 780)),
        *carried(_C, (-66, 814), (-52, 840)),
        *carried(_N, (-44, 860)),
        *carried((_N, _H, 0.5), (-42, 882)),
        *carried(_H, (-36, 904), (-10, 920)),
    )
)

HEAD = Contour(
    (
        *carried(_H, (8, 880), (22, 870), (38, 867), (48, 871), (50, 882), (52, 893), (55, 903)),
        *carried(_H, (64, 909), (61, 917), (54, 931), (54, 944), (51, 964), (38, 987), (8, 1000)),
        *carried(_H, (-28, 994), (-52, 971), (-59, 940), (-56, 918), (-47, 900), (-32, 882), (-14, 874)),
    )
)

# The same head turned away from who looks: no profile.
TURNED_HEAD = Contour(
    (
        *carried(_H, (20, 880), (38, 892), (50, 916), (54, 944), (48, 972), (30, 993), (0, 1001)),
        *carried(_H, (-30, 994), (-50, 972), (-57, 940), (-53, 912), (-44, 890), (-36, 872), (-8, 868)),
    )
)

# The rib cage: an egg with a level lower edge, so that its tilt against the pelvis shows as a wedge.
RIB_CAGE = Contour(
    (
        *carried(_R, (14, 812), (34, 786), (46, 752), (49, 718), (46, 688), (36, 676), (-4, 674)),
        *carried(_R, (-42, 676), (-53, 688), (-60, 722), (-61, 758), (-54, 792), (-36, 816), (-10, 824)),
    )
)

PELVIS = Contour(
    (
        *carried(_P, (36, 606), (44, 594), (42, 566), (30, 530), (12, 502), (-10, 490)),
        *carried(_P, (-32, 500), (-50, 526), (-58, 562), (-57, 592), (-48, 606), (-6, 608)),
    )
)

RIB_LINES = tuple(
    Contour(carried(_R, (-51 + d, y), (-28, y - 2), (4, y - 13), (35 + e, y - 30)))
    for y, d, e in ((782, 2, -5), (752, -2, 1), (722, -1, 1))
)


_PELVIS = Bone.PELVIS


def _leg(side: str) -> tuple[Contour, Contour]:
    """Thigh and shank, both ending in the round of the knee: however far it bends, the two make one outline."""
    thigh, shank, foot, toes = (Bone(f"{side} {part}") for part in ("thigh", "shank", "foot", "toes"))
    upper = (
        *carried(_PELVIS, (46, 562)),
        *carried((_PELVIS, thigh, 0.5), (51, 532)),
        *carried(thigh, (55, 500), (54, 456), (50, 396), (43, 338), (39, 310), (39, 287), (27, 260), (2, 249)),
        *carried(thigh, (-22, 261), (-34, 287), (-37, 320), (-46, 380), (-56, 440), (-60, 482)),
        *carried((_PELVIS, thigh, 0.5), (-40, 530)),
        *carried(_PELVIS, (0, 552)),
    )
    lower = (
        *carried(shank, (2, 323), (28, 312), (39, 287), (36, 264), (30, 236), (26, 180), (20, 110)),
        *carried((shank, foot, 0.3), (20, 70)),
        *carried(foot, (32, 50), (62, 34)),
        *carried((foot, toes, 0.5), (88, 24)),
        *carried(toes, (106, 17), (113, 8), (106, 1)),
        *carried((foot, toes, 0.5), (84, 0)),
        *carried(foot, (60, 0), (20, 1), (-26, 0), (-42, 3), (-47, 16), (-42, 36)),
        *carried((foot, shank, 0.5), (-29, 62)),
        *carried(shank, (-25, 90), (-31, 140), (-42, 190), (-44, 222), (-39, 256), (-34, 287), (-23, 312)),
    )
    return Contour(upper), Contour(lower)


def _arm(side: str) -> Contour:
    """Arm and hand; the thumb stays with the palm when the fingers close."""
    parts = ("upper arm", "elbow", "forearm", "hand", "fingers")
    upper, elbow, fore, hand, fingers = (Bone(f"{side} {part}") for part in parts)
    return Contour(
        (
            *carried(upper, (-8, 836), (12, 828), (22, 804), (22, 770), (17, 716)),
            *carried((upper, fore, 0.3), (13, 664)),
            *carried((upper, fore, 0.5), (12, 637)),
            *carried((fore, upper, 0.3), (13, 610)),
            *carried(fore, (9, 548), (4, 506)),
            *carried(hand, (7, 484), (14, 466), (15, 444), (8, 442)),
            *carried((hand, fingers, 0.5), (5, 425)),
            *carried(fingers, (1, 402), (-8, 394), (-17, 402)),
            *carried((hand, fingers, 0.5), (-22, 436)),
            *carried(hand, (-23, 470)),
            *carried((fore, hand, 0.5), (-20, 500)),
            *carried(fore, (-26, 548), (-32, 604)),
            *carried(elbow, (-35, 637)),
            *carried(upper, (-35, 670), (-41, 730), (-42, 780), (-36, 818)),
        )
    )


LEGS = {side: _leg(side) for side in ("near", "far")}
ARMS = {side: _arm(side) for side in ("near", "far")}


class Joint(NamedTuple):
    """A disc between two bones, so that their bend has no kink."""

    at: Vertex
    radius: float
    inner: Bone
    outer: Bone


def _elbow(side: str) -> Joint:
    upper = Bone(f"{side} upper arm")
    return Joint(Vertex(-11, 637, upper), 22.0, upper, Bone(f"{side} forearm"))


JOINTS = {
    "hip": Joint(Vertex(-15, 510, _PELVIS), 58.0, _PELVIS, Bone.NEAR_THIGH),
    "near arm": _elbow("near"),
    "far arm": _elbow("far"),
}
