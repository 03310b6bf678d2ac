"""The measures against scikit-digital-health, powerlaw and scipy, and against plain formulas."""

import itertools
import json
import math
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from hipbreak.core.statistics import metrics
from hipbreak.core.statistics.w50_fit import error, fit
from tests.core.statistics.record_oracles import ANSWERS, answers_about, bouts

RECORDED: list[dict[str, Any]] = json.loads(ANSWERS.read_text())["answers"]
lengths = st.lists(
    st.integers(1, 240) | st.floats(0.1, 400).map(lambda x: round(x, 3)), min_size=10, max_size=60
)  # fmt: skip


def test_the_recorded_answers_belong_to_these_bouts() -> None:
    assert [answer["lengths"] for answer in RECORDED] == bouts()


def shares(minutes: list[float]) -> list[tuple[float, float]]:
    """By counting: each length's logarithm, and the share of the time in bouts up to it."""
    return [(math.log(t), sum(x for x in minutes if x <= t) / sum(minutes)) for t in sorted(set(minutes))]


def missed(minutes: list[float], w50: float) -> float:
    """The least squares that a curve with this W50 leaves, over all that are steep or flat."""
    points, m = shares(minutes), math.log(w50)
    steps = [n / 20 for n in range(-60, 161)]
    return min(error(points, u, m) for u in steps)


@pytest.mark.parametrize("answer", RECORDED, ids=lambda answer: str(len(answer["lengths"])))
def test_recorded_answers_of_the_packages_agree(answer: dict[str, Any]) -> None:
    minutes, shortest = answer["lengths"], min(answer["lengths"])
    assert metrics.gini(minutes) == pytest.approx(answer["gini"], rel=1e-9)
    assert metrics.hazard(minutes) == pytest.approx(answer["hazard"], rel=1e-9)
    assert metrics.alpha(minutes) == pytest.approx(answer["alpha"], rel=1e-9)
    half_less = 1 / (answer["alpha_min_less_half"] - 1) - math.log(shortest / (shortest - 0.5))  # skdh's variant
    assert metrics.alpha(minutes) == pytest.approx(1 + 1 / half_less, rel=1e-9)
    assert metrics.w50(minutes) == (None if answer["w50"] is None else pytest.approx(answer["w50"], rel=1e-6))


@pytest.mark.filterwarnings("default")
@settings(deadline=None)
@given(lengths)
def test_live_answers_of_the_packages_agree(minutes: list[float]) -> None:
    """Asked live; only where they are installed (`record_oracles` tells how)."""
    pytest.importorskip("skdh")
    pytest.importorskip("powerlaw")
    said = answers_about([float(x) for x in minutes])
    assert metrics.gini(minutes) == pytest.approx(said["gini"], rel=1e-9, abs=1e-12)
    assert metrics.hazard(minutes) == pytest.approx(said["hazard"], rel=1e-9)
    alpha, shortest = metrics.alpha(minutes), min(minutes)
    if alpha is not None and alpha < 2.9:  # powerlaw looks no farther than 3
        assert alpha == pytest.approx(said["alpha"], rel=1e-6)
    if alpha is not None and shortest > 1:  # skdh's variant, from half a minute below the shortest
        theirs = 1 + 1 / (1 / (alpha - 1) + math.log(shortest / (shortest - 0.5)))
        assert theirs == pytest.approx(said["alpha_min_less_half"], rel=1e-9)
    fitted, best = metrics.w50(minutes), said["w50"]
    if fitted is not None and isinstance(best, float) and best > 0:
        assert missed(minutes, fitted) <= missed(minutes, best) * (1 + 1e-4) + 1e-9


@given(lengths)
def test_gini_is_half_the_relative_mean_difference(minutes: list[float]) -> None:
    """Another definition: the mean over ordered pairs of different bouts, which needs no correction."""
    n, mean = len(minutes), sum(minutes) / len(minutes)
    difference = sum(abs(a - b) for a, b in itertools.permutations(minutes, 2)) / (n * (n - 1))
    assert metrics.gini(minutes) == pytest.approx(difference / (2 * mean), abs=1e-9)


@given(lengths)
def test_alpha_makes_the_observed_bouts_most_likely(minutes: list[float]) -> None:
    """The Pareto likelihood over the observed minimum is lower a little to either side."""
    found = metrics.alpha(minutes)
    assume(found is not None)
    assert found is not None
    shortest = min(minutes)

    def likelihood(alpha: float) -> float:
        return sum(math.log((alpha - 1) / shortest) - alpha * math.log(x / shortest) for x in minutes)

    step = (found - 1) * 1e-3
    assert likelihood(found) >= max(likelihood(found - step), likelihood(found + step))


@given(lengths)
def test_the_hazard_equals_a_count(minutes: list[float]) -> None:
    distinct = sorted(set(minutes))
    ends = [sum(x == t for x in minutes) / sum(x >= t for x in minutes) for t in distinct]
    assert metrics.hazard(minutes) == pytest.approx(sum(ends) / len(ends))


@given(lengths, st.floats(0.1, 20))
def test_measures_are_independent_of_the_unit(minutes: list[float], unit: float) -> None:
    other = [x * unit for x in minutes]
    assert metrics.gini(other) == pytest.approx(metrics.gini(minutes), abs=1e-9)
    alpha = metrics.alpha(minutes)
    assume(alpha is not None and alpha < 1e6)
    assert metrics.alpha(other) == pytest.approx(alpha, rel=1e-6)


few_or_lumpy = lengths | st.tuples(
    st.integers(3, 20), st.lists(st.integers(2, 240), min_size=2, max_size=6)
).map(lambda drawn: [1.0] * drawn[0] + [float(x) for x in drawn[1]])  # fmt: skip


@settings(max_examples=40, deadline=None)
@example([1.0] * 7 + [3.0, 13.0, 29.0])  # from half of the time on, a descent ends at 11.10
@example([1.0] * 8 + [107.0, 142.0])  # a narrow valley
@given(few_or_lumpy)
def test_the_w50_curve_is_the_best_fit(minutes: list[float]) -> None:
    """By trying them all: every W50 and steepness of a fine grid."""
    points = shares(minutes)
    assume(len(points) >= 3)
    found = fit(points)
    assert found is not None and found[1] == pytest.approx(metrics.w50(minutes), rel=1e-6)
    low, high = points[0][0] - 3, points[-1][0] + 1
    centres = [low + (high - low) * n / 150 for n in range(151)]
    tried = min(error(points, -2 + n * 0.14, m) for n in range(50) for m in centres)
    assert error(points, math.log(found[0]), math.log(found[1])) <= tried * (1 + 1e-4) + 1e-9


def test_bouts_with_two_local_minima() -> None:
    assert metrics.w50([1] * 7 + [3, 13, 29]) == pytest.approx(13.2417, abs=1e-3)
