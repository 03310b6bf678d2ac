"""Whether the user is in a call, keeps the screen awake, or has Do Not Disturb on."""

import sys
from collections.abc import Iterator, Mapping
from functools import partial

from PySide6.QtCore import QTimer

from hipbreak.desktop.busy.base import BusySource, BusySwitches, ReportBusy
from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.display.desktop_name import is_gnome

_ALL = BusySwitches()


class BusySources:
    """All sources of `call`, `awake` and `dnd`, each on while a source of it is; never waits, skips what is missing."""

    def __init__(
        self,
        changed: ReportBusy,
        session: BusConnection | None,
        system: BusConnection | None,
        environment: Mapping[str, str],
        switches: BusySwitches = _ALL,
        platform: str = sys.platform,
    ) -> None:
        """Start to create the sources; what is on already is reported with the first answers.

        `changed` gets `call`, `awake` or `dnd` at each start (True) and end (False) of it, from the event loop.
        """
        self.is_complete = False
        """Whether all sources have been created."""
        self._changed: ReportBusy | None = changed
        self._on: dict[str, set[str]] = {"call": set(), "awake": set(), "dnd": set()}
        self._reports = {kind: partial(self._report, kind) for kind in self._on}
        self.created: dict[str, list[BusySource]] = {kind: [] for kind in self._on}
        """The sources created so far, available or not."""
        other_platform = self._create_on_other_platform(platform, switches)
        self._pending = other_platform or self._create_on_linux(session, system, environment, switches)
        QTimer.singleShot(0, self._create_next)

    def sources(self, kind: str) -> tuple[str, ...]:
        """Return the names of the available sources of `call`, `awake` or `dnd`."""
        return tuple(source.name for source in self.created[kind] if source.is_available)

    @property
    def problems(self) -> tuple[str, ...]:
        """One sentence for each unavailable source where there is something to install or allow."""
        found = (source.problem for sources in self.created.values() for source in sources)
        return tuple(problem for problem in found if problem)

    @property
    def reasons(self) -> Mapping[str, tuple[str, ...]]:
        """The sources that report True now, for each of `call`, `awake` and `dnd`."""
        return {kind: tuple(sorted(names)) for kind, names in self._on.items()}

    def close(self) -> None:
        """Stop all callbacks; the buses stay open. Idempotent."""
        self._changed = None
        for source in [source for sources in self.created.values() for source in sources]:
            source.close()

    def _create_next(self) -> None:
        """Create one source in each turn of the event loop, which stays responsive."""
        if self._changed is None:
            return
        created = next(self._pending, None)
        if created is None:
            self.is_complete = True
        else:
            kind, source = created
            self.created[kind].append(source)
            QTimer.singleShot(0, self._create_next)

    def _create_on_other_platform(
        self, platform: str, switches: BusySwitches
    ) -> Iterator[tuple[str, BusySource]] | None:
        if platform == "win32":
            from hipbreak.desktop.busy.windows import create_windows_sources  # noqa: PLC0415

            return create_windows_sources(self._reports, switches)
        if platform == "darwin":
            from hipbreak.desktop.busy.macos import create_macos_sources  # noqa: PLC0415

            return create_macos_sources(self._reports, switches)
        return None

    def _create_on_linux(
        self,
        session: BusConnection | None,
        system: BusConnection | None,
        environment: Mapping[str, str],
        switches: BusySwitches,
    ) -> Iterator[tuple[str, BusySource]]:
        """Create the sources, importing only what is used."""
        if switches.microphone:
            from hipbreak.desktop.busy.microphone import Microphone  # noqa: PLC0415

            yield "call", Microphone(self._reports["call"], environment)
        if switches.camera:
            from hipbreak.desktop.busy.camera import Camera  # noqa: PLC0415

            yield "call", Camera(self._reports["call"])
        if switches.inhibitors:
            from hipbreak.desktop.busy.dbus_flags import LOGIND_AWAKE, SESSION_AWAKE, BusFlag  # noqa: PLC0415

            if system is not None:
                yield "awake", BusFlag(system, LOGIND_AWAKE, self._reports["awake"])
            if session is not None:
                for flag in SESSION_AWAKE:
                    yield "awake", BusFlag(session, flag, self._reports["awake"])
        if session is None:
            return
        if switches.players:
            from hipbreak.desktop.busy.media_players import MediaPlayers  # noqa: PLC0415

            yield "awake", MediaPlayers(session, self._reports["awake"])
        if switches.quiet:
            yield from self._create_dnd(session, environment)

    def _create_dnd(self, session: BusConnection, environment: Mapping[str, str]) -> Iterator[tuple[str, BusySource]]:
        from hipbreak.desktop.busy.dbus_flags import DO_NOT_DISTURB_FLAGS, BusFlag  # noqa: PLC0415

        for flag in DO_NOT_DISTURB_FLAGS:
            yield "dnd", BusFlag(session, flag, self._reports["dnd"])
        if is_gnome(environment):
            from hipbreak.desktop.busy.gnome_dnd import GnomeDoNotDisturb  # noqa: PLC0415

            yield "dnd", GnomeDoNotDisturb(session, self._reports["dnd"], environment)

    def _report(self, kind: str, name: str, on: bool) -> None:
        names = self._on[kind]
        before = bool(names)
        if on:
            names.add(name)
        else:
            names.discard(name)
        if bool(names) != before and self._changed is not None:
            self._changed(kind, bool(names))
