"""Whether a window can be opened at all: Qt does not raise when it finds no display, it aborts."""

import os
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from hipbreak.desktop.display import xcb

_CHECKED = ("xcb", "wayland")
"""Qt's platforms whose display is looked for here; any other that is named (offscreen, vnc) is Qt's affair."""


class NoDisplay(Exception):
    """No window can be opened; the message is one sentence for the person."""


def find_display(
    environment: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    x_reachable: Callable[[str], bool] = xcb.reachable,
) -> str:
    """What Qt will open windows on, like `xcb :0`; NoDisplay where it would abort. One connection, at once given up."""
    if platform in ("win32", "darwin"):
        return "windows" if platform == "win32" else "cocoa"
    platforms = [word.partition(":")[0] for word in environment.get("QT_QPA_PLATFORM", "").split(";") if word]
    others = [name for name in platforms if not name.startswith(_CHECKED)]
    tried = []
    if wayland := _wayland(environment):
        if _listens(wayland) and _allowed(platforms, "wayland"):
            return f"wayland {wayland.name}"
        tried.append(f"WAYLAND_DISPLAY is {wayland.name}")
    if name := environment.get("DISPLAY", ""):
        if x_reachable(name) and _allowed(platforms, "xcb"):
            return f"xcb {name}"
        tried.append(f"DISPLAY is {name}")
    if others:
        return others[0]
    if not tried:
        raise NoDisplay("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set).")
    raise NoDisplay(f"The display cannot be reached ({' and '.join(tried)}): nobody listens there, or you may not.")


def _allowed(platforms: list[str], wanted: str) -> bool:
    """Without a choice of the person's Qt tries both, one after the other."""
    return not platforms or any(name.startswith(wanted) for name in platforms)


def _wayland(environment: Mapping[str, str]) -> Path | None:
    """The socket of the compositor: https://wayland.freedesktop.org/docs/html/apb.html (wl_display_connect)."""
    name = environment.get("WAYLAND_DISPLAY", "")
    if not name and environment.get("XDG_SESSION_TYPE") == "wayland":
        name = "wayland-0"
    return Path(environment.get("XDG_RUNTIME_DIR", ""), name) if name else None


def _listens(path: Path) -> bool:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.setblocking(False)
    try:
        connection.connect(str(path))
    except BlockingIOError:  # its queue is full: somebody is there
        return True
    except OSError:
        return False
    finally:
        connection.close()
    return True
