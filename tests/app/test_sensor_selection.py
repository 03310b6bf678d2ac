"""The choice of sources on ten desktops and without one, by their services and environments.

The services and compositors are small ones of ours, the X displays real; the table in docs/desktops.md names
the same sources.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from hipbreak.app.ipc_commands import IpcActions, IpcCommandHandler
from hipbreak.app.lazy import Lazy
from hipbreak.app.sensors import Sensors
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.state import State
from hipbreak.desktop.busy.base import BusySwitches
from hipbreak.desktop.busy.dbus_flags import DO_NOT_DISTURB_FLAGS, LOGIND_AWAKE, SESSION_AWAKE
from hipbreak.desktop.idle import macos, windows
from hipbreak.desktop.lock import macos as macos_lock
from hipbreak.desktop.lock import windows as windows_lock
from hipbreak.desktop.system import windows_api
from tests.desktop.display.fake_compositor import NOTIFIER, TOPLEVELS, Compositor
from tests.desktop.fakes import Service, real_bus, real_display, started_program
from tests.desktop.wayland_sessions import needs_sway, real_sway
from tests.simulated_desktop import ListFactLog, SimulatedDesktop

pytestmark = pytest.mark.display

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ON_BUSES_ONLY = BusySwitches(microphone=False, camera=False, players=False)

MONITOR, MONITOR_PATH = "org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core"
LOGIN, LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
OWN_SESSION = f"{LOGIN_PATH}/session/_31"
FLAGS = {flag.name: flag for flag in (LOGIND_AWAKE, *SESSION_AWAKE, *DO_NOT_DISTURB_FLAGS)}


def screensaver(name):
    return {f"/{name.replace('.', '/')} {name}.GetActive": ("b", (False,))}


def flag(name, no=("b", (False,))):
    one = FLAGS[name]
    asked = ".".join(one.arguments) if one.method.endswith("Properties.Get") else one.method
    return {f"{one.path} {asked}": no}


LOGIND = {
    f"{LOGIN_PATH} {LOGIN}.Manager.PreparingForSleep": ("b", (False,)),
    f"{LOGIN_PATH} {LOGIN}.Manager.GetSessionByPID": ("o", (OWN_SESSION,)),
    f"{OWN_SESSION} {LOGIN}.Session.LockedHint": ("b", (False,)),
    **flag("logind-inhibitors", ("s", ("shutdown:sleep",))),
}
MUTTER = {
    f"{MONITOR_PATH} {MONITOR}.AddIdleWatch": ("u", (1,)),
    f"{MONITOR_PATH} {MONITOR}.AddUserActiveWatch": ("u", (2,)),
    f"{MONITOR_PATH} {MONITOR}.GetIdletime": ("t", (60_000,)),
}
LOGINDS = {"logind-sleep", "logind-lock"}


@dataclass(frozen=True)
class Desktop:
    """A desktop's services, and the sources to be chosen."""

    idle: str
    name: str = ""
    platform: str = "linux"
    display: bool = False
    wayland: dict[str, int] | None = None
    session: dict = field(default_factory=dict)
    """Answers on the session bus; the services that own them are named in them."""
    system: bool = True
    buses: bool = True
    locks: set[str] = field(default_factory=lambda: LOGINDS)
    focus: str | None = None
    awake: set[str] = field(default_factory=lambda: {"logind-inhibitors"})
    quiet: set[str] = field(default_factory=set)


GNOME = MUTTER | screensaver("org.gnome.ScreenSaver") | flag("gnome-inhibitors")
KDE = screensaver("org.freedesktop.ScreenSaver") | flag("kde-inhibitors") | flag("notifications-inhibited")
XFCE = (
    screensaver("org.xfce.ScreenSaver") | flag("power-inhibitors") | flag("xfce-do-not-disturb", ("v", (("b", False),)))
)
DUNST = flag("dunst-paused")
OF_GNOME = {"locks": LOGINDS | {"org.gnome.ScreenSaver"}, "awake": {"logind-inhibitors", "gnome-inhibitors"}}
OF_KDE = {
    "locks": LOGINDS | {"org.freedesktop.ScreenSaver"},
    "awake": {"logind-inhibitors", "kde-inhibitors"},
    "quiet": {"notifications-inhibited"},
}
OF_XFCE = {
    "locks": LOGINDS | {"org.xfce.ScreenSaver"},
    "awake": {"logind-inhibitors", "power-inhibitors"},
    "quiet": {"xfce-do-not-disturb"},
}
ALONE = {"locks": set(), "awake": set(), "buses": False}

DESKTOPS = {
    "GNOME on Wayland": Desktop("gnome-mutter", "ubuntu:GNOME", display=True, wayland={}, session=GNOME, **OF_GNOME),
    "GNOME on X11": Desktop("x11-screensaver", "GNOME", display=True, session=GNOME, focus="x11-ewmh", **OF_GNOME),
    "KDE on Wayland": Desktop("wayland-idle-notify", "KDE", display=True, wayland={NOTIFIER: 1}, session=KDE, **OF_KDE),
    "KDE on X11": Desktop("x11-screensaver", "KDE", display=True, session=KDE, focus="x11-ewmh", **OF_KDE),
    "XFCE": Desktop("x11-screensaver", "XFCE", display=True, session=XFCE, focus="x11-ewmh", **OF_XFCE),
    "sway": Desktop(
        "wayland-idle-notify",
        "sway",
        wayland={NOTIFIER: 2, TOPLEVELS: 3},
        session=DUNST,
        focus="wayland-toplevels",
        quiet={"dunst-paused"},
    ),
    "XWayland under an unknown compositor": Desktop("none", "Mystery", display=True, wayland={}),
    "bare X11": Desktop("x11-screensaver", display=True, focus="x11-ewmh", **ALONE),
    "Windows": Desktop(
        "windows-last-input",
        platform="win32",
        focus="windows-shell",
        buses=False,
        locks={"windows-session", "windows-power"},
        awake={"windows-display-required"},
        quiet={"windows-focus-assist"},
    ),
    "macOS": Desktop(
        "macos-event-source",
        platform="darwin",
        buses=False,
        locks={"macos-session", "macos-power"},
        awake=set(),  # IOKit itself is not injected here
    ),
    "ssh": Desktop("none", **ALONE),
}


@pytest.fixture
def other_platforms(monkeypatch):
    """The calls to Windows and macOS, injected."""
    monkeypatch.setattr(windows, "windows_ticks", lambda: lambda: (1000, 61_000))
    monkeypatch.setattr(macos, "quartz_seconds", lambda: lambda: 60.0)
    monkeypatch.setattr(windows_lock, "open_message_window", lambda _heard: lambda: None)
    monkeypatch.setattr(macos_lock, "observe_notifications", lambda _wanted, _heard: lambda: None)
    for answer in ("screen_state", "execution_state", "quiet_profile"):
        monkeypatch.setattr(windows_api.WindowsSystem, answer, lambda _self: 0)


def started(desktop, stack, folder):
    """The environment of a session in which everything runs."""
    environment = {"XDG_RUNTIME_DIR": str(folder)}
    for which, answers in (("session", desktop.session), ("system", LOGIND)):
        if desktop.buses:
            (folder / which).mkdir()
            bus = stack.enter_context(real_bus(folder / which))
            environment[f"DBUS_{which.upper()}_BUS_ADDRESS"] = bus.address
            stack.enter_context(Service(bus.address, sorted(_owners(answers)), answers))
    if not desktop.buses:
        environment["DBUS_SYSTEM_BUS_ADDRESS"] = f"unix:path={folder}/nobody"
    if desktop.display:
        environment |= stack.enter_context(real_display()).environment
    if desktop.wayland is not None:
        compositor = Compositor(folder, **desktop.wayland)
        stack.callback(compositor.end)
        environment |= compositor.environment
    if desktop.name:
        environment["XDG_CURRENT_DESKTOP"] = desktop.name
    return environment


def _owners(answers):
    known = {MONITOR, LOGIN, *(one.service for one in FLAGS.values())}
    asked = {key.partition(" ")[2] for key in answers}
    named = {name for name in known if any(key.startswith(f"{name}.") for key in asked)}
    savers = {key.removesuffix(".GetActive") for key in asked if key.endswith(".GetActive")}
    flags = {one.service for one in FLAGS.values() if flag(one.name).keys() & answers.keys()}
    return named | savers | flags


def status_of(sensors):
    """The answer of `hipbreak status --json` on this desktop."""
    desktop = SimulatedDesktop(NOON, [], False)
    engine = Engine(State(NOON), Settings(), desktop, sensors, desktop, ListFactLog())
    ignore = lambda *_: None  # noqa: E731
    actions = IpcActions(ignore, ignore, ignore, ignore, ignore, Lazy(ignore), ignore, ignore)
    reply = IpcCommandHandler(engine, lambda: sensors.idle_source.name, actions).answer("status", {})
    return reply.out


@pytest.mark.parametrize("name", DESKTOPS)
def test_each_desktop_has_its_sources(qtbot, stack, tmp_path, other_platforms, name):
    desktop = DESKTOPS[name]
    sensors = Sensors(started(desktop, stack, tmp_path), desktop.platform, ON_BUSES_ONLY)
    stack.callback(sensors.close)
    sensors.attach(lambda _event: None, lambda: False)

    def sources():
        sensors.idle()  # a source that has found out that it does not work is skipped when it is read
        return {
            "idle": sensors.idle_source.name,
            "has_reading": sensors.idle() is not None,
            "locks": set(sensors.locks.names),
            "focus": sensors.focus.name if sensors.focus is not None and sensors.focus.problem is None else None,
            "awake": set(sensors.busy.sources("awake")),
            "quiet": set(sensors.busy.sources("dnd")) - {"gnome-do-not-disturb"},  # it needs GNOME's schemas
        }

    expected = {key: getattr(desktop, key) for key in ("idle", "locks", "focus", "awake", "quiet")}
    expected["has_reading"] = desktop.idle != "none"
    qtbot.waitUntil(lambda: sources() == expected)
    assert status_of(sensors)["idle_source"] == desktop.idle
    assert all(note.endswith(".") for note in sensors.notes)


@needs_sway
def test_xwayland_is_not_used_for_idle_time(qtbot, stack, tmp_path):
    """Also where the session has only DISPLAY: it would report only input to X programs."""
    sway = stack.enter_context(real_sway())
    words = ["Xwayland", "-displayfd", "{fd}", "-shm", "-noreset"]
    _server, number = stack.enter_context(started_program(words, sway.environment))
    assert number
    environment = {"DISPLAY": f":{number}", "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={tmp_path}/nobody"}
    sensors = Sensors(environment, "linux", ON_BUSES_ONLY)
    stack.callback(sensors.close)
    sensors.attach(lambda _event: None, lambda: False)
    assert (sensors.idle_source.name, sensors.focus) == ("none", None)
    assert any("XWayland" in note for note in sensors.notes)
