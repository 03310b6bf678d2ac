"""Working hours: per weekday, several ranges, also over midnight."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEK = 7 * 24 * 60
_WRONG = "'{text}' is not working hours; write them like mon-fri 09:00-12:30 13:00-17:30; sat 22:00-02:00"
_RANGE = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """Ranges in minutes since Monday 00:00; a range may run past the end of the week. None means always."""

    text: str = ""
    ranges: tuple[tuple[int, int], ...] = ()

    def open_at(self, moment: datetime) -> bool:
        """Whether prompts may be shown at this local moment."""
        if not self.ranges:
            return True
        minute = _minute_of_week(moment)
        return any(start <= minute < end or start <= minute + _WEEK < end for start, end in self.ranges)

    def next_edge(self, moment: datetime) -> datetime | None:
        """The next moment after `moment` at which a range begins or ends; None when there are none."""
        if not self.ranges:
            return None
        minute = _minute_of_week(moment)
        waits = [(edge - minute) % _WEEK or _WEEK for span in self.ranges for edge in span]
        whole_minute = moment.replace(second=0, microsecond=0)
        return whole_minute + timedelta(minutes=min(waits))

    def end_of_range_over(self, moment: datetime) -> datetime | None:
        """When the range ends that began before this moment and goes on after it; None when there is none."""
        minute = _minute_of_week(moment)
        ends = (end - at for at in (minute, minute + _WEEK) for start, end in self.ranges if start < at < end)
        left = max(ends, default=None)
        return None if left is None else moment.replace(second=0, microsecond=0) + timedelta(minutes=left)


def _minute_of_week(moment: datetime) -> int:
    return moment.weekday() * 1440 + moment.hour * 60 + moment.minute


def _days(word: str, text: str) -> list[int]:
    first, _, last = word.partition("-")
    if first not in _DAYS or (last and last not in _DAYS):
        raise ValueError(_WRONG.format(text=text))
    start, end = _DAYS.index(first), _DAYS.index(last or first)
    return [(start + i) % 7 for i in range((end - start) % 7 + 1)]


def parse_hours(text: str) -> WorkingHours:
    """Read `mon-fri 09:00-12:30 13:00-17:30; sat 22:00-02:00`; an empty text means always. ValueError otherwise."""
    ranges: list[tuple[int, int]] = []
    for part in filter(None, (p.strip().lower() for p in text.split(";"))):
        day_word, *spans = part.split()
        matches = [_RANGE.fullmatch(span) for span in spans]
        days = _days(day_word, text)
        if not spans or not all(matches):
            raise ValueError(_WRONG.format(text=text))
        for match in filter(None, matches):
            h1, m1, h2, m2 = (int(g) for g in match.groups())
            if h1 > 23 or h2 > 24 or m1 > 59 or m2 > 59 or h2 * 60 + m2 > 1440:
                raise ValueError(f"'{match.group()}' is not a range of hours between 00:00 and 24:00")
            start, end = h1 * 60 + m1, h2 * 60 + m2
            if end <= start:
                end += 1440
            ranges += [(day * 1440 + start, day * 1440 + end) for day in days]
    return WorkingHours(text.strip(), tuple(sorted(ranges)))
