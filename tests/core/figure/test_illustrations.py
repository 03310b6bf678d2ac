"""The pictures of the programme, and each movement between two: bodies are intact, and nothing slides or sinks."""

from __future__ import annotations

from math import dist, hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.figure.body import LINKS, Spot
from hipbreak.core.figure.illustration import Illustration
from hipbreak.core.figure.pose import Skeleton, skeleton
from hipbreak.core.figure.poses.catalogue import PICTURES, SIGN_PICTURES, picture
from hipbreak.core.figure.poses.standing import PULSE
from hipbreak.core.figure.poses.walking import MOMENTS, STRIDE, leg_at
from hipbreak.core.figure.scene import Drawn, Mark
from hipbreak.core.text.notes import signs
from tests.core.figure.supports import support_height

STEPS = tuple(picture.name for picture in PULSE[1:])

NAMES = [
    "couch_setup",
    "couch_ribs",
    "couch_tuck",
    "couch_ribs_tuck",
    "couch_inhale",
    "couch_exhale",
    "couch_press",
    "couch_relax",
    "couch_heel",
    "split_stand",
    "split_setup",
    "split_front_foot",
    "split_chest",
    "split_lower",
    "split_hold",
    "split_rise",
    "split_hold_weight",
    "bridge_start",
    "bridge_down",
    "bridge_up",
    "single_bridge_start",
    "single_bridge_down",
    "single_bridge_up",
    "prone_start",
    "prone_tuck",
    "prone_rest",
    "prone_lift",
    "long_step_start",
    "long_step_stand",
    "long_step_low",
    "walk",
    "test_sit",
    "test_hug",
    "test_lie_rests",
    "test_lie_floats",
    "sit_high",
    "stand_stacked",
    "avoid",
    "sleep_side",
    "sleep_prone",
]
ARROWS = {
    *(Mark.GROW, Mark.RIBS_DOWN, Mark.TUCK, Mark.SQUEEZE, Mark.HEEL_IN, Mark.LEG_OFF, Mark.STEP_AWAY),
    *(Mark.STEP_BACK, Mark.FOOT_FORWARD, Mark.FEET_IN, Mark.LEG_OUT, Mark.FOOT_BACK, Mark.LOWER, Mark.RISE),
    *(Mark.HIPS_UP, Mark.HIPS_DOWN, Mark.LIFT, Mark.LEG_DOWN, Mark.PUSH_OFF, Mark.SIT_DOWN, Mark.HUG, Mark.LIE_BACK),
    *(Mark.LIE_DOWN, Mark.LET_HANG),
}
# Flesh on a cushion or a mattress is compressed by up to 1.5 hundredths of the body's height, not on the floor.
GIVE = 0.015
SOFT = (Spot.SEAT, Spot.BACK, Spot.HEAD_BACK)


def neighbours() -> list[tuple[Illustration, Illustration | None]]:
    """Every picture with every picture from which it can be reached."""
    everything = [picture(name) for name in PICTURES]
    pairs: list[tuple[Illustration, Illustration | None]] = []
    for shown in everything:
        starts = {id(start): start for start in [shown.start(after) for after in (None, *everything)]}
        pairs += [(shown, start) for start in starts.values()]
    return pairs


WAYS = neighbours()
PROGRESS = st.floats(0.0, 1.0)


def body_of(drawn: Drawn) -> Skeleton:
    return skeleton(drawn.pose)


def test_each_name_of_the_programme_has_a_picture() -> None:
    assert set(NAMES) | {*STEPS} == set(PICTURES)
    with pytest.raises(KeyError):
        picture("jump")


def test_every_sign_has_its_place_in_the_legend() -> None:
    assert {name for note in signs() for name in note.pictures} == set(SIGN_PICTURES)
    assert not set(SIGN_PICTURES) & set(PICTURES)


def test_every_kind_of_mark_is_in_the_legend() -> None:
    drawn = {mark for name in PICTURES for mark in picture(name).marks}
    explained = {mark for name in SIGN_PICTURES for mark in picture(name).marks}
    alike = {
        Mark.HIPS_HIGH: Mark.LEVEL,
        Mark.BACK_FOOT: Mark.PRESS,
        Mark.FRONT_FOOT: Mark.PRESS,
    }
    assert Mark.LIFT in explained, "a thin arrow"
    assert {alike.get(mark, mark) for mark in drawn - ARROWS} <= explained


def test_panels_with_two_halves_are_in_the_legend() -> None:
    assert any(inset and inset.before for inset in (picture(name).inset for name in SIGN_PICTURES))


@given(st.sampled_from(WAYS), PROGRESS, st.floats(-1.0, 1.0))
def test_limbs_keep_their_length_between_pictures(
    way: tuple[Illustration, Illustration | None], t: float, breath: float
) -> None:
    shown, start = way
    body = body_of(shown.at(t, breath, after=start))
    for spot, parent, _, dx, dy in LINKS:
        assert dist(body.spots[spot], body.spots[parent]) == pytest.approx(hypot(dx, dy))


@pytest.mark.parametrize(("shown", "start"), WAYS, ids=lambda p: p.name if p else "still")
def test_the_body_is_above_floor_couch_and_bed(shown: Illustration, start: Illustration | None) -> None:
    for k in range(21):
        for spot, place in body_of(shown.at(k / 20, after=start)).spots.items():
            under = support_height(shown.scene, spot, place.x)
            give = GIVE if spot in SOFT or under > 0.0 else 1e-9
            assert place.y >= under - give, (shown.name, k / 20, spot)


@pytest.mark.parametrize(("shown", "start"), WAYS, ids=lambda p: p.name if p else "still")
def test_planted_spots_do_not_slide(shown: Illustration, start: Illustration | None) -> None:
    if start is None:
        return
    before, key = body_of(start.still()), body_of(shown.still())
    both = {plant.spot for plant in shown.key.planted} & {plant.spot for plant in start.key.planted}
    for k in range(11):
        body = body_of(shown.at(k / 10, after=start))
        for spot in both:
            if before.spots[spot] == pytest.approx(key.spots[spot]):
                assert body.spots[spot] == pytest.approx(key.spots[spot], abs=1e-9)


@pytest.mark.parametrize(("shown", "start"), WAYS, ids=lambda p: p.name if p else "still")
def test_each_movement_begins_at_the_previous_picture(shown: Illustration, start: Illustration | None) -> None:
    if start:
        assert shown.at(0.0, after=start).pose == start.still().pose
    assert shown.at(1.0, after=start).pose == shown.key


@given(st.sampled_from(WAYS), PROGRESS)
def test_movement_has_no_jumps(way: tuple[Illustration, Illustration | None], t: float) -> None:
    shown, start = way
    here, there = (body_of(shown.at(t + step, after=start)).spots for step in (0.0, 0.001))
    assert max(dist(here[spot], there[spot]) for spot in here) < 0.01


@pytest.mark.parametrize("name", PICTURES)
def test_the_body_is_inside_its_frame(name: str) -> None:
    drawn = picture(name).still()
    frame = drawn.scene.frame
    for place in body_of(drawn).spots.values():
        assert frame.left <= place.x <= frame.right and frame.bottom <= place.y <= frame.top
    for prop in drawn.scene.props:
        assert frame.left <= min(prop.left, prop.right) and max(prop.left, prop.right) <= frame.right


ON_GROUND = st.integers(0, int(0.599 * MOMENTS)).map(lambda moment: moment / MOMENTS)


@given(ON_GROUND, ON_GROUND)
def test_the_foot_on_the_ground_moves_with_it(p: float, q: float) -> None:
    walk = picture("walk")
    assert walk.loop
    start = 1.0 - 0.5  # the loop starts as the near leg pushes off, half a stride after it landed
    for phase in (p, q):
        moved = walk.loop(start + phase)
        foot, body = leg_at(phase), skeleton(moved.pose)
        assert body.spots[Spot(f"near {foot.on}")] == pytest.approx((foot.x, foot.y), abs=1e-6)
    if leg_at(p).on == leg_at(q).on:
        assert leg_at(p).x - leg_at(q).x == pytest.approx((q - p) * STRIDE)


@given(st.floats(0.0, 2.0))
def test_the_walk_has_no_jumps(strides: float) -> None:
    walk = picture("walk")
    here, there = (body_of(walk.moment(walk.seconds * s)).spots for s in (strides, strides + 1 / MOMENTS))
    assert max(dist(here[spot], there[spot]) for spot in here) < 0.02
    assert min(place.y for place in here.values()) > -1e-3


def test_every_stride_has_the_same_pose_objects() -> None:
    walk = picture("walk")
    first = [walk.moment(walk.seconds * n / MOMENTS) for n in range(MOMENTS)]
    second = [walk.moment(walk.seconds * (1 + n / MOMENTS)) for n in range(MOMENTS)]
    assert all(a.pose is b.pose and a.moment == b.moment for a, b in zip(first, second, strict=True))
    assert len({drawn.moment for drawn in first}) == MOMENTS
    assert second[-1].passed == pytest.approx(first[-1].passed + STRIDE)


def test_a_hold_breathes_and_a_key_moment_does_not() -> None:
    hold = picture("couch_exhale")
    assert hold.moment(3.0).pose != hold.moment(4.0).pose
    assert hold.still().pose == hold.key


def test_the_picture_of_the_left_leg_is_mirrored() -> None:
    hold = picture("split_hold")
    assert not hold.still("right").mirrored and not hold.still().mirrored
    assert hold.still("left").mirrored
    with pytest.raises(KeyError):
        hold.still("middle")
