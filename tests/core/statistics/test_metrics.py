"""The measures of sitting bouts against the reference bouts of evidence.md, and when they are undefined."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.statistics import metrics
from hipbreak.core.statistics.daily import days_of
from hipbreak.core.statistics.records import range_record

VECTOR = [12, 8, 33, 47, 5, 62, 21, 28, 40, 15]
DAY = date(2026, 3, 2)


def bouts_in_a_row(minutes: list[float], last_ends_in_a_break: bool) -> list[Fact]:
    """Bouts of these lengths with breaks of a minute after each."""
    at, facts = datetime(2026, 3, 2, 8, tzinfo=UTC), list[Fact]()
    for number, length in enumerate(minutes, 1):
        end = at + timedelta(minutes=length)
        facts.append(tracking_facts.Bout(end, at, end))
        at = end + timedelta(minutes=1)
        if number < len(minutes) or last_ends_in_a_break:
            facts.append(tracking_facts.Break(at, end, at, "confirmed", "pulse"))
    return facts


def total(minutes: list[float], last_ends_in_a_break: bool = True) -> dict[str, float]:
    record = range_record(days_of(bouts_in_a_row(minutes, last_ends_in_a_break), DAY, DAY))["total"]
    assert isinstance(record, dict)
    return record


def test_the_reference_bouts() -> None:
    assert metrics.gini(VECTOR) == pytest.approx(0.404674, abs=5e-7)
    assert metrics.alpha(VECTOR) == pytest.approx(1.697990, abs=5e-7)
    assert metrics.w50(VECTOR) == pytest.approx(33.2568, abs=1e-4)
    assert metrics.hazard(VECTOR) == pytest.approx(0.292897, abs=5e-7)


def test_the_reference_bouts_as_a_replayed_day() -> None:
    figures = total(VECTOR)
    assert figures["sitting_s"] == 271 * 60
    assert figures["bouts"] == {"count": 10, "longest_s": 62 * 60, "mean_s": 1626}
    assert figures["prolonged_share"] == pytest.approx(0.671587, abs=5e-7)
    assert figures["breaks_per_sitting_hour"] == pytest.approx(2.214022, abs=5e-7)
    assert figures["beyond_45_s"] == (2 + 17) * 60
    assert figures["gini"] == pytest.approx(0.404674, abs=5e-7)
    assert figures["alpha"] == pytest.approx(1.697990, abs=5e-7)
    assert figures["w50_min"] == pytest.approx(33.2568, abs=1e-4)
    assert figures["hazard"] == pytest.approx(0.292897, abs=5e-7)


def test_a_last_bout_without_a_break_counts_only_in_the_time() -> None:
    figures = total(VECTOR, last_ends_in_a_break=False)
    assert figures["breaks_per_sitting_hour"] == pytest.approx(1.992620, abs=5e-7)
    assert figures["sitting_s"] == 271 * 60


def test_eight_equal_bouts_have_neither_alpha_nor_w50() -> None:
    assert metrics.gini([30] * 8) == pytest.approx(0)
    assert metrics.alpha([30] * 8) is None
    assert metrics.w50([30] * 8) is None


@pytest.mark.parametrize("count", [0, 1, 8, 9])
def test_below_ten_bouts_no_measure_is_shown(count: int) -> None:
    figures = total([float(x) for x in VECTOR[:count]])
    assert [figures[name] for name in ("w50_min", "gini", "alpha", "hazard")] == [None] * 4


def test_ten_equal_bouts_show_the_defined_measures() -> None:
    figures = total([30.0] * 10)
    assert (figures["gini"], figures["alpha"], figures["w50_min"]) == (pytest.approx(0), None, None)
    assert figures["hazard"] == 1


@pytest.mark.parametrize("measure", [metrics.gini, metrics.alpha, metrics.hazard, metrics.w50])
def test_without_bouts_there_are_no_measures(measure: object) -> None:
    assert callable(measure) and measure([]) is None


def test_bouts_of_zero_length_have_no_power_law() -> None:
    assert metrics.alpha([0, 5, 10]) is None
    assert metrics.w50([0, 5, 10]) is None
    assert metrics.gini([0, 0]) is None
