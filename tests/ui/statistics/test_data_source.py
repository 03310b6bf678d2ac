"""Where the pages get their days: read once, and by months where the range is long."""

from datetime import date, timedelta

from hipbreak.core.statistics.daily import days_of, total_of
from hipbreak.core.statistics.periods import PeriodKind, period_of
from hipbreak.ui.statistics.data_source import StatisticsSource
from tests.ui.days import DATE, facts_of, written
from tests.ui.statistics.logged_days import SHORTEST, Kept

YEAR = period_of(PeriodKind.YEAR, DATE)
END = date(2026, 4, 30)  # a night of work runs over it


def kept() -> Kept:
    night = written("22:30 active", END) + written(
        "01:15 lock|01:30 unlock|02:00 stop|02:02 end", END + timedelta(days=1)
    )
    return Kept([*facts_of(night), *facts_of(written("09:00 active|10:00 lock|10:10 unlock|11:00 stop|11:02 end"))])


def source_of(log: Kept) -> StatisticsSource:
    return StatisticsSource(log.read, lambda: log.now, lambda: SHORTEST)


def test_a_year_by_months_is_the_year_also_over_the_end_of_a_month() -> None:
    log = kept()
    whole = days_of(log.facts, YEAR.first, YEAR.last)
    source = source_of(log)
    assert [day.sum for day in source.days(YEAR.first, YEAR.last)] == [day.sum for day in whole]
    assert source.total(YEAR) == total_of(whole)
    assert max(last - first for first, last in log.asked) <= timedelta(days=30)


def test_what_was_read_is_not_read_again_until_the_log_has_changed() -> None:
    log = kept()
    source = source_of(log)
    source.days(DATE, DATE)
    source.total(period_of(PeriodKind.DAY, DATE))
    source.days(DATE, DATE)
    assert log.asked == [(DATE, DATE)]
    source.invalidate()
    source.days(DATE, DATE)
    assert len(log.asked) == 2


def test_only_a_few_ranges_are_kept() -> None:
    log = kept()
    source = source_of(log)
    for back in range(6):
        source.days(DATE - timedelta(days=back), DATE)
    source.days(DATE, DATE)
    assert len(log.asked) == 7
