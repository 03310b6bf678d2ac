"""Whether the person is in a call, keeps the screen awake, or does not want to be disturbed."""

import sys
from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QTimer

from hipbreak.desktop.busy.base import BusyAggregator, BusyListener, BusySwitches, Part
from hipbreak.desktop.dbus.connection import BusConnection

_ALL = BusySwitches()


class Busy:
    """Everybody who may know, as three sums; nothing here waits or polls, and what is missing is silent."""

    def __init__(
        self,
        listener: BusyListener,
        session: BusConnection | None,
        system: BusConnection | None,
        environment: Mapping[str, str],
        switches: BusySwitches = _ALL,
        platform: str = sys.platform,
    ) -> None:
        """Begins to listen; what is on already is told as soon as somebody has answered."""
        self._listener: BusyListener | None = listener
        self._call = BusyAggregator(lambda on: self._tell("call", on))
        self._awake = BusyAggregator(lambda on: self._tell("awake", on))
        self._dnd = BusyAggregator(lambda on: self._tell("dnd", on))
        self._parts: dict[str, list[Part]] = {"call": [], "awake": [], "dnd": []}
        self._steps = self._elsewhere(platform, switches) or self._listen(session, system, environment, switches)
        QTimer.singleShot(0, self._step)

    @property
    def names(self) -> tuple[str, ...]:
        """Who tells just now."""
        return tuple(name for what in self._parts for name in self.sources(what))

    def sources(self, what: str) -> tuple[str, ...]:
        """Who tells just now of `call`, `awake` or `dnd`."""
        return tuple(part.name for part in self._parts[what] if part.is_available)

    @property
    def troubles(self) -> tuple[str, ...]:
        """One sentence for each that cannot tell, where there is something to install or allow."""
        found = (getattr(part, "trouble", None) for parts in self._parts.values() for part in parts)
        return tuple(trouble for trouble in found if trouble)

    @property
    def reasons(self) -> Mapping[str, tuple[str, ...]]:
        """Who says so just now, for each of `call`, `awake` and `dnd`."""
        sums = {"call": self._call, "awake": self._awake, "dnd": self._dnd}
        return {what: tuple(sorted(one.who)) for what, one in sums.items()}

    def close(self) -> None:
        """Calls nobody any more; may be called twice. The buses stay open."""
        self._listener = None
        for part in [part for parts in self._parts.values() for part in parts]:
            end = getattr(part, "close", None)
            if end is not None:
                end()

    def _step(self) -> None:
        """One part in each turn of the event loop: there is a window to draw."""
        if self._listener is None:
            return
        made = next(self._steps, None)
        if made is not None:
            what, part = made
            self._parts[what].append(part)
            QTimer.singleShot(0, self._step)

    def _elsewhere(self, platform: str, switches: BusySwitches) -> Iterator[tuple[str, Part]] | None:
        says = {"call": self._call.say, "awake": self._awake.say, "dnd": self._dnd.say}
        if platform == "win32":
            from hipbreak.desktop.busy.windows import windows_parts  # noqa: PLC0415

            return windows_parts(says, switches)
        if platform == "darwin":
            from hipbreak.desktop.busy.macos import macos_parts  # noqa: PLC0415

            return macos_parts(says, switches)
        return None

    def _listen(
        self,
        session: BusConnection | None,
        system: BusConnection | None,
        environment: Mapping[str, str],
        switches: BusySwitches,
    ) -> Iterator[tuple[str, Part]]:
        """Makes the parts, loading only what is used."""
        if switches.microphone:
            from hipbreak.desktop.busy.microphone import Microphone  # noqa: PLC0415

            yield "call", Microphone(self._call.say, environment)
        if switches.camera:
            from hipbreak.desktop.busy.camera import Camera  # noqa: PLC0415

            yield "call", Camera(self._call.say)
        if switches.inhibitors:
            from hipbreak.desktop.busy.dbus_flags import LOGIND_AWAKE, SESSION_AWAKE, BusFlag  # noqa: PLC0415

            if system is not None:
                yield "awake", BusFlag(system, LOGIND_AWAKE, self._awake.say)
            if session is not None:
                for flag in SESSION_AWAKE:
                    yield "awake", BusFlag(session, flag, self._awake.say)
        if session is None:
            return
        if switches.players:
            from hipbreak.desktop.busy.media_players import Players  # noqa: PLC0415

            yield "awake", Players(session, self._awake.say)
        if switches.quiet:
            yield from self._quiet(session, environment)

    def _quiet(self, session: BusConnection, environment: Mapping[str, str]) -> Iterator[tuple[str, Part]]:
        from hipbreak.desktop.busy.dbus_flags import QUIET, BusFlag  # noqa: PLC0415
        from hipbreak.desktop.busy.gnome_dnd import GnomeQuiet  # noqa: PLC0415

        for flag in QUIET:
            yield "dnd", BusFlag(session, flag, self._dnd.say)
        if "gnome" in environment.get("XDG_CURRENT_DESKTOP", "").lower():
            yield "dnd", GnomeQuiet(session, self._dnd.say, environment)

    def _tell(self, what: str, on: bool) -> None:
        if self._listener is not None:
            tell: Callable[[bool], None] = getattr(self._listener, what)
            tell(on)
