"""Which other programs remind of breaks, by the names of processes and of D-Bus services, and GNOME's own setting."""

import os
from collections.abc import Mapping
from pathlib import Path
from time import monotonic

from hipbreak.desktop.dbus.connection import BACKGROUND_TIMEOUT, BUS_NAME, BUS_PATH, BusConnection
from hipbreak.desktop.system.gnome_break_reminders import GnomeBreakReminders

GNOME = "GNOME"
_PROGRAMS = {"stretchly": "Stretchly", "safeeyes": "Safe Eyes", "workrave": "Workrave", "rsibreak": "RSIBreak"}
"""By the name of the process, or the last part of that on the bus, in small letters."""
_VALID_S = 10.0


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
                self._bus.call(BUS_NAME, BUS_PATH, method, on_reply=self._listed, timeout=BACKGROUND_TIMEOUT)
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
    found: set[str] = set()
    try:
        entries = list(os.scandir(processes))
    except OSError:
        return found
    for entry in entries:
        if entry.name.isdigit():
            try:
                name = (processes / entry.name / "comm").read_text(errors="replace").strip().lower()
            except OSError:  # it has ended meanwhile
                continue
            if name in _PROGRAMS:
                found.add(_PROGRAMS[name])
    return found
