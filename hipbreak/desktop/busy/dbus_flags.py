"""Boolean queries to D-Bus services, repeated only when the service signals a change."""

from collections.abc import Callable

from msgspec import Struct

from hipbreak.desktop.busy.base import BusySource, ReportBusy
from hipbreak.desktop.dbus.connection import PROPERTIES, BusConnection, variant_value

CHANGED = f"{PROPERTIES}.PropertiesChanged"


def is_true(value: object) -> bool | None:
    """Return a boolean as it is, None for anything else."""
    return value if isinstance(value, bool) else None


class FlagQuery(Struct, frozen=True):
    """A query: `read` turns the first value of the reply into True or False, or None if it is invalid.

    After each of `signals` the query is repeated; each is a full name and the first argument, "" for any.
    """

    name: str
    service: str
    path: str
    method: str
    signals: tuple[tuple[str, str], ...]
    read: Callable[[object], bool | None] = is_true
    signature: str = ""
    arguments: tuple[object, ...] = ()
    off_with: str = ""
    """The vendor of a notification server beside which an error means False: the flag was never set."""


def property_flag(
    name: str, service: str, path: str, interface: str, member: str, read: Callable[[object], bool | None] = is_true
) -> FlagQuery:
    """Build the query of a property; `read` gets the value out of its variant."""
    get, signals, arguments = f"{PROPERTIES}.Get", ((CHANGED, interface),), (interface, member)
    return FlagQuery(name, service, path, get, signals, lambda it: read(variant_value(it)), "ss", arguments)


def _blocks_idle(value: object) -> bool | None:
    return "idle" in value.split(":") if isinstance(value, str) else None


def _is_quiet_mode(value: object) -> bool | None:
    return not _QUIET_MODES.isdisjoint(value) if isinstance(value, list) else None


_SESSION = "org.gnome.SessionManager"
_KDE = "org.kde.Solid.PowerManagement.PolicyAgent"
_XFCE = "org.freedesktop.PowerManagement.Inhibit"
_NOTIFICATIONS = "org.freedesktop.Notifications"
_MAKO, _SWAYNC = "fr.emersion.Mako", "org.erikreider.swaync.cc"
_QUIET_MODES = {"do-not-disturb", "dnd"}  # mako's manual has the first; users define modes freely
_IDLE = 8  # GNOME's flag for "the session may not become idle"
_SCREEN = 4  # KDE's for "the screen may not change"

LOGIND_AWAKE = property_flag(
    "logind-inhibitors",
    "org.freedesktop.login1",
    "/org/freedesktop/login1",
    "org.freedesktop.login1.Manager",
    "BlockInhibited",
    _blocks_idle,
)
"""https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html"""

SESSION_AWAKE = (
    # https://gitlab.gnome.org/GNOME/gnome-session (also of Cinnamon and MATE)
    FlagQuery(
        "gnome-inhibitors",
        _SESSION,
        "/org/gnome/SessionManager",
        f"{_SESSION}.IsInhibited",
        ((f"{_SESSION}.InhibitorAdded", ""), (f"{_SESSION}.InhibitorRemoved", "")),
        signature="u",
        arguments=(_IDLE,),
    ),
    # https://invent.kde.org/plasma/powerdevil (HasInhibition, InhibitionsChanged)
    FlagQuery(
        "kde-inhibitors",
        _KDE,
        "/org/kde/Solid/PowerManagement/PolicyAgent",
        f"{_KDE}.HasInhibition",
        ((f"{_KDE}.InhibitionsChanged", ""),),
        signature="u",
        arguments=(_SCREEN,),
    ),
    # https://www.freedesktop.org/wiki/Specifications/power-management-spec/ (XFCE, MATE)
    FlagQuery(
        "power-inhibitors",
        "org.freedesktop.PowerManagement",
        "/org/freedesktop/PowerManagement/Inhibit",
        f"{_XFCE}.HasInhibit",
        ((f"{_XFCE}.HasInhibitChanged", ""),),
    ),
)

DO_NOT_DISTURB_FLAGS = (
    # https://specifications.freedesktop.org/notification-spec/latest/ (1.3; KDE's server has it)
    property_flag(
        "notifications-inhibited", _NOTIFICATIONS, "/org/freedesktop/Notifications", _NOTIFICATIONS, "Inhibited"
    ),
    # https://dunst-project.org/documentation/dunstctl/
    property_flag("dunst-paused", _NOTIFICATIONS, "/org/freedesktop/Notifications", "org.dunstproject.cmd0", "paused"),
    # https://docs.xfce.org/xfce/xfconf/start and https://docs.xfce.org/apps/xfce4-notifyd/start
    FlagQuery(
        "xfce-do-not-disturb",
        "org.xfce.Xfconf",
        "/org/xfce/Xfconf",
        "org.xfce.Xfconf.GetProperty",
        (("org.xfce.Xfconf.PropertyChanged", "xfce4-notifyd"), ("org.xfce.Xfconf.PropertyRemoved", "xfce4-notifyd")),
        lambda value: is_true(variant_value(value)),
        "ss",
        ("xfce4-notifyd", "/do-not-disturb"),
        off_with="Xfce",
    ),
    # https://github.com/emersion/mako/pull/552 (from 1.10 on; earlier versions do not signal changes)
    property_flag("mako-do-not-disturb", _NOTIFICATIONS, "/fr/emersion/Mako", _MAKO, "Modes", _is_quiet_mode),
    # https://github.com/ErikReider/SwayNotificationCenter (swaync-client --subscribe)
    FlagQuery(
        "swaync-do-not-disturb",
        _SWAYNC,
        "/org/erikreider/swaync/cc",
        f"{_SWAYNC}.GetDnd",
        ((f"{_SWAYNC}.Subscribe", ""), (f"{_SWAYNC}.SubscribeV2", "")),
    ),
)


class BusFlag(BusySource):
    """One query on a bus; its service may start and end meanwhile, and is never started here.

    `report` is called from the event loop with the flag's name and the answer, False without one.
    """

    def __init__(self, bus: BusConnection, flag: FlagQuery, report: ReportBusy) -> None:
        self.name = flag.name
        self._bus, self._flag, self._report = bus, flag, report
        self._is_pending = self._query_again = False
        for signal, first in flag.signals:
            interface, member = signal.rsplit(".", 1)
            where = {"interface": interface, "member": member, "sender": flag.service, "first": first}
            bus.subscribe(lambda _signal: self._query(), owner=self, **where)
        bus.watch_service(flag.service, self._service_lost, self._query, self)
        if flag.off_with:
            bus.subscribe_owner(_NOTIFICATIONS, lambda _before, _after: self._query(), self)
        self._query()

    def close(self) -> None:
        """Unsubscribe. Idempotent."""
        self._bus.unsubscribe(self)

    def _query(self) -> None:
        if self._is_pending:
            self._query_again = True
            return
        self._is_pending, self._query_again = True, False
        flag = self._flag
        self._bus.call(flag.service, flag.path, flag.method, flag.signature, flag.arguments, on_reply=self._on_reply)

    def _on_reply(self, body: tuple[object, ...] | None) -> None:
        self._is_pending = False
        if self._query_again:
            self._query()
            return
        if body is None and self._flag.off_with:
            self._query_server()
        else:
            self._use(self._flag.read(body[0]) if body else None)

    def _query_server(self) -> None:
        method = f"{_NOTIFICATIONS}.GetServerInformation"
        path = "/org/freedesktop/Notifications"
        self._bus.call(_NOTIFICATIONS, path, method, on_reply=self._server_read)

    def _server_read(self, body: tuple[object, ...] | None) -> None:
        self._use(False if body is not None and self._flag.off_with in body else None)

    def _use(self, answer: bool | None) -> None:
        self.is_available = answer is not None
        self._report(self.name, answer is True)

    def _service_lost(self) -> None:
        self.is_available = False
        self._report(self.name, False)
