"""The longest stretch of a day before Hipbreak's first day and since, both counted alike; no claim about causes.

What another program recorded shows no short absences. So that both can be compared, only absences from a limit on end a
stretch here, on both sides; standing does not end one, since the other program did not know of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from msgspec import Struct

from hipbreak.core.statistics.daily import Day, Span
from hipbreak.core.statistics.quantiles import median_of

COMPARED = timedelta(weeks=12)
"""How far before the first day, and how far back from today, days are compared (project default)."""
_LEAST = timedelta(hours=1)  # at the desk, for a day to count (project default)
_AT_DESK = ("sitting", "standing")
_WEEK = 7


class LongestOfDays(Struct, frozen=True):
    """The longest stretch of each day from `first` to `last` that counts: how many days, the median and the range."""

    first: date
    last: date
    days: int
    low: timedelta
    median: timedelta
    high: timedelta


class BeforeAfter(Struct, frozen=True):
    """`start` is the first day with Hipbreak. `since` is None until a day since then counts.

    `with_short_breaks` is the same as `since`, but every break ends a stretch. `weeks` are those of seven days from
    `start` back and forth, in order, without those that have no day that counts.
    """

    start: date
    before: LongestOfDays
    since: LongestOfDays | None
    with_short_breaks: LongestOfDays | None
    weeks: tuple[LongestOfDays, ...]


def days_to_compare(start: date, today: date) -> tuple[tuple[date, date], tuple[date, date]]:
    """The first and last day of both sides."""
    day = timedelta(days=1)
    return (start - COMPARED, start - day), (max(start, today - COMPARED + day), today)


def compare(before: Sequence[Day], since: Sequence[Day], start: date, limit: timedelta) -> BeforeAfter | None:
    """The comparison of days with their spans; None if no day before counts. Absences from `limit` on end a stretch."""
    past, present = (list(_longest_by_day(days, limit)) for days in (before, since))
    earlier = _together(past)
    if earlier is None:
        return None
    counted = {day for day, _ in present}
    fine = [(day.date, day.sum.longest_shown) for day in since if day.date in counted and day.sum.longest_shown]
    weeks = (
        _together(list(group)) for _, group in groupby([*past, *present], lambda one: (one[0] - start).days // _WEEK)
    )
    return BeforeAfter(start, earlier, _together(present), _together(fine), tuple(week for week in weeks if week))


def _together(longest: Sequence[tuple[date, timedelta]]) -> LongestOfDays | None:
    lengths = [length for _, length in longest]
    middle = median_of(lengths)
    if middle is None:
        return None
    return LongestOfDays(longest[0][0], longest[-1][0], len(lengths), min(lengths), middle, max(lengths))


def _longest_by_day(days: Iterable[Day], limit: timedelta) -> Iterator[tuple[date, timedelta]]:
    """The longest stretch that began on each day, if the stretches that did are long enough together."""
    spans = (span for day in days for span in day.spans if span.kind in _AT_DESK)
    for day, stretches in groupby(_stretches(spans, limit), lambda stretch: stretch.start.date()):
        lengths = [stretch.length for stretch in stretches]
        if sum(lengths, timedelta(0)) >= _LEAST:
            yield day, max(lengths)


def _stretches(spans: Iterable[Span], limit: timedelta) -> Iterator[Span]:
    """Time at the desk, joined over absences shorter than `limit`."""
    last: Span | None = None
    for span in spans:
        if last is not None and span.start - last.end < limit:
            last = Span("sitting", last.start, max(last.end, span.end))
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last
