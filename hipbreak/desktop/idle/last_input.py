"""When the last input was, as far as somebody tells who says when it rests and when it goes on."""

import time
from collections.abc import Callable
from datetime import timedelta

from hipbreak.desktop.timing.clock import SystemClock

NOTICE = timedelta(seconds=5)
"""After how much rest a desktop shall tell us: it is told twice for each rest of that length, and never in between."""

_SAME = timedelta(seconds=1)

steady = SystemClock().elapsed


def awake() -> timedelta:
    """A clock that stands still while the machine sleeps, as the desktop's own one does."""
    return timedelta(seconds=time.monotonic())


class LastInputTracker:
    """A sum over the events; pure, but for its two clocks.

    While input goes on, nobody says when the last one was: it is less than `notice` ago, and told as now.
    """

    def __init__(
        self,
        notice: timedelta = NOTICE,
        elapsed: Callable[[], timedelta] = steady,
        awake: Callable[[], timedelta] = awake,
    ) -> None:
        self.notice = notice
        self.resting = False
        """Whether there has been no input for `notice` or longer."""
        self._elapsed, self._awake = elapsed, awake
        self._last: timedelta | None = None
        self._distance = timedelta(0)
        self._slept = False

    def told(self, idle: timedelta) -> None:
        """The desktop's own number, right now."""
        self._look()
        self._last = self._elapsed() - idle
        self.resting = idle >= self.notice

    def rests(self) -> bool:
        """There has been no input for `notice`; True if there was some that nobody told of before that."""
        self._notice_sleep()
        unheard = self.resting and not self._slept
        if not self._slept:  # else it may be the rest from before the sleep, and stays the older of the two
            self._last = self._elapsed() - self.notice
        self.resting, self._slept = True, False
        return unheard

    def goes_on(self) -> None:
        """There is input right now."""
        self._look()
        self._last = self._elapsed()
        self.resting = self._slept = False

    def idle(self) -> timedelta | None:
        """Time since the last input, sleep included; None before anything was told."""
        self._notice_sleep()
        if self._last is None:
            return None
        now = self._elapsed()
        if not self.resting and now - self._last >= self.notice:
            self._last = now
        return max(timedelta(0), now - self._last)

    def _look(self) -> None:
        self._distance = self._elapsed() - self._awake()

    def _notice_sleep(self) -> None:
        """A machine that wakes by itself brings nobody back: after a sleep, input has to be told anew."""
        before = self._distance
        self._look()
        if self._last is not None and not self.resting and self._distance - before > _SAME:
            self.resting = self._slept = True
