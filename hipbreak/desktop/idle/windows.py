"""Idle time on Windows: `GetLastInputInfo`, on a millisecond clock that wraps every 49.7 days."""

import ctypes
import sys
from collections.abc import Callable
from datetime import timedelta

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.idle.base import IdleSource, IdleUnavailable

_WRAP = 2**32
# Input between the two readings makes the last input later than now.
_AHEAD = _WRAP - 60_000

Ticks = Callable[[], tuple[int, int] | None]
"""Milliseconds since the start of the machine, both modulo 2^32: of the last input, and now; None on failure."""


def time_between(last: int, now: int) -> timedelta:
    """Return the time from `last` to `now`, across at most one wrap of the clock."""
    difference = (now - last) % _WRAP
    return timedelta(milliseconds=0 if difference > _AHEAD else difference)


class WindowsIdleSource(IdleSource):
    """Polled: https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-getlastinputinfo"""

    name = "windows-last-input"

    def __init__(self, ticks: Ticks | None = None) -> None:
        """IdleUnavailable where there is no Windows, or no answer."""
        self._ticks = ticks or windows_ticks()
        if self._ticks() is None:
            raise IdleUnavailable(_("Windows does not report this session's last input."))

    def idle(self) -> timedelta | None:
        ticks = self._ticks()
        return None if ticks is None else time_between(*ticks)


class _LastInput(ctypes.Structure):
    _fields_ = (("cbSize", ctypes.c_uint32), ("dwTime", ctypes.c_uint32))


def windows_ticks() -> Ticks:
    if sys.platform == "win32":
        user = ctypes.WinDLL("user32")
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetTickCount.restype = ctypes.c_uint32

        def ticks() -> tuple[int, int] | None:
            last = _LastInput(ctypes.sizeof(_LastInput), 0)
            if not user.GetLastInputInfo(ctypes.byref(last)):
                return None
            return last.dwTime, kernel.GetTickCount()

        return ticks
    else:  # noqa: RET505 - mypy takes what follows an if for unreachable here
        raise IdleUnavailable(_("This is not Windows."))
