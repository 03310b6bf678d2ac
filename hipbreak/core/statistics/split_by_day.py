"""Splits a stretch of time by local days, from the offsets recorded with its two ends.

What is known exactly: each end's own day, by its own offset, and every midnight while both offsets are the same. Where
they differ, the clocks were set (or the person travelled) in between, and the moment was not recorded. Then each
midnight is placed by the offset that held on its side of the change, which is taken to have been in the small hours of
the last Sunday among the days: that is where nearly all zones have it. Without a Sunday the old offset is taken to have
held until the last midnight. A midnight that would lie outside of the stretch is placed by the other offset. So the
parts always add up to the stretch, its first part begins and its last part ends on the right day, and a night in which
clocks were set gives its hour to the right day, but for a zone that goes back at midnight itself or leaves out a day.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

_DAY = timedelta(days=1)
_SUNDAY = 6
_FLIGHT_DAYS = 2  # two offsets are at most 26 h apart, so that no earlier midnight touches a day
_SMALL_HOURS = time(4)  # by then every change of the night is over

DayPart = tuple[date, datetime, datetime]


def split_by_day(start: datetime, end: datetime, first: date = date.min, last: date = date.max) -> tuple[DayPart, ...]:
    """The stretch cut at its local midnights: (day, from, to), in order; both ends aware, with a fixed offset.

    Only the days from `first` to `last`, in time that grows with their number, however long the stretch is.
    """
    if start.date() >= end.date() or start == end:  # a flight west over a midnight: all of it is where it began
        parts: Iterable[DayPart] = ((start.date(), start, end),)
    else:
        parts = (part for part in _cut(start, end, first, last) if part[1] < part[2])
    return tuple(part for part in parts if first <= part[0] <= last)


def _cut(start: datetime, end: datetime, first: date, last: date) -> Iterator[DayPart]:
    day, changed = start.date(), _changed_on(start, end)
    if day.toordinal() + _FLIGHT_DAYS < first.toordinal():
        day = min(first, end.date()) - _FLIGHT_DAYS * _DAY
        start = _midnight(day, start, end, day <= changed)
    while day < end.date() and day <= last:
        following = day + _DAY
        cut = _midnight(following, start, end, following <= changed)
        yield day, start, cut
        day, start = following, cut
    yield day, start, end


def _changed_on(start: datetime, end: datetime) -> date:
    """The day in whose small hours the offset is taken to have changed."""
    last = end.date()
    sunday = last - _DAY * ((last.weekday() - _SUNDAY) % 7)
    begun = start.date() if start.time() < _SMALL_HOURS else start.date() + _DAY
    return sunday if sunday >= begun else last


def _midnight(day: date, start: datetime, end: datetime, before_change: bool) -> datetime:
    old, new = (datetime.combine(day, time(), moment.tzinfo) for moment in (start, end))
    likely, other = (old, new) if before_change else (new, old)
    if start <= likely <= end:
        return likely
    return min(max(other, start), end)
