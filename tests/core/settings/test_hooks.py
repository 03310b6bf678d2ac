"""Which programs are started at events."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.settings.hooks import EVENTS, Hooks, read_hooks


def test_each_event_may_have_a_program_with_arguments() -> None:
    hooks, problems = read_hooks({"prompted": ["a", "b c", ""], "back": ["d"]})
    assert problems == []
    assert hooks.command("prompted") == ("a", "b c", "") and hooks.command("back") == ("d",)
    assert hooks.command("away") is None


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("notify-send", "hooks must be a table, not 'notify-send'"),
        ({"prompted": "notify-send Up"}, "hooks.prompted must be a program"),
        ({"prompted": []}, "hooks.prompted must be a program"),
        ({"prompted": [""]}, "hooks.prompted must be a program"),
        ({"prompted": ["a", 3]}, "hooks.prompted must be a program"),
        ({"prompted": ["a\0b"]}, "hooks.prompted must be a program"),
        ({"prompted": ["a"] * 31}, "hooks.prompted must be a program"),
        ({"moved": ["a"]}, "hooks.moved is not one of prompted, started"),
    ],
)
def test_what_cannot_be_used_is_left_out_and_reported(table: object, says: str) -> None:
    hooks, (problem,) = read_hooks(table)
    assert hooks == Hooks() and says in problem


_JSON: Any = st.recursive(st.none() | st.integers() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=3))


@given(st.dictionaries(st.sampled_from(EVENTS) | st.text(max_size=5), _JSON))
def test_every_entry_is_used_or_reported(table: dict[str, Any]) -> None:
    hooks, problems = read_hooks(table)
    assert len(hooks.commands) + len(problems) == len(table)
