"""The two clocks of a working day: the one on the wall, and the one that only ever goes forward."""

import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

STEP = timedelta(seconds=2)
"""What the two clocks may differ by between two readings before it counts as the wall clock being set."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """Both readings are cheap, never block, and may be taken on any thread."""

    def now(self) -> datetime:
        """The wall clock: aware, with the fixed offset that the local zone has at this moment."""

    def elapsed(self) -> timedelta:
        """Time since some moment before this process: steady, and counting on through suspend."""


class SystemClock:
    """The clocks of this machine."""

    def now(self) -> datetime:
        if sys.platform != "win32":
            # Without it a zone changed by the system (a journey) is not seen until the next start:
            # POSIX does not ask localtime_r, which Python calls, to look again.
            # https://pubs.opengroup.org/onlinepubs/9799919799/functions/localtime.html
            time.tzset()
        return datetime.now(UTC).astimezone()

    def elapsed(self) -> timedelta:
        return timedelta(microseconds=_steady_ns() // 1000)


def _steady_ns() -> int:
    """Nanoseconds of the clock that suspend does not stop, whatever it is called on this system.

    Linux has CLOCK_BOOTTIME for it (https://man7.org/linux/man-pages/man2/clock_gettime.2.html), macOS
    counts sleep in CLOCK_MONOTONIC, and so does Windows in the counter behind `time.monotonic`.
    """
    if sys.platform == "linux":
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    elif sys.platform == "darwin":  # noqa: RET505 - mypy takes what follows an if for unreachable here
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    else:
        return time.monotonic_ns()


class ClockWatch:
    """Tells a wall clock that was set from time that passed; a change of zone is neither."""

    def __init__(self) -> None:
        self._distance: timedelta | None = None

    def read(self, wall: datetime, elapsed: timedelta) -> timedelta:
        """By how much the wall clock was set since the last reading: negative for back, zero for not.

        Each reading is compared with the one before it only, so that a clock slewed by NTP, which
        gains at most 0.5 ms a second, never adds up to a step.
        """
        distance = (wall - _EPOCH) - elapsed
        before, self._distance = self._distance, distance
        if before is None or abs(distance - before) < STEP:
            return timedelta(0)
        return distance - before
