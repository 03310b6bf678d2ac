"""The standing pulse as pictures: the pose, the marks and the working muscle of each step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from hipbreak.core.body import ANKLE_HEIGHT, Point, Spot
from hipbreak.core.pose import Anchor, Arm, Leg, Pose, interpolate


class Mark(StrEnum):
    """What is drawn beside the body to say what moves."""

    GROW = "grow"
    EXHALE = "exhale"
    RIBS_DOWN = "ribs down"
    TUCK = "tuck"
    SQUEEZE = "squeeze"
    LET_GO = "let go"
    AVOID = "avoid"


class Muscle(StrEnum):
    """A muscle the picture can mark as working."""

    GLUTES = "glutes"


@dataclass(frozen=True)
class Drawn:
    """One moment of a step: `strength` and `chair` are 0..1 of full ink, `breath` is -1 (out) .. 1 (in)."""

    pose: Pose
    marks: tuple[Mark, ...]
    muscle: Muscle | None
    strength: float
    chair: float
    breath: float


STEPS = ("stand", "ribs", "tuck", "squeeze", "release")
PICTURES = ("sit", *STEPS, "avoid")

_NEAR_FOOT = Anchor(Spot.NEAR_ANKLE, Point(-0.02, ANKLE_HEIGHT))
_FAR_FOOT = Anchor(Spot.FAR_ANKLE, Point(0.012, ANKLE_HEIGHT))


def _on_feet(
    swing: float,
    knee: float,
    *,
    pelvis: float,
    ribs: float,
    trunk: float = 0.0,
    thoracic: float = 0.0,
    gaze: float = 0.0,
    arm: Arm = Arm(1.0, 5.0),  # noqa: B008
) -> Pose:
    """A pose on two flat feet; pelvis, ribs and gaze lean forward against the world, not each other."""
    leg = Leg(hip=pelvis + swing, knee=knee, ankle=knee - swing)
    neck = gaze - ribs - thoracic
    return Pose(
        trunk=trunk,
        pelvis=pelvis - trunk,
        lumbar=pelvis - ribs,
        thoracic=thoracic,
        neck=0.6 * neck,
        nod=0.4 * neck,
        near_leg=leg,
        far_leg=leg,
        near_arm=Arm(arm.shoulder + ribs + thoracic, arm.elbow),
        far_arm=Arm(arm.shoulder - 2.0 + ribs + thoracic, arm.elbow + 3.0),
        anchor=_NEAR_FOOT,
        planted=(_FAR_FOOT,),
    )


SIT = _on_feet(84.0, 88.0, pelvis=-16.0, ribs=9.0, thoracic=10.0, gaze=4.0, arm=Arm(20.0, 62.0))
RISE = _on_feet(62.0, 92.0, pelvis=42.0, ribs=40.0, trunk=40.0, gaze=22.0, arm=Arm(22.0, 20.0))
STAND = _on_feet(-2.0, 3.0, pelvis=12.0, ribs=-12.0, arm=Arm(6.0, 2.0))
RIBS = _on_feet(-1.5, 3.0, pelvis=11.0, ribs=-0.5, arm=Arm(0.0, 2.0))
TUCK = _on_feet(-1.0, 6.0, pelvis=-4.0, ribs=1.0)
SQUEEZE = _on_feet(-3.0, 3.0, pelvis=-5.0, ribs=1.0)
RELEASE = _on_feet(-2.0, 3.0, pelvis=1.0, ribs=1.0)
AVOID = _on_feet(2.0, 1.0, pelvis=26.0, ribs=-17.0, gaze=-4.0, arm=Arm(9.0, 0.0))

_POSES = {
    "sit": SIT,
    "stand": STAND,
    "ribs": RIBS,
    "tuck": TUCK,
    "squeeze": SQUEEZE,
    "release": RELEASE,
    "avoid": AVOID,
}
_BEFORE = {"stand": "sit", "ribs": "stand", "tuck": "ribs", "squeeze": "tuck", "release": "squeeze"}
_MARKS = {
    "sit": (),
    "stand": (Mark.GROW,),
    "ribs": (Mark.EXHALE, Mark.RIBS_DOWN),
    "tuck": (Mark.TUCK,),
    "squeeze": (Mark.SQUEEZE,),
    "release": (Mark.LET_GO,),
    "avoid": (Mark.AVOID,),
}


def worked(step: str) -> Muscle | None:
    """The muscle the step asks for, if the picture marks one."""
    return Muscle.GLUTES if step == "squeeze" else None


def move_seconds(step: str) -> float:
    """How long the way from the step before into this step takes."""
    return 2.0 if step == "stand" else 1.2


def pose_at(step: str, progress: float, breath: float = 0.0) -> Drawn:
    """The picture at progress 0 (the step before) .. 1 (this step), breathing -1 (out) .. 1 (in)."""
    moved = _way(step, min(1.0, max(0.0, progress)))
    pose = replace(moved, thoracic=moved.thoracic - 0.8 * breath, neck=moved.neck + 0.8 * breath)
    strength = min(1.0, max(0.0, 4.0 * progress))
    return Drawn(pose, _MARKS[step], worked(step), strength, _chair(step, progress), breath)


def _chair(step: str, progress: float) -> float:
    if step == "stand":
        return min(1.0, max(0.0, 2.0 - 2.0 * progress))
    return float(step == "sit")


def _way(step: str, progress: float) -> Pose:
    before = _BEFORE.get(step)
    if before is None:
        return _POSES[step]
    if step != "stand":
        return interpolate(_POSES[before], _POSES[step], progress)
    if progress < 0.4:
        return interpolate(SIT, RISE, progress / 0.4)
    return interpolate(RISE, STAND, (progress - 0.4) / 0.6)
