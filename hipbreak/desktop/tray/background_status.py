"""The status line in GNOME's list of background apps."""

from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.display.desktop_appearance import PORTAL, PORTAL_PATH

BACKGROUND = "org.freedesktop.portal.Background"
_MAX_LENGTH = 96  # characters, by the specification


class BackgroundStatus:
    """https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Background.html

    The portal shows it for sandboxed programs only; where it refuses or is missing, it is asked once.
    """

    def __init__(self, bus: BusConnection) -> None:
        self._bus, self._shown, self._is_refused = bus, "", False

    def show(self, text: str) -> None:
        """Show one line."""
        line = text if len(text) <= _MAX_LENGTH else text[: _MAX_LENGTH - 1] + "…"
        if line == self._shown or self._is_refused:
            return
        self._shown = line
        self._bus.call(
            PORTAL, PORTAL_PATH, f"{BACKGROUND}.SetStatus", "a{sv}", ({"message": ("s", line)},), on_reply=self._replied
        )

    def _replied(self, body: tuple[object, ...] | None) -> None:
        self._is_refused = body is None
