"""A day taken apart for showing: its stretches and prompts in order, the hours around them."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta, tzinfo

from msgspec import Struct

from hipbreak.core.facts import tracking_facts
from hipbreak.core.statistics.daily import BEYOND, OUTCOMES, Day

_ZERO = timedelta(0)
_HOUR = timedelta(hours=1)
_QUARTER = timedelta(minutes=15)  # every offset in use is a multiple of it
_AT_LEAST = 8  # hours shown of any day
_MORNING = time(9)
_AT_DESK = ("sitting", "standing")


class TimelineItem(Struct, frozen=True):
    """One thing of the day to point at: a stretch, or a prompt or pulse, which have no length."""

    what: str  # sitting, standing, away, unobserved; stand, sit or cue (prompts), pulse (no prompt led to it)
    start: datetime
    end: datetime
    credit: str = ""
    outcome: str = ""  # waiting, later, skipped, ignored, withdrawn, started, finished or stopped
    unconfirmed: bool = False  # standing without an answer to the question of R6
    beyond: timedelta = _ZERO  # how much of the end of a sitting stretch is beyond 45 min

    @property
    def length(self) -> timedelta:
        return self.end - self.start


def items_of(day: Day) -> tuple[TimelineItem, ...]:
    """The stretches of the day and its prompts, in order of time."""
    found = [*_stretches(day), *_offers(day)]
    return tuple(sorted(found, key=lambda item: (item.start, item.end)))


def _stretches(day: Day) -> Iterator[TimelineItem]:
    beyond = {span.start: max(span.length - BEYOND, _ZERO) for span in day.spans if span.kind == "sitting"}
    first = day.spans[0] if day.spans else None
    if first and first.kind == "sitting" and first.start.time() == time():
        # It may have begun the day before, which the span does not show; the day's sum does.
        rest = day.sum.beyond - sum(beyond.values(), _ZERO) + beyond[first.start]
        beyond[first.start] = min(max(rest, _ZERO), first.length)
    for span in day.spans:
        past = beyond[span.start] if span.kind == "sitting" else _ZERO
        yield TimelineItem(span.kind, span.start, span.end, span.credit, unconfirmed=span.unconfirmed, beyond=past)


def _offers(day: Day) -> Iterator[TimelineItem]:
    """Each prompt with what became of it, and each pulse that no prompt led to."""
    waiting: dict[str, tracking_facts.Prompted] = {}
    begun: tuple[str, datetime] | None = None
    for fact in day.points:
        if isinstance(fact, tracking_facts.Prompted):
            waiting[fact.kind] = fact
        elif isinstance(fact, tracking_facts.Started):
            prompt = waiting.pop(fact.kind, None)
            if fact.kind == "sit":
                at = prompt.at if prompt else fact.at
                yield TimelineItem("sit", at, at, outcome="finished")
                continue
            own = "session" if fact.kind == "routine" else "pulse"
            begun = (prompt.kind, prompt.at) if prompt else (own, fact.at)
        elif isinstance(fact, tracking_facts.Finished | tracking_facts.Stopped):
            what, at = begun or ("pulse", fact.at)
            begun = None
            yield TimelineItem(what, at, at, outcome=fact.name)
        elif fact.name in OUTCOMES:
            prompt = waiting.pop(getattr(fact, "kind", ""), None)
            if prompt:
                yield TimelineItem(prompt.kind, prompt.at, prompt.at, outcome=fact.name)
    if begun:
        yield TimelineItem(begun[0], begun[1], begun[1], outcome="started")
    for prompt in waiting.values():
        yield TimelineItem(prompt.kind, prompt.at, prompt.at, outcome="waiting")


def hours_around(day: Day, now: datetime | None) -> tuple[datetime, datetime]:
    """The whole hours around the time at the desk: at least eight, none of another day."""
    now_zone = now.tzinfo if now else UTC
    first, last = (day.spans[0].start.tzinfo, day.spans[-1].end.tzinfo) if day.spans else (now_zone, now_zone)
    morning = datetime.combine(day.date, time(), first)
    midnight = datetime.combine(day.date + timedelta(days=1), time(), last)
    nine = datetime.combine(day.date, _MORNING, first)
    start, end = _busy_hours(day, now) or (nine, nine)
    start, end = max(_floor(start), morning), min(_ceil(end), midnight)
    end = min(max(end, start + _AT_LEAST * _HOUR), midnight)
    return max(min(start, end - _AT_LEAST * _HOUR), morning), end


def _busy_hours(day: Day, now: datetime | None) -> tuple[datetime, datetime] | None:
    desk = [span for span in day.spans if span.kind in _AT_DESK]
    if not desk:
        return None
    today = now is not None and now.date() == day.date
    return desk[0].start, max(desk[-1].end, now) if now is not None and today else desk[-1].end


def _floor(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def _ceil(moment: datetime) -> datetime:
    floor = _floor(moment)
    return floor if floor == moment else floor + _HOUR


def hour_marks(day: Day, start: datetime, end: datetime) -> list[datetime]:
    """The full hours from `start` to `end` as the clock on the wall showed them, also on days of 23 or 25 hours."""
    marks = []
    for n in range(math.floor((end - start) / _QUARTER) + 1):
        moment = (start.astimezone(UTC) + n * _QUARTER).astimezone(_zone_at(day, start, start + n * _QUARTER))
        if not moment.minute:
            marks.append(moment)
    return marks


def _zone_at(day: Day, start: datetime, moment: datetime) -> tzinfo | None:
    """The offset recorded last before a moment; when it changed between two records is unknown."""
    zones = [span.start.tzinfo for span in day.spans if span.start <= moment]
    return zones[-1] if zones else start.tzinfo


def last_break(day: Day) -> datetime | None:
    """When the latest break of the day began."""
    breaks = [span for span in day.spans if span.credit]
    return max(breaks, key=lambda span: span.end).start if breaks else None


def is_empty(day: Day) -> bool:
    """Whether nothing is known of the day."""
    return not day.sum.desk and not day.points
