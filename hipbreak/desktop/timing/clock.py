"""The wall clock and the monotonic clock."""

import sys
import time
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol

STEP = timedelta(seconds=2)
"""The difference between the two clocks from which on the wall clock counts as set."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """Both methods are cheap, never block, and may be called on any thread."""

    def now(self) -> datetime:
        """Return the wall clock: aware, with the current offset of the local zone."""

    def elapsed(self) -> timedelta:
        """Return a monotonic time that includes suspend."""


class SystemClock:
    """The clocks of this machine."""

    def now(self) -> datetime:
        if sys.platform != "win32":
            # Without it a change of the system's zone is not seen until the next start: POSIX does not require
            # localtime_r, which Python calls, to read it again.
            # https://pubs.opengroup.org/onlinepubs/9799919799/functions/localtime.html
            time.tzset()
        return datetime.now(UTC).astimezone()

    def elapsed(self) -> timedelta:
        return timedelta(microseconds=_monotonic_ns() // 1000)


class LocalZone(tzinfo):
    """The time zone of this machine with all its changes of clocks, from the C library, on every platform."""

    def utcoffset(self, moment: datetime | None, /) -> timedelta | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, _moment: datetime | None, /) -> timedelta | None:
        return None

    def tzname(self, moment: datetime | None, /) -> str | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, moment: datetime, /) -> datetime:
        there = moment.replace(tzinfo=UTC).astimezone()
        local = there.replace(tzinfo=self, fold=0)
        return local if local.utcoffset() == there.utcoffset() else local.replace(fold=1)


def _monotonic_ns() -> int:
    """Return the nanoseconds of the monotonic clock that includes suspend.

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
    """Detects that the wall clock was set; ignores a change of zone."""

    def __init__(self) -> None:
        self._offset: timedelta | None = None

    def read(self, wall: datetime, elapsed: timedelta) -> timedelta:
        """Return by how much the wall clock was set since the last reading: negative for back, zero for not.

        Each reading is compared with the previous one only, so that a clock slewed by NTP (at most 0.5 ms a second)
        never adds up to a step.
        """
        offset = (wall - _EPOCH) - elapsed
        previous, self._offset = self._offset, offset
        if previous is None or abs(offset - previous) < STEP:
            return timedelta(0)
        return offset - previous
