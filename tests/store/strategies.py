"""Facts of every kind with any content, for properties of the log."""

from datetime import datetime, timedelta, timezone
from itertools import pairwise
from typing import get_type_hints

from hypothesis import strategies as st
from msgspec.structs import fields, replace

from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.facts.codec import FACT_TYPES
from hipbreak.core.facts.tracking_facts import (
    DECLARED,
    SENSED,
    STANDING_ASKED,
    STANDING_SENSED,
    STANDING_UNCONFIRMED,
    Away,
    Bout,
    Break,
    Unobserved,
)

offsets = st.integers(-86_340, 86_340).map(lambda seconds: timezone(timedelta(seconds=seconds)))
moments = st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=offsets)  # noqa: DTZ001 - given apart
spans = st.timedeltas(timedelta(days=-3), timedelta(days=3))
_VALUES = {
    datetime: moments,
    datetime | None: st.none() | moments,
    timedelta: spans,
    str: st.text(st.characters(codec="utf-8"), max_size=12),
    bool: st.booleans(),
    int: st.integers(-(2**63), 2**63),
}


_WORDS = {
    "credit": st.sampled_from(("confirmed", "assumed", "")),
    "how": st.sampled_from(
        ("pulse", "standing", STANDING_UNCONFIRMED, STANDING_ASKED, STANDING_SENSED, "said", "asked", "away")
    ),
    "kind": st.sampled_from(("stand", "cue", "pulse", "routine", "sit")),
    "source": st.sampled_from((DECLARED, SENSED)),
    "of": st.sampled_from(("bout", "break", "away", "unobserved")),
}
"""What the app writes into fields of these names, and an import checks."""


def _facts_of(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{f.name: _WORDS.get(f.name, _VALUES[hints[f.name]]) for f in fields(kind)})


facts = st.one_of([_facts_of(kind) for kind in FACT_TYPES.values()])
past = st.datetimes(datetime(1990, 1, 5), datetime(2026, 3, 1), timezones=offsets)  # noqa: DTZ001 - given apart
PIECES = (Bout, Break, Away, Unobserved)
points = st.one_of([_facts_of(kind) for kind in FACT_TYPES.values() if kind not in PIECES])


def _of_the_past(point: Fact, draw: st.DrawFn) -> Fact:
    return replace(point, **{f.name: draw(past) for f in fields(point) if isinstance(getattr(point, f.name), datetime)})


@st.composite
def recorded(draw: st.DrawFn) -> list[Fact]:
    """What an app may have recorded: anything at a moment of the past, and pieces that do not overlap."""
    history = [_of_the_past(point, draw) for point in draw(st.lists(points, max_size=15))]
    history = [replace(p, start=p.at - draw(spans), end=p.at) if isinstance(p, Interval) else p for p in history]
    history = [p for p in history if not isinstance(p, Interval) or p.start <= p.end]
    cuts, zone = sorted(draw(st.sets(st.integers(0, 40 * 24 * 3600), max_size=12))), draw(offsets)
    moments = [datetime(2026, 1, 1, tzinfo=zone) + timedelta(seconds=seconds) for seconds in cuts]
    for start, end in pairwise(moments):
        if draw(st.booleans()):
            piece = draw(st.one_of([_facts_of(kind) for kind in PIECES]))
            history.append(replace(piece, at=end, start=start, end=end))  # type: ignore[call-arg]
    return draw(st.permutations(history))
