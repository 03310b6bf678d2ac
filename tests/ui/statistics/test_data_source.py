"""The data source of the pages: days are cached, and long ranges read by month."""

from datetime import date, timedelta

from hipbreak.core.statistics.daily import days_of, total_of
from hipbreak.core.statistics.periods import PeriodKind, period_of
from tests.ui.days import DATE, facts_of, trace_lines
from tests.ui.statistics.logged_days import LoggedDays, source_of

YEAR = period_of(PeriodKind.YEAR, DATE)
END = date(2026, 4, 30)  # with work until after midnight


def night_and_day() -> LoggedDays:
    night = trace_lines("22:30 active", END) + trace_lines(
        "01:15 lock|01:30 unlock|02:00 stop|02:02 end", END + timedelta(days=1)
    )
    return LoggedDays(
        [*facts_of(night), *facts_of(trace_lines("09:00 active|10:00 lock|10:10 unlock|11:00 stop|11:02 end"))]
    )


def test_a_year_read_by_months_equals_the_year() -> None:
    log = night_and_day()
    whole = days_of(log.facts, YEAR.first, YEAR.last)
    source = source_of(log)
    assert [day.sum for day in source.days(YEAR.first, YEAR.last)] == [day.sum for day in whole]
    assert source.total(YEAR) == total_of(whole)
    assert max(last - first for first, last in log.ranges_read) <= timedelta(days=30)


def test_days_are_cached_until_the_log_changes() -> None:
    log = night_and_day()
    source = source_of(log)
    source.days(DATE, DATE)
    source.total(period_of(PeriodKind.DAY, DATE))
    source.days(DATE, DATE)
    assert log.ranges_read == [(DATE, DATE)]
    source.invalidate()
    source.days(DATE, DATE)
    assert len(log.ranges_read) == 2


def test_only_a_few_ranges_are_cached() -> None:
    log = night_and_day()
    source = source_of(log)
    for back in range(6):
        source.days(DATE - timedelta(days=back), DATE)
    source.days(DATE, DATE)
    assert len(log.ranges_read) == 7
