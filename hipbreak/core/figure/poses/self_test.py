"""The self-test on the edge of the bed: hug one knee, lie back, and look at the other thigh."""

from __future__ import annotations

from hipbreak.core.figure.illustration import Illustration
from hipbreak.core.figure.pose import Pose
from hipbreak.core.figure.pose_builder import Hand, Hang, Swing, flat, posed
from hipbreak.core.figure.scene import Frame, Mark, Prop, PropKind, Scene, Surface

_BED = Prop(PropKind.BED_SIDE, -0.86, 0.0, 0.0, 0.284)
_PILLOW = Prop(PropKind.PILLOW, -0.69, -0.47, _BED.top, _BED.top + 0.042)
_SCENE = Scene(Frame(-0.90, 0.40, -0.07, 1.01), (_BED, _PILLOW), (Surface(_BED.left, _BED.right, _BED.top),))

_SITTING = (-0.13, _BED.top + 0.072)
_LYING = (-0.13, _BED.top + 0.078)
_FEET = flat(0.115)

_ON_THIGH = Swing(-14.0, -45.0, -70.0, -14.0)

_STOOD = posed((0.085, 0.520), pelvis=3.0, ribs=1.0, head=1.0, near=_FEET, far=_FEET, near_arm=Swing(8.0, -6.0))
_SAT = posed(_SITTING, pelvis=-6.0, ribs=2.0, head=0.0, near=_FEET, far=_FEET, near_arm=_ON_THIGH)
_HUGGED = posed(
    _SITTING,
    trunk=-12.0,
    pelvis=-14.0,
    ribs=4.0,
    thoracic=4.0,
    head=2.0,
    near=_FEET,
    far=Hang(-150.0, -48.0, 16.0),
    near_arm=Hand(0.036, _SITTING[1] + 0.178, -110.0, -88.0),
)


def _lying(tested: Hang) -> Pose:
    """On the back, the far knee still hugged; the near leg is the one to observe."""
    return posed(
        _LYING,
        trunk=-90.0,
        pelvis=-8.0,
        ribs=0.0,
        thoracic=6.0,
        head=8.0,
        near=tested,
        far=Hang(-236.0, -100.0, -72.0),
        near_arm=Hand(-0.278, _BED.top + 0.222, -172.0, -96.0),
    )


_RESTING, _FLOATING = _lying(Hang(-80.0, 2.0, 10.0)), _lying(Hang(-112.0, -14.0, -4.0))

_LOOK = Mark.LEVEL, Mark.LOOK

_SIT = Illustration("test_sit", _SCENE, _SAT, (Mark.SIT_DOWN,), ghost=_STOOD)
_HUG = Illustration("test_hug", _SCENE, _HUGGED, (Mark.HUG, Mark.LIE_BACK), before=_SIT, seconds=1.8)
_RESTS = Illustration(
    "test_lie_rests",
    _SCENE,
    _RESTING,
    (Mark.LET_HANG, *_LOOK),
    before=_HUG,
    seconds=2.4,
)
_FLOATS = Illustration("test_lie_floats", _SCENE, _FLOATING, _LOOK, before=_HUG, seconds=2.4)

SELF_TEST = (_SIT, _HUG, _RESTS, _FLOATS)
