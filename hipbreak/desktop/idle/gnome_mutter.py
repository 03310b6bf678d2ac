"""Idle time of GNOME, Wayland or X11: its compositor calls back when input rests and when it goes on."""

from collections.abc import Callable
from datetime import timedelta

from hipbreak.desktop.dbus.connection import BACKGROUND_TIMEOUT, BusConnection
from hipbreak.desktop.dbus.subscriptions import BusSignal
from hipbreak.desktop.idle.last_input import LastInputTracker

NAME = "org.gnome.Mutter.IdleMonitor"
_PATH = "/org/gnome/Mutter/IdleMonitor/Core"


class MutterIdleSource:
    """A watch on `NOTICE` of rest that stays, and one on the next input that Mutter forgets when it has fired.

    https://gitlab.gnome.org/GNOME/mutter/-/blob/main/data/dbus-interfaces/org.gnome.Mutter.IdleMonitor.xml
    No call waits for an answer: `idle` is None until Mutter has given the first one.
    """

    name = "gnome-mutter"

    def __init__(self, bus: BusConnection, moments: LastInputTracker | None = None) -> None:
        """Begins to watch; whether somebody is there turns out later."""
        self.trouble: str | None = None
        self._bus = bus
        self._moments = moments or LastInputTracker()
        self._back: Callable[[], None] | None = None
        self._rest_watch = self._input_watch = 0
        self._asking_for_input = False
        self._closed = False
        bus.subscribe(self._fired, interface=NAME, member="WatchFired", path=_PATH, sender=NAME, owner=self)
        bus.subscribe_owner(NAME, self._owner_changed, self)
        bus.on_disconnect(lambda: self._end("The session bus is gone, and with it GNOME's idle monitor."), self)
        notice = self._moments.notice // timedelta(milliseconds=1)
        self._call("AddIdleWatch", "t", notice, on_reply=self._rest_watched)
        self._call("GetIdletime", on_reply=self._told)

    def idle(self) -> timedelta | None:
        if self.trouble is not None:
            return None
        idle = self._moments.idle()
        if self._moments.resting:
            self._watch_input()  # also after a sleep of the machine, which nobody announces
        return idle

    def watch_return(self, back: Callable[[], None]) -> bool:
        if self.trouble is not None or self._closed:
            return False
        self._back = back
        self._watch_input()
        return True

    def close(self) -> None:
        if not self._closed and self.trouble is None:
            for watch in (self._rest_watch, self._input_watch):
                if watch:
                    self._call("RemoveWatch", "u", watch)
        self._closed = True
        self._back = None
        self._bus.unsubscribe(self)

    def _call(
        self,
        method: str,
        signature: str = "",
        *body: object,
        on_reply: Callable[[int | None], None] = lambda _number: None,
    ) -> None:
        def number(answer: tuple[object, ...] | None) -> None:
            if not self._closed:
                on_reply(answer[0] if answer and isinstance(answer[0], int) else None)

        method = f"{NAME}.{method}"
        self._bus.call(NAME, _PATH, method, signature, body, on_reply=number, timeout=BACKGROUND_TIMEOUT)

    def _rest_watched(self, watch: int | None) -> None:
        if watch is None:
            self._end("GNOME's idle monitor is not on the session bus, or does not answer.")
        else:
            self._rest_watch = watch

    def _told(self, milliseconds: int | None) -> None:
        if milliseconds is None:
            self._end("GNOME's idle monitor does not tell the idle time.")
            return
        self._moments.told(timedelta(milliseconds=milliseconds))
        if self._moments.resting:
            self._watch_input()

    def _watch_input(self) -> None:
        if not self._input_watch and not self._asking_for_input and not self._closed:
            self._asking_for_input = True
            self._call("AddUserActiveWatch", on_reply=self._input_watched)

    def _input_watched(self, watch: int | None) -> None:
        self._asking_for_input = False
        self._input_watch = watch or 0

    def _fired(self, signal: BusSignal) -> None:
        if self._closed or self.trouble is not None:
            return
        if signal.body == (self._input_watch,):
            self._input_watch = 0
            self._moments.goes_on()
            self._call_back()
        elif signal.body == (self._rest_watch,):
            if self._moments.rests():  # input between a rest and our request to be told of its end
                self._call_back()
            self._watch_input()

    def _call_back(self) -> None:
        back, self._back = self._back, None
        if back is not None:
            back()

    def _owner_changed(self, before: str, _after: str) -> None:
        if before:
            self._end("GNOME's compositor, which told of input, has ended.")

    def _end(self, why: str) -> None:
        if self.trouble is None and not self._closed:
            self.trouble = why
            self._back = None
