"""Poses keep the body whole: bones keep their length, feet stay put, nothing sinks into the floor."""

from __future__ import annotations

from dataclasses import replace
from math import dist, hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.body import LINKS, Point, Spot
from hipbreak.core.pose import Anchor, Arm, Leg, Pose, Skeleton, interpolate, skeleton
from hipbreak.core.pulse_poses import PICTURES, STEPS, Drawn, pose_at, worked

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
FEET = (Spot.NEAR_ANKLE, Spot.NEAR_HEEL, Spot.NEAR_BALL, Spot.FAR_ANKLE, Spot.FAR_HEEL, Spot.FAR_BALL)


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
def test_the_ends_of_a_move_are_its_poses(a: Pose, b: Pose) -> None:
    assert interpolate(a, b, 0.0) == a
    assert interpolate(a, b, 1.0) == b


@given(POSES, POSES, PROGRESS)
def test_what_both_poses_pin_does_not_slide(a: Pose, b: Pose, t: float) -> None:
    pinned = replace(a, planted=())
    between = interpolate(pinned, replace(b, anchor=a.anchor, planted=()), t)
    assert skeleton(between).spots[a.anchor.spot] == pytest.approx(a.anchor.at)


@given(st.sampled_from(STEPS), PROGRESS, st.floats(-1.0, 1.0))
def test_the_pulse_never_moves_its_feet_nor_sinks(step: str, progress: float, breath: float) -> None:
    body, still = skeleton(pose_at(step, progress, breath).pose), skeleton(pose_at("stand", 1.0).pose)
    for foot in FEET:
        assert body.spots[foot] == pytest.approx(still.spots[foot], abs=1e-9)
    assert min(place.y for place in body.spots.values()) >= -1e-9


@pytest.mark.parametrize("step", PICTURES)
def test_no_picture_sinks_into_the_floor(step: str) -> None:
    body = skeleton(pose_at(step, 1.0).pose)
    assert_whole(body)
    assert min(place.y for place in body.spots.values()) >= -1e-9


@pytest.mark.parametrize(("before", "step"), list(zip(("sit", *STEPS), STEPS, strict=False)))
def test_each_step_begins_where_the_one_before_ended(before: str, step: str) -> None:
    assert pose_at(step, 0.0).pose == pose_at(before, 1.0).pose


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


def test_ribs_come_down_and_the_pelvis_tucks() -> None:
    def tilt(drawn: Drawn) -> tuple[float, float]:
        return drawn.pose.trunk + drawn.pose.pelvis, drawn.pose.trunk + drawn.pose.pelvis - drawn.pose.lumbar

    (_, ribs_up), (pelvis_tipped, ribs_down), (pelvis_level, _) = (
        tilt(pose_at(step, 1.0)) for step in ("stand", "ribs", "tuck")
    )
    assert ribs_down - ribs_up > 8.0
    assert pelvis_tipped - pelvis_level > 8.0


def test_only_the_squeeze_marks_a_muscle() -> None:
    assert [step for step in PICTURES if worked(step)] == ["squeeze"]
