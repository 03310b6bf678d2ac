"""The comparison of a period with the one before it, as text."""

from datetime import date, timedelta

import pytest

from hipbreak.core.statistics.daily import BEYOND, Totals
from hipbreak.core.statistics.periods import Period, PeriodKind, period_of
from hipbreak.core.text import statistics as statistics_text
from hipbreak.core.text.comparison import comparison, previous_period, prompts, same_weekdays

WEEK = previous_period(PeriodKind.WEEK, date(2026, 3, 2))


def minutes(*lengths: float, breaks: int = 0, offered: int = 0, done: int = 0) -> Totals:
    bouts = tuple(timedelta(minutes=n) for n in lengths)
    return Totals(
        beyond=sum((max(bout - BEYOND, timedelta()) for bout in bouts), timedelta()),
        sitting=sum(bouts, timedelta()),
        bouts=bouts,
        ended_by_break=breaks,
        decided=offered,
        followed=done,
    )


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (minutes(52), minutes(66), "Longest stretch 52 min, 14 min shorter than the week before."),
        (minutes(66), minutes(52), "Longest stretch 1 h 6 min, 14 min longer than the week before."),
        (minutes(52), minutes(20, 52), "Longest stretch 52 min, the same as the week before."),
        (minutes(46.2), minutes(46.9), "Longest stretch 46 min, the same as the week before."),
        (minutes(46.9), minutes(47.1), "Longest stretch 46 min, 1 min shorter than the week before."),
        (minutes(0.5), minutes(0.25), "Longest stretch 30 s, 15 s longer than the week before."),
    ],
)
def test_the_longest_bout(now: Totals, then: Totals, said: str) -> None:
    assert comparison(now, then, WEEK).startswith(said)


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (minutes(60, breaks=2), minutes(60, breaks=1), "2.0 breaks per hour of sitting, 1.0 more."),
        (minutes(60, breaks=1), minutes(60, breaks=2), "1.0 breaks per hour of sitting, 1.0 fewer."),
        (minutes(60, breaks=1), minutes(60, breaks=1), "1.0 breaks per hour of sitting, the same."),
        (minutes(60), minutes(20, 40), "25 % of sitting beyond 45 min, 25 points more."),
        (minutes(20, 40), minutes(60), "0 % of sitting beyond 45 min, 25 points less."),
        (minutes(20, 40), minutes(30, 30), "0 % of sitting beyond 45 min, the same."),
        (minutes(50, 50), minutes(50, 45, 5), "10 % of sitting beyond 45 min, 5 points more."),
        (minutes(50, 50), minutes(54, 46), "10 % of sitting beyond 45 min, the same."),
        (minutes(46, 54), minutes(44, 56), "10 % of sitting beyond 45 min, 1 point less."),
    ],
)
def test_rates_and_shares(now: Totals, then: Totals, said: str) -> None:
    assert said in comparison(now, then, WEEK)


def test_before_an_hour_of_sitting_there_is_no_rate() -> None:
    said = comparison(minutes(59, breaks=1), minutes(60, breaks=1), WEEK)
    assert said == "Longest stretch 59 min, 1 min shorter than the week before."
    assert (minutes(59, breaks=1).rate_shown, minutes(60, breaks=1).rate_shown) == (None, 1.0)


def test_a_missing_base_is_named_and_a_missing_value_is_left_out() -> None:
    assert comparison(minutes(5), Totals(), previous_period(PeriodKind.MONTH, date(2026, 3, 1))) == (
        "Nothing was recorded the month before, so there is nothing to compare with."
    )
    assert comparison(Totals(), minutes(5), WEEK) == ""


def test_prompts_have_two_numbers_for_each_period() -> None:
    now, then = minutes(offered=20, done=14), minutes(offered=18, done=9)
    assert prompts(now, then, WEEK) == "Prompts followed by standing up: 14 of 20; the week before 9 of 18."
    assert prompts(now, Totals(), WEEK) == ""


def test_a_week_is_compared_by_its_weekdays() -> None:
    assert same_weekdays("Monday", "Thursday") == "Monday to Thursday of the week before"
    assert same_weekdays("Monday", "Monday") == "Monday of the week before"


def test_a_day_is_compared_by_name() -> None:
    assert previous_period(PeriodKind.DAY, date(2026, 3, 4)) == "on Wednesday"


@pytest.mark.parametrize(
    "word", ["better", "worse", "only", "too", "good", "bad", "streak", "should", "goal", "missed"]
)
def test_no_text_praises_or_blames(word: str) -> None:
    now, then = minutes(70, 10, breaks=1, offered=9), minutes(20, breaks=3, offered=8, done=8)
    said = " ".join((comparison(now, then, WEEK), prompts(now, then, WEEK)))
    assert word not in said.lower().split()


def test_shares_of_the_reference_bouts() -> None:
    figures = minutes(12, 8, 33, 47, 5, 62, 21, 28, 40, 15)
    assert (figures.beyond, sum(figures.bouts, timedelta())) == (timedelta(minutes=19), timedelta(minutes=271))
    assert figures.beyond_share == pytest.approx(0.070111, abs=1e-6)
    assert figures.mean_bout == timedelta(minutes=27.1)
    assert figures.median_bout == timedelta(minutes=24.5)
    empty = Totals()
    assert (empty.beyond_share, empty.mean_bout, empty.median_bout) == (None, None, None)


@pytest.mark.parametrize(
    ("reach", "first", "last", "earlier", "later"),
    [
        (PeriodKind.DAY, "2026-03-01", "2026-03-01", "2026-02-28", "2026-03-02"),
        (PeriodKind.WEEK, "2026-02-23", "2026-03-01", "2026-02-16", "2026-03-02"),
        (PeriodKind.MONTH, "2026-03-01", "2026-03-31", "2026-02-01", "2026-04-01"),
        (PeriodKind.YEAR, "2026-01-01", "2026-12-31", "2025-01-01", "2027-01-01"),
    ],
)
def test_calendar_periods(reach: PeriodKind, first: str, last: str, earlier: str, later: str) -> None:
    period = period_of(reach, date(2026, 3, 1))
    assert period == Period(reach, date.fromisoformat(first), date.fromisoformat(last))
    assert period.before().first == date.fromisoformat(earlier)
    assert period.after().first == date.fromisoformat(later)
    assert period.before().after() == period
    assert period.holds(date(2026, 3, 1)) and not period.holds(date(2028, 1, 1))


def test_a_sum_of_many_days_is_in_hours() -> None:
    assert statistics_text.long_time(timedelta(hours=99, minutes=59)) == "99 h 59 min"
    assert statistics_text.long_time(timedelta(hours=354, minutes=40)) == "355 h"
