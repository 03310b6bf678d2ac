"""The facts that the picture of each movement shows."""

from __future__ import annotations

from collections.abc import Mapping
from math import dist

import pytest

from hipbreak.core.figure.body import Bone, Point, Spot
from hipbreak.core.figure.pose import Pose, exaggerated
from hipbreak.core.figure.poses.catalogue import PICTURES, picture
from hipbreak.core.figure.scene import Mark, Muscle, PropKind

TILTS = [name for name in PICTURES if {Mark.RIBS_DOWN, Mark.TUCK} & {*picture(name).marks}]
COUCH = [name for name in PICTURES if name.startswith("couch_")]
ROUND_SHIN = 0.06  # from the middle of the shank to a hand that lies on it
ON_THIGH = 0.08
HALF_THIGH = 0.05


def spots(name: str) -> Mapping[Spot, Point]:
    return picture(name).key.skeleton.spots


def turns(name: str) -> Mapping[Bone, float]:
    return picture(name).key.skeleton.turns


def off(place: Point, start: Point, end: Point) -> float:
    """The distance of a point from the line between two joints."""
    along = Point(end.x - start.x, end.y - start.y)
    way = ((place.x - start.x) * along.x + (place.y - start.y) * along.y) / (along.x**2 + along.y**2)
    share = min(1.0, max(0.0, way))
    return dist(place, (start.x + share * along.x, start.y + share * along.y))


def tilt(pose: Pose) -> tuple[float, float]:
    """How far pelvis and ribs are tipped forward."""
    return pose.pelvis + pose.trunk, pose.pelvis + pose.trunk - pose.lumbar


def test_ribs_and_pelvis_rotate_on_the_couch() -> None:
    (tipped, ribs_up), (level, ribs_down) = tilt(picture("couch_setup").key), tilt(picture("couch_ribs_tuck").key)
    assert ribs_down - ribs_up > 7.0
    assert tipped - level > 8.0


def test_standing_tall_the_ribs_are_over_the_pelvis() -> None:
    pelvis, ribs = tilt(picture("stand").key)
    assert abs(pelvis - ribs) < 10.0
    assert picture("stand").ghost == picture("sit").key


@pytest.mark.parametrize(("name", "pelvis", "ribs"), [("ribs", 0.0, 14.0), ("tuck", -19.0, 0.0)])
def test_a_ghost_shows_the_tilt_to_leave(name: str, pelvis: float, ribs: float) -> None:
    ghost = picture(name).ghost
    assert ghost
    (pelvis_before, ribs_before), (pelvis_after, ribs_after) = tilt(ghost), tilt(picture(name).key)
    assert (pelvis_after - pelvis_before, ribs_after - ribs_before) == (pelvis, ribs)


@pytest.mark.parametrize("name", sorted({*PICTURES} - {"split_stand", "split_front_foot", "sit_high"}))
def test_a_ghost_shares_the_planted_feet_of_the_body(name: str) -> None:
    ghost = picture(name).ghost
    if ghost:
        in_both = {plant.spot for plant in picture(name).key.planted} & {plant.spot for plant in ghost.planted}
        for spot in in_both & {Spot.FAR_ANKLE, Spot.NEAR_BALL}:
            assert ghost.skeleton.spots[spot] == pytest.approx(spots(name)[spot])


def test_the_leg_leaves_the_couch_on_which_both_feet_stand() -> None:
    shown, couch = picture("couch_setup"), picture("couch_setup").scene.surfaces[0]
    start = shown.start()
    assert start and start.key == shown.ghost
    for ankle, ball in ((Spot.NEAR_ANKLE, Spot.NEAR_BALL), (Spot.FAR_ANKLE, Spot.FAR_BALL)):
        assert start.key.skeleton.spots[ankle].y > start.key.skeleton.spots[ball].y == pytest.approx(couch.top)
    assert start.name not in PICTURES


def test_on_the_couch_the_ribs_sink_first_and_the_tail_turns_then() -> None:
    setup, ribs, tuck = (tilt(picture(name).key) for name in ("couch_setup", "couch_ribs", "couch_tuck"))
    assert (ribs[1] - setup[1]) + (setup[0] - ribs[0]) > 7.0 and ribs[1] - setup[1] > setup[0] - ribs[0]
    assert ribs[0] - tuck[0] > 8.0 and abs(tuck[1] - ribs[1]) < 4.0


@pytest.mark.parametrize("name", COUCH)
def test_on_the_couch_the_head_stays_on_the_pillow_and_the_back_on_the_seat(name: str) -> None:
    couch, pillow = picture(name).scene.props
    assert spots(name)[Spot.HEAD_BACK].y < pillow.top + 0.01
    assert spots(name)[Spot.BACK].y < couch.top + 0.015


def test_the_rest_of_the_split_squat_is_the_way_up() -> None:
    rise = picture("split_rise")
    assert rise.start() is picture("split_hold") and rise.ghost == picture("split_hold").key
    assert rise.key == picture("split_setup").key and rise.marks == (Mark.RISE,)


def test_the_front_foot_comes_forward_and_the_rear_one_stays() -> None:
    shown = picture("split_front_foot")
    assert shown.ghost
    before, after = shown.ghost.skeleton.spots, spots("split_front_foot")
    assert after[Spot.FAR_ANKLE].x > before[Spot.FAR_ANKLE].x + 0.1
    assert after[Spot.NEAR_ANKLE] == pytest.approx(before[Spot.NEAR_ANKLE])


@pytest.mark.parametrize(
    ("name", "then"),
    [
        ("split_chest", "split_lower"),
        ("bridge_start", "bridge_up"),
        ("single_bridge_start", "single_bridge_up"),
        ("prone_tuck", "prone_lift"),
        ("long_step_start", "long_step_low"),
    ],
)
def test_the_repetitions_begin_where_the_start_ends(name: str, then: str) -> None:
    assert picture(then).start(picture(name)) is picture(name)
    way_up = {Mark.RISE, Mark.HIPS_DOWN, Mark.LEG_DOWN}
    assert not way_up & {*picture(name).marks}
    before = picture(then).before
    assert before
    for spot in (Spot.HIP, Spot.NEAR_ANKLE, Spot.FAR_ANKLE):
        assert spots(name)[spot] == pytest.approx(before.key.skeleton.spots[spot])


@pytest.mark.parametrize(("name", "after"), [("release", "squeeze"), ("couch_relax", "couch_press")])
def test_letting_go_the_muscles_fade(name: str, after: str) -> None:
    release = picture(name)
    assert release.muscles == picture(after).muscles != ()
    assert [release.at(t).effort for t in (0.0, 0.5, 1.0)] == [1.0, 0.5, 0.0]
    assert release.inset and release.inset.before == picture(after).key
    assert picture("squeeze").still().effort is None


def test_breathing_in_the_ribs_rise() -> None:
    out, full = (tilt(picture(name).key) for name in ("couch_exhale", "couch_inhale"))
    assert full[1] - out[1] < -7.0 and abs(full[0] - out[0]) < 2.0


def test_breathing_out_the_ribs_sink() -> None:
    inset = picture("couch_exhale").inset
    assert inset and inset.pose and inset.before
    assert tilt(inset.pose)[1] - tilt(inset.before)[1] > 7.0


@pytest.mark.parametrize("name", TILTS)
def test_each_tilt_is_shown_before_and_after(name: str) -> None:
    inset = picture(name).inset
    assert inset and inset.before and inset.pose == picture(name).key
    before, after = tilt(exaggerated(inset.before, inset.pose)), tilt(inset.pose)
    assert max(abs(b - a) for b, a in zip(before, after, strict=True)) > 20.0


@pytest.mark.parametrize(("name", "start"), [("couch_ribs_tuck", "couch_setup"), ("prone_tuck", "prone_start")])
def test_an_exaggerated_tilt_keeps_the_legs(name: str, start: str) -> None:
    before, after = picture(start).key, picture(name).key
    drawn = exaggerated(before, after)
    (pelvis, _), (pelvis_after, _), (shown, _) = tilt(before), tilt(after), tilt(drawn)
    assert (shown - pelvis_after) / (pelvis - pelvis_after) > 1.8
    for spot in (Spot.NEAR_BALL, Spot.FAR_ANKLE):
        assert drawn.skeleton.spots[spot] == pytest.approx(before.skeleton.spots[spot], abs=0.01)


def test_lying_down_starts_on_hands_and_knees() -> None:
    kneeling = picture("prone_start").ghost
    assert kneeling
    start, lying = kneeling.skeleton.spots, spots("prone_start")
    assert start[Spot.HIP].y > lying[Spot.HIP].y + 0.15
    assert max(start[spot].y for spot in (Spot.NEAR_KNEE, Spot.NEAR_WRIST)) < 0.08


def test_the_way_to_the_place_begins_at_the_couch() -> None:
    start, couch = picture("split_stand").ghost, picture("split_stand").scene.surfaces[0]
    assert start
    assert couch.right < start.skeleton.spots[Spot.NEAR_HEEL].x < couch.right + 0.1


def test_the_thigh_sinks_after_the_press() -> None:
    pressed, settled = (spots(name) for name in ("couch_press", "couch_relax"))
    assert settled[Spot.NEAR_KNEE].y < pressed[Spot.NEAR_KNEE].y - 0.008


def test_the_thigh_lifts_two_and_a_half_to_five_centimetres() -> None:
    rest, lift = (spots(name) for name in ("prone_rest", "prone_lift"))
    assert 2.5 <= 170.0 * (lift[Spot.NEAR_KNEE].y - rest[Spot.NEAR_KNEE].y) <= 5.0


def test_the_split_squat_begins_on_both_feet_in_front_of_the_couch() -> None:
    standing, couch = spots("split_stand"), picture("split_stand").scene.surfaces[0]
    for ankle, toe in ((Spot.NEAR_ANKLE, Spot.NEAR_TOE), (Spot.FAR_ANKLE, Spot.FAR_TOE)):
        assert couch.right + 0.3 < standing[ankle].x
        assert standing[toe].y == pytest.approx(0.0)
    set_up = picture("split_setup")
    assert set_up.start() is picture("split_stand") and set_up.ghost == picture("split_stand").key
    assert spots("split_setup")[Spot.NEAR_ANKLE].y > couch.top


def test_lowered_the_front_knee_is_over_the_ankle() -> None:
    held = spots("split_hold")
    assert held[Spot.FAR_KNEE].x == pytest.approx(held[Spot.FAR_ANKLE].x, abs=0.02)
    assert held[Spot.NEAR_KNEE].x < held[Spot.HIP].x


def test_the_marked_muscles_are_those_of_the_programme() -> None:
    working = {name: set(picture(name).muscles) for name in PICTURES if picture(name).muscles}
    assert working["split_hold"] == {Muscle.GLUTES, Muscle.FAR_HAMSTRINGS}
    assert working["couch_heel"] == {Muscle.GLUTES, Muscle.NEAR_HAMSTRINGS}
    assert {"squeeze", "bridge_up", "single_bridge_up", "prone_lift", "walk"} <= set(working)
    stretched = [name for name in PICTURES if Mark.STRETCH in picture(name).marks]
    assert stretched == ["couch_exhale", "split_lower", "long_step_low"]


@pytest.mark.parametrize("name", COUCH)
def test_off_the_couch_the_thigh_hangs_below_the_hip(name: str) -> None:
    body = spots(name)
    assert body[Spot.NEAR_KNEE].y < body[Spot.HIP].y - 0.03
    assert body[Spot.FAR_KNEE].y > body[Spot.HIP].y + 0.1
    if name != "couch_heel":
        assert body[Spot.NEAR_BALL].y == pytest.approx(0.0)


@pytest.mark.parametrize("name", ["test_hug", "test_lie_rests", "test_lie_floats"])
def test_the_hand_clasps_the_shin_of_the_hugged_knee(name: str) -> None:
    body = spots(name)
    knee, ankle = body[Spot.FAR_KNEE], body[Spot.FAR_ANKLE]
    for part in (Spot.NEAR_WRIST, Spot.NEAR_KNUCKLES, Spot.NEAR_FINGERTIP):
        assert off(body[part], knee, ankle) < ROUND_SHIN
    assert dist(body[Spot.NEAR_KNUCKLES], knee) < dist(body[Spot.NEAR_KNUCKLES], ankle)
    assert abs(picture(name).key.near_arm.grip) > 60.0


@pytest.mark.parametrize("name", ["test_lie_rests", "test_lie_floats"])
def test_lying_back_the_knee_is_pulled_to_the_chest(name: str) -> None:
    assert picture(name).key.far_leg.hip > 120.0
    assert picture(name).key.far_leg.knee < 145.0
    assert off(spots(name)[Spot.FAR_KNEE], spots(name)[Spot.HIP], spots(name)[Spot.CHEST]) < 0.19


def test_only_the_floating_thigh_is_above_the_horizontal() -> None:
    rests, floats = spots("test_lie_rests"), spots("test_lie_floats")
    assert rests[Spot.NEAR_KNEE].y <= rests[Spot.HIP].y
    assert floats[Spot.NEAR_KNEE].y > floats[Spot.HIP].y + 0.06


@pytest.mark.parametrize("name", ["test_lie_rests", "test_lie_floats"])
def test_half_of_the_looked_at_thigh_is_over_the_bed(name: str) -> None:
    body, bed = spots(name), picture(name).scene.surfaces[0]
    knee, hip = body[Spot.NEAR_KNEE], body[Spot.HIP]
    assert (bed.right - hip.x) / (knee.x - hip.x) == pytest.approx(0.5, abs=0.12)
    assert picture(name).marks[-2:] == (Mark.LEVEL, Mark.LOOK)


def test_the_resting_thigh_touches_the_bed_and_its_foot_hangs_free() -> None:
    body, bed = spots("test_lie_rests"), picture("test_lie_rests").scene.surfaces[0]
    knee, hip = body[Spot.NEAR_KNEE], body[Spot.HIP]
    at_edge = hip.y + (knee.y - hip.y) * (bed.right - hip.x) / (knee.x - hip.x)
    assert at_edge - HALF_THIGH == pytest.approx(bed.top, abs=0.01)
    assert body[Spot.NEAR_BALL].y > 0.0


@pytest.mark.parametrize("name", ["prone_rest", "prone_lift", "sleep_prone"])
def test_face_down_the_forehead_lies_on_the_arms_and_a_pillow_under_the_pelvis(name: str) -> None:
    body, shown = spots(name), picture(name)
    assert 80.0 < turns(name)[Bone.HEAD] < 110.0
    assert body[Spot.NEAR_WRIST].x < body[Spot.SKULL].x < body[Spot.NEAR_ELBOW].x < body[Spot.CROWN].x
    assert max(body[Spot.NEAR_WRIST].y, body[Spot.NEAR_ELBOW].y) < body[Spot.SKULL].y - 0.05
    pillow = next(prop for prop in shown.scene.props if prop.kind == "pillow")
    assert pillow.left < body[Spot.HIP].x < pillow.right < body[Spot.RIBS].x and shown.scene.on_arms
    assert shown.key.lumbar < 0.0, "the low back does not dip"


def test_one_straight_leg_lifts_and_the_other_stays() -> None:
    rest, lift = spots("prone_rest"), spots("prone_lift")
    for joint in (Spot.FAR_KNEE, Spot.FAR_ANKLE):
        assert lift[joint] == pytest.approx(rest[joint])
    assert lift[Spot.NEAR_ANKLE].y > lift[Spot.FAR_ANKLE].y + 0.04
    assert picture("prone_lift").key.near_leg.knee < 15.0


@pytest.mark.parametrize("name", ["single_bridge_down", "single_bridge_up"])
def test_on_one_leg_the_straight_leg_is_visible_beside_the_bent_one(name: str) -> None:
    assert 10.0 < turns(name)[Bone.NEAR_THIGH] - turns(name)[Bone.FAR_THIGH] < 20.0
    assert abs(picture(name).key.far_leg.knee) < 10.0


@pytest.mark.parametrize("name", ["bridge_down", "bridge_up"])
def test_on_both_feet_the_far_foot_is_visible(name: str) -> None:
    body = spots(name)
    assert 0.02 < body[Spot.FAR_ANKLE].x - body[Spot.NEAR_ANKLE].x < 0.05


def test_shoulders_and_head_stay_while_the_hips_rise() -> None:
    down, up = spots("bridge_down"), spots("bridge_up")
    for spot in (Spot.SHOULDER, Spot.HEAD_BACK):
        assert dist(down[spot], up[spot]) < 0.005


@pytest.mark.parametrize("name", ["sit", "sit_high", "test_sit"])
def test_sitting_the_hand_rests_on_the_thigh(name: str) -> None:
    body = spots(name)
    for part in (Spot.NEAR_WRIST, Spot.NEAR_FINGERTIP):
        assert off(body[part], body[Spot.HIP], body[Spot.NEAR_KNEE]) < ON_THIGH


def test_on_the_high_chair_the_hips_are_above_the_knees() -> None:
    body = spots("sit_high")
    assert body[Spot.HIP].y > body[Spot.NEAR_KNEE].y + 0.06


def test_the_higher_seat_is_beside_the_lower_one() -> None:
    low = picture("sit_high").ghost
    assert low
    hip, higher = low.skeleton.spots[Spot.HIP], spots("sit_high")[Spot.HIP]
    assert hip.x < higher.x - 0.4 and hip.y < higher.y - 0.05
    assert hip.y < low.skeleton.spots[Spot.NEAR_KNEE].y + 0.06


def test_standing_stacked_ends_a_tilt() -> None:
    shown = picture("stand_stacked")
    start, inset = shown.start(), shown.inset
    assert start and inset and inset.before == start.key == shown.ghost
    pelvis, ribs = tilt(exaggerated(inset.before, shown.key))
    assert pelvis - ribs > 45.0 and tilt(shown.key)[0] == pytest.approx(tilt(shown.key)[1], abs=1.0)
    assert inset.marks == inset.marks_before == (Mark.STACKED,)


@pytest.mark.parametrize("name", ["split_hold", "split_hold_weight"])
def test_a_hold_has_a_stopwatch_and_presses_and_does_not_move(name: str) -> None:
    shown = picture(name)
    start = shown.start()
    assert start and start.key == shown.key
    assert {*shown.marks} == {Mark.BACK_FOOT, Mark.FRONT_FOOT, Mark.HOLD}


@pytest.mark.parametrize("name", ["release", "couch_relax"])
def test_only_the_muscle_shows_that_it_relaxes(name: str) -> None:
    shown = picture(name)
    assert shown.marks == (Mark.RELEASE,)
    assert shown.inset and shown.inset.marks == shown.marks and shown.inset.marks_before


@pytest.mark.parametrize("name", [name for name in PICTURES if name.startswith("sleep_")])
def test_asleep_the_legs_are_under_a_blanket_at_night(name: str) -> None:
    props = {prop.kind: prop for prop in picture(name).scene.props}
    blanket = next(props[kind] for kind in (PropKind.BLANKET, PropKind.BLANKET_ABOVE) if kind in props)
    assert PropKind.NIGHT in props
    for spot in (Spot.NEAR_ANKLE, Spot.FAR_ANKLE):
        at = spots(name)[spot]
        assert blanket.left < at.x < blanket.right and blanket.bottom < at.y < blanket.top
    if name == "sleep_prone":
        assert blanket.right < props[PropKind.PILLOW].left, "the pillow stays in sight"


def test_the_long_step_lowers_to_a_mild_lunge() -> None:
    low = picture("long_step_low").key
    assert low.skeleton.spots[Spot.NEAR_KNEE].y > 0.12
    assert turns("long_step_low")[Bone.FAR_SHANK] - turns("long_step_low")[Bone.FAR_THIGH] < 80.0


def test_on_the_side_both_knees_and_feet_are_visible() -> None:
    body = spots("sleep_side")
    for near, far in ((Spot.NEAR_KNEE, Spot.FAR_KNEE), (Spot.NEAR_ANKLE, Spot.FAR_ANKLE)):
        assert 0.03 < dist(body[near], body[far]) < 0.15


def test_both_hands_hold_the_weight_before_the_chest() -> None:
    body = spots("split_hold_weight")
    near, far = body[Spot.NEAR_KNUCKLES], body[Spot.FAR_KNUCKLES]
    assert dist(near, far) < 0.06
    for hand in (near, far):
        assert hand.x > body[Spot.RIBS].x + 0.1 and body[Spot.RIBS].y - 0.05 < hand.y < body[Spot.SHOULDER].y
