"""GNOME's Do Not Disturb: the setting `show-banners`."""

from collections.abc import Mapping

from hipbreak.desktop.busy.base import BusySource, ReportBusy
from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.dbus.dconf import DconfKey


class GnomeDoNotDisturb(BusySource):
    """The settings portal does not expose this key, hence dconf."""

    name = "gnome-do-not-disturb"

    def __init__(
        self, bus: BusConnection, report: ReportBusy, environment: Mapping[str, str], command: tuple[str, ...] = ()
    ) -> None:
        """`command` replaces the call of `gsettings`."""
        self._report = report
        self._key = DconfKey(
            bus, environment, "org.gnome.desktop.notifications", "show-banners", self._value_read, command
        )

    def close(self) -> None:
        """Stop all reports. Idempotent."""
        self._key.close()

    def _value_read(self, value: str | None) -> None:
        self.is_available = value in ("true", "false")
        self._report(self.name, value == "false")
