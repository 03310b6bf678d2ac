"""The measures against what scikit-digital-health, powerlaw and scipy said, and against plain formulas."""

import itertools
import json
import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hipbreak.core import metrics
from tests.core.record_oracles import ANSWERS, answers_about, bouts

RECORDED: list[dict[str, Any]] = json.loads(ANSWERS.read_text())["answers"]
lengths = st.lists(
    st.integers(1, 240) | st.floats(0.1, 400).map(lambda x: round(x, 3)), min_size=10, max_size=60
)  # fmt: skip


def test_what_is_recorded_is_of_the_bouts_that_would_be_asked_about() -> None:
    assert [answer["lengths"] for answer in RECORDED] == bouts()


@pytest.mark.parametrize("answer", RECORDED, ids=lambda answer: str(len(answer["lengths"])))
def test_the_packages_agree(answer: dict[str, Any]) -> None:
    told, shortest = answer["lengths"], min(answer["lengths"])
    assert metrics.gini(told) == pytest.approx(answer["gini"], rel=1e-9)
    assert metrics.hazard(told) == pytest.approx(answer["hazard"], rel=1e-9)
    assert metrics.alpha(told) == pytest.approx(answer["alpha"], rel=1e-9)
    half_less = 1 / (answer["alpha_min_less_half"] - 1) - math.log(shortest / (shortest - 0.5))  # skdh's variant
    assert metrics.alpha(told) == pytest.approx(1 + 1 / half_less, rel=1e-9)
    assert metrics.w50(told) == (None if answer["w50"] is None else pytest.approx(answer["w50"], rel=1e-6))


@pytest.mark.filterwarnings("default")
def test_the_packages_still_say_so() -> None:
    """Only where they are installed (`record_oracles`)."""
    pytest.importorskip("skdh")
    pytest.importorskip("powerlaw")
    for answer in RECORDED[:10]:
        said = answers_about(answer["lengths"])
        assert said["gini"] == pytest.approx(answer["gini"])
        assert said["alpha"] == pytest.approx(answer["alpha"])


@given(lengths)
def test_gini_is_half_the_mean_difference_of_two_bouts_by_the_mean(told: list[float]) -> None:
    """Another definition: the mean over ordered pairs of different bouts, which needs no correction."""
    n, mean = len(told), sum(told) / len(told)
    difference = sum(abs(a - b) for a, b in itertools.permutations(told, 2)) / (n * (n - 1))
    assert metrics.gini(told) == pytest.approx(difference / (2 * mean), abs=1e-9)


@given(lengths)
def test_alpha_makes_the_observed_bouts_most_likely(told: list[float]) -> None:
    """The Pareto likelihood over the observed minimum is lower a little to either side."""
    found = metrics.alpha(told)
    assume(found is not None)
    assert found is not None
    shortest = min(told)

    def likelihood(alpha: float) -> float:
        return sum(math.log((alpha - 1) / shortest) - alpha * math.log(x / shortest) for x in told)

    step = (found - 1) * 1e-3
    assert likelihood(found) >= max(likelihood(found - step), likelihood(found + step))


@given(lengths)
def test_hazard_by_counting(told: list[float]) -> None:
    distinct = sorted(set(told))
    ends = [sum(x == t for x in told) / sum(x >= t for x in told) for t in distinct]
    assert metrics.hazard(told) == pytest.approx(sum(ends) / len(ends))


@given(lengths, st.floats(0.1, 20))
def test_measures_keep_their_meaning_in_another_unit(told: list[float], unit: float) -> None:
    other = [x * unit for x in told]
    assert metrics.gini(other) == pytest.approx(metrics.gini(told), abs=1e-9)
    alpha = metrics.alpha(told)
    assume(alpha is not None and alpha < 1e6)
    assert metrics.alpha(other) == pytest.approx(alpha, rel=1e-6)
