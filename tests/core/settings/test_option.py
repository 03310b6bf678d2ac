"""An invalid value of an option is refused in one short sentence."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.settings.settings import OPTIONS


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("key", "raw", "message"),
    [
        ("later_in_a_row", "9" * 5_000, f"must be a whole number, not '{'9' * 37}...'"),
        ("later_in_a_row", 10**5_000, "must be between 0 and 20, not a number of more than 40 digits"),
        ("later_in_a_row", -(10**5_000), "must be between 0 and 20, not a number of more than 40 digits"),
        ("later_in_a_row", 21, "must be between 0 and 20, not 21"),
        ("later_in_a_row", True, "must be a whole number, not true"),
        ("later_in_a_row", 1.5, "must be a whole number, not 1.5"),
        ("window_opens", "9" * 5_000 + "d", f"'{'9' * 37}...' is too long a duration"),
        ("window_opens", 30, 'must be a duration in quotes, like "45min", not 30'),
        ("window_opens", float("nan"), 'must be a duration in quotes, like "45min", not something that is no number'),
        ("window_opens", float("-inf"), 'must be a duration in quotes, like "45min", not an infinite number'),
        ("window_opens", nested(100), 'must be a duration in quotes, like "45min", not a list'),
        ("cue", {}, "must be true or false, not a table"),
        ("motion", nested(100_000), "must be one of system, full, reduced, not a list"),
        ("routine_time", "17", "must be a time of the day like \"17:00\", not '17'"),
        ("working_hours", "mon" * 30_000, f"'{'mon' * 12}m...' is not working hours; write them like"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_unreadable_value_is_quoted_in_short(key: str, raw: object, message: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        OPTIONS[key].read(raw)
    assert str(refused.value).startswith(message) and len(str(refused.value)) < 160


ANYTHING = st.one_of(
    st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.lists(st.text()), st.dates(), st.times()
)


@given(st.sampled_from(sorted(OPTIONS)), ANYTHING)
def test_any_content_gives_a_value_or_a_sentence(key: str, raw: object) -> None:
    option = OPTIONS[key]
    try:
        value = option.read(raw)
    except ValueError as error:
        assert str(error).isprintable() and len(str(error)) < 200
    else:
        assert isinstance(value, option.kind)
        assert option.read(option.write(value)) == value or isinstance(value, timedelta)  # kept to the second
