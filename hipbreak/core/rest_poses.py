"""How to lie at night: on the side with a pillow between the knees, or face down with one under the pelvis."""

from __future__ import annotations

from hipbreak.core.floor_poses import prone
from hipbreak.core.picture import Picture
from hipbreak.core.posing import Hang, Swing, posed
from hipbreak.core.scene import Frame, Kind, Prop, Scene, Surface

_BED = 0.16
_FROM_ABOVE = Scene(
    Frame(-0.42, 0.46, -0.02, 1.08),
    (
        Prop(Kind.BED_ABOVE, -0.36, 0.40, 0.02, 1.04),
        Prop(Kind.PILLOW_ABOVE, -0.24, 0.28, 0.785, 1.005),
        Prop(Kind.KNEE_PILLOW),
    ),
    floor=False,
)
_ON_SIDE = posed(
    (-0.09, 0.445), pelvis=4.0, ribs=2.0, thoracic=4.0, head=8.0,
    near=Hang(-70.0, 42.0, 62.0), far=Hang(-44.0, 58.0, 78.0),
    near_arm=Swing(-38.0, -112.0), far_arm=Swing(-66.0, -150.0),
)  # fmt: skip

_FROM_THE_SIDE = Scene(
    Frame(-0.68, 0.82, -0.05, 0.42),
    (
        Prop(Kind.BED_SIDE, 0.78, -0.64, 0.0, _BED),
        Prop(Kind.PILLOW, -0.14, 0.17, _BED, _BED + 0.080),
    ),
    (Surface(-0.64, 0.78, _BED),),
    turned=True,
)

SLEEP = (
    Picture("sleep_side", _FROM_ABOVE, _ON_SIDE),
    Picture("sleep_prone", _FROM_THE_SIDE, prone(0.0, pelvis=6.0, hip=(0.0, _BED + 0.109))),
)
