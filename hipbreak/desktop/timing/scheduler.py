"""The alarm clock: rings named alarms on the GUI thread, by time that passes or by the wall clock."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol

from PySide6.QtCore import Qt, QTimer

from hipbreak.desktop.timing.apscheduler_slim import BaseScheduler, DateTrigger, DebugExecutor, MemoryJobStore
from hipbreak.desktop.timing.clock import Clock

LONGEST_SLEEP = timedelta(seconds=30)
"""QTimer stands still in suspend and knows nothing of the wall clock: no timer is trusted for longer."""

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - gets the scheduler's own scale as its zone
_MOVED = timedelta(milliseconds=100)


class Alarm(Protocol):
    """Every call comes on the GUI thread, from the event loop, and never from within these methods."""

    def schedule_at(self, name: str, when: datetime, call: Callable[[], None]) -> None:
        """Rings once at that moment of the wall clock, or at once if it is past.

        It replaces the alarm of that name. When the wall clock is set meanwhile it follows, at most
        `LONGEST_SLEEP` late. A `when` without a zone is a TypeError.
        """

    def schedule_in(self, name: str, delay: timedelta, call: Callable[[], None]) -> None:
        """Rings once when that much time has passed, whatever the wall clock does.

        It replaces the alarm of that name. Suspend counts as time passing: what fell due in it rings
        at most `LONGEST_SLEEP` after it.
        """

    def cancel(self, name: str) -> None:
        """The alarm of that name does not ring, even if it is due already; no such alarm is no error."""

    def close(self) -> None:
        """Nothing rings any more; may be called twice."""


@dataclass(frozen=True, slots=True, eq=False)
class _Set:
    """An alarm that was set; `when` only if it goes by the wall clock."""

    name: str
    call: Callable[[], None]
    when: datetime | None = None


class Scheduler:
    """The alarm clock of a Qt event loop, with APScheduler keeping the order of what is due."""

    def __init__(self, clock: Clock, report: Callable[[Exception], None]) -> None:
        """`report` is told of every exception that leaves an alarm's call; the other alarms go on."""
        self._clock = clock
        self._report = report
        self._set: dict[str, _Set] = {}
        self._due: deque[_Set] = deque()
        self._scale = _SteadyScale(clock)
        self._scheduler = _QtLoopScheduler(self._scale, before=self._follow_wall_clock, after=self._ring)
        self._scheduler.start()

    def schedule_at(self, name: str, when: datetime, call: Callable[[], None]) -> None:
        self._add(_Set(name, call, when), when - self._clock.now())

    def schedule_in(self, name: str, delay: timedelta, call: Callable[[], None]) -> None:
        self._add(_Set(name, call), delay)

    def cancel(self, name: str) -> None:
        if self._set.pop(name, None) is not None and self._scheduler.get_job(name) is not None:
            self._scheduler.remove_job(name)
            self._scheduler.wakeup()

    def close(self) -> None:
        self._set.clear()
        self._due.clear()
        if self._scheduler.running:
            self._scheduler.shutdown()

    def _add(self, alarm: _Set, delay: timedelta) -> None:
        if not self._scheduler.running:
            return
        self._set[alarm.name] = alarm
        self._scheduler.add_job(
            self._due.append,
            DateTrigger(self._scale.now() + delay, timezone=UTC),
            args=[alarm],
            id=alarm.name,
            replace_existing=True,
        )

    def _follow_wall_clock(self) -> None:
        for alarm in self._set.values():
            job = self._scheduler.get_job(alarm.name)
            if alarm.when is None or job is None:
                continue
            due = self._scale.now() + (alarm.when - self._clock.now())
            if abs(due - job.next_run_time) > _MOVED:
                job.modify(next_run_time=due)

    def _ring(self) -> None:
        """Calls what fell due, after the scheduler has done its own work.

        Called in the middle of that work, an alarm that sets itself again would be removed, and one
        that cancels another due at the same moment would break the pass.
        """
        while self._due:
            alarm = self._due.popleft()
            if self._set.get(alarm.name) is not alarm:
                continue  # cancelled or set again meanwhile
            del self._set[alarm.name]
            try:
                alarm.call()
            except Exception as error:  # noqa: BLE001 - whatever it is: it is told, and the next alarm rings
                self._report(error)


class _SteadyScale(tzinfo):
    """The scale on which the scheduler counts: time elapsed, dressed as a time zone.

    APScheduler takes the time as `datetime.now(its time zone)` and in no other way, so a zone is the
    one seam where a clock can be given to it; on this one the wall clock may be set as it likes.
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

    def __init__(self, scale: tzinfo, before: Callable[[], None], after: Callable[[], None]) -> None:
        self._before = before
        self._after = after
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        # A coarse timer may fire 5 % early, and would then be needed twice.
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._process_jobs)
        super().__init__(
            timezone=scale,
            executors={"default": DebugExecutor()},
            jobstores={"default": MemoryJobStore()},
            job_defaults={"misfire_grace_time": None, "coalesce": True},
        )

    def shutdown(self, wait: bool = True) -> None:
        self._timer.stop()
        super().shutdown(wait)

    def wakeup(self) -> None:
        """Called by the scheduler whenever what is due next may have changed."""
        due = min((job.next_run_time for job in self.get_jobs()), default=None)
        if due is None:
            self._timer.stop()
        else:
            self._sleep(due - datetime.now(self.timezone))

    def _process_jobs(self) -> None:
        self._before()
        super()._process_jobs()
        self.wakeup()
        self._after()

    def _sleep(self, wait: timedelta) -> None:
        wait = min(max(wait, timedelta(0)), LONGEST_SLEEP)
        self._timer.start(math.ceil(wait / timedelta(milliseconds=1)))
