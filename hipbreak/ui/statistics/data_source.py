"""The source of the pages' data: days of the log, read when needed and cached until the log changes."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from hipbreak.core.statistics.daily import Day, Totals, total_of
from hipbreak.core.statistics.periods import Period, PeriodKind, period_of

if TYPE_CHECKING:
    from hipbreak.core.programme.progress import Programme
    from hipbreak.core.statistics.before_after import BeforeAfter

ProgrammeData = tuple["Programme", dict[str, str]]
"""The programme now, and the titles of the routines by name."""

Comparison = tuple["BeforeAfter", timedelta]
"""The days before Hipbreak and since, and from which length on an absence ended a stretch."""

_CACHED_RANGES = 4
_SHORT_RANGE = timedelta(days=31)
_COMPARED = timedelta(days=7)  # within which the last recorded day is compared


def no_programme() -> ProgrammeData:
    """A programme that has not begun."""
    from hipbreak.core.programme.progress import Programme  # noqa: PLC0415 - 4 ms of the first click that only its page needs

    return Programme(), {}


class StatisticsSource:
    """Days and totals, from functions that read the log and the programme."""

    def __init__(
        self,
        read: Callable[[date, date], list[Day]],
        now: Callable[[], datetime],
        shortest_break: Callable[[], timedelta],
        programme: Callable[[], ProgrammeData] = no_programme,
        comparison: Callable[[], Comparison | None] = lambda: None,
        standing_share: Callable[[], int] = lambda: 0,
    ) -> None:
        """`standing_share` is the target of standing in percent, 0 for none."""
        self.standing_share = standing_share
        self._compare = comparison
        self._compared: tuple[Comparison | None] | None = None
        self._read, self.now, self.shortest_break, self.programme = read, now, shortest_break, programme
        self._days: dict[tuple[date, date], list[Day]] = {}
        self._totals: dict[tuple[date, date], Totals] = {}

    @property
    def today(self) -> date:
        return self.now().date()

    def invalidate(self) -> None:
        """Read again what is shown next, after the log has changed."""
        self._days.clear()
        self._totals.clear()
        self._compared = None

    def comparison(self) -> Comparison | None:
        """The days before Hipbreak and since; None without a record of before."""
        if self._compared is None:
            self._compared = (self._compare(),)
        return self._compared[0]

    def days(self, first: date, last: date) -> list[Day]:
        """The days from `first` to `last`."""
        key = (first, last)
        if key not in self._days:
            while len(self._days) >= _CACHED_RANGES:
                del self._days[next(iter(self._days))]
            self._days[key] = self._fetch(first, last)
        return self._days[key]

    def days_up_to(self, last: date) -> list[Day]:
        """A day, after the seven with which it is compared."""
        return self.days(last - _COMPARED, last)

    def _fetch(self, first: date, last: date) -> list[Day]:
        """Read the days, long ranges by month and without their spans, which saves memory and no page shows."""
        if last - first <= _SHORT_RANGE:
            return self._read(first, last)
        found: list[Day] = []
        while first <= last:
            end = min(period_of(PeriodKind.MONTH, first).last, last)
            found += (replace(day, spans=(), points=()) for day in self._read(first, end))
            first = end + timedelta(days=1)
        return found

    def total(self, period: Period) -> Totals:
        """The totals of a period."""
        key = (period.first, period.last)
        if key not in self._totals:
            cached = self._days.get(key)
            self._totals[key] = total_of(cached if cached is not None else self._fetch(*key))
        return self._totals[key]
