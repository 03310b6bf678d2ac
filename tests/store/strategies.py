"""Facts of every kind with any content, for properties of the log."""

from dataclasses import fields
from datetime import datetime, timedelta, timezone
from typing import get_type_hints

from hypothesis import strategies as st

from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.codec import FACT_TYPES

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


def _facts_of(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: _VALUES[hints[field.name]] for field in fields(kind)})


facts = st.one_of([_facts_of(kind) for kind in FACT_TYPES.values()])
