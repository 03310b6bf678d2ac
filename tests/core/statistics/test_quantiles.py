"""The usual range of weekly values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.statistics.quantiles import usual_range


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], None), ([1.0, 2.0], None), ([3.0, 1.0, 2.0], (1.5, 2.5)), ([4.0, 1.0, 3.0, 2.0, 5.0], (2.0, 4.0))],
)
def test_quartiles(values: list[float], expected: tuple[float, float] | None) -> None:
    assert usual_range(values) == expected


@given(st.lists(st.floats(0, 10), min_size=3, max_size=60))
def test_about_half_of_the_values_lie_within(values: list[float]) -> None:
    found = usual_range(values)
    assert found is not None
    low, high = found
    assert min(values) <= low <= high <= max(values)
    below, above = sum(v < low for v in values), sum(v > high for v in values)
    assert max(below, above) <= len(values) / 4 + 1
