"""The days of a range from the log, with the interval that was running at the last heartbeat."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from msgspec.structs import replace

from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.statistics.daily import Day, days_of, running_interval
from hipbreak.core.tracking.projection import fold
from hipbreak.store.event_log.event_log import EventLog

_LONGEST_INTERVAL = timedelta(days=2)  # what a fold needs to know of the past: no bout is longer
OFFSET_MARGIN = timedelta(hours=15)  # no local midnight is farther from the one in UTC


class DayLog(Protocol):
    """A log, or several as one."""

    def between(self, start: datetime, end: datetime) -> list[Fact]:
        """Intervals, prompts, pulses and questions of this time."""

    def intervals(self, start: datetime, end: datetime) -> list[Fact]:
        """Only the intervals."""

    def counts(self, start: datetime, end: datetime) -> list[tuple[date, str, int]]:
        """Of the rest only how many, by day and name."""


def utc_span(first: date, last: date) -> tuple[datetime, datetime]:
    """Moments between which the local days lie, in any time zone."""
    start = datetime.combine(first, time(), UTC) - OFFSET_MARGIN
    return start, datetime.combine(last, time(), UTC) + timedelta(days=1) + OFFSET_MARGIN


def days_between(
    log: EventLog, first: date, last: date, now: datetime | None = None, shared: DayLog | None = None
) -> list[Day]:
    """Every day from `first` to `last`, without single prompts, and without what is recorded of after `now`. LogError.

    Such entries are those of a clock that was ahead, until the app starts and corrects them. `shared` is the log with
    those of other machines, and with what runs.
    """
    start, end = utc_span(first, last)
    end = min(end, now or end)
    source: DayLog = shared or log
    running = None if shared else running_at_last(log)
    intervals = with_running(source.intervals(start, end), running, first, last)
    begun = [interval for interval in intervals if isinstance(interval, Interval) and interval.start < end]
    cut = [interval if interval.end <= end else replace(interval, end=end) for interval in begun]
    return days_of(cut, first, last, source.counts(start, end))


def days_including(log: DayLog, first: date, last: date, running: Interval | None, in_full: bool = False) -> list[Day]:
    """Every day from `first` to `last`, with the `running` interval; single prompts only `in_full`. LogError."""
    start, end = utc_span(first, last)
    if in_full:
        return days_of(with_running(log.between(start, end), running, first, last), first, last)
    intervals = with_running(log.intervals(start, end), running, first, last)
    return days_of(intervals, first, last, log.counts(start, end))


def running_at_last(log: EventLog) -> Interval | None:
    """The interval that no entry has ended yet, up to the last heartbeat. LogError."""
    alive = log.last_alive()
    return None if alive is None else running_interval(fold(log.recent(alive - _LONGEST_INTERVAL)), alive)


def with_running(intervals: list[Fact], running: Interval | None, first: date, last: date) -> list[Fact]:
    """The intervals of these days, and the running one if it touches them."""
    start, end = utc_span(first, last)
    return [*intervals, running] if running is not None and running.start < end and running.end > start else intervals
