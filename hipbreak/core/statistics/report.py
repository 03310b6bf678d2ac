"""The figures of the report on some weeks: of the log and the programme, each with what it is counted out of."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.programme_facts import PainReported, SelfTested
from hipbreak.core.facts.tracking_facts import Break, Corrected
from hipbreak.core.programme.progress import Programme, session_days
from hipbreak.core.programme.schedule import sessions_planned
from hipbreak.core.statistics import metrics
from hipbreak.core.statistics.daily import Day, Totals, recorded, total_of
from hipbreak.core.statistics.exercise_totals import SessionTotals, session_totals

_WEEK = 7


class ReportWeek(Struct, frozen=True):
    """Seven days: how many have data, their totals, and the days with a session out of the sessions planned."""

    first: date
    last: date
    kept: int
    totals: Totals
    sessions: int
    planned: int


class Report(Struct, frozen=True):
    """The weeks in order, and the figures of all of them; `last` is the day that the report was made.

    `longest` has the longest bout of each day with data that has one. `entered` breaks were entered by hand, and
    `taken_back` were taken back, of which `totals` knows nothing. `lost_days` lost entries with a damaged log.
    """

    weeks: tuple[ReportWeek, ...]
    totals: Totals
    longest: tuple[timedelta, ...]
    w50: float | None
    exercise: SessionTotals
    tests: tuple[SelfTested, ...]
    pains: tuple[PainReported, ...]
    entered: int
    taken_back: int
    lost_days: int

    @property
    def first(self) -> date:
        return self.weeks[0].first

    @property
    def last(self) -> date:
        return self.weeks[-1].last

    @property
    def days(self) -> int:
        """How many days the report is about."""
        return _WEEK * len(self.weeks)

    @property
    def kept(self) -> int:
        """How many of them have data."""
        return sum(week.kept for week in self.weeks)

    @property
    def sessions(self) -> int:
        """Days with a session."""
        return sum(week.sessions for week in self.weeks)

    @property
    def planned(self) -> int:
        """Sessions planned."""
        return sum(week.planned for week in self.weeks)


def first_day(weeks: int, today: date) -> date:
    """The first day of a report on so many weeks up to `today`."""
    return today - timedelta(days=_WEEK * weeks - 1)


def make_report(
    days: Sequence[Day],
    programme: Programme,
    facts: Iterable[Fact],
    corrections: Iterable[Fact],
    lost_days: Iterable[date],
) -> Report:
    """The report on `days`, whole weeks; `facts` are the intervals of that time, `corrections` what was taken back."""
    first, last = days[0].date, days[-1].date
    totals = total_of(days)
    minutes = [length / timedelta(minutes=1) for length in totals.bouts]

    def is_of(day: date) -> bool:
        return first <= day <= last

    return Report(
        weeks=tuple(_week(days[n : n + _WEEK], programme) for n in range(0, len(days), _WEEK)),
        totals=totals,
        longest=tuple(day.sum.longest_shown for day in days if day.sum.longest_shown),
        w50=metrics.w50(minutes) if len(minutes) >= metrics.ENOUGH else None,
        exercise=session_totals(programme, first, last),
        tests=tuple(test for test in programme.tests if is_of(test.day)),
        pains=tuple(pain for pain in programme.pains if is_of(pain.day)),
        entered=sum(
            isinstance(fact, Break) and fact.how in ("said", "asked") and is_of(fact.start.date()) for fact in facts
        ),
        taken_back=sum(
            isinstance(fact, Corrected) and fact.of == "break" and is_of(fact.start.date()) for fact in corrections
        ),
        lost_days=sum(map(is_of, lost_days)),
    )


def _week(days: Sequence[Day], programme: Programme) -> ReportWeek:
    first, last = days[0].date, days[-1].date
    return ReportWeek(
        first,
        last,
        recorded(days),
        total_of(days),
        len(session_days(programme, first, last)),
        sessions_planned(programme, first, last),
    )
