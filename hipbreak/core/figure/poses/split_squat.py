"""The split squats: held with the rear foot on the couch, and moving with a long step."""

from __future__ import annotations

from msgspec.structs import replace

from hipbreak.core.figure.illustration import Illustration
from hipbreak.core.figure.pose import Pose
from hipbreak.core.figure.pose_builder import Foot, Hand, Hang, Swing, flat, posed
from hipbreak.core.figure.scene import Frame, Inset, InsetKind, Mark, Muscle, Prop, PropKind, Scene, Surface

_SEAT = 0.235
_COUCH = Prop(PropKind.COUCH_SIDE, -0.90, -0.425, 0.0, _SEAT)
_SCENE = Scene(Frame(-0.95, 0.36, -0.07, 1.03), (_COUCH,), (Surface(_COUCH.left, _COUCH.right, _SEAT),))
_LACES_DOWN = Foot(-0.435, _SEAT + 0.027, pitch=160.0, on="ankle", toes=0.0)
_AT_SIDE = Swing(27.0, 8.0)
_AT_CHEST = Hand(-0.055, 0.586, -108.0, 100.0), Hand(0.003, 0.586, -108.0, 100.0)


def _split(
    hip: tuple[float, float],
    *,
    pelvis: float,
    ribs: float,
    arms: tuple[Swing | Hand, Swing | Hand] = (_AT_SIDE, _AT_SIDE),
    near: Foot | Hang = _LACES_DOWN,
    front: float = 0.085,
) -> Pose:
    near_arm, far_arm = arms
    return posed(
        hip, pelvis=pelvis, ribs=ribs, head=2.0, near=near, far=flat(front), near_arm=near_arm, far_arm=far_arm
    )


STANDING = posed((0.077, 0.518), pelvis=3.0, ribs=1.0, head=2.0, near=flat(0.070), far=flat(0.085), near_arm=_AT_SIDE)
_AT_COUCH = posed(
    (-0.303, 0.518), pelvis=3.0, ribs=1.0, head=2.0, near=flat(-0.310), far=flat(-0.295), near_arm=_AT_SIDE
)
SETUP = _split((-0.128, 0.474), pelvis=4.0, ribs=2.0)
_NARROW = _split((-0.128, 0.474), pelvis=4.0, ribs=2.0, front=-0.035)
_RIBS_UP = _split((-0.128, 0.474), pelvis=9.0, ribs=-10.0)
TALL = _split((-0.128, 0.474), pelvis=4.0, ribs=3.0)
_OVER_COUCH = _split((-0.10, 0.487), pelvis=4.0, ribs=2.0, near=Hang(-4.0, 98.0, 150.0, 75.0))
HELD = _split((-0.14, 0.372), pelvis=-5.0, ribs=1.0)
WEIGHTED = _split((-0.14, 0.372), pelvis=-5.0, ribs=1.0, arms=_AT_CHEST)
_HOLDING = (Mark.BACK_FOOT, Mark.FRONT_FOOT, Mark.HOLD)
_WORKING = (Muscle.GLUTES, Muscle.FAR_HAMSTRINGS)

_BOTH_FEET = Illustration("split_stand", _SCENE, STANDING, (Mark.STEP_AWAY,), entry=True, ghost=_AT_COUCH)
_SETUP = Illustration(
    "split_setup",
    _SCENE,
    SETUP,
    (Mark.FOOT_BACK,),
    before=_BOTH_FEET,
    way=((0.55, _OVER_COUCH),),
    seconds=2.4,
    ghost=STANDING,
)
_FRONT = Illustration("split_front_foot", _SCENE, SETUP, (Mark.FOOT_FORWARD,), before=_SETUP, ghost=_NARROW)
_CHEST = Illustration(
    "split_chest",
    _SCENE,
    TALL,
    (Mark.RIBS_DOWN,),
    before=_FRONT,
    way=((0.45, _RIBS_UP),),
    seconds=2.0,
    ghost=_RIBS_UP,
    inset=Inset(InsetKind.TRUNK, Frame(-0.92, -0.30, 0.54, 1.00), TALL, _RIBS_UP, (Mark.RIBS_DOWN,)),
)
_LOWER = Illustration("split_lower", _SCENE, HELD, (Mark.LOWER, Mark.STRETCH), before=_SETUP, seconds=3.0, ghost=SETUP)
_HOLD = Illustration("split_hold", _SCENE, HELD, _HOLDING, _WORKING, before=_LOWER)
_RISE = Illustration("split_rise", _SCENE, SETUP, (Mark.RISE,), before=_HOLD, seconds=2.0, ghost=HELD)
_WITH_WEIGHT = replace(_SCENE, props=(_COUCH, Prop(PropKind.KETTLEBELL)))
_LOWERED = Illustration("split_weight_low", _WITH_WEIGHT, WEIGHTED)
_WEIGHT = Illustration("split_hold_weight", _WITH_WEIGHT, WEIGHTED, _HOLDING, _WORKING, before=_LOWERED)

_LONG = Scene(Frame(-0.62, 0.52, -0.07, 1.03))


def _long_step(hip: tuple[float, float], pelvis: float, pitch: float) -> Pose:
    return posed(
        hip, pelvis=pelvis, ribs=1.0, head=1.0, near=Foot(-0.34, pitch=pitch), far=flat(0.255), near_arm=_AT_SIDE
    )


def _stepping(near: Foot | Hang) -> Pose:
    return posed((0.240, 0.518), pelvis=3.0, ribs=1.0, head=1.0, near=near, far=flat(0.255), near_arm=_AT_SIDE)


_HIGH, _DEEP = _long_step((-0.006, 0.415), 2.0, 54.0), _long_step((0.01, 0.366), -5.0, 56.0)
_TOGETHER = _stepping(flat(0.235))
_STEPPING = _stepping(Hang(-16.0, 48.0, 62.0, 58.0))
_FEET_TOGETHER = Illustration("long_step_feet", _LONG, _TOGETHER, entry=True)
_STEP_BACK = Illustration(
    "long_step_start",
    _LONG,
    _HIGH,
    (Mark.STEP_BACK,),
    before=_FEET_TOGETHER,
    way=((0.5, _STEPPING),),
    seconds=2.0,
    ghost=_TOGETHER,
)
_STAND = Illustration("long_step_stand", _LONG, _HIGH, (Mark.RISE,), ghost=_DEEP)
_LOW = Illustration(
    "long_step_low",
    _LONG,
    _DEEP,
    (Mark.LOWER, Mark.STRETCH),
    (Muscle.GLUTES,),
    before=_STAND,
    seconds=3.0,
    ghost=_HIGH,
)
_UP = replace(_STAND, before=_LOW, seconds=2.0)

SPLIT_SQUAT = (_BOTH_FEET, _SETUP, _FRONT, _CHEST, _LOWER, _HOLD, _RISE, _WEIGHT)
LONG_STEP = (_STEP_BACK, _UP, _LOW)
