"""Idle time of GNOME, Wayland or X11: its compositor signals when input stops and when it resumes."""

from collections.abc import Callable
from datetime import timedelta

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.dbus.subscriptions import BusMessage
from hipbreak.desktop.idle.base import InputEvents
from hipbreak.desktop.idle.last_input import LastInputTracker

NAME = "org.gnome.Mutter.IdleMonitor"
_PATH = "/org/gnome/Mutter/IdleMonitor/Core"


class MutterIdleSource(InputEvents):
    """A permanent watch on the idle threshold, and a one-shot watch on the next input.

    https://gitlab.gnome.org/GNOME/mutter/-/blob/main/data/dbus-interfaces/org.gnome.Mutter.IdleMonitor.xml
    No call waits for a reply: `idle` is None until the first one.
    """

    name = "gnome-mutter"

    def __init__(self, bus: BusConnection, tracker: LastInputTracker | None = None) -> None:
        """Add the watch; whether Mutter is there turns out later."""
        super().__init__()
        self._bus = bus
        self.tracker = tracker or LastInputTracker()
        self._idle_watch = self.active_watch = 0
        self._is_adding_active_watch = False
        bus.subscribe(self._watch_fired, interface=NAME, member="WatchFired", path=_PATH, sender=NAME, owner=self)
        bus.subscribe_owner(NAME, self._owner_changed, self)
        bus.on_disconnect(lambda: self._fail(_("The session bus is gone, and with it GNOME's idle monitor.")), self)
        threshold = self.tracker.threshold // timedelta(milliseconds=1)
        self._call("AddIdleWatch", "t", threshold, on_reply=self._idle_watch_added)
        self._call("GetIdletime", on_reply=self._idle_time_received)

    def idle(self) -> timedelta | None:
        if self.problem is not None:
            return None
        idle = self.tracker.idle()
        if self.tracker.is_idle:
            self._add_active_watch()  # also after a suspend, for which there is no signal
        return idle

    def watch_return(self, callback: Callable[[], None]) -> bool:
        if self.problem is not None or self._closed:
            return False
        self._return_callback = callback
        self._add_active_watch()
        return True

    def close(self) -> None:
        if not self._closed and self.problem is None:
            for watch in (self._idle_watch, self.active_watch):
                if watch:
                    self._call("RemoveWatch", "u", watch)
        super().close()
        self._bus.unsubscribe(self)

    def _call(
        self,
        method: str,
        signature: str = "",
        *body: object,
        on_reply: Callable[[int | None], None] = lambda _number: None,
    ) -> None:
        def convert(body: tuple[object, ...] | None) -> None:
            if not self._closed:
                on_reply(body[0] if body and isinstance(body[0], int) else None)

        method = f"{NAME}.{method}"
        self._bus.call(NAME, _PATH, method, signature, body, on_reply=convert)

    def _idle_watch_added(self, watch: int | None) -> None:
        if watch is None:
            self._fail(_("GNOME's idle monitor is not on the session bus, or does not answer."))
        else:
            self._idle_watch = watch

    def _idle_time_received(self, milliseconds: int | None) -> None:
        if milliseconds is None:
            self._fail(_("GNOME's idle monitor does not report the idle time."))
            return
        self.tracker.set_idle(timedelta(milliseconds=milliseconds))
        if self.tracker.is_idle:
            self._add_active_watch()

    def _add_active_watch(self) -> None:
        if not self.active_watch and not self._is_adding_active_watch and not self._closed:
            self._is_adding_active_watch = True
            self._call("AddUserActiveWatch", on_reply=self._active_watch_added)

    def _active_watch_added(self, watch: int | None) -> None:
        self._is_adding_active_watch = False
        self.active_watch = watch or 0

    def _watch_fired(self, signal: BusMessage) -> None:
        if self._closed or self.problem is not None:
            return
        if signal.body == (self.active_watch,):
            self.active_watch = 0
            self.tracker.activity()
            self._notify_return()
        elif signal.body == (self._idle_watch,):
            if self.tracker.idle_started():  # there was input before the active watch was added
                self._notify_return()
            self._add_active_watch()

    def _owner_changed(self, before: str, _after: str) -> None:
        if before:
            self._fail(_("GNOME's compositor, which reported input, has ended."))
