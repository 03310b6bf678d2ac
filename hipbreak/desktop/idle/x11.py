"""Idle time of a real X display: from the screen saver extension, and its end from the sync extension."""

import ctypes
import struct
from collections.abc import Callable, Iterator, Mapping
from ctypes import c_uint32, c_void_p
from datetime import timedelta

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.display.x_server import real_display
from hipbreak.desktop.display.xcb import Cookie, XUnavailable, declare, declare_query, display_name, load
from hipbreak.desktop.idle.base import IdleSource, IdleUnavailable

_ALARM_NOTIFY = 1
_DESTROYED = 2
_NEGATIVE_TRANSITION = 1
# The fields given for a new alarm: counter, value type, value, test type, delta, events.
_ALARM_FIELDS = 0b111111
_MAX_THRESHOLD_MS = 1000


class X11IdleSource(IdleSource):
    """XScreenSaver's `ms_since_user_input`, and an alarm on XSync's IDLETIME counter.

    https://www.x.org/releases/current/doc/scrnsaverproto/saver.html
    https://www.x.org/releases/current/doc/xextproto/sync.html
    """

    name = "x11-screensaver"

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Connect to the display in `environment`; IdleUnavailable if that is impossible."""
        self._return_callback: Callable[[], None] | None = None
        self._alarm = 0
        try:
            name = display_name(environment)
            self._saver = load("libxcb-screensaver.so.0")
            declare_query(self._saver, "xcb_screensaver_query_info", c_uint32)
            with real_display(name, self._on_event) as self.display:
                self.display.extension(self._saver, "xcb_screensaver_id")
        except XUnavailable as reason:
            raise IdleUnavailable(str(reason)) from None
        self._counter = self._find_counter()

    @property
    def problem(self) -> str | None:
        return None if self.display.alive else _("The X display is gone.")

    def idle(self) -> timedelta | None:
        answer = self.display.query(self._saver, "xcb_screensaver_query_info", self.display.root)
        if answer is None:
            return None
        (milliseconds,) = struct.unpack_from("=I", answer, 16)
        return timedelta(milliseconds=milliseconds)

    def watch_return(self, callback: Callable[[], None]) -> bool:
        idle = self.idle()
        if idle is None or not self._counter:
            return False
        self._destroy_alarm()
        # The counter falls to zero with input, but the server may check it a little later. It has to be above
        # the threshold now, and below it then.
        threshold = max(1, min(idle // timedelta(milliseconds=2), _MAX_THRESHOLD_MS))
        self._return_callback = callback
        self._alarm = self.display.new_id()
        # 64-bit values are sent as high word and low word.
        fields = struct.pack("=II iI I iI I", self._counter, 0, 0, threshold, _NEGATIVE_TRANSITION, 0, 0, 1)
        self.display.send(self._sync, "xcb_sync_create_alarm", self._alarm, _ALARM_FIELDS, fields)
        return self.display.alive

    def close(self) -> None:
        self._destroy_alarm()
        self.display.close()

    def _find_counter(self) -> int:
        """Return the counter IDLETIME; 0 without the library, the extension or the counter: the end is polled then."""
        try:
            self._sync = _declare_functions(load("libxcb-sync.so.1"))
            self._alarm_event = self.display.extension(self._sync, "xcb_sync_id") + _ALARM_NOTIFY
        except XUnavailable:
            return 0
        # The protocol requires the exchange of versions first.
        if self.display.query(self._sync, "xcb_sync_initialize", 3, 1) is None:
            return 0
        answer = self.display.query(self._sync, "xcb_sync_list_system_counters")
        return dict(_counters(answer)).get(b"IDLETIME", 0) if answer else 0

    def _on_event(self, event: bytes) -> None:
        (number,) = struct.unpack_from("=I", event, 4)
        is_notify = bool(self._alarm) and event[0] & 0x7F == self._alarm_event
        if is_notify and number == self._alarm and event[28] != _DESTROYED:
            callback = self._return_callback
            self._destroy_alarm()
            if callback is not None:
                callback()

    def _destroy_alarm(self) -> None:
        self._return_callback = None
        if self._alarm:
            self.display.send(self._sync, "xcb_sync_destroy_alarm", self._alarm)
        self._alarm = 0


def _counters(answer: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield the names and ids in a reply to ListSystemCounters."""
    (count,) = struct.unpack_from("=I", answer, 8)
    offset = 32
    for _counter in range(count):
        counter, _high, _low, length = struct.unpack_from("=IiIH", answer, offset)
        yield answer[offset + 14 : offset + 14 + length], counter
        offset += (14 + length + 3) // 4 * 4


def _declare_functions(sync: ctypes.CDLL) -> ctypes.CDLL:
    declare_query(sync, "xcb_sync_initialize", ctypes.c_uint8, ctypes.c_uint8)
    declare_query(sync, "xcb_sync_list_system_counters")
    declare(sync, "xcb_sync_create_alarm", Cookie, c_uint32, c_uint32, c_void_p)
    declare(sync, "xcb_sync_destroy_alarm", Cookie, c_uint32)
    return sync
