"""In which order the ways to know of input are tried on which desktop."""

from collections.abc import Callable, Mapping

from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.idle.base import IdleSource, IdleUnavailable

WINDOWS, MACOS, X11, MUTTER, WAYLAND, LOGIND = "windows", "macos", "x11", "mutter", "wayland", "logind"

# Their compositors are made of Mutter, or speak as it does.
_GNOME_KIN = {"gnome", "gnome-classic", "ubuntu", "unity", "budgie", "pantheon", "phosh", "pop"}

FindBus = Callable[[], BusConnection | None]
Candidate = Callable[[], IdleSource]


def ladder(platform: str, environment: Mapping[str, str]) -> tuple[str, ...]:
    """The rungs for this desktop, best first; `platform` as in `sys.platform`.

    X11 only on real X11: under Wayland its server sees only a part of the input. KDE's own D-Bus call for idle time
    (`org.freedesktop.ScreenSaver.GetSessionIdleTime`) does not work on Wayland, so KDE is reached by Wayland's
    protocol, or by X11. Who is on the buses is not asked beforehand: whoever is not there is passed over.
    """
    if platform == "win32":
        return (WINDOWS,)
    if platform == "darwin":
        return (MACOS,)
    desktops = set(environment.get("XDG_CURRENT_DESKTOP", "").lower().split(":"))
    gnome = bool(desktops & _GNOME_KIN)
    if environment.get("WAYLAND_DISPLAY") or environment.get("XDG_SESSION_TYPE") == "wayland":
        return (MUTTER, WAYLAND, LOGIND) if gnome else (WAYLAND, MUTTER, LOGIND)
    if environment.get("DISPLAY"):
        return (X11, MUTTER, LOGIND) if gnome else (X11, LOGIND)
    return (LOGIND,)


def candidates(
    platform: str, environment: Mapping[str, str], session: FindBus, system: FindBus
) -> tuple[Candidate, ...]:
    """How to make the source of each rung; each raises IdleUnavailable, and loads what it needs, when it is called."""

    def windows() -> IdleSource:
        from hipbreak.desktop.idle.windows import WindowsIdleSource  # noqa: PLC0415 - only what is used is loaded

        return WindowsIdleSource()

    def macos() -> IdleSource:
        from hipbreak.desktop.idle.macos import MacIdleSource  # noqa: PLC0415

        return MacIdleSource()

    def x11() -> IdleSource:
        from hipbreak.desktop.idle.x11 import X11IdleSource  # noqa: PLC0415

        return X11IdleSource(environment)

    def mutter() -> IdleSource:
        from hipbreak.desktop.idle.gnome_mutter import MutterIdleSource  # noqa: PLC0415

        return MutterIdleSource(_found(session, "session"))

    def wayland() -> IdleSource:
        from hipbreak.desktop.idle.wayland import WaylandIdleSource  # noqa: PLC0415

        return WaylandIdleSource(environment)

    def logind() -> IdleSource:
        from hipbreak.desktop.idle.logind import LogindIdleSource  # noqa: PLC0415

        return LogindIdleSource(_found(system, "system"))

    made: dict[str, Candidate] = {
        WINDOWS: windows,
        MACOS: macos,
        X11: x11,
        MUTTER: mutter,
        WAYLAND: wayland,
        LOGIND: logind,
    }
    return tuple(made[rung] for rung in ladder(platform, environment))


def _found(find: FindBus, which: str) -> BusConnection:
    bus = find()
    if bus is None or not bus.alive:
        raise IdleUnavailable(f"There is no {which} bus to ask for idle time.")
    return bus
