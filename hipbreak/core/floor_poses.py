"""On the floor: the bridges, lying on the back, and the thigh lift, lying face down."""

from __future__ import annotations

from dataclasses import replace

from hipbreak.core.picture import Picture
from hipbreak.core.pose import Pose
from hipbreak.core.posing import Foot, Hang, Swing, flat, posed
from hipbreak.core.scene import Frame, Kind, Mark, Muscle, Prop, Scene

_MAT = Prop(Kind.MAT, -0.60, 0.44, 0.0, 0.0)
_SCENE = Scene(Frame(-0.64, 0.64, -0.07, 0.52), (_MAT,))
_HEELS_CLOSE = flat(0.205)


def _bridge(far: Foot | Hang, *, up: bool) -> Pose:
    """On the back with the near foot close to the seat: the hips down, or up in one line from knee to shoulder."""
    pelvis, ribs, thoracic = (-29.0, -24.0, 14.0) if up else (-2.0, 1.0, 4.0)
    return posed(
        (-0.026, 0.185) if up else (0.0, 0.082),
        trunk=-90.0,
        pelvis=pelvis,
        ribs=ribs,
        thoracic=thoracic,
        head=4.0,
        near=_HEELS_CLOSE,
        far=far,
        near_arm=Swing(-80.0, -90.0),
    )


DOWN, UP = (_bridge(_HEELS_CLOSE, up=up) for up in (False, True))
ONE_DOWN = _bridge(Hang(-128.0, -120.0, -110.0), up=False)
ONE_UP = _bridge(Hang(-116.0, -113.0, -105.0), up=True)

_SQUEEZED = (Mark.HIPS_UP,), (Muscle.GLUTES,)
_BRIDGE_DOWN = Picture("bridge_down", _SCENE, DOWN)
_BRIDGE_UP = Picture("bridge_up", _SCENE, UP, *_SQUEEZED, before=_BRIDGE_DOWN, seconds=1.6)
_ONE_DOWN = Picture("single_bridge_down", _SCENE, ONE_DOWN, one_sided=True)
_ONE_UP = Picture("single_bridge_up", _SCENE, ONE_UP, *_SQUEEZED, before=_ONE_DOWN, seconds=1.6, one_sided=True)

_PILLOW = Prop(Kind.PILLOW, -0.14, 0.17, 0.0, 0.080)
_PRONE = Scene(Frame(-0.66, 0.78, -0.07, 0.30), (_MAT._replace(right=0.74), _PILLOW), turned=True)


def prone(near_thigh: float, *, pelvis: float, hip: tuple[float, float] = (0.0, 0.112)) -> Pose:
    """Face down with a pillow under the pelvis, one thigh turned up from the floor; the head lies to the right."""
    leg = Hang(78.0, 82.0, 165.0)
    lifted = Hang(78.0 + near_thigh, 82.0 + near_thigh, 165.0 + near_thigh)
    return posed(
        hip,
        trunk=90.0,
        pelvis=pelvis,
        ribs=12.0,
        near=lifted,
        far=leg,
        near_arm=Swing(-80.0, -92.0),
        far_arm=Swing(-82.0, -94.0),
        head=-4.0,
    )


_REST = Picture("prone_rest", _PRONE, prone(0.0, pelvis=6.0), one_sided=True)
_LIFT = Picture(
    "prone_lift", _PRONE, prone(6.0, pelvis=2.0), (Mark.LIFT,), (Muscle.GLUTES,), before=_REST, one_sided=True
)

BRIDGES = (
    replace(_BRIDGE_DOWN, before=_BRIDGE_UP),
    _BRIDGE_UP,
    replace(_ONE_DOWN, before=_ONE_UP),
    _ONE_UP,
)
PRONE = (replace(_REST, before=_LIFT), _LIFT)
