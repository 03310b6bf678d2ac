"""Poses keep the body intact: constant lengths of bones, planted feet, nothing below the floor."""

from __future__ import annotations

from math import dist, hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from hipbreak.core.figure.body import LINKS, Bone, Point, Spot
from hipbreak.core.figure.pose import Anchor, Arm, Leg, Pose, Skeleton, interpolate, skeleton
from hipbreak.core.figure.pose_builder import Foot, Hand, Swing, flat, posed

ANGLE = st.floats(-150.0, 150.0)
LEGS = st.builds(Leg, ANGLE, st.floats(0.0, 150.0), ANGLE, ANGLE)
ARMS = st.builds(Arm, ANGLE, st.floats(0.0, 150.0))
PLACES = st.builds(Point, st.floats(-1.0, 1.0), st.floats(0.0, 1.0))
ANCHORS = st.builds(Anchor, st.sampled_from(Spot), PLACES)
PLANTED = st.sampled_from([(), (Anchor(Spot.FAR_ANKLE, Point(0.1, 0.3)),), (Anchor(Spot.NEAR_ANKLE, Point(0, 0)),)])
POSES = st.builds(
    Pose, ANGLE, ANGLE, ANGLE, ANGLE, ANGLE, ANGLE, LEGS, LEGS, ARMS, ARMS, ANCHORS, PLANTED,
)  # fmt: skip
PROGRESS = st.floats(0.0, 1.0)


def assert_whole(body: Skeleton) -> None:
    for spot, parent, _, dx, dy in LINKS:
        assert dist(body.spots[spot], body.spots[parent]) == pytest.approx(hypot(dx, dy))


@given(POSES, POSES, PROGRESS)
def test_limbs_keep_their_length_between_any_two_poses(a: Pose, b: Pose, t: float) -> None:
    assert_whole(skeleton(interpolate(a, b, t)))


@given(POSES)
def test_the_anchor_is_where_it_is_pinned(pose: Pose) -> None:
    pinned = replace(pose, planted=())
    assert skeleton(pinned).spots[pose.anchor.spot] == pytest.approx(pose.anchor.at)


@given(POSES, POSES)
def test_a_move_begins_and_ends_with_its_poses(a: Pose, b: Pose) -> None:
    assert interpolate(a, b, 0.0) == a
    assert interpolate(a, b, 1.0) == b


@given(POSES, POSES, PROGRESS)
def test_spots_pinned_by_both_poses_do_not_slide(a: Pose, b: Pose, t: float) -> None:
    pinned = replace(a, planted=())
    between = interpolate(pinned, replace(b, anchor=a.anchor, planted=()), t)
    assert skeleton(between).spots[a.anchor.spot] == pytest.approx(a.anchor.at)


def test_standing_straight_is_one_body_tall() -> None:
    assert skeleton(Pose()).spots[Spot.CROWN].y == pytest.approx(1.0)


def test_a_person_can_lie_on_the_back_with_the_seat_on_a_couch() -> None:
    lying = skeleton(Pose(trunk=-90.0, anchor=Anchor(Spot.SEAT, Point(0.0, 0.25)))).spots
    assert lying[Spot.CROWN].x < lying[Spot.HIP].x < lying[Spot.NEAR_KNEE].x
    assert lying[Spot.CHEST].y == pytest.approx(lying[Spot.HIP].y, abs=0.05)


def test_a_planted_foot_is_reached_by_bending_the_knee() -> None:
    rear = Anchor(Spot.FAR_ANKLE, Point(-0.25, 0.25))
    body = skeleton(Pose(far_leg=Leg(hip=-20.0, knee=60.0), planted=(rear,)))
    assert body.spots[Spot.FAR_ANKLE] == pytest.approx(rear.at)
    assert_whole(body)


@given(st.floats(-0.1, 0.1), st.floats(-40.0, 70.0), st.sampled_from(["heel", "ball"]))
def test_any_part_of_a_foot_can_be_planted(x: float, pitch: float, part: str) -> None:
    pose = posed((0.0, 0.4), near=Foot(x, pitch=pitch, on=part), far=flat(0.0), near_arm=Swing(0.0, 0.0))
    body = skeleton(pose)
    assert body.spots[Spot(f"near {part}")] == pytest.approx((x, 0.0), abs=1e-9)
    assert body.turns[Bone.NEAR_FOOT] == pytest.approx(pitch)
    assert_whole(body)


@given(st.floats(0.05, 0.2), st.floats(0.6, 0.8))
def test_a_hand_reaches_where_it_should(x: float, y: float) -> None:
    pose = posed((0.0, 0.5), near=flat(0.0), far=flat(0.0), near_arm=Hand(x, y))
    assert skeleton(pose).spots[Spot.NEAR_WRIST] == pytest.approx((x, y))
    assert 0.0 < pose.near_arm.elbow < 180.0
