"""The scheduler: named alarms on the GUI thread, by elapsed time."""

import math
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer

from hipbreak.desktop.timing.apscheduler_slim import BaseScheduler, DateTrigger, DebugExecutor, MemoryJobStore
from hipbreak.desktop.timing.clock import Clock
from hipbreak.desktop.timing.single_shot import single_shot

MAX_TIMER_INTERVAL = timedelta(seconds=36)
"""QTimer stops in suspend and ignores the wall clock, so no timer runs for longer."""

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - gets the scheduler's own zone


class _Entry(Struct, frozen=True, eq=False):
    """A scheduled alarm; compared by identity."""

    name: str
    call: Callable[[], None]


class Scheduler:
    """Alarms called on the GUI thread from the event loop, never within these methods; based on APScheduler."""

    def __init__(self, clock: Clock, report: Callable[[Exception], None]) -> None:
        """`report` gets every exception of an alarm; the other alarms continue."""
        self._clock = clock
        self._report = report
        self._entries: dict[str, _Entry] = {}
        self._due: deque[_Entry] = deque()
        self._elapsed_timezone = _ElapsedTimezone(clock)
        self._scheduler = _QtLoopScheduler(self._elapsed_timezone, after=self._run_due)
        self._scheduler.start()

    @property
    def timer(self) -> QTimer:
        """The timer for the next alarm."""
        return self._scheduler.timer

    def schedule_in(self, name: str, delay: timedelta, call: Callable[[], None]) -> None:
        """Call once after that much elapsed time, suspend included; replaces the alarm of that name.

        What is due in suspend is called at most `MAX_TIMER_INTERVAL` after it.
        """
        if not self._scheduler.running:
            return
        entry = self._entries[name] = _Entry(name, call)
        self._scheduler.add_job(
            self._due.append,
            DateTrigger(self._elapsed_timezone.now() + delay, timezone=UTC),
            args=[entry],
            id=name,
            replace_existing=True,
        )

    def cancel(self, name: str) -> None:
        """Cancel the alarm of that name, even if it is due already; ignore an unknown name."""
        if self._entries.pop(name, None) is not None and self._scheduler.get_job(name) is not None:
            self._scheduler.remove_job(name)
            self._scheduler.wakeup()

    def close(self) -> None:
        """Cancel all alarms. Idempotent."""
        self._entries.clear()
        self._due.clear()
        if self._scheduler.running:
            self._scheduler.shutdown()

    def _run_due(self) -> None:
        """Call what is due, after the scheduler has finished its own work.

        Within that work an alarm that schedules itself again would be removed, and one that cancels another
        due at the same time would break the iteration.
        """
        while self._due:
            entry = self._due.popleft()
            if self._entries.get(entry.name) is not entry:
                continue  # cancelled or replaced meanwhile
            del self._entries[entry.name]
            try:
                entry.call()
            except Exception as error:  # noqa: BLE001 - any error is reported, and the next alarm is called
                self._report(error)


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


class _QtLoopScheduler(BaseScheduler):  # type: ignore[misc]  # APScheduler has no types
    """WORKAROUND for APScheduler 3.11: its own QtScheduler never stops a timer.

    It keeps the result of `QTimer.singleShot()`, which is None, so that every job added or moved starts
    another endless chain of wake-ups. It also sleeps zero seconds after each change, only to find out how
    long to sleep, and cuts the wait to whole milliseconds, so that it wakes before the time. Here is one
    timer, set to the moment itself.
    """

    def __init__(self, timezone: tzinfo, after: Callable[[], None]) -> None:
        self._after = after
        self.timer = single_shot(self._process_jobs)
        # A coarse timer may fire 5 % early, and would then be needed twice.
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        super().__init__(
            timezone=timezone,
            executors={"default": DebugExecutor()},
            jobstores={"default": MemoryJobStore()},
            job_defaults={"misfire_grace_time": None, "coalesce": True},
        )

    def shutdown(self, wait: bool = True) -> None:
        self.timer.stop()
        super().shutdown(wait)

    def wakeup(self) -> None:
        """Called by the scheduler whenever what is due next may have changed."""
        due = min((job.next_run_time for job in self.get_jobs()), default=None)
        if due is None:
            self.timer.stop()
        else:
            self._start_timer(due - datetime.now(self.timezone))

    def _process_jobs(self) -> None:
        super()._process_jobs()
        self.wakeup()
        self._after()

    def _start_timer(self, wait: timedelta) -> None:
        wait = min(max(wait, timedelta(0)), MAX_TIMER_INTERVAL)
        self.timer.start(math.ceil(wait / timedelta(milliseconds=1)))
