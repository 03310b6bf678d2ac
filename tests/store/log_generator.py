"""Writes years of working days into a log, for tests and benchmarks: the same days for the same seed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.store.event_log.event_log import EventLog

ENTRIES_A_DAY = 100
FIRST_DAY = date(2016, 1, 4)
_BATCH_DAYS = 50
_OUTCOMES = ("started",) * 6 + ("later", "skipped", "ignored", "withdrawn")


def _minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def generate(log: EventLog, days: int = 2500, seed: int = 1) -> int:
    """Append that many working days from FIRST_DAY on, about ENTRIES_A_DAY each; gives the number of entries."""
    chance = Random(seed)
    count, batch = 0, []
    before: datetime | None = None
    for number, day in enumerate(working_days(days), 1):
        facts = list(working_day(day, before, chance))
        before = facts[-1].at
        batch += facts
        if number % _BATCH_DAYS == 0 or number == days:
            log.append(batch)
            count += len(batch)
            batch = []
    log.checkpoint()
    return count


def working_days(count: int) -> Iterator[date]:
    """Mondays to Fridays from FIRST_DAY on, with three weeks off in August."""
    day = FIRST_DAY
    while count:
        if day.weekday() < 5 and not (day.month == 8 and day.day <= 21):
            yield day
            count -= 1
        day += timedelta(days=1)


def _zone(day: date) -> timezone:
    return timezone(timedelta(hours=2 if 4 <= day.month <= 10 else 1))


def working_day(day: date, before: datetime | None, chance: Random) -> Iterator[Fact]:
    """The facts of one day, bouts and breaks without gaps; `before` is when the app was heard last."""
    at = datetime(day.year, day.month, day.day, 8, 30, tzinfo=_zone(day)) + _minutes(chance.uniform(0, 30))
    yield tracking_facts.Began(at)
    if before is not None:
        yield tracking_facts.Unobserved(at, before, at)
    yield tracking_facts.Sat(at, at)
    count = 3
    since, end_of_day = at, at + _minutes(chance.uniform(500, 560))
    while at < end_of_day:
        cycle = list(_cycle(since, chance))
        yield from cycle
        count += len(cycle)
        at = cycle[-1].at
        since = at
    if chance.random() < 0.1:
        yield tracking_facts.Paused(at, at + _minutes(30) if chance.random() < 0.5 else None)
        yield tracking_facts.Resumed(at + _minutes(5))
        count += 2
    while count < ENTRIES_A_DAY:  # cues, which a day full of input has many of
        yield tracking_facts.Prompted(at, "cue", "hourly", at - since)
        yield tracking_facts.Ignored(at + _minutes(0.5), "cue")
        at += _minutes(1)
        count += 2
    yield tracking_facts.Bout(at, since, at)


def _cycle(since: datetime, chance: Random) -> Iterator[Fact]:
    """From one sitting down to the next."""
    at = since + _minutes(chance.uniform(12, 22))
    if chance.random() < 0.5:
        yield tracking_facts.Asked(at, at - _minutes(2), at)
    if chance.random() < 0.3:
        yield tracking_facts.Prompted(at, "cue", "hourly", at - since)
        yield from _pulse(at, "cue")
    at = since + _minutes(chance.uniform(30, 42))
    trigger = chance.choice(("coarse", "medium", "fine", "bound"))
    outcome = chance.choice(_OUTCOMES)
    yield tracking_facts.Prompted(at, "stand", trigger, at - since, pulse_due=chance.random() < 0.1)
    if outcome == "later":
        yield tracking_facts.Snoozed(at + _minutes(0.2), "stand", at + _minutes(5))
        at += _minutes(5)
        yield tracking_facts.Prompted(at, "stand", "asked", at - since)
        outcome = "started"
    if outcome == "started":
        yield from _pulse(at, "stand")
        end = at + timedelta(seconds=30)
        yield tracking_facts.Bout(end, since, at)
        yield tracking_facts.Break(end, at, end, "confirmed", "pulse")
        if chance.random() < 0.02:  # said afterwards: it was longer
            yield tracking_facts.Corrected(end, "break", at)
            yield tracking_facts.Break(end, at, end, "confirmed", "said")
    else:
        yield {
            "skipped": tracking_facts.Skipped,
            "ignored": tracking_facts.Ignored,
            "withdrawn": tracking_facts.Withdrawn,
        }[outcome](at + _minutes(1), "stand")
        gone, end = at + _minutes(6), at + _minutes(chance.uniform(12, 25))
        yield tracking_facts.Bout(gone, since, gone)
        yield tracking_facts.Left(gone, gone)
        yield tracking_facts.Break(end, gone, end, "assumed", "away")
    yield tracking_facts.Sat(end, end)


def _pulse(at: datetime, kind: str) -> Iterator[Fact]:
    yield tracking_facts.Started(at, kind)
    yield tracking_facts.Finished(at + timedelta(seconds=30), kind, timedelta(seconds=30))


def span(log_days: int = 2500) -> tuple[datetime, datetime]:
    """From the first to behind the last day that `generate` writes."""
    last = list(working_days(log_days))[-1]
    first = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, tzinfo=UTC)
    return first, datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=1)
