"""The contours of legs and arms, and the round joints where they bend."""

from __future__ import annotations

from typing import NamedTuple

from hipbreak.core.body import Bone
from hipbreak.ui.figure_contours import Contour, Vertex

_V = Vertex
_P = Bone.PELVIS


def _leg(side: str) -> tuple[Contour, Contour]:
    """Thigh and shank, both ending in the round of the knee: however far it bends, the two make one outline."""
    thigh, shank, foot = Bone(f"{side} thigh"), Bone(f"{side} shank"), Bone(f"{side} foot")
    toes = Bone(f"{side} toes")
    upper = Contour(
        (
            _V(46, 562, _P),
            _V(51, 532, _P, thigh, 0.5),
            _V(55, 500, thigh),
            _V(54, 456, thigh),
            _V(50, 396, thigh),
            _V(43, 338, thigh),
            _V(39, 310, thigh),
            _V(39, 287, thigh),
            _V(27, 260, thigh),
            _V(2, 249, thigh),
            _V(-22, 261, thigh),
            _V(-34, 287, thigh),
            _V(-37, 320, thigh),
            _V(-46, 380, thigh),
            _V(-56, 440, thigh),
            _V(-60, 482, thigh),
            _V(-40, 530, _P, thigh, 0.5),
            _V(0, 552, _P),
        )
    )
    lower = Contour(
        (
            _V(2, 323, shank),
            _V(28, 312, shank),
            _V(39, 287, shank),
            _V(36, 264, shank),
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
            _V(-39, 256, shank),
            _V(-34, 287, shank),
            _V(-23, 312, shank),
        )
    )
    return upper, lower


def _arm(side: str) -> Contour:
    upper, fore = Bone(f"{side} upper arm"), Bone(f"{side} forearm")
    return Contour(
        (
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
    return Joint(_V(-11, 637, upper), 22.0, upper, Bone(f"{side} forearm"))


JOINTS = {
    "hip": Joint(_V(-15, 510, _P), 58.0, _P, Bone.NEAR_THIGH),
    "near arm": _elbow("near"),
    "far arm": _elbow("far"),
}
