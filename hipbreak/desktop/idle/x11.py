"""Idle time of a real X display: the screen saver extension tells it, the sync extension its end."""

import ctypes
import struct
from collections.abc import Callable, Iterator, Mapping
from ctypes import c_uint32, c_void_p
from datetime import timedelta

from hipbreak.desktop.display.xcb import Cookie, Display, XUnavailable, declare, declare_question, display_name, load
from hipbreak.desktop.display.xwayland import refuse_guest
from hipbreak.desktop.idle.base import IdleUnavailable

_ALARM_NOTIFY = 1
_DESTROYED = 2
_NEGATIVE_TRANSITION = 1
# Which fields a new alarm states: counter, value type, value, test type, delta, events.
_ALARM_FIELDS = 0b111111
_LOW_ENOUGH_MS = 1000


class X11IdleSource:
    """XScreenSaver's `ms_since_user_input`, and an alarm on XSync's IDLETIME counter.

    https://www.x.org/releases/current/doc/scrnsaverproto/saver.html
    https://www.x.org/releases/current/doc/xextproto/sync.html
    """

    name = "x11-screensaver"

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Connects to the display that `environment` names; IdleUnavailable if that cannot work here."""
        self._back: Callable[[], None] | None = None
        self._alarm = 0
        try:
            name = display_name(environment)
            self._saver = load("libxcb-screensaver.so.0")
            declare_question(self._saver, "xcb_screensaver_query_info", c_uint32)
            self._display = Display(name, self._heard)
            try:
                refuse_guest(self._display)
                self._display.extension(self._saver, "xcb_screensaver_id")
            except XUnavailable:
                self._display.close()
                raise
        except XUnavailable as reason:
            raise IdleUnavailable(str(reason)) from None
        self._idle_counter = _IdleCounter.find(self._display)

    @property
    def trouble(self) -> str | None:
        return None if self._display.alive else "The X display is gone."

    def idle(self) -> timedelta | None:
        answer = self._display.ask(self._saver, "xcb_screensaver_query_info", self._display.root)
        if answer is None:
            return None
        (milliseconds,) = struct.unpack_from("=I", answer, 16)
        return timedelta(milliseconds=milliseconds)

    def watch_return(self, back: Callable[[], None]) -> bool:
        idle = self.idle()
        if idle is None or self._idle_counter is None:
            return False
        self._forget_alarm()
        # The counter falls to zero with input, but the server may look at it some moments later. It has to
        # be above the mark now, and to fall below it then.
        mark = max(1, min(idle // timedelta(milliseconds=2), _LOW_ENOUGH_MS))
        self._back = back
        self._alarm = self._idle_counter.alarm_when_it_falls_to(mark)
        return self._display.alive

    def close(self) -> None:
        self._forget_alarm()
        self._display.close()

    def _heard(self, event: bytes) -> None:
        counter = self._idle_counter
        if counter is None or not counter.is_alarm(event, self._alarm):
            return
        back = self._back
        self._forget_alarm()
        if back is not None:
            back()

    def _forget_alarm(self) -> None:
        self._back = None
        if self._alarm and self._idle_counter is not None:
            self._idle_counter.destroy(self._alarm)
        self._alarm = 0


class _IdleCounter:
    """The system counter IDLETIME: milliseconds since the last input."""

    def __init__(self, display: Display, sync: ctypes.CDLL, counter: int, first_event: int) -> None:
        self._display = display
        self._sync = sync
        self._counter = counter
        self._first_event = first_event

    @classmethod
    def find(cls, display: Display) -> "_IdleCounter | None":
        """None where the library, the extension or the counter is missing: idle time is then polled."""
        try:
            sync = _declared(load("libxcb-sync.so.1"))
            first_event = display.extension(sync, "xcb_sync_id")
        except XUnavailable:
            return None
        # No other request is allowed before the versions have been exchanged.
        if display.ask(sync, "xcb_sync_initialize", 3, 1) is None:
            return None
        answer = display.ask(sync, "xcb_sync_list_system_counters")
        counters = dict(_counters(answer)) if answer else {}
        counter = counters.get(b"IDLETIME")
        return cls(display, sync, counter, first_event) if counter is not None else None

    def alarm_when_it_falls_to(self, mark: int) -> int:
        alarm = self._display.new_id()
        # 64-bit values travel as their high word and their low word.
        fields = struct.pack("=II iI I iI I", self._counter, 0, 0, mark, _NEGATIVE_TRANSITION, 0, 0, 1)
        self._display.tell(self._sync, "xcb_sync_create_alarm", alarm, _ALARM_FIELDS, fields)
        return alarm

    def is_alarm(self, event: bytes, alarm: int) -> bool:
        (number,) = struct.unpack_from("=I", event, 4)
        is_notify = event[0] & 0x7F == self._first_event + _ALARM_NOTIFY
        return is_notify and number == alarm and event[28] != _DESTROYED

    def destroy(self, alarm: int) -> None:
        self._display.tell(self._sync, "xcb_sync_destroy_alarm", alarm)


def _counters(answer: bytes) -> Iterator[tuple[bytes, int]]:
    """The names and numbers in a reply to ListSystemCounters."""
    (count,) = struct.unpack_from("=I", answer, 8)
    at = 32
    for _ in range(count):
        counter, _high, _low, length = struct.unpack_from("=IiIH", answer, at)
        yield answer[at + 14 : at + 14 + length], counter
        at += (14 + length + 3) // 4 * 4


def _declared(sync: ctypes.CDLL) -> ctypes.CDLL:
    declare_question(sync, "xcb_sync_initialize", ctypes.c_uint8, ctypes.c_uint8)
    declare_question(sync, "xcb_sync_list_system_counters")
    declare(sync, "xcb_sync_create_alarm", Cookie, c_uint32, c_uint32, c_void_p)
    declare(sync, "xcb_sync_destroy_alarm", Cookie, c_uint32)
    return sync
