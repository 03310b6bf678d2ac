"""How to lie at night: on the side with a pillow between the knees, or face down with one under the pelvis."""

from __future__ import annotations

from hipbreak.core.figure.illustration import Illustration
from hipbreak.core.figure.pose_builder import Hang, Swing, posed
from hipbreak.core.figure.poses.floor import prone
from hipbreak.core.figure.scene import Frame, Prop, PropKind, Scene, Surface

_BED = 0.16
_FROM_ABOVE = Scene(
    Frame(-0.70, 0.42, -0.02, 1.06),
    (
        Prop(PropKind.BED_ABOVE, -0.36, 0.40, 0.02, 1.04),
        Prop(PropKind.PILLOW_ABOVE, -0.24, 0.28, 0.80, 1.02),
        Prop(PropKind.KNEE_PILLOW),
        Prop(PropKind.NIGHT, -0.66, -0.42, 0.80, 1.04),
        Prop(PropKind.BLANKET_ABOVE, -0.37, 0.41, 0.01, 0.42),
    ),
    floor=False,
)
_ON_SIDE = posed(
    (-0.09, 0.475), pelvis=4.0, ribs=2.0, thoracic=4.0, head=8.0,
    near=Hang(-70.0, 34.0, 60.0), far=Hang(-84.0, 52.0, 74.0),
    near_arm=Swing(-26.0, -82.0, -58.0, -20.0), far_arm=Swing(-78.0, -212.0),
)  # fmt: skip

_FROM_THE_SIDE = Scene(
    Frame(-0.68, 0.68, -0.05, 0.64),
    (
        Prop(PropKind.NIGHT, -0.50, -0.28, 0.36, 0.58),
        Prop(PropKind.BED_SIDE, 0.64, -0.64, 0.0, _BED),
        Prop(PropKind.PILLOW, -0.125, 0.125, _BED, _BED + 0.072),
        Prop(PropKind.BLANKET, -0.655, -0.13, _BED - 0.075, _BED + 0.185),
    ),
    (Surface(-0.64, 0.64, _BED),),
    turned=True,
    on_arms=True,
)

SLEEP = (
    Illustration("sleep_side", _FROM_ABOVE, _ON_SIDE),
    Illustration("sleep_prone", _FROM_THE_SIDE, prone(0.0, pelvis=-5.0, bed=_BED)),
)
