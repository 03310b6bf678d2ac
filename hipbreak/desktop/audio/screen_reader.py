"""Whether a screen reader is on, so that the voice need not speak over it."""

from collections.abc import Callable

from PySide6.QtGui import QAccessible

from hipbreak.desktop.busy.dbus_flags import BusFlag, is_true, property_flag
from hipbreak.desktop.dbus.connection import BusConnection

_STATUS = property_flag(
    "screen-reader", "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Status", "ScreenReaderEnabled", is_true
)
"""Not IsEnabled: that also holds for other aids, and stays true after the first screen reader has gone.

https://gnome.pages.gitlab.gnome.org/at-spi2-core/
"""


class ScreenReader:
    """Told by the accessibility bus as it changes; where there is no session bus, by Qt."""

    def __init__(self, bus: BusConnection | None) -> None:
        """Asks without waiting: until the answer it counts as off."""
        self._on = False
        self._asks: Callable[[], bool] = QAccessible.isActive if bus is None else lambda: self._on
        self._flag = None if bus is None else BusFlag(bus, _STATUS, self._say)

    @property
    def is_on(self) -> bool:
        """Now, as far as is known."""
        return self._asks()

    def _say(self, _name: str, on: bool) -> None:
        self._on = on
