"""Whether a window can be opened: without a display Qt aborts instead of raising."""

import socket
from collections.abc import Callable, Mapping
from pathlib import Path

from hipbreak.core.i18n import gettext as _

_CHECKED = ("xcb", "wayland")
"""The Qt platforms whose display is checked; others (offscreen, vnc) are left to Qt."""


class NoDisplay(Exception):
    """No window can be opened; the message is one sentence for the user."""


def find_display(environment: Mapping[str, str], platform: str, x_reachable: Callable[[str], bool]) -> str:
    """Return what Qt will open windows on, like `xcb :0`; NoDisplay where it would abort.

    `x_reachable` returns whether a client can connect to an X display, like `:0`.
    """
    if platform in ("win32", "darwin"):
        return "windows" if platform == "win32" else "cocoa"
    platforms = [name.partition(":")[0] for name in environment.get("QT_QPA_PLATFORM", "").split(";") if name]
    others = [name for name in platforms if not name.startswith(_CHECKED)]
    tried = []
    if wayland := wayland_socket(environment):
        if is_listening(wayland) and _is_allowed(platforms, "wayland"):
            return f"wayland {wayland.name}"
        tried.append(f"WAYLAND_DISPLAY={wayland.name}")
    if name := environment.get("DISPLAY", ""):
        if x_reachable(name) and _is_allowed(platforms, "xcb"):
            return f"xcb {name}"
        tried.append(f"DISPLAY={name}")
    if others:
        return others[0]
    if not tried:
        raise NoDisplay(_("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)."))
    raise NoDisplay(
        _("The display cannot be reached ({names}): no server is there, or access is denied.").format(
            names=", ".join(tried)
        )
    )


def _is_allowed(platforms: list[str], wanted: str) -> bool:
    """Return whether Qt may use the platform; unless one is set it tries both."""
    return not platforms or any(name.startswith(wanted) for name in platforms)


def wayland_socket(environment: Mapping[str, str]) -> Path | None:
    """Return the socket of the compositor: https://wayland.freedesktop.org/docs/html/apb.html (wl_display_connect)."""
    name = environment.get("WAYLAND_DISPLAY", "")
    if not name and environment.get("XDG_SESSION_TYPE") == "wayland":
        name = "wayland-0"  # all that a service manager passes on
    return Path(environment.get("XDG_RUNTIME_DIR", "/"), name) if name else None


def is_listening(path: str | Path) -> bool:
    """Return whether a process accepts connections at this socket, without waiting for one that hangs."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.setblocking(False)
        try:
            connection.connect(str(path))
        except BlockingIOError:  # its accept queue is full
            return True
        except OSError:
            return False
        return True
