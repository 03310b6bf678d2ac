"""An invalid trace is refused with its line and the reason."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.tracking.trace import TraceError, read_trace

AT = "2026-03-02T09:00:00+01:00"


def refusal(**line: Any) -> str:
    with pytest.raises(TraceError) as refused:
        read_trace([json.dumps({"at": AT, **line})])
    return str(refused.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"at": "yesterday", "event": "active"}, "line 1: 'at' must be a moment in ISO 8601, not 'yesterday'"),
        (
            {"at": "2026-03-02T09:00:00", "event": "active"},
            "line 1: 'at' needs an offset from UTC: '2026-03-02T09:00:00'",
        ),
        (
            {"at": "9999-03-02T09:00:00+01:00", "event": "active"},
            "line 1: 'at' must be in the years 1900 to 9000, not '9999-03-02T09:00:00+01:00'",
        ),
        ({"event": "pause", "until": 17}, "line 1: 'until' must be a moment in ISO 8601, not 17"),
        (
            {"event": "pause", "until": "x" * 70_000},
            f"line 1: 'until' must be a moment in ISO 8601, not '{'x' * 37}...'",
        ),
        ({"event": "finish", "held_s": float("nan")}, "line 1: 'held_s' must be a number of seconds"),
        ({"event": "finish", "held_s": 1e13}, "line 1: a number is too large"),
        ({"event": "finish", "held_s": float("inf")}, "line 1: a number is too large"),
        ({"event": "later", "minutes": float("nan")}, "line 1: 'minutes' must be a number above 0"),
        ({"event": "x" * 70_000}, f"line 1: unknown event '{'x' * 37}...'"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 60 else "line",
)
def test_an_unreadable_line_is_named(line: dict[str, Any], message: str) -> None:
    assert refusal(**line) == message


VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers()))
KEYS = ("until", "moment", "minutes", "held_s", "ago_s", "for_s", "kind")
EVENTS = ("active", "start", "pause", "routine_at", "later", "in_call", "finish", "abandon", "log", "nonsense")


@given(st.sampled_from(EVENTS), st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_any_line_gives_an_input_or_one_sentence(event: str, values: dict[str, Any]) -> None:
    try:
        read_trace([json.dumps({"at": AT, "event": event, **values})])
    except TraceError as error:
        assert str(error).startswith("line 1: ") and str(error).isprintable() and len(str(error)) < 120
