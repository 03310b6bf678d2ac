"""The changed region of a picture: the parts that move, with their marks and the shadow."""

from __future__ import annotations

from msgspec.structs import replace

from hipbreak.core.figure.body import ANKLE_HEIGHT, Point, Spot
from hipbreak.core.figure.dirty_region import changed, extent
from hipbreak.core.figure.pose import Anchor, Arm, Leg, Pose, skeleton
from hipbreak.core.figure.poses.catalogue import picture
from hipbreak.core.figure.scene import Drawn, Frame, Mark, Scene

SCENE = Scene(Frame(-0.5, 0.5, -0.1, 1.1))
APART = Pose(
    near_leg=Leg(hip=20.0, ankle=-20.0),
    far_leg=Leg(hip=-20.0, ankle=20.0),
    anchor=Anchor(Spot.HIP, Point(0.0, 0.24 + 0.23 + ANKLE_HEIGHT)),
)


def test_invisible_moves_change_nothing() -> None:
    here, there = Drawn(APART, SCENE), Drawn(replace(APART, nod=0.05), SCENE)
    assert changed(here, here, 0.0) is None
    assert changed(here, there, 0.001) is None
    assert changed(here, there, 0.0) is not None


def test_a_raised_arm_changes_only_its_side() -> None:
    part = changed(Drawn(APART, SCENE), Drawn(replace(APART, near_arm=Arm(shoulder=90.0)), SCENE), 0.001)
    assert part is not None
    hand = skeleton(replace(APART, near_arm=Arm(shoulder=90.0))).spots[Spot.NEAR_FINGERTIP]
    assert part.left < hand.x < part.right and part.bottom < hand.y < part.top
    assert part.bottom > 0.2, "the legs stand"


def test_a_lifted_toe_changes_the_whole_shadow() -> None:
    lifted = replace(APART, near_leg=replace(APART.near_leg, toes=30.0))
    part = changed(Drawn(APART, SCENE), Drawn(lifted, SCENE), 0.001)
    assert part is not None
    assert part.left < skeleton(APART).spots[Spot.FAR_HEEL].x


def test_a_mark_moves_with_its_spots() -> None:
    nodding = replace(APART, nod=10.0)
    bare, growing, squeezing = (
        changed(Drawn(APART, SCENE, marks), Drawn(nodding, SCENE, marks), 0.001)
        for marks in ((), (Mark.GROW,), (Mark.SQUEEZE,))
    )
    assert bare is not None and growing is not None
    assert growing.right > bare.right
    assert squeezing == bare


def test_everything_changes_with_opacity_and_floor() -> None:
    here = Drawn(APART, SCENE)
    for there in (replace(here, strength=0.5), replace(here, passed=0.1), replace(here, mirrored=True)):
        assert changed(here, there, 0.001) == SCENE.frame
    walk = picture("walk")
    assert changed(walk.moment(0.0), walk.moment(0.5), 0.001) == walk.scene.frame


def test_the_extent_contains_the_body_and_its_arrows() -> None:
    bare, pressing = (extent(Drawn(APART, SCENE, marks)) for marks in ((), (Mark.PRESS,)))
    for spot in skeleton(APART).spots.values():
        assert bare.left < spot.x < bare.right and bare.bottom < spot.y < bare.top
    assert pressing.right == skeleton(APART).spots[Spot.NEAR_BALL].x + 0.25 > bare.right
