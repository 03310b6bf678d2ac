"""The contours of body and muscles in the rest pose (standing straight); each vertex moves with its bones."""

from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from hipbreak.core.figure.body import Bone
from hipbreak.core.figure.scene import Muscle

BoneWeights = tuple[Bone, Bone | None, float]


class Vertex(NamedTuple):
    """A point of the rest pose in thousandths of its height, its bone, and the weight of a second one."""

    x: float
    y: float
    bone: Bone
    other: Bone | None = None
    weight: float = 0.0


class Contour(tuple[Vertex, ...]):
    """Vertices in the order of a line; compared by identity, as a key of the caches of its paths."""

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    @cached_property
    def bones(self) -> tuple[Bone, ...]:
        """The bones that move it."""
        return tuple(dict.fromkeys(bone for v in self for bone in (v.bone, v.other) if bone))

    @cached_property
    def runs(self) -> tuple[tuple[BoneWeights, tuple[complex, ...]], ...]:
        """Neighbouring vertices with the same weights as complex numbers, y down as on the screen."""
        groups = groupby(self, lambda v: (v.bone, v.other, v.weight))
        return tuple((weights, tuple(complex(v.x, -v.y) for v in group)) for weights, group in groups)


def bound(to: Bone | BoneWeights, *points: tuple[float, float]) -> tuple[Vertex, ...]:
    """Neighbouring vertices with the same weights."""
    weights = (to, None, 0.0) if isinstance(to, Bone) else to
    return tuple(Vertex(x, y, *weights) for x, y in points)


_P, _L, _LO, _R, _C, _N, _H = (
    Bone.PELVIS, Bone.LUMBAR, Bone.LOIN, Bone.RIBS, Bone.CHEST, Bone.NECK, Bone.HEAD,
)  # fmt: skip

TRUNK = Contour(
    (
        *bound(_H, (24, 880)),
        *bound(_N, (21, 862)),
        *bound((_N, _C, 0.5), (19, 842)),
        *bound(_C, (26, 822)),
        *bound((_C, _R, 0.5), (42, 796)),
        *bound(_R, (56, 764), (60, 730), (57, 696)),
        *bound((_LO, _R, 0.6), (54, 664)),
        *bound((_L, _LO, 0.5), (54, 632)),
        *bound((_P, _L, 0.4), (56, 600)),
        *bound(_P, (55, 566), (46, 530), (30, 490), (-10, 474), (-52, 470)),
        *bound(_P, (-76, 486), (-86, 516), (-83, 548), (-69, 582)),
        *bound((_P, _L, 0.4), (-57, 610)),
        *bound((_L, _LO, 0.5), (-52, 638)),
        *bound((_LO, _R, 0.5), (-56, 668)),
        *bound(_R, (-66, 702), (-75, 742)),
        *bound((_R, _C, 0.5), (-75, 780)),
        *bound(_C, (-66, 814), (-52, 840)),
        *bound(_N, (-44, 860)),
        *bound((_N, _H, 0.5), (-42, 882)),
        *bound(_H, (-36, 904), (-10, 920)),
    )
)

HEAD = Contour(
    (
        *bound(_H, (8, 880), (22, 870), (38, 867), (48, 871), (50, 882), (52, 893), (55, 903)),
        *bound(_H, (64, 909), (61, 917), (54, 931), (54, 944), (51, 964), (38, 987), (8, 1000)),
        *bound(_H, (-28, 994), (-52, 971), (-59, 940), (-56, 918), (-47, 900), (-32, 882), (-14, 874)),
    )
)

# The same head turned away from the viewer: no profile.
TURNED_HEAD = Contour(
    (
        *bound(_H, (20, 880), (38, 892), (50, 916), (54, 944), (48, 972), (30, 993), (0, 1001)),
        *bound(_H, (-30, 994), (-50, 972), (-57, 940), (-53, 912), (-44, 890), (-36, 872), (-8, 868)),
    )
)

# The rib cage: an egg with a level lower edge, so that its tilt against the pelvis shows as a wedge.
RIB_CAGE = Contour(
    (
        *bound(_R, (14, 812), (34, 786), (46, 752), (49, 718), (46, 688), (36, 676), (-4, 674)),
        *bound(_R, (-42, 676), (-53, 688), (-60, 722), (-61, 758), (-54, 792), (-36, 816), (-10, 824)),
    )
)

PELVIS = Contour(
    (
        *bound(_P, (36, 606), (44, 594), (42, 566), (30, 530), (12, 502), (-10, 490)),
        *bound(_P, (-32, 500), (-50, 526), (-58, 562), (-57, 592), (-48, 606), (-6, 608)),
    )
)

RIB_LINES = tuple(
    Contour(bound(_R, (-51 + d, y), (-28, y - 2), (4, y - 13), (35 + e, y - 30)))
    for y, d, e in ((782, 2, -5), (752, -2, 1), (722, -1, 1))
)


def _leg(side: str) -> tuple[Contour, Contour]:
    """Thigh and shank, both with the whole curve of the knee, so the two make one outline at any bend."""
    thigh, shank, foot, toes = (Bone(f"{side} {part}") for part in ("thigh", "shank", "foot", "toes"))
    upper = (
        *bound(_P, (46, 562)),
        *bound((_P, thigh, 0.5), (51, 532)),
        *bound(thigh, (55, 500), (54, 456), (50, 396), (43, 338), (39, 310), (39, 287), (27, 260), (2, 249)),
        *bound(thigh, (-22, 261), (-34, 287), (-37, 320), (-46, 380), (-56, 440), (-60, 482)),
        *bound((_P, thigh, 0.5), (-40, 530)),
        *bound(_P, (0, 552)),
    )
    lower = (
        *bound(shank, (2, 323), (28, 312), (39, 287), (36, 264), (30, 236), (26, 180), (20, 110)),
        *bound((shank, foot, 0.3), (20, 70)),
        *bound(foot, (32, 50), (62, 34)),
        *bound((foot, toes, 0.5), (88, 24)),
        *bound(toes, (106, 17), (113, 8), (106, 1)),
        *bound((foot, toes, 0.5), (84, 0)),
        *bound(foot, (60, 0), (20, 1), (-26, 0), (-42, 3), (-47, 16), (-42, 36)),
        *bound((foot, shank, 0.5), (-29, 62)),
        *bound(shank, (-25, 90), (-31, 140), (-42, 190), (-44, 222), (-39, 256), (-34, 287), (-23, 312)),
    )
    return Contour(upper), Contour(lower)


def _arm(side: str) -> Contour:
    """Arm and hand; the hand is a mitten, so that it stays smooth when the fingers close."""
    parts = ("upper arm", "elbow", "forearm", "hand", "fingers")
    upper, elbow, fore, hand, fingers = (Bone(f"{side} {part}") for part in parts)
    return Contour(
        (
            *bound(upper, (-8, 836), (12, 828), (22, 804), (22, 770), (17, 716)),
            *bound((upper, fore, 0.3), (13, 664)),
            *bound((upper, fore, 0.5), (12, 637)),
            *bound((fore, upper, 0.3), (13, 610)),
            *bound(fore, (9, 548), (4, 506)),
            *bound(hand, (6, 482), (8, 456)),
            *bound((hand, fingers, 0.5), (5, 428)),
            *bound(fingers, (0, 406), (-8, 397), (-16, 405)),
            *bound((hand, fingers, 0.5), (-22, 432)),
            *bound(hand, (-24, 466)),
            *bound((fore, hand, 0.5), (-20, 500)),
            *bound(fore, (-26, 548), (-32, 604)),
            *bound(elbow, (-35, 637)),
            *bound(upper, (-35, 670), (-41, 730), (-42, 780), (-36, 818)),
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


SHOULDER = Joint(Vertex(-10, 806, _C), 33.0, _C, Bone.NEAR_UPPER_ARM)
"""Where the near arm joins the trunk: no outline between them."""
JOINTS = {
    "hip": Joint(Vertex(-15, 510, _P), 58.0, _P, Bone.NEAR_THIGH),
    "near arm": _elbow("near"),
    "far arm": _elbow("far"),
}


# Muscles

GLUTE = Contour(
    (
        *bound(_P, (-62, 598), (-42, 590), (-18, 566), (-2, 534), (-4, 508)),
        *bound(_P, (-22, 484), (-48, 470), (-74, 484), (-86, 516), (-83, 548), (-73, 578)),
    )
)


def _hamstrings(side: str) -> Contour:
    return Contour(
        (
            *bound(Bone(f"{side} thigh"), (-22, 462), (-10, 420), (-8, 370), (-14, 325), (-22, 302)),
            *bound(Bone(f"{side} thigh"), (-33, 312), (-43, 370), (-53, 425), (-57, 458), (-40, 470)),
        )
    )


def _hatch(contour: Contour) -> tuple[Contour, ...]:
    """Slanting lines from edge to edge of a contour, computed once instead of clipped in each frame."""
    slope, step, lines = -0.45, 22.0, []
    heights = [v.y - slope * v.x for v in contour]
    level = min(heights) + step
    while level < max(heights):
        edges = zip(contour, (*contour[1:], contour[0]), heights, (*heights[1:], heights[0]), strict=True)
        ends = []
        for v, w, low, high in edges:
            if (low < level) != (high < level):
                x = v.x + (w.x - v.x) * (level - low) / (high - low)
                ends.append(Vertex(x, level + slope * x, v.bone))
        lines.append(Contour((min(ends), max(ends))))
        level += step
    return tuple(lines)


MUSCLES = {Muscle.GLUTES: GLUTE, Muscle.NEAR_HAMSTRINGS: _hamstrings("near"), Muscle.FAR_HAMSTRINGS: _hamstrings("far")}
HATCHES = {muscle: _hatch(contour) for muscle, contour in MUSCLES.items()}
# The muscles that lengthen: a band along the front of the near hip.
STRETCH_BAND = Contour(
    (
        *bound(_P, (42, 640), (58, 604), (63, 556)),
        *bound((_P, Bone.NEAR_THIGH, 0.5), (63, 516)),
        *bound(Bone.NEAR_THIGH, (58, 460), (44, 402), (30, 460)),
        *bound((_P, Bone.NEAR_THIGH, 0.5), (32, 516)),
        *bound(_P, (31, 556), (28, 604)),
    )
)
