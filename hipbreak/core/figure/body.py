"""The body of the figure: its joints, its bones and their lengths, standing straight.

Lengths are body units (1.0 is the body's height), x points where the person faces, y up, the floor is y = 0.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Point(NamedTuple):
    """A point in body units."""

    x: float
    y: float


class Spot(StrEnum):
    """A joint, or a point of contact with the world."""

    HIP = "hip"
    WAIST = "waist"
    LOIN = "loin"
    RIBS = "ribs"
    CHEST = "chest"
    NAPE = "nape"
    SKULL = "skull"
    CROWN = "crown"
    SHOULDER = "shoulder"
    SEAT = "seat"
    BACK = "back"
    HEAD_BACK = "head back"
    NEAR_KNEE = "near knee"
    NEAR_KNEECAP = "near kneecap"
    NEAR_ANKLE = "near ankle"
    NEAR_HEEL = "near heel"
    NEAR_BALL = "near ball"
    NEAR_TOE = "near toe"
    NEAR_ELBOW = "near elbow"
    NEAR_ELBOW_TIP = "near elbow tip"
    NEAR_WRIST = "near wrist"
    NEAR_KNUCKLES = "near knuckles"
    NEAR_FINGERTIP = "near fingertip"
    FAR_KNEE = "far knee"
    FAR_KNEECAP = "far kneecap"
    FAR_ANKLE = "far ankle"
    FAR_HEEL = "far heel"
    FAR_BALL = "far ball"
    FAR_TOE = "far toe"
    FAR_ELBOW = "far elbow"
    FAR_ELBOW_TIP = "far elbow tip"
    FAR_WRIST = "far wrist"
    FAR_KNUCKLES = "far knuckles"
    FAR_FINGERTIP = "far fingertip"


class Bone(StrEnum):
    """A rigid part of the body."""

    PELVIS = "pelvis"
    LUMBAR = "lumbar"
    LOIN = "loin"
    RIBS = "ribs"
    CHEST = "chest"
    NECK = "neck"
    HEAD = "head"
    NEAR_THIGH = "near thigh"
    NEAR_SHANK = "near shank"
    NEAR_FOOT = "near foot"
    NEAR_TOES = "near toes"
    NEAR_UPPER_ARM = "near upper arm"
    NEAR_ELBOW = "near elbow"
    NEAR_FOREARM = "near forearm"
    NEAR_HAND = "near hand"
    NEAR_FINGERS = "near fingers"
    FAR_THIGH = "far thigh"
    FAR_SHANK = "far shank"
    FAR_FOOT = "far foot"
    FAR_TOES = "far toes"
    FAR_UPPER_ARM = "far upper arm"
    FAR_ELBOW = "far elbow"
    FAR_FOREARM = "far forearm"
    FAR_HAND = "far hand"
    FAR_FINGERS = "far fingers"


THIGH, SHANK, ANKLE_HEIGHT = 0.240, 0.243, 0.042

# Where the foot meets the ground, from its ankle, in the foot's frame.
SOLE = {"ankle": (0.0, 0.0), "heel": (-0.040, -ANKLE_HEIGHT), "ball": (0.070, -ANKLE_HEIGHT)}


def _leg(side: str) -> tuple[tuple[Spot, Spot, Bone, float, float], ...]:
    knee, ankle, ball = Spot(f"{side} knee"), Spot(f"{side} ankle"), Spot(f"{side} ball")
    foot = Bone(f"{side} foot")
    return (
        (knee, Spot.HIP, Bone(f"{side} thigh"), 0.0, -THIGH),
        (Spot(f"{side} kneecap"), knee, Bone(f"{side} shank"), 0.040, 0.0),
        (ankle, knee, Bone(f"{side} shank"), 0.0, -SHANK),
        (Spot(f"{side} heel"), ankle, foot, *SOLE["heel"]),
        (ball, ankle, foot, *SOLE["ball"]),
        (Spot(f"{side} toe"), ball, Bone(f"{side} toes"), 0.040, 0.0),
    )


def _arm(side: str) -> tuple[tuple[Spot, Spot, Bone, float, float], ...]:
    elbow, wrist, knuckles = (Spot(f"{side} {joint}") for joint in ("elbow", "wrist", "knuckles"))
    return (
        (elbow, Spot.SHOULDER, Bone(f"{side} upper arm"), 0.0, -0.170),
        (Spot(f"{side} elbow tip"), elbow, Bone(f"{side} elbow"), -0.024, 0.0),
        (wrist, elbow, Bone(f"{side} forearm"), 0.0, -0.145),
        (knuckles, wrist, Bone(f"{side} hand"), 0.0, -0.050),
        (Spot(f"{side} fingertip"), knuckles, Bone(f"{side} fingers"), 0.0, -0.048),
    )


# Each spot, the spot it hangs on, the bone between, and the way there in the bone's frame when all angles are
# zero: an adult seven and a half heads tall, standing straight with the spine's natural curves.
LINKS: tuple[tuple[Spot, Spot, Bone, float, float], ...] = (
    (Spot.SEAT, Spot.HIP, Bone.PELVIS, -0.035, -0.062),
    (Spot.WAIST, Spot.HIP, Bone.PELVIS, -0.022, 0.075),
    (Spot.LOIN, Spot.WAIST, Bone.LUMBAR, 0.006, 0.042),
    (Spot.RIBS, Spot.LOIN, Bone.LOIN, -0.004, 0.043),
    (Spot.CHEST, Spot.RIBS, Bone.RIBS, -0.022, 0.072),
    (Spot.BACK, Spot.CHEST, Bone.RIBS, -0.033, 0.0),
    (Spot.SHOULDER, Spot.CHEST, Bone.CHEST, 0.032, 0.051),
    (Spot.NAPE, Spot.CHEST, Bone.CHEST, 0.006, 0.082),
    (Spot.SKULL, Spot.NAPE, Bone.NECK, 0.030, 0.048),
    (Spot.HEAD_BACK, Spot.SKULL, Bone.HEAD, -0.052, 0.045),
    (Spot.CROWN, Spot.SKULL, Bone.HEAD, 0.010, 0.113),
    *_leg("near"),
    *_leg("far"),
    *_arm("near"),
    *_arm("far"),
)
