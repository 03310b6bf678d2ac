"""The couch stretch: lying on the back near the couch's edge, the working leg hanging off in front of it."""

from __future__ import annotations

from msgspec.structs import replace

from hipbreak.core.figure.illustration import Illustration
from hipbreak.core.figure.pose import Pose
from hipbreak.core.figure.pose_builder import Foot, Hang, Swing, flat, posed
from hipbreak.core.figure.scene import HANGING, Frame, Inset, InsetKind, Mark, Muscle, Prop, PropKind, Scene, Surface

SEAT = 0.280
_COUCH = Prop(PropKind.COUCH_FRONT, -0.66, 0.56, 0.0, SEAT)
_PILLOW = Prop(PropKind.PILLOW, -0.555, -0.365, SEAT, SEAT + 0.040)
_SCENE = Scene(
    Frame(-0.70, 0.60, -0.06, 1.02),
    (_COUCH, _PILLOW),
    (Surface(_COUCH.left, _COUCH.right, SEAT, free=HANGING),),
)

_HIP = (0.0, SEAT + 0.076)
_ON_COUCH = flat(0.235, SEAT)
_AT_SIDE = Swing(-79.0, -89.0)
_HEEL_UP = 34.0


def _lying(hanging: Foot | Hang, *, pelvis: float, ribs: float, sink: float = 0.0, trunk: float = -90.0) -> Pose:
    return posed(
        (_HIP[0], _HIP[1] - sink),
        trunk=trunk,
        pelvis=pelvis,
        ribs=ribs,
        thoracic=4.0,
        head=8.0,
        near=hanging,
        far=_ON_COUCH,
        near_arm=_AT_SIDE,
        far_arm=Swing(-80.0, -92.0),
    )


def _hanging(pitch: float) -> Foot:
    """The hanging leg's foot lightly on the floor; the higher its heel, the higher the thigh."""
    return Foot(0.175, pitch=pitch)


BOTH_ON_COUCH = _lying(flat(0.275, SEAT), pelvis=11.0, ribs=-7.0)
SETUP = _lying(_hanging(_HEEL_UP), pelvis=11.0, ribs=-7.0)
RIBS_DOWN = _lying(_hanging(_HEEL_UP), pelvis=11.0, ribs=1.0, trunk=-93.5)
TUCKED = _lying(_hanging(_HEEL_UP), pelvis=-3.0, ribs=1.0)
FULL = _lying(_hanging(_HEEL_UP), pelvis=-3.0, ribs=-6.0, sink=-0.004)
SOFT = _lying(_hanging(_HEEL_UP), pelvis=-4.0, ribs=2.0, sink=0.001)
PRESSED = _lying(_hanging(_HEEL_UP), pelvis=-4.0, ribs=2.0, sink=0.001)
SETTLED = _lying(_hanging(0.0), pelvis=-3.0, ribs=1.0, sink=0.003)
HEEL = _lying(Hang(-70.0, 74.0, 70.0), pelvis=-4.0, ribs=2.0, sink=0.002)

_FROM_ABOVE = Inset(InsetKind.COUCH_ABOVE, Frame(-0.66, -0.08, 0.57, 0.91))
_LEG_OFF, _HEEL_IN = (replace(_FROM_ABOVE, marks=(mark,)) for mark in (Mark.LEG_OFF, Mark.HEEL_IN))
_ABOVE = Frame(-0.66, 0.56, 0.62, 1.00)
_RIBS_AND_TAIL = Inset(InsetKind.TRUNK, _ABOVE, TUCKED, SETUP, (Mark.RIBS_DOWN, Mark.TUCK))
_RIBS = Inset(InsetKind.TRUNK, _ABOVE, SOFT, FULL, (Mark.RIBS_DOWN,))

_WORKING = Muscle.GLUTES, Muscle.NEAR_HAMSTRINGS

_BOTH = Illustration("couch_both_feet", _SCENE, BOTH_ON_COUCH, entry=True)
_SETUP = Illustration(
    "couch_setup",
    _SCENE,
    SETUP,
    (Mark.LEG_OFF,),
    before=_BOTH,
    seconds=2.0,
    ghost=BOTH_ON_COUCH,
    inset=_LEG_OFF,
)
_RIBS_DOWN = Illustration(
    "couch_ribs",
    _SCENE,
    RIBS_DOWN,
    (Mark.RIBS_DOWN,),
    before=_SETUP,
    seconds=1.6,
    inset=Inset(InsetKind.TRUNK, _ABOVE, RIBS_DOWN, replace(SETUP, trunk=RIBS_DOWN.trunk), (Mark.RIBS_DOWN,)),
)
_TAIL = Illustration(
    "couch_tuck",
    _SCENE,
    TUCKED,
    (Mark.TUCK,),
    before=_RIBS_DOWN,
    seconds=1.6,
    inset=Inset(InsetKind.TRUNK, _ABOVE, TUCKED, RIBS_DOWN, (Mark.TUCK,)),
)
_TUCK = Illustration(
    "couch_ribs_tuck",
    _SCENE,
    TUCKED,
    (Mark.RIBS_DOWN, Mark.TUCK),
    before=_SETUP,
    seconds=1.6,
    inset=_RIBS_AND_TAIL,
)
_INHALE = Illustration("couch_inhale", _SCENE, FULL, (Mark.INHALE,), before=_TUCK, seconds=2.0)
_EXHALE = Illustration(
    "couch_exhale",
    _SCENE,
    SOFT,
    (Mark.EXHALE, Mark.STRETCH),
    before=_INHALE,
    seconds=2.0,
    inset=_RIBS,
)
_PRESS = Illustration(
    "couch_press",
    _SCENE,
    PRESSED,
    (Mark.PRESS,),
    _WORKING,
    before=_EXHALE,
)
_RELAX = Illustration(
    "couch_relax",
    _SCENE,
    SETTLED,
    (Mark.RELEASE,),
    _WORKING,
    before=_PRESS,
    seconds=2.0,
    ghost=PRESSED,
    inset=Inset(InsetKind.LEG, _ABOVE, SETTLED, PRESSED, (Mark.RELEASE,), _WORKING, marks_before=(Mark.PRESS,)),
)
_HEEL = Illustration(
    "couch_heel",
    _SCENE,
    HEEL,
    (Mark.HEEL_IN,),
    _WORKING,
    before=_RELAX,
    ghost=SETTLED,
    inset=_HEEL_IN,
)

COUCH = (_SETUP, _RIBS_DOWN, _TAIL, _TUCK, _INHALE, _EXHALE, _PRESS, _RELAX, _HEEL)
