"""Where the pages get their days: read when requested, and kept while nothing has changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from hipbreak.core.statistics.daily import Day, Totals, total_of
from hipbreak.core.statistics.periods import Period, PeriodKind, period_of

if TYPE_CHECKING:
    from hipbreak.core.programme.progress import Programme

ProgrammeData = tuple["Programme", dict[str, str]]
"""The programme as it is now, and the routines' titles by name."""

_KEPT = 4  # ranges of days
_SHORT = timedelta(days=31)


def no_programme() -> ProgrammeData:
    """Where nobody tells of the programme."""
    from hipbreak.core.programme.progress import Programme  # noqa: PLC0415 - 4 ms of the first click that only its page needs

    return Programme(), {}


class StatisticsSource:
    """The log as the window sees it."""

    def __init__(
        self,
        read: Callable[[date, date], list[Day]],
        now: Callable[[], datetime],
        shortest_break: Callable[[], timedelta],
        course: Callable[[], ProgrammeData] = no_programme,
    ) -> None:
        self._read, self.now, self.shortest_break, self.course = read, now, shortest_break, course
        self._days: dict[tuple[date, date], list[Day]] = {}
        self._totals: dict[tuple[date, date], Totals] = {}

    @property
    def today(self) -> date:
        return self.now().date()

    def forget(self) -> None:
        """The log has changed."""
        self._days.clear()
        self._totals.clear()

    def days(self, first: date, last: date) -> list[Day]:
        """Every day of the range."""
        key = (first, last)
        if key not in self._days:
            while len(self._days) >= _KEPT:
                del self._days[next(iter(self._days))]
            self._days[key] = self._fetch(first, last)
        return self._days[key]

    def _fetch(self, first: date, last: date) -> list[Day]:
        """A long range month by month and without its spans, which no page shows: the memory is not needed at once."""
        if last - first <= _SHORT:
            return self._read(first, last)
        found: list[Day] = []
        while first <= last:
            end = min(period_of(PeriodKind.MONTH, first).last, last)
            found += (replace(day, spans=(), points=()) for day in self._read(first, end))
            first = end + timedelta(days=1)
        return found

    def total(self, period: Period) -> Totals:
        """The figures of a period together."""
        key = (period.first, period.last)
        if key not in self._totals:
            kept = self._days.get(key)
            self._totals[key] = total_of(kept if kept is not None else self._fetch(*key))
        return self._totals[key]
