"""Whether this desktop has a system tray, with events when it appears and disappears."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hipbreak.desktop.dbus.connection import BusConnection
    from hipbreak.desktop.tray.x11 import TraySelection

STATUS_NOTIFIER, XEMBED = "status-notifier", "xembed"
_WATCHER = "org.kde.StatusNotifierWatcher"
_PATH = "/StatusNotifierWatcher"
_TIMEOUT = timedelta(milliseconds=200)
_SETTLE_MS = 3_000  # a panel may restart, or start a little later than the app


class TrayMonitor(QObject):
    """Watches for a StatusNotifierWatcher on the session bus and a system tray on the X display, without polling.

    https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/
    https://specifications.freedesktop.org/systemtray-spec/latest/
    """

    def __init__(self, changed: Callable[[], None], moved: Callable[[], None]) -> None:
        """From the event loop: `changed` when `present` has, `moved` when a watcher on the bus starts or ends.

        Until `attach`, and for some seconds after it or after a loss, a tray is assumed.
        """
        super().__init__()
        self.present = True
        """Whether there is a tray; a loss counts after some seconds."""
        self._changed, self._moved = changed, moved
        self._watcher: str | None = None  # the owner of the name on the bus; None until known
        self._has_host = False
        self.is_known = False
        """Whether the first queries have been answered."""
        self.is_cut_off = False
        """Whether Qt cannot use a tray on the bus even if there is one."""
        self._selection: TraySelection | None = None
        self._settle_timer = QTimer(self, singleShot=True)
        self._settle_timer.timeout.connect(self._settled)
        self._settle_timer.setInterval(_SETTLE_MS)

    def attach(self, bus: "BusConnection | None", environment: "Mapping[str, str]", cut_off: bool = False) -> None:
        """Start to watch; the bus or the display may be missing. `cut_off` if Qt is not on the bus."""
        self.is_known, self.is_cut_off = bus is None, cut_off
        if bus is not None:
            from hipbreak.desktop.dbus.connection import BUS_NAME, BUS_PATH  # noqa: PLC0415 - after the icon

            self._bus = bus
            bus.subscribe_owner(_WATCHER, lambda _, after: self._owner_read((after,)), self)
            for member in ("StatusNotifierHostRegistered", "StatusNotifierHostUnregistered"):
                bus.subscribe(
                    lambda _: self._query_host(), interface=_WATCHER, member=member, sender=_WATCHER, owner=self
                )
            bus.on_disconnect(self._bus_lost, self)
            method, read = f"{BUS_NAME}.GetNameOwner", self._owner_read
            bus.call(BUS_NAME, BUS_PATH, method, "s", (_WATCHER,), on_reply=read, timeout=_TIMEOUT)
        from hipbreak.desktop.display.xcb import XUnavailable  # noqa: PLC0415
        from hipbreak.desktop.tray.x11 import TraySelection  # noqa: PLC0415 - not under Wayland or Windows

        try:
            self._selection = TraySelection(environment, self._update)
        except XUnavailable:
            self._selection = None
        self._update()

    @property
    def name(self) -> str:
        """The kind of tray: `status-notifier` or `xembed`; empty without one."""
        if self._watcher:  # Qt then uses only this one, even without a host
            return STATUS_NOTIFIER if self._has_host else ""
        return XEMBED if self._selection is not None and self._selection.has_owner else ""

    def close(self) -> None:
        """Stop all callbacks; the bus stays open. Idempotent."""
        self._changed = self._moved = lambda: None
        self._settle_timer.stop()
        if self._selection is not None:
            self._selection.close()

    def _bus_lost(self) -> None:
        """Qt connects to a bus only once: after its loss no icon can be shown there, even when the bus is back."""
        self.is_cut_off = True
        self._bus.unsubscribe(self)
        self._owner_read(None)

    def _owner_read(self, body: tuple[object, ...] | None) -> None:
        owner = str(body[0]) if body else ""
        if owner == self._watcher:
            return
        came_or_went = self._watcher is not None and bool(owner) != bool(self._watcher)
        self._watcher, self._has_host = owner, bool(owner)
        if owner:
            self._query_host()
        else:
            self.is_known = True
        if came_or_went:
            self._moved()
        self._update()

    def _query_host(self) -> None:
        member = "IsStatusNotifierHostRegistered"
        self._bus.get_property(_WATCHER, _PATH, _WATCHER, member, on_reply=self._host_read, timeout=_TIMEOUT)

    def _host_read(self, registered: object) -> None:
        self.is_known = True
        # A watcher without an answer is assumed to have one.
        self._has_host = registered if isinstance(registered, bool) else bool(self._watcher)
        self._update()

    def _update(self) -> None:
        if not self.name:
            if self.present and not self._settle_timer.isActive():
                self._settle_timer.start()
            return
        self._settle_timer.stop()
        if not self.present:
            self.present = True
            self._changed()

    def _settled(self) -> None:
        self.present = False
        self._changed()
