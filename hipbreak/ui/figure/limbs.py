"""The contours of legs and arms, and the round joints where they bend."""

from __future__ import annotations

from typing import NamedTuple

from hipbreak.core.figure.body import Bone
from hipbreak.ui.figure.contours import Contour, Vertex, carried

_P = Bone.PELVIS


def _leg(side: str) -> tuple[Contour, Contour]:
    """Thigh and shank, both ending in the round of the knee: however far it bends, the two make one outline."""
    thigh, shank, foot, toes = (Bone(f"{side} {part}") for part in ("thigh", "shank", "foot", "toes"))
    upper = (
        *carried(_P, (46, 562)),
        *carried((_P, thigh, 0.5), (51, 532)),
        *carried(thigh, (55, 500), (54, 456), (50, 396), (43, 338), (39, 310), (39, 287), (27, 260), (2, 249)),
        *carried(thigh, (-22, 261), (-34, 287), (-37, 320), (-46, 380), (-56, 440), (-60, 482)),
        *carried((_P, thigh, 0.5), (-40, 530)),
        *carried(_P, (0, 552)),
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
    "hip": Joint(Vertex(-15, 510, _P), 58.0, _P, Bone.NEAR_THIGH),
    "near arm": _elbow("near"),
    "far arm": _elbow("far"),
}
