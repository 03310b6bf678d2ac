"""Whether a screen reader is on, so that speech does not interrupt it."""

from PySide6.QtGui import QAccessible

from hipbreak.desktop.busy.dbus_flags import BusFlag, property_flag
from hipbreak.desktop.dbus.connection import BusConnection

_STATUS = property_flag("screen-reader", "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Status", "ScreenReaderEnabled")
"""Not IsEnabled, which is also true for other aids and stays true after the first screen reader has ended.

https://gnome.pages.gitlab.gnome.org/at-spi2-core/
"""


class ScreenReader:
    """Reads the accessibility bus; without a session bus, Qt."""

    def __init__(self, bus: BusConnection | None) -> None:
        """Query without waiting; off until the reply."""
        self._is_enabled = False
        self._flag = None if bus is None else BusFlag(bus, _STATUS, self._set_enabled)

    @property
    def is_on(self) -> bool:
        """Whether it is on now, as far as known."""
        return QAccessible.isActive() if self._flag is None else self._is_enabled

    def _set_enabled(self, _name: str, enabled: bool) -> None:
        self._is_enabled = enabled
