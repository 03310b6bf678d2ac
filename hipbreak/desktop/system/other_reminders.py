"""Which other programs remind of breaks, by the names of processes and of D-Bus services, and GNOME's own setting."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic

from hipbreak.desktop.dbus.connection import BUS_NAME, BUS_PATH, BusConnection
from hipbreak.desktop.display.desktop_name import is_gnome
from hipbreak.desktop.system.process_query import ProcessQuery

GNOME = "GNOME"
_PROGRAMS = {"stretchly": "Stretchly", "safeeyes": "Safe Eyes", "workrave": "Workrave", "rsibreak": "RSIBreak"}
"""By the name of the process, or the last part of that on the bus, in small letters."""
_VALID_S = 10.0
_READ_GNOME = ("gsettings", "get", "org.gnome.desktop.break-reminders", "selected-breaks")


class GnomeBreakReminders:
    """Reads the setting of GNOME 48 and later once; elsewhere and without `gsettings` they count as off."""

    def __init__(self, environment: Mapping[str, str], command: tuple[str, ...] = _READ_GNOME) -> None:
        """`command` replaces the call of `gsettings`."""
        self.are_on: bool | None = None
        """None until the setting has been read."""
        self._query: ProcessQuery | None = None
        if is_gnome(environment):
            self._query = ProcessQuery(command, environment, self._printed)
        else:
            self.are_on = False

    def close(self) -> None:
        """Stop reading. Idempotent."""
        if self._query is not None:
            self._query.cancel()

    def _printed(self, text: str | None) -> None:
        """The setting is a list of strings, such as `['eyesight', 'movement']` or `@as []`."""
        self.are_on = "'" in (text or "")


class OtherReminders:
    """Looks at most every ten seconds, and only when it is asked."""

    def __init__(
        self,
        environment: Mapping[str, str],
        bus: BusConnection | None,
        processes: Path = Path("/proc"),
        gnome: GnomeBreakReminders | None = None,
    ) -> None:
        """`processes` has a folder for each process; without a bus only these are looked at."""
        self._gnome = GnomeBreakReminders(environment) if gnome is None else gnome
        self._bus, self._processes = bus, processes
        self._found: frozenset[str] = frozenset()
        self._on_bus: frozenset[str] = frozenset()
        self._looked_at = -_VALID_S
        self.is_known = bus is None or not bus.alive
        """Whether the bus has answered once."""

    @property
    def settled(self) -> bool:
        """Whether everything has been read once."""
        return self.is_known and self._gnome.are_on is not None

    def names(self) -> tuple[str, ...]:
        """The programs that remind, too, as far as is known by now."""
        if monotonic() - self._looked_at >= _VALID_S:
            self._looked_at = monotonic()
            self._found = frozenset(_running(self._processes))
            if self._bus is not None:
                method = f"{BUS_NAME}.ListNames"
                self._bus.call(BUS_NAME, BUS_PATH, method, on_reply=self._listed)
        gnome = {GNOME} if self._gnome.are_on else set()
        return tuple(sorted({*gnome, *self._found, *self._on_bus}))

    def close(self) -> None:
        """Stop reading. Idempotent."""
        self._gnome.close()

    def _listed(self, body: tuple[object, ...] | None) -> None:
        self.is_known = True
        match body:
            case ([*names],):
                ends = {str(name).rpartition(".")[2].lower() for name in names}
                self._on_bus = frozenset(title for name, title in _PROGRAMS.items() if name in ends)


def _running(processes: Path) -> set[str]:
    names = set()
    for file in processes.glob("[0-9]*/comm"):
        with suppress(OSError):  # it may end meanwhile
            names.add(file.read_text(errors="replace").strip().lower())
    return {title for name, title in _PROGRAMS.items() if name in names}
