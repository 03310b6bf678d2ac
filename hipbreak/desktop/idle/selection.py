"""The order in which idle sources are tried on each desktop."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.idle.base import IdleSource, IdleUnavailable

if TYPE_CHECKING:
    from hipbreak.desktop.dbus.connection import BusConnection

    FindBus = Callable[[], BusConnection | None]

WINDOWS, MACOS, X11, MUTTER, WAYLAND, LOGIND = "windows", "macos", "x11", "mutter", "wayland", "logind"

# Their compositors are based on Mutter, or have its D-Bus interface.
_MUTTER_DESKTOPS = {"gnome", "gnome-classic", "ubuntu", "unity", "budgie", "pantheon", "phosh", "pop"}

Candidate = Callable[[], IdleSource]


def candidate_names(platform: str, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the candidates for this desktop, best first; `platform` as in `sys.platform`.

    X11 only on a real X server: under Wayland it sees only a part of the input. KDE's own D-Bus call for idle time
    (`org.freedesktop.ScreenSaver.GetSessionIdleTime`) does not work on Wayland, so KDE uses the Wayland
    protocol or X11. The buses are not queried beforehand: a missing service is skipped later.
    """
    if platform == "win32":
        return (WINDOWS,)
    if platform == "darwin":
        return (MACOS,)
    desktops = set(environment.get("XDG_CURRENT_DESKTOP", "").lower().split(":"))
    has_mutter = bool(desktops & _MUTTER_DESKTOPS)
    if environment.get("WAYLAND_DISPLAY") or environment.get("XDG_SESSION_TYPE") == "wayland":
        return (MUTTER, WAYLAND, LOGIND) if has_mutter else (WAYLAND, MUTTER, LOGIND)
    if environment.get("DISPLAY"):
        return (X11, MUTTER, LOGIND) if has_mutter else (X11, LOGIND)
    return (LOGIND,)


def candidates(
    platform: str, environment: Mapping[str, str], session: "FindBus", system: "FindBus"
) -> tuple[Candidate, ...]:
    """Return the factories of the sources, best first; each imports what it needs, and may raise IdleUnavailable."""

    def create(name: str) -> IdleSource:
        if name == WINDOWS:
            from hipbreak.desktop.idle.windows import WindowsIdleSource  # noqa: PLC0415 - only what is used is loaded

            return WindowsIdleSource()
        if name == MACOS:
            from hipbreak.desktop.idle.macos import MacIdleSource  # noqa: PLC0415

            return MacIdleSource()
        if name == X11:
            from hipbreak.desktop.idle.x11 import X11IdleSource  # noqa: PLC0415

            return X11IdleSource(environment)
        if name == MUTTER:
            from hipbreak.desktop.idle.gnome_mutter import MutterIdleSource  # noqa: PLC0415

            return MutterIdleSource(_require_bus(session, _("There is no session bus to ask for idle time.")))
        if name == WAYLAND:
            from hipbreak.desktop.idle.wayland import WaylandIdleSource  # noqa: PLC0415

            return WaylandIdleSource(environment)
        from hipbreak.desktop.idle.logind import LogindIdleSource  # noqa: PLC0415

        return LogindIdleSource(_require_bus(system, _("There is no system bus to ask for idle time.")))

    return tuple(partial(create, name) for name in candidate_names(platform, environment))


def _require_bus(find: "FindBus", missing: str) -> "BusConnection":
    bus = find()
    if bus is None or not bus.alive:
        raise IdleUnavailable(missing)
    return bus
