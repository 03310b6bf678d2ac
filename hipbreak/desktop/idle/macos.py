"""Idle time on macOS: seconds since the last event of any input device."""

import ctypes
import math
import sys
from collections.abc import Callable
from datetime import timedelta

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.idle.base import IdleSource, IdleUnavailable

_LIBRARY = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
_HARDWARE = 1  # kCGEventSourceStateHIDSystemState: hardware input only
_ANY_INPUT = 0xFFFFFFFF  # kCGAnyInputEventType

Seconds = Callable[[], float]


class MacIdleSource(IdleSource):
    """Polled.

    https://developer.apple.com/documentation/coregraphics/cgeventsource/secondssincelasteventtype(_:eventtype:)
    """

    name = "macos-event-source"

    def __init__(self, seconds: Seconds | None = None) -> None:
        """IdleUnavailable where there is no macOS."""
        self._seconds = seconds or quartz_seconds()

    def idle(self) -> timedelta | None:
        seconds = self._seconds()
        if not 0 <= seconds < timedelta.max.total_seconds() or math.isnan(seconds):
            return None
        return timedelta(seconds=seconds)


def quartz_seconds() -> Seconds:
    if sys.platform == "darwin":
        try:
            since = ctypes.CDLL(_LIBRARY).CGEventSourceSecondsSinceLastEventType
        except (OSError, AttributeError):
            raise IdleUnavailable(_("macOS does not offer CGEventSourceSecondsSinceLastEventType.")) from None
        since.argtypes, since.restype = (ctypes.c_int32, ctypes.c_uint32), ctypes.c_double
        return lambda: float(since(_HARDWARE, _ANY_INPUT))
    else:  # noqa: RET505 - mypy takes what follows an if for unreachable here
        raise IdleUnavailable(_("This is not macOS."))
