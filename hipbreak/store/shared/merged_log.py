"""The days of the own log and of those of other machines, merged."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.statistics.merge import merged
from hipbreak.store.event_log.event_log import EventLog


class MergedLogs:
    """Reads as an `EventLog` does; every method may raise LogError."""

    def __init__(
        self, own: EventLog, others: Sequence[EventLog], idle_limit: timedelta, running: Interval | None = None
    ) -> None:
        """`running` is the interval that runs on this machine, which no entry has ended yet."""
        self._own, self._others, self._idle_limit, self._running = own, others, idle_limit, running

    def intervals(self, start: datetime, end: datetime) -> list[Fact]:
        """The merged intervals of this time, with the running one."""
        own = self._own.intervals(start, end)
        if self._running is not None and self._running.start < end and self._running.end > start:
            own.append(self._running)
        return merged([own, *(other.intervals(start, end) for other in self._others)], self._idle_limit)

    def between(self, start: datetime, end: datetime) -> list[Fact]:
        """The merged intervals, then the prompts, pulses and questions of all machines, by `at`."""
        points = [
            fact
            for log in (self._own, *self._others)
            for fact in log.between(start, end)
            if not isinstance(fact, Interval) or fact.name == "asked"
        ]
        return [*self.intervals(start, end), *sorted(points, key=lambda fact: fact.at)]

    def counts(self, start: datetime, end: datetime) -> list[tuple[date, str, int]]:
        """The counts of all machines."""
        return [count for log in (self._own, *self._others) for count in log.counts(start, end)]
