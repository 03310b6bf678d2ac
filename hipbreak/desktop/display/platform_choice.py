"""Chooses the Qt platform, and how the card is shown on it without taking the keyboard.

A Wayland compositor gives the keyboard to a new window, and a program cannot prevent that; an X11 window that no window
manager manages never gets it. So on Wayland windows go through Xwayland where it is known to keep to that.
"""

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache

from msgspec import Struct

from hipbreak.core.i18n import gettext as _
from hipbreak.core.settings.display_choices import DisplayPlatform
from hipbreak.desktop.display.availability import NoDisplay, find_display
from hipbreak.desktop.display.x_server import XServer, find_server

_VARIABLE = "QT_QPA_PLATFORM"
_KEEP_THE_FOCUS = ("GNOME Shell", "Mutter", "KWin", "wlroots")
"""Prefixes of the names of window managers that leave the focus where it is when an unmanaged window appears."""


class PlatformChoice(Struct, frozen=True):
    """What Qt is to use."""

    display: str
    """Where windows are opened, like `xcb :0`."""
    option: str = ""
    """The platform to set for Qt; empty where its own choice is right."""
    unmanaged_card: bool = False
    """Whether the card has to be kept from the window manager."""
    card_on_request: bool = False
    """Whether the card would take the keyboard, and so is shown only on request."""
    why: str = ""
    """One or two sentences for the person; empty where there was nothing to choose."""

    @property
    def x_display(self) -> str:
        """The X display of the windows, like `:0`; empty elsewhere."""
        platform, _, name = self.display.partition(" ")
        return name if platform == "xcb" else ""


def choose_platform(
    wanted: DisplayPlatform,
    environment: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    find_server: Callable[[str], XServer | None] = find_server,
) -> PlatformChoice:
    """Connects to the displays to identify their servers; NoDisplay where Qt would find none."""
    server_of = cache(find_server)

    def find(environment: Mapping[str, str]) -> str:
        return find_display(environment, platform, lambda name: server_of(name) is not None)

    option = ""
    if wanted is not DisplayPlatform.AUTO and platform not in ("win32", "darwin"):
        with suppress(NoDisplay):
            display, option = find({**environment, _VARIABLE: wanted.value}), wanted.value
    if not option:
        display = find(environment)
    if display.startswith("wayland"):
        if option:
            return _on_wayland(display, _("The setting display_platform puts windows on Wayland."), option)
        if environment.get(_VARIABLE):
            return _on_wayland(display, _("QT_QPA_PLATFORM puts windows on Wayland."))
    name = environment.get("DISPLAY", "")
    server = server_of(name) if name and display.startswith(("wayland", "xcb")) else None
    is_xwayland = server is not None and server.is_xwayland
    if not display.startswith("wayland"):
        return _on_xwayland(display, option) if is_xwayland else PlatformChoice(display, option)
    if server is None or not is_xwayland:
        return _on_wayland(display, _("No Xwayland answers in this Wayland session."))
    if not server.window_manager.startswith(_KEEP_THE_FOCUS):
        return _on_wayland(display, _unknown_manager(server.window_manager))
    return _on_xwayland(f"xcb {name}", "xcb")


def _on_xwayland(display: str, option: str) -> PlatformChoice:
    why = _("In this Wayland session windows go through Xwayland, where the card takes no keys.")
    return PlatformChoice(display, option, unmanaged_card=True, why=why)


def _on_wayland(display: str, why: str, option: str = "") -> PlatformChoice:
    notifications = _("A card would take the keyboard, so prompts come as notifications.")
    return PlatformChoice(display, option, card_on_request=True, why=f"{why} {notifications}")


def _unknown_manager(name: str) -> str:
    """Why the card is not shown through Xwayland; `name` of its window manager, empty if it has none."""
    return _(
        "Whether a card takes no keys in {name}'s Xwayland is not known; to try it: "
        "hipbreak settings set display_platform xcb."
    ).format(name=name or _("this compositor"))
