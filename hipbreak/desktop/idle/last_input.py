"""The time of the last input, from events for its end and its return."""

import time
from collections.abc import Callable
from datetime import timedelta

from hipbreak.desktop.timing.clock import SystemClock

IDLE_THRESHOLD = timedelta(seconds=5)
"""The idle time after which a desktop sends an event; there are two for each such time, and none in between."""

_TOLERANCE = timedelta(seconds=1)

steady_time = SystemClock().elapsed


def awake_time() -> timedelta:
    """Return a time that does not advance in suspend, as the desktop's own clock."""
    return timedelta(seconds=time.monotonic())


class LastInputTracker:
    """Derives the idle time from the events and two clocks.

    During activity the last input is not known exactly: less than `threshold` ago, and reported as now.
    """

    def __init__(
        self,
        threshold: timedelta = IDLE_THRESHOLD,
        elapsed: Callable[[], timedelta] = steady_time,
        awake_time: Callable[[], timedelta] = awake_time,
    ) -> None:
        self.threshold = threshold
        self.is_idle = False
        """Whether there has been no input for `threshold` or longer."""
        self._elapsed, self._awake_time = elapsed, awake_time
        self._last: timedelta | None = None
        self._suspend_offset = timedelta(0)
        self._suspended = False

    def set_idle(self, idle: timedelta) -> None:
        """Set the idle time that the desktop reports now."""
        self._record_offset()
        self._last = self._elapsed() - idle
        self.is_idle = idle >= self.threshold

    def idle_started(self) -> bool:
        """Record that there was no input for `threshold`; return whether earlier input was missed."""
        self._detect_suspend()
        missed_input = self.is_idle and not self._suspended
        if not self._suspended:  # else it may have started before the suspend, and the earlier time stays
            self._last = self._elapsed() - self.threshold
        self.is_idle, self._suspended = True, False
        return missed_input

    def activity(self) -> None:
        """Record input now."""
        self._record_offset()
        self._last = self._elapsed()
        self.is_idle = self._suspended = False

    def idle(self) -> timedelta | None:
        """Return the time since the last input, suspend included; None before the first event."""
        self._detect_suspend()
        if self._last is None:
            return None
        now = self._elapsed()
        if not self.is_idle and now - self._last >= self.threshold:
            self._last = now
        return max(timedelta(0), now - self._last)

    def _record_offset(self) -> None:
        self._suspend_offset = self._elapsed() - self._awake_time()

    def _detect_suspend(self) -> None:
        """After a suspend the user counts as idle until the next input, since a machine may resume by itself."""
        before = self._suspend_offset
        self._record_offset()
        if self._last is not None and not self.is_idle and self._suspend_offset - before > _TOLERANCE:
            self.is_idle = self._suspended = True
