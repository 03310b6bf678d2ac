"""Moments as people type them after `pause`: `30m`, `2h`, `14:00`, `tomorrow`."""

import re
from datetime import datetime, timedelta

from hipbreak.core.settings.durations import parse_duration
from hipbreak.core.settings.working_hours import WorkingHours

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


def off_today(now: datetime, hours: WorkingHours) -> datetime:
    """Until when a person is off who takes today off: midnight, or the end of a working night that goes over it."""
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return hours.end_of_range_over(midnight) or midnight


def pause_end(text: str | None, now: datetime) -> datetime | None:
    """The absolute moment meant by `text` at `now`; None, until resumed, for an empty text. ValueError otherwise."""
    if not text:
        return None
    word = text.strip().lower()
    if word == "tomorrow":
        return (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    clock = _CLOCK.fullmatch(word)
    if clock:
        hour, minute = int(clock[1]), int(clock[2])
        if hour > 23 or minute > 59:
            raise ValueError(f"'{text}' is not a time of the day")
        moment = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        return moment if moment > now else moment + timedelta(days=1)
    duration = parse_duration(word)
    if duration <= timedelta(0):
        raise ValueError("a pause needs a length")
    return now + duration
