"""What changes in a picture from one moment to another, so that no more of it is painted again."""

from __future__ import annotations

from hipbreak.core.body import LINKS
from hipbreak.core.pose import skeleton
from hipbreak.core.scene import BREATH_DRIFT, Drawn, Frame

NEAR_FLOOR = 0.09  # what is lower throws a shadow
_EXACTLY = 1e-6
_AROUND_BODY = 0.10  # flesh and outline round a joint
_AROUND_MARKS = 0.25  # arrows, breath, and things that are held
_LINKED = tuple((spot, parent) for spot, parent, *_ in LINKS)


def changed(a: Drawn, b: Drawn, within: float) -> Frame | None:
    """The part in which b differs from a; None while nothing has moved by more than `within` (body units)."""
    if (a.scene, a.marks, a.muscles, a.strength) != (b.scene, b.marks, b.muscles, b.strength):
        return b.scene.frame
    if (a.props, a.mirrored) != (b.props, b.mirrored) or abs(a.passed - b.passed) > within:
        return b.scene.frame
    here, there = skeleton(a.pose).spots, skeleton(b.pose).spots
    ways = {spot: abs(here[spot].x - there[spot].x) + abs(here[spot].y - there[spot].y) for spot in here}
    if max(*ways.values(), abs(a.breath - b.breath) * BREATH_DRIFT) <= within:
        return None
    moved = {spot for spot, way in ways.items() if way > _EXACTLY}
    spots = moved | {parent for spot, parent in _LINKED if spot in moved}
    low = {spot for spot in here if min(here[spot].y, there[spot].y) < NEAR_FLOOR}
    if low & moved:
        spots |= low  # all of the shadow is drawn anew
    places = [body[spot] for spot in spots for body in (here, there)]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    reach = _AROUND_MARKS if b.marks or b.props else _AROUND_BODY
    return Frame(min(xs) - reach, max(xs) + reach, min(ys) - reach, max(ys) + reach)
