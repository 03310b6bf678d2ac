"""APScheduler in Qt's event loop, with elapsed time."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo

from PySide6.QtCore import QTimer

from hipbreak.core.tracking.engine import LONGEST_BEAT
from hipbreak.desktop.timing.apscheduler_slim import BaseScheduler, DateTrigger, DebugExecutor, MemoryJobStore
from hipbreak.desktop.timing.clock import Clock

MAX_TIMER_INTERVAL = LONGEST_BEAT
"""QTimer stops in suspend and ignores the wall clock, so no timer runs for longer; for less would add wake-ups."""

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - gets the scheduler's own zone


class _ElapsedTimezone(tzinfo):
    """Elapsed time in the form of a time zone.

    APScheduler reads the time only as `datetime.now(its time zone)`, so a zone is the one place to inject a clock;
    this one is independent of the wall clock.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        return _EPOCH.replace(tzinfo=self) + self._clock.elapsed()

    def fromutc(self, _now: datetime) -> datetime:
        return self.now()

    def utcoffset(self, _when: datetime | None) -> timedelta:
        return timedelta(0)

    def dst(self, _when: datetime | None) -> None:
        return None

    def tzname(self, _when: datetime | None) -> str:
        return "elapsed"


class QtLoopScheduler(BaseScheduler):  # type: ignore[misc]  # APScheduler has no types
    """WORKAROUND for APScheduler 3.11: its own QtScheduler never stops a timer.

    It keeps the result of `QTimer.singleShot()`, which is None, so that every job added or moved starts
    another endless chain of wake-ups. It also sleeps zero seconds after each change, only to find out how
    long to sleep, and cuts the wait to whole milliseconds, so that it wakes before the time. Here is one
    timer, set to the moment itself.
    """

    def __init__(self, clock: Clock, timer: QTimer) -> None:
        """`timer` is to call `process`."""
        self._timer = timer
        super().__init__(
            timezone=_ElapsedTimezone(clock),
            executors={"default": DebugExecutor()},
            jobstores={"default": MemoryJobStore()},
            job_defaults={"misfire_grace_time": None, "coalesce": True},
        )
        self.start()

    def set(self, name: str, due: timedelta, call: Callable[[], None]) -> None:
        """Call once at that elapsed time; replaces the alarm of that name."""
        moment = _EPOCH.replace(tzinfo=self.timezone) + due
        self.add_job(call, DateTrigger(moment, timezone=UTC), id=name, replace_existing=True)

    def cancel(self, name: str) -> None:
        """Cancel the alarm of that name, if it is set."""
        if self.get_job(name) is not None:
            self.remove_job(name)
            self.wakeup()

    def shutdown(self, wait: bool = True) -> None:
        """Cancel all alarms. Idempotent."""
        if self.running:
            super().shutdown(wait)

    def process(self) -> None:
        """Call what is due, and set the timer to the next."""
        self._process_jobs()
        self.wakeup()

    def wakeup(self) -> None:
        """Called by the scheduler whenever what is due next may have changed."""
        due = min((job.next_run_time for job in self.get_jobs()), default=None)
        if due is None:
            self._timer.stop()
        else:
            wait = min(max(due - datetime.now(self.timezone), timedelta(0)), MAX_TIMER_INTERVAL)
            self._timer.start(math.ceil(wait / timedelta(milliseconds=1)))
