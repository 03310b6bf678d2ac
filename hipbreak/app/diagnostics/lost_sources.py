"""Who tells of the desk now, and who told of it earlier in this run and does so no more."""

from collections.abc import Iterable, Mapping

from hipbreak.app.sensors import Sensors
from hipbreak.core.diagnostics import NONE
from hipbreak.desktop.lock.selection import TELLS_SLEEP
from hipbreak.desktop.tray.monitor import TrayMonitor

_BUSY = ("call", "awake", "dnd")


class LostSources:
    """By the names of `findings.ORDER`; whoever was never called is not missed."""

    def __init__(self, senses: Sensors, tray: TrayMonitor) -> None:
        self._senses, self._tray = senses, tray
        self._known: dict[str, set[str]] = {}
        self._busy = senses.busy

    def call(self) -> None:
        """Who tells now is missed when it does so no more."""
        self._forget_switched_off()
        for what, names in self._live().items():
            self._known.setdefault(what, set()).update(names)

    def missing(self) -> dict[str, list[str]]:
        """Who is missed now."""
        self._forget_switched_off()
        live = self._live()
        return {what: sorted(known - set(live[what])) for what, known in self._known.items()}

    def _forget_switched_off(self) -> None:
        """Other parts listen since the person chose anew what may be looked at."""
        if self._senses.busy is not self._busy:
            self._busy = self._senses.busy
            for what in _BUSY:
                self._known.pop(what, None)

    def _live(self) -> Mapping[str, Iterable[str]]:
        senses, focus = self._senses, self._senses.focus
        told = senses.idle() is not None  # asked first: a source that has died is replaced then
        locks = senses.locks.names if senses.locks is not None else ()
        return {
            "idle": [senses.idle_source.name] if told and senses.idle_source.name != NONE else [],
            "lock": [name for name in locks if name not in TELLS_SLEEP],
            "suspend": [name for name in locks if name in TELLS_SLEEP],
            "fullscreen": [focus.name] if focus is not None and focus.trouble is None else [],
            "tray": [self._tray.name] if self._tray.name else [],
            **{what: senses.busy.sources(what) if senses.busy is not None else () for what in _BUSY},
        }
