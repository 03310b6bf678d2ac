"""Whether this desktop has a place for a tray icon, told when it comes and when it goes."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from hipbreak.desktop.dbus.connection import BUS_NAME, BUS_PATH, TIMEOUT, BusConnection

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hipbreak.desktop.tray.x11 import TraySelection

STATUS_NOTIFIER, XEMBED = "status-notifier", "xembed"
_WATCHER = "org.kde.StatusNotifierWatcher"
_PATH = "/StatusNotifierWatcher"
_SETTLES_MS = 3_000  # a panel that is started anew, or comes a little after us, is no desktop without a tray


class TrayMonitor(QObject):
    """Hears of a StatusNotifierWatcher on the session bus and of a system tray on the X display; nothing is polled.

    https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/
    https://specifications.freedesktop.org/systemtray-spec/latest/
    """

    def __init__(self, changed: Callable[[], None], moved: Callable[[], None], parent: QObject | None = None) -> None:
        """From the event loop: `changed` when `present` has, `moved` when a watcher on the bus has come or gone.

        Until `attach`, and for some seconds after it or after a loss, the desktop has the benefit of the doubt.
        """
        super().__init__(parent)
        self.present = True
        """Whether the icon has a place; a loss counts when it has lasted some seconds."""
        self._changed, self._moved = changed, moved
        self._watcher: str | None = None  # who owns the name on the bus; None until that is known
        self._has_host = False
        self.is_known = False
        """Whether everybody who was asked at first has answered."""
        self.is_cut_off = False
        """Whether a place on the bus could not be taken even if there were one."""
        self._selection: TraySelection | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLES_MS)
        self._settle.timeout.connect(self._settled)

    def attach(self, bus: BusConnection | None, environment: "Mapping[str, str]", cut_off: bool = False) -> None:
        """Begin to listen; either may be missing here. `cut_off` if Qt is not on the bus."""
        self.is_known, self.is_cut_off = bus is None, cut_off
        if bus is not None:
            self._bus = bus
            bus.subscribe_owner(_WATCHER, lambda _, after: self._owned((after,)), self)
            for member in ("StatusNotifierHostRegistered", "StatusNotifierHostUnregistered"):
                bus.subscribe(
                    lambda _: self._ask_host(), interface=_WATCHER, member=member, sender=_WATCHER, owner=self
                )
            bus.on_disconnect(self._cut_off, self)
            bus.call(BUS_NAME, BUS_PATH, f"{BUS_NAME}.GetNameOwner", "s", (_WATCHER,), on_reply=self._owned)
        from hipbreak.desktop.display.xcb import XUnavailable  # noqa: PLC0415
        from hipbreak.desktop.tray.x11 import TraySelection  # noqa: PLC0415 - not under Wayland or Windows

        try:
            self._selection = TraySelection(environment, self._look)
        except XUnavailable:
            self._selection = None
        self._look()

    @property
    def name(self) -> str:
        """Where the icon's place is: `status-notifier` or `xembed`; empty without one."""
        if self._watcher:  # Qt shows its icon there and nowhere else, host or none
            return STATUS_NOTIFIER if self._has_host else ""
        return XEMBED if self._selection is not None and self._selection.has_owner else ""

    def close(self) -> None:
        """Tells nobody any more; may be called twice. The bus stays open."""
        self._changed = self._moved = lambda: None
        self._settle.stop()
        if self._selection is not None:
            self._selection.close()

    def _cut_off(self) -> None:
        """Qt joins a bus once in its life: an icon of ours cannot go to one that was lost, even when it is back."""
        self.is_cut_off = True
        self._bus.unsubscribe(self)
        self._owned(None)

    def _owned(self, body: tuple[object, ...] | None) -> None:
        owner = str(body[0]) if body else ""
        if owner == self._watcher:
            return
        came_or_went = self._watcher is not None and bool(owner) != bool(self._watcher)
        self._watcher, self._has_host = owner, bool(owner)
        if owner:
            self._ask_host()
        else:
            self.is_known = True
        if came_or_went:
            self._moved()
        self._look()

    def _ask_host(self) -> None:
        member = "IsStatusNotifierHostRegistered"
        self._bus.get_property(_WATCHER, _PATH, _WATCHER, member, on_reply=self._told_host, timeout=TIMEOUT)

    def _told_host(self, registered: object) -> None:
        self.is_known = True
        # A watcher that does not say is taken to have one.
        self._has_host = registered if isinstance(registered, bool) else bool(self._watcher)
        self._look()

    def _look(self) -> None:
        if not self.name:
            if self.present and not self._settle.isActive():
                self._settle.start()
            return
        self._settle.stop()
        if not self.present:
            self.present = True
            self._changed()

    def _settled(self) -> None:
        self.present = False
        self._changed()
