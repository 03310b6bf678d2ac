"""Days, weeks, months and years on the calendar, and what is before and after them."""

from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from hipbreak.core.formats import start_of_week

REPORT_WEEKS = (2, 6, 12)
"""The lengths that a report can have."""
_DAY = timedelta(days=1)


class PeriodKind(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Period(Struct, frozen=True):
    """From the first to the last day, both included."""

    kind: PeriodKind
    first: date
    last: date

    def before(self) -> "Period":
        """The one before it."""
        return period_of(self.kind, self.first - _DAY)

    def after(self) -> "Period":
        """The one after it."""
        return period_of(self.kind, self.last + _DAY)

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def period_of(kind: PeriodKind, day: date) -> Period:
    """The period of that length that the day is in; weeks begin where the person's locale says."""
    match kind:
        case PeriodKind.DAY:
            return Period(kind, day, day)
        case PeriodKind.WEEK:
            first = start_of_week(day)
            return Period(kind, first, first + timedelta(days=6))
        case PeriodKind.MONTH:
            first = day.replace(day=1)
            return Period(kind, first, (first + timedelta(days=31)).replace(day=1) - _DAY)
        case PeriodKind.YEAR:
            return Period(kind, day.replace(month=1, day=1), day.replace(month=12, day=31))
