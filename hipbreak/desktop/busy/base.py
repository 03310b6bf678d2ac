"""Interfaces of the sources for calls, Do Not Disturb and a screen kept awake."""

from collections.abc import Callable

from msgspec import Struct


class BusySwitches(Struct, frozen=True):
    """Which sources the user has enabled."""

    microphone: bool = True
    camera: bool = True
    inhibitors: bool = True
    players: bool = True
    quiet: bool = True
    fullscreen: bool = True

    def off(self) -> frozenset[str]:
        """Return those of `call`, `awake`, `dnd` and `fullscreen` that are disabled."""
        enabled = {
            "call": self.microphone or self.camera,
            "awake": self.inhibitors or self.players,
            "dnd": self.quiet,
            "fullscreen": self.fullscreen,
        }
        return frozenset(kind for kind, is_enabled in enabled.items() if not is_enabled)


class BusySource:
    """Base class of the sources, each of one kind, which call a `ReportBusy`."""

    name: str
    is_available = False
    """Whether it has an answer now."""
    problem: str | None = None
    """One sentence while it has none and there is something to install or allow."""

    def close(self) -> None:
        """Stop reporting. Idempotent."""


ReportBusy = Callable[[str, bool], None]
