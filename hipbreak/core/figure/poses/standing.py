"""The standing pulse, and how to stand and sit: poses on two flat feet."""

from __future__ import annotations

from msgspec.structs import replace

from hipbreak.core.figure.body import ANKLE_HEIGHT, Point, Spot
from hipbreak.core.figure.illustration import Illustration
from hipbreak.core.figure.pose import Anchor, Arm, Leg, Pose
from hipbreak.core.figure.scene import Frame, Inset, InsetKind, Mark, Muscle, Prop, PropKind, Scene, Surface

_FRAME = Frame(-0.40, 0.82, -0.07, 1.10)
_CLOSER, _BEFORE_AND_AFTER = Frame(0.19, 0.59, 0.40, 1.00), Frame(0.17, 0.80, 0.42, 0.85)
_CHAIR = Prop(PropKind.CHAIR, -0.344, -0.055, 0.0, 0.233)
_BESIDE = 0.52  # from the sitting before to the one after
_HIGH_CHAIR = _CHAIR._replace(left=_BESIDE - 0.320, right=_BESIDE - 0.06)
_CUSHION = Prop(PropKind.PILLOW, _BESIDE - 0.310, _BESIDE - 0.075, _CHAIR.top + 0.007, 0.297)

_FEET = tuple(f"{side} {part}" for side in ("near", "far") for part in ("ankle", "heel"))  # may stand under the seat

STANDING = Scene(_FRAME)
SITTING = Scene(_FRAME, (_CHAIR,), (Surface(_CHAIR.left, _CHAIR.right, _CHAIR.top, _FEET),))
SITTING_HIGH = Scene(
    _FRAME, (_HIGH_CHAIR, _CUSHION, _CHAIR), (Surface(_CUSHION.left, _CUSHION.right, _CUSHION.top, _FEET),)
)


def _on_feet(
    swing: float,
    knee: float,
    *,
    pelvis: float,
    ribs: float,
    trunk: float = 0.0,
    thoracic: float = 0.0,
    gaze: float = 0.0,
    x: float = 0.0,
    arm: Arm = Arm(-13.0, 26.0),  # noqa: B008
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
        near_arm=replace(arm, shoulder=arm.shoulder + ribs + thoracic),
        far_arm=replace(arm, shoulder=arm.shoulder - 2.0 + ribs + thoracic, elbow=arm.elbow + 3.0),
        anchor=Anchor(Spot.NEAR_ANKLE, Point(x - 0.02, ANKLE_HEIGHT)),
        planted=(Anchor(Spot.FAR_ANKLE, Point(x + 0.012, ANKLE_HEIGHT)),),
    )


SIT = _on_feet(84.0, 88.0, pelvis=-16.0, ribs=5.0, thoracic=12.0, gaze=4.0, arm=Arm(-3.5, 75.5, 14.0, -14.0))
RISE = _on_feet(62.0, 92.0, pelvis=42.0, ribs=40.0, trunk=40.0, gaze=22.0, arm=Arm(22.0, 20.0))
STAND = _on_feet(-2.0, 3.0, pelvis=6.0, ribs=-3.0)
FLARED = _on_feet(-5.0, 3.0, pelvis=9.0, ribs=-13.0)
RIBS = _on_feet(-1.5, 3.0, pelvis=9.0, ribs=1.0)
TIPPED = _on_feet(6.0, 11.0, pelvis=15.0, ribs=1.0)
TUCK = _on_feet(-1.0, 6.0, pelvis=-4.0, ribs=1.0)
SQUEEZE = _on_feet(-3.0, 3.0, pelvis=-5.0, ribs=1.0)
RELEASE = _on_feet(-2.0, 3.0, pelvis=1.0, ribs=1.0)
AVOID = _on_feet(2.0, 6.0, pelvis=26.0, ribs=-17.0, gaze=-4.0)

HIGH = _on_feet(68.0, 72.0, pelvis=-4.0, ribs=1.0, x=_BESIDE, arm=Arm(3.5, 44.5, 20.0, -14.0))


def _closer(pose: Pose, before: Pose | None, *marks: Mark, muscles: tuple[Muscle, ...] = ()) -> Inset:
    frame = _BEFORE_AND_AFTER if before else _CLOSER
    return Inset(InsetKind.TRUNK, frame, pose, before, marks, muscles)


_SIT = Illustration("sit", SITTING, SIT)
_STAND = Illustration("stand", SITTING, STAND, (Mark.GROW,), before=_SIT, way=((0.4, RISE),), seconds=2.0, ghost=SIT)
_RIBS = Illustration(
    "ribs",
    STANDING,
    RIBS,
    (Mark.EXHALE, Mark.RIBS_DOWN),
    before=Illustration("stand_alone", STANDING, STAND),  # a chair that fades out would look like an action
    ghost=FLARED,
    inset=_closer(RIBS, FLARED, Mark.RIBS_DOWN),
)
_TUCK = Illustration(
    "tuck", STANDING, TUCK, (Mark.TUCK,), before=_RIBS, ghost=TIPPED, inset=_closer(TUCK, TIPPED, Mark.TUCK)
)
_SQUEEZE = Illustration(
    "squeeze",
    STANDING,
    SQUEEZE,
    (Mark.SQUEEZE,),
    (Muscle.GLUTES,),
    before=_TUCK,
    inset=_closer(SQUEEZE, None, muscles=(Muscle.GLUTES,)),
)
_RELEASE = Illustration(
    "release",
    STANDING,
    RELEASE,
    (Mark.RELEASE,),
    (Muscle.GLUTES,),
    before=_SQUEEZE,
    inset=replace(_closer(RELEASE, SQUEEZE, Mark.RELEASE, muscles=(Muscle.GLUTES,)), marks_before=(Mark.SQUEEZE,)),
)

PULSE = (_SIT, _STAND, _RIBS, _TUCK, _SQUEEZE, _RELEASE)
POSTURE = (
    Illustration("avoid", STANDING, AVOID, (Mark.AVOID,), inset=_closer(AVOID, None, Mark.AVOID)),
    Illustration(
        "stand_stacked",
        STANDING,
        RELEASE,
        (Mark.GROW,),
        before=Illustration("stand_arched", STANDING, AVOID),
        seconds=2.0,
        ghost=AVOID,
        inset=replace(_closer(RELEASE, AVOID, Mark.STACKED), marks_before=(Mark.STACKED,)),
    ),
    Illustration("sit_high", SITTING_HIGH, HIGH, (Mark.HIPS_HIGH,), ghost=SIT),
)
