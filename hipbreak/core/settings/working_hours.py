"""Working hours: per weekday, several ranges, also over midnight."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from msgspec import Struct

from hipbreak.core.i18n import N_
from hipbreak.core.i18n import gettext as _
from hipbreak.core.quoting import quoted

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60
_WEEK = 7 * DAY
_WRONG = N_("{text} is not working hours; write them like mon-fri 09:00-12:30 13:00-17:30; sat 22:00-02:00")
_PAUSE, _STRETCH = 60, 4 * 60  # minutes: before a further range, and its length, to begin with
_RANGE = r"([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})"


Span = tuple[int, int]
"""From when until when, in minutes; at most a day long."""


class WorkingHours(Struct, frozen=True):
    """Ranges in minutes since Monday 00:00; a range may run past the end of the week. None means always."""

    ranges: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """As `parse_hours` reads it, in the order of the week, days of the same hours together."""
        parts = []
        for spans, days in groupby(range(7), key=self.on):
            if spans:
                first, *more = [_DAYS[day] for day in days]
                name = f"{first}-{more[-1]}" if more else first
                parts.append(" ".join([name, *(f"{_clock(start)}-{_clock(end)}" for start, end in spans)]))
        return "; ".join(parts)

    def on(self, weekday: int) -> tuple[Span, ...]:
        """The ranges that begin on a day (0 for Monday), in minutes since its midnight."""
        midnight = weekday * DAY
        return tuple((start - midnight, end - midnight) for start, end in self.ranges if start // DAY == weekday)

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
        """When the range ends that began before this moment and continues after it; None when there is none."""
        minute = _minute_of_week(moment)
        ends = (end - at for at in (minute, minute + _WEEK) for start, end in self.ranges if start < at < end)
        left = max(ends, default=None)
        return None if left is None else moment.replace(second=0, microsecond=0) + timedelta(minutes=left)


def week_of(days: Sequence[Iterable[Span]]) -> WorkingHours:
    """The hours that have these ranges on each day from Monday on."""
    spans = {(day * DAY + start, day * DAY + end) for day, spans in enumerate(days) for start, end in spans}
    return WorkingHours(tuple(sorted(spans)))


def overlap(days: Sequence[Iterable[Span]]) -> tuple[Span, Span] | None:
    """Two ranges of a week that have a time in common, in minutes since Monday 00:00; None when there are none."""
    spans = sorted((day * DAY + start, day * DAY + end) for day, spans in enumerate(days) for start, end in spans)
    after = [*spans[1:], *((start + _WEEK, end + _WEEK) for start, end in spans[:1])]
    for this, (start, end) in zip(spans, after, strict=True):
        if start < this[1]:
            return this, (start % _WEEK, start % _WEEK + end - start)
    return None


def free_span(spans: Sequence[Span]) -> Span | None:
    """One more range on a day that has these: after the last, else before the first; None on a full day."""
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    start = last + _PAUSE
    if start < DAY:
        return start, min(start + _STRETCH, DAY)
    end = first - _PAUSE
    return (max(end - _STRETCH, 0), end) if end > 0 else None


def _clock(minute: int) -> str:
    hours, minutes = divmod(minute if minute <= DAY else minute - DAY, 60)
    return f"{hours:02}:{minutes:02}"


def _minute_of_week(moment: datetime) -> int:
    return moment.weekday() * DAY + moment.hour * 60 + moment.minute


def _days(names: str, text: str) -> list[int]:
    first, _dash, last = names.partition("-")
    if first not in _DAYS or (last and last not in _DAYS):
        raise ValueError(_(_WRONG).format(text=quoted(text)))
    start, end = _DAYS.index(first), _DAYS.index(last or first)
    return [(start + i) % 7 for i in range((end - start) % 7 + 1)]


def parse_hours(text: str) -> WorkingHours:
    """Read `mon-fri 09:00-12:30 13:00-17:30; sat 22:00-02:00`; an empty text means always. ValueError otherwise."""
    days: list[list[Span]] = [[] for _ in _DAYS]
    for part in filter(None, (p.strip().lower() for p in text.split(";"))):
        day_names, *spans = part.split()
        matches = [re.fullmatch(_RANGE, span) for span in spans]
        meant = _days(day_names, text)
        if not spans or not all(matches):
            raise ValueError(_(_WRONG).format(text=quoted(text)))
        for match in filter(None, matches):
            h1, m1, h2, m2 = (int(g) for g in match.groups())
            if h1 > 23 or h2 > 24 or m1 > 59 or m2 > 59 or h2 * 60 + m2 > DAY:
                raise ValueError(
                    _("'{text}' is not a range of hours between 00:00 and 24:00").format(text=match.group())
                )
            start, end = h1 * 60 + m1, h2 * 60 + m2
            if end <= start:
                end += DAY
            for day in meant:
                days[day].append((start, end))
    if (both := overlap([set(spans) for spans in days])) is not None:  # a range may be given twice
        one, other = (
            f"{_DAYS[start // DAY]} {_clock(start % DAY)}-{_clock((end - 1) % DAY + 1)}" for start, end in both
        )
        raise ValueError(_("{one} and {other} overlap").format(one=one, other=other))
    return week_of(days)
