"""The region of a picture that changes between two moments, to repaint no more than that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from hipbreak.core.figure.body import LINKS, Point, Spot
from hipbreak.core.figure.pose import skeleton
from hipbreak.core.figure.scene import BREATH_DRIFT, Drawn, Frame, Mark, PropKind

NEAR_FLOOR = 0.09  # lower spots have a shadow
_TOLERANCE = 1e-6
_BODY_MARGIN = 0.10  # from a joint to the outline
_MARKS_MARGIN = 0.25  # arrows, breath, and props that are held
_TRUNK = (Spot.HIP, Spot.WAIST, Spot.RIBS, Spot.CHEST)
_THIGH = (Spot.HIP, Spot.NEAR_KNEE)
# The spots that marks move with.
_MARKS_BY_SPOTS: dict[tuple[Spot, ...], tuple[Mark, ...]] = {
    (Spot.CROWN,): (Mark.GROW,),
    (Spot.SKULL,): (Mark.INHALE, Mark.EXHALE, Mark.SIT_DOWN, Mark.LIE_BACK),
    _TRUNK: (Mark.RIBS_DOWN, Mark.TUCK, Mark.SQUEEZE, Mark.AVOID, Mark.STACKED),
    (*_TRUNK, Spot.NEAR_KNEE): (Mark.RELEASE,),
    _THIGH: (Mark.STRETCH, Mark.LOOK, Mark.LEVEL, Mark.HIPS_HIGH),
    (Spot.NEAR_BALL,): (Mark.PRESS,),
    (Spot.HIP,): (Mark.HOLD, Mark.FEET_IN, Mark.HIPS_DOWN),
    (Spot.NEAR_KNEE, Spot.NEAR_HEEL): (Mark.HEEL_IN,),
    (Spot.FAR_ANKLE,): (Mark.LEG_OFF, Mark.STEP_BACK, Mark.FOOT_FORWARD, Mark.FOOT_BACK, Mark.FRONT_FOOT),
    (Spot.NEAR_ANKLE,): (Mark.STEP_AWAY, Mark.BACK_FOOT, Mark.LET_HANG),
    (Spot.NEAR_KNEE,): (Mark.LEG_OUT, Mark.LIFT, Mark.LEG_DOWN),
    (Spot.SHOULDER,): (Mark.LOWER, Mark.RISE),
    (Spot.HIP, Spot.NEAR_HEEL): (Mark.HIPS_UP,),
    (Spot.NEAR_BALL, Spot.SHOULDER): (Mark.PUSH_OFF,),
    (Spot.FAR_KNEE,): (Mark.HUG,),
    (Spot.LOIN,): (Mark.LIE_DOWN,),
}
_SPOTS_OF_MARK = {mark: spots for spots, marks in _MARKS_BY_SPOTS.items() for mark in marks}
_HELD_BY = {PropKind.KNEE_PILLOW: Spot.NEAR_KNEE, PropKind.KETTLEBELL: Spot.NEAR_WRIST}
_LINKED = [(spot, parent) for spot, parent, *_ in LINKS]


def changed(a: Drawn, b: Drawn, within: float) -> Frame | None:
    """The part in which b differs from a; None while nothing has moved by more than `within` (body units)."""
    if (a.scene, a.marks, a.muscles, a.strength, a.effort) != (b.scene, b.marks, b.muscles, b.strength, b.effort):
        return b.scene.frame
    if (a.props, a.mirrored, a.ghost, a.inset) != (b.props, b.mirrored, b.ghost, b.inset):
        return b.scene.frame
    if abs(a.passed - b.passed) > within:
        return b.scene.frame
    here, there = skeleton(a.pose).spots, skeleton(b.pose).spots
    most, moved = abs(a.breath - b.breath) * BREATH_DRIFT, set()
    for (spot, (x, y)), (to_x, to_y) in zip(here.items(), there.values(), strict=True):
        way = abs(x - to_x) + abs(y - to_y)
        if way > _TOLERANCE:
            moved.add(spot)
            most = max(most, way)
    if most <= within or not moved:
        return None
    spots = moved.union(*(link for link in _LINKED if not moved.isdisjoint(link)))
    low = {spot for spot in here if here[spot].y < NEAR_FLOOR or there[spot].y < NEAR_FLOOR}
    if not moved.isdisjoint(low):
        spots |= low  # the whole shadow is painted again
    return _around(spots, _far_reaching(b) & moved, here, there)


def extent(drawn: Drawn) -> Frame:
    """The extent of the body, with its marks and the props that it holds."""
    spots = skeleton(drawn.pose).spots
    return _around(spots, _far_reaching(drawn), spots, spots)


def _far_reaching(drawn: Drawn) -> set[Spot]:
    """The spots with a prop or a mark."""
    marks = drawn.marks if drawn.strength or Mark.AVOID in drawn.marks else ()
    held = {_HELD_BY[prop.kind] for prop, _ in drawn.props if prop.kind in _HELD_BY}
    return held.union(*(_SPOTS_OF_MARK[mark] for mark in marks))


def _around(
    near: Iterable[Spot], far: Collection[Spot], here: Mapping[Spot, Point], there: Mapping[Spot, Point]
) -> Frame:
    extents = [_round(near, here, there, _BODY_MARGIN)]
    if far:
        extents.append(_round(far, here, there, _MARKS_MARGIN))
    lefts, rights, bottoms, tops = zip(*extents, strict=True)
    return Frame(min(lefts), max(rights), min(bottoms), max(tops))


def _round(spots: Iterable[Spot], here: Mapping[Spot, Point], there: Mapping[Spot, Point], reach: float) -> Frame:
    places = [body[spot] for spot in spots for body in (here, there)]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return Frame(min(xs) - reach, max(xs) + reach, min(ys) - reach, max(ys) + reach)
