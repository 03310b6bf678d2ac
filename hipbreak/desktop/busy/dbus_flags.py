"""Yes-or-no questions to services on the bus, asked again only when their service says that something changed."""

from collections.abc import Callable
from dataclasses import dataclass

from hipbreak.desktop.busy.base import Say
from hipbreak.desktop.dbus.connection import BACKGROUND_TIMEOUT, PROPERTIES, BusConnection, variant_value
from hipbreak.desktop.dbus.subscriptions import BusSignal

CHANGED = f"{PROPERTIES}.PropertiesChanged"


@dataclass(frozen=True, slots=True)
class Flag:
    """A question: `read` makes yes or no of the first value of the answer, or None of one that is no answer.

    `signals` are those after which it has to be asked again, each as its full name and its first argument, "" for any.
    """

    name: str
    service: str
    path: str
    method: str
    signature: str
    arguments: tuple[object, ...]
    read: Callable[[object], bool | None]
    signals: tuple[tuple[str, str], ...]


def property_flag(
    name: str, service: str, path: str, interface: str, member: str, read: Callable[[object], bool | None]
) -> Flag:
    """The question for a property; `read` gets its value out of the variant."""
    get, about = f"{PROPERTIES}.Get", (interface, member)
    return Flag(name, service, path, get, "ss", about, lambda it: read(variant_value(it)), ((CHANGED, interface),))


def is_true(value: object) -> bool | None:
    """A plain boolean."""
    return value if isinstance(value, bool) else None


def _blocks_idle(value: object) -> bool | None:
    return "idle" in value.split(":") if isinstance(value, str) else None


def _is_quiet_mode(value: object) -> bool | None:
    return not _QUIET_MODES.isdisjoint(value) if isinstance(value, list) else None


def _variant_true(value: object) -> bool | None:
    return is_true(variant_value(value))


_SESSION = "org.gnome.SessionManager"
_KDE = "org.kde.Solid.PowerManagement.PolicyAgent"
_XFCE = "org.freedesktop.PowerManagement.Inhibit"
_NOTIFICATIONS = "org.freedesktop.Notifications"
_MAKO, _SWAYNC = "fr.emersion.Mako", "org.erikreider.swaync.cc"
_QUIET_MODES = {"do-not-disturb", "dnd"}  # mako's manual has the first; any mode is what the person makes it
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
    Flag(
        "gnome-inhibitors",
        _SESSION,
        "/org/gnome/SessionManager",
        f"{_SESSION}.IsInhibited",
        "u",
        (_IDLE,),
        is_true,
        ((f"{_SESSION}.InhibitorAdded", ""), (f"{_SESSION}.InhibitorRemoved", "")),
    ),
    # https://invent.kde.org/plasma/powerdevil (HasInhibition, InhibitionsChanged)
    Flag(
        "kde-inhibitors",
        _KDE,
        "/org/kde/Solid/PowerManagement/PolicyAgent",
        f"{_KDE}.HasInhibition",
        "u",
        (_SCREEN,),
        is_true,
        ((f"{_KDE}.InhibitionsChanged", ""),),
    ),
    # https://www.freedesktop.org/wiki/Specifications/power-management-spec/ (XFCE, MATE)
    Flag(
        "power-inhibitors",
        "org.freedesktop.PowerManagement",
        "/org/freedesktop/PowerManagement/Inhibit",
        f"{_XFCE}.HasInhibit",
        "",
        (),
        is_true,
        ((f"{_XFCE}.HasInhibitChanged", ""),),
    ),
)

QUIET = (
    # https://specifications.freedesktop.org/notification-spec/latest/ (1.3; KDE's server has it)
    property_flag(
        "notifications-inhibited",
        _NOTIFICATIONS,
        "/org/freedesktop/Notifications",
        _NOTIFICATIONS,
        "Inhibited",
        is_true,
    ),
    # https://dunst-project.org/documentation/dunstctl/
    property_flag(
        "dunst-paused", _NOTIFICATIONS, "/org/freedesktop/Notifications", "org.dunstproject.cmd0", "paused", is_true
    ),
    # https://docs.xfce.org/xfce/xfconf/start and https://docs.xfce.org/apps/xfce4-notifyd/start
    Flag(
        "xfce-do-not-disturb",
        "org.xfce.Xfconf",
        "/org/xfce/Xfconf",
        "org.xfce.Xfconf.GetProperty",
        "ss",
        ("xfce4-notifyd", "/do-not-disturb"),
        _variant_true,
        (("org.xfce.Xfconf.PropertyChanged", "xfce4-notifyd"),),
    ),
    # https://github.com/emersion/mako/pull/552 (from 1.10 on; earlier ones do not tell of a change)
    property_flag("mako-do-not-disturb", _NOTIFICATIONS, "/fr/emersion/Mako", _MAKO, "Modes", _is_quiet_mode),
    # https://github.com/ErikReider/SwayNotificationCenter (swaync-client --subscribe)
    Flag(
        "swaync-do-not-disturb",
        _SWAYNC,
        "/org/erikreider/swaync/cc",
        f"{_SWAYNC}.GetDnd",
        "",
        (),
        is_true,
        ((f"{_SWAYNC}.Subscribe", ""), (f"{_SWAYNC}.SubscribeV2", "")),
    ),
)


class BusFlag:
    """One question on a bus; its service may come and go while we watch, and is never started by us.

    `say` is called from the event loop with the flag's name and the answer; no answer is a no.
    """

    def __init__(self, bus: BusConnection, flag: Flag, say: Say) -> None:
        self.name = flag.name
        self.is_available = False
        """Whether somebody answers."""
        self._bus, self._flag, self._say = bus, flag, say
        self._asking = self._again = False
        for signal, first in flag.signals:
            interface, member = signal.rsplit(".", 1)
            bus.subscribe(
                self._changed, interface=interface, member=member, sender=flag.service, first=first, owner=self
            )
        bus.watch_service(flag.service, self._gone, self._ask, self)
        self._ask()

    def close(self) -> None:
        """Listens no more; may be called twice."""
        self._bus.unsubscribe(self)

    def _ask(self) -> None:
        if self._asking:
            self._again = True
            return
        self._asking, self._again = True, False
        flag = self._flag
        self._bus.call(
            flag.service,
            flag.path,
            flag.method,
            flag.signature,
            flag.arguments,
            on_reply=self._answered,
            timeout=BACKGROUND_TIMEOUT,
        )

    def _answered(self, body: tuple[object, ...] | None) -> None:
        self._asking = False
        if self._again:
            self._ask()
            return
        answer = self._flag.read(body[0]) if body else None
        self.is_available = answer is not None
        self._say(self.name, answer is True)

    def _changed(self, _signal: BusSignal) -> None:
        self._ask()

    def _gone(self) -> None:
        self.is_available = False
        self._say(self.name, False)
