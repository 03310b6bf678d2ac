"""On the floor: the bridges, lying on the back, and the thigh lift, lying face down."""

from __future__ import annotations

from msgspec.structs import replace

from hipbreak.core.figure.body import Bone
from hipbreak.core.figure.illustration import Illustration
from hipbreak.core.figure.pose import Pose, skeleton
from hipbreak.core.figure.pose_builder import Foot, Hang, Swing, flat, posed
from hipbreak.core.figure.scene import Frame, Inset, InsetKind, Mark, Muscle, Prop, PropKind, Scene

_MAT = Prop(PropKind.MAT, -0.60, 0.44, 0.0, 0.0)
_SCENE = Scene(Frame(-0.64, 0.64, -0.07, 0.68), (_MAT,))
_HEEL_CLOSE, _FAR_HEEL = flat(0.205), flat(0.232)


def _bridge(far: Foot | Hang, *, up: bool, near: Foot | Hang = _HEEL_CLOSE) -> Pose:
    """On the back with the near foot close to the seat: the hips down, or up in one line from knee to shoulder."""
    pelvis, ribs, thoracic, head = (-29.0, -23.5, 16.0, 0.0) if up else (-2.0, 1.0, 1.0, -8.0)
    return posed(
        (-0.035, 0.185) if up else (0.0, 0.082),
        trunk=-90.0,
        pelvis=pelvis,
        ribs=ribs,
        thoracic=thoracic,
        head=head,
        near=near,
        far=far,
        near_arm=Swing(-80.0, -90.0),
    )


DOWN, UP = (_bridge(_FAR_HEEL, up=up) for up in (False, True))


def _reached_out(bridge: Pose) -> Hang:
    """The far leg straight and a little higher than the near thigh, so that all of it is visible."""
    thigh = skeleton(bridge).turns[Bone.NEAR_THIGH] - 16.0
    return Hang(thigh, thigh + 4.0, thigh + 12.0)


ONE_DOWN, ONE_UP = (_bridge(_reached_out(both), up=both is UP) for both in (DOWN, UP))

_LONG_LEG = Hang(-88.0, -86.0, -20.0)
LEGS_LONG = _bridge(_LONG_LEG, up=False, near=_LONG_LEG)
_SQUEEZED = (Mark.HIPS_UP,), (Muscle.GLUTES,)
_FROM_FRONT = Inset(InsetKind.HIPS_FRONT, Frame(-0.62, -0.15, 0.27, 0.66))
_LYING = Illustration("bridge_legs_long", _SCENE, LEGS_LONG, entry=True)
_START = Illustration("bridge_start", _SCENE, DOWN, (Mark.FEET_IN,), before=_LYING, seconds=2.0, ghost=LEGS_LONG)
_ONE_START = Illustration(
    "single_bridge_start",
    _SCENE,
    ONE_DOWN,
    (Mark.LEG_OUT,),
    before=_START,
    seconds=2.0,
    ghost=DOWN,
)
_BRIDGE_DOWN = Illustration("bridge_down", _SCENE, DOWN, (Mark.HIPS_DOWN,), ghost=UP)
_BRIDGE_UP = Illustration("bridge_up", _SCENE, UP, *_SQUEEZED, before=_BRIDGE_DOWN, seconds=1.6, ghost=DOWN)
_ONE_DOWN = Illustration("single_bridge_down", _SCENE, ONE_DOWN, (Mark.HIPS_DOWN,), ghost=ONE_UP, inset=_FROM_FRONT)
_ONE_UP = Illustration(
    "single_bridge_up",
    _SCENE,
    ONE_UP,
    *_SQUEEZED,
    before=_ONE_DOWN,
    seconds=1.6,
    ghost=ONE_DOWN,
    inset=_FROM_FRONT,
)

_PILLOW = Prop(PropKind.PILLOW, -0.125, 0.125, 0.0, 0.072)
_PRONE = Scene(Frame(-0.66, 0.66, -0.07, 0.69), (_MAT._replace(right=0.60), _PILLOW), on_arms=True)


def prone(lifted: float, *, pelvis: float, bed: float = 0.0) -> Pose:
    """Face down over a pillow, forehead on the hands, one straight leg turned up; the head lies to the right."""
    thigh, shank, foot = 74.5, 86.0, 163.0
    return posed(
        (0.0, bed + 0.106),
        trunk=90.0,
        pelvis=pelvis,
        ribs=10.0,
        thoracic=-8.0,
        near=Hang(thigh + lifted, shank + lifted, foot + lifted),
        far=Hang(thigh, shank, foot),
        near_arm=Swing(-66.0, 86.0, 98.0, -8.0),
        head=4.0,
    )


_UNTUCKED = prone(0.0, pelvis=6.0)
_FLAT, _LIFTED = prone(0.0, pelvis=-5.0), prone(7.0, pelvis=-6.0)
_KNEELING = posed(
    (-0.02, 0.285),
    trunk=78.0,
    near=Hang(0.0, 88.0, 166.0),
    far=Hang(4.0, 88.0, 166.0),
    near_arm=Swing(0.0, 0.0, -80.0),
    head=-24.0,
)
_FACE_DOWN = Illustration("prone_start", _PRONE, _UNTUCKED, (Mark.LIE_DOWN,), ghost=_KNEELING)
_PRONE_TUCK = Illustration(
    "prone_tuck",
    _PRONE,
    _FLAT,
    (Mark.TUCK,),
    before=_FACE_DOWN,
    seconds=1.6,
    inset=Inset(InsetKind.TRUNK, Frame(-0.62, 0.62, 0.35, 0.67), _FLAT, _UNTUCKED, (Mark.TUCK,)),
)
_REST = Illustration("prone_rest", _PRONE, _FLAT, (Mark.LEG_DOWN,), ghost=_LIFTED)
_LIFT = Illustration("prone_lift", _PRONE, _LIFTED, (Mark.LIFT,), (Muscle.GLUTES,), before=_REST, ghost=_FLAT)

BRIDGES = (
    _START,
    replace(_BRIDGE_DOWN, before=_BRIDGE_UP),
    _BRIDGE_UP,
    _ONE_START,
    replace(_ONE_DOWN, before=_ONE_UP),
    _ONE_UP,
)
PRONE = (_FACE_DOWN, _PRONE_TUCK, replace(_REST, before=_LIFT), _LIFT)
