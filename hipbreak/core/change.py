"""What changes in a picture from one moment to another, so that no more of it is painted again."""

from __future__ import annotations

from hipbreak.core.body import LINKS
from hipbreak.core.pose import skeleton
from hipbreak.core.scene import BREATH_DRIFT, Drawn, Frame

NEAR_FLOOR = 0.09  # what is lower throws a shadow
_EXACTLY = 1e-6
_AROUND_BODY = 0.10  # flesh and outline round a joint
_AROUND_MARKS = 0.25  # arrows, breath, and things that are held
_PARENTS = {spot: parent for spot, parent, *_ in LINKS}


def changed(a: Drawn, b: Drawn, within: float) -> Frame | None:
    """The part in which b differs from a; None while nothing has moved by more than `within` (body units)."""
    if (a.scene, a.marks, a.muscles, a.strength) != (b.scene, b.marks, b.muscles, b.strength):
        return b.scene.frame
    if (a.props, a.mirrored) != (b.props, b.mirrored) or abs(a.passed - b.passed) > within:
        return b.scene.frame
    here, there = skeleton(a.pose).spots, skeleton(b.pose).spots
    most, moved = abs(a.breath - b.breath) * BREATH_DRIFT, set()
    for (spot, (x, y)), (to_x, to_y) in zip(here.items(), there.values(), strict=True):
        way = abs(x - to_x) + abs(y - to_y)
        if way > _EXACTLY:
            moved.add(spot)
            most = max(most, way)
    if most <= within:
        return None
    spots = moved.union(_PARENTS[spot] for spot in moved if spot in _PARENTS)
    low = {spot for spot in here if here[spot].y < NEAR_FLOOR or there[spot].y < NEAR_FLOOR}
    if not moved.isdisjoint(low):
        spots |= low  # all of the shadow is drawn anew
    places = [body[spot] for spot in spots for body in (here, there)]
    if not places:
        return b.scene.frame
    xs, ys = zip(*places, strict=True)
    reach = _AROUND_MARKS if b.marks or b.props else _AROUND_BODY
    return Frame(min(xs) - reach, max(xs) + reach, min(ys) - reach, max(ys) + reach)
