"""Moments as people type them after `pause`: `30m`, `2h`, `14:00`, `tomorrow`.

`now` carries the zone of the local wall clock. A named time means that time on this clock, also over a change of
clocks: one that comes twice means the next time that it comes, and one that is left out the moment after the gap.
"""

import re
from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from hipbreak.core.i18n import gettext as _
from hipbreak.core.quoting import quoted
from hipbreak.core.settings.durations import parse_duration
from hipbreak.core.settings.working_hours import WorkingHours
from hipbreak.core.time_limits import local_moment

_CLOCK = r"([0-9]{1,2}):([0-9]{2})"
_DAY = timedelta(days=1)
_LONGEST = timedelta(days=366)  # project default
_EVENING = time(19)  # project default
_SOONEST_EVENING = timedelta(hours=1)


def off_today(now: datetime, hours: WorkingHours) -> datetime:
    """Until when a person is off who takes today off: midnight, or the end of a working night that goes over it."""
    midnight = datetime.combine(now.date() + _DAY, time())
    return _next_occurrence(hours.end_of_range_over(midnight) or midnight, now)


def pause_end(text: str | None, now: datetime) -> datetime | None:
    """The absolute moment meant by `text` at `now`; None, until resumed, for an empty text. ValueError otherwise."""
    if not text:
        return None
    lower = text.strip().lower()
    if lower == "tomorrow":
        return _next_occurrence(datetime.combine(now.date() + _DAY, time()), now)
    clock = re.fullmatch(_CLOCK, lower)
    if clock:
        hour, minute = int(clock[1]), int(clock[2])
        if hour > 23 or minute > 59:
            raise ValueError(_("{text} is not a time of the day").format(text=quoted(text)))
        return _next_occurrence(datetime.combine(now.date(), time(hour, minute)), now)
    duration = parse_duration(lower)
    if duration <= timedelta(0):
        raise ValueError(_("a pause needs a length"))
    if duration > _LONGEST:
        raise ValueError(_("a pause is for a year at most; without a time it lasts until you resume"))
    return local_moment(now.astimezone(UTC) + duration, now.tzinfo)


def _next_occurrence(wall: datetime, now: datetime) -> datetime:
    """The first moment after `now` at which the wall clock shows this time, on its day or a later one."""
    zone = now.tzinfo
    assert zone is not None
    after = now.astimezone(UTC)
    day = wall.date()
    while True:
        found = [moment for moment in _occurrences(day, wall.time(), zone) if moment > after]
        if found:
            return local_moment(min(found), zone)
        day += _DAY


def _occurrences(day: date, clock: time, zone: tzinfo) -> list[datetime]:
    """When the wall clock shows this time on this day, in UTC; the end of the gap where it does not."""
    wall = datetime.combine(day, clock)
    candidates = [wall.replace(fold=fold, tzinfo=zone).astimezone(UTC) for fold in (0, 1)]
    found = [moment for moment in candidates if moment.astimezone(zone).replace(tzinfo=None, fold=0) == wall]
    return found or [_end_of_gap(min(candidates), max(candidates), zone)]


def _end_of_gap(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The moment between these two (in UTC) at which the clock is set forward."""
    offset, second = before.astimezone(zone).utcoffset(), timedelta(seconds=1)
    seconds = range((after - before) // second)
    return before + second * bisect_left(
        seconds, True, key=lambda n: (before + second * n).astimezone(zone).utcoffset() != offset
    )


def evening_of(at: datetime, hours: WorkingHours) -> datetime | None:
    """The evening of this day, for a session that is snoozed; None if it is too soon, or outside working hours."""
    evening = datetime.combine(at.date(), _EVENING, at.tzinfo)
    return evening if evening - at > _SOONEST_EVENING and hours.open_at(evening) else None
