"""The sensors as the app connects them: the choice of idle sources, their replacement when lost, and its message."""

from contextlib import ExitStack
from datetime import timedelta
from functools import partial

import pytest

from hipbreak.app.sensors import Sensors
from hipbreak.core.text.messages import source_back
from hipbreak.core.tracking import inputs
from hipbreak.desktop.busy.base import BusySwitches
from hipbreak.desktop.busy.dbus_flags import DO_NOT_DISTURB_FLAGS
from hipbreak.desktop.busy.media_players import PLAYER, PLAYER_PATH, PREFIX
from hipbreak.desktop.idle.failover import FailoverIdleSource
from hipbreak.desktop.lock.screensaver import SCREEN_SAVERS
from hipbreak.desktop.notifications.base import NotifierListener
from hipbreak.desktop.notifications.freedesktop import NAME as NOTICES
from hipbreak.desktop.notifications.freedesktop import PATH as NOTICES_PATH
from hipbreak.desktop.notifications.selection import choose_notifier
from hipbreak.desktop.tray.monitor import TrayMonitor
from tests.desktop.fake_services import status_notifier_watcher
from tests.desktop.fakes import Service, real_bus, real_display
from tests.desktop.gnome_session import MONITOR, needs_mutter, real_mutter

pytestmark = pytest.mark.display

LOGIND = "org.freedesktop.login1"
LOGIN_PATH, LOGIN_SESSION = "/org/freedesktop/login1", "/org/freedesktop/login1/session/_31"
MONITOR_PATH = "/org/gnome/Mutter/IdleMonitor/Core"
SESSION = "/org/freedesktop/login1/session/auto org.freedesktop.login1.Session.IdleHint"
QUIET_ONLY = BusySwitches(microphone=False, camera=False, inhibitors=False, players=False)


class Desktop:
    def __init__(self, qtbot, stack, folder):
        self.qtbot, self.stack, self.folder = qtbot, stack, folder
        (folder / "session").mkdir()
        (folder / "system").mkdir()
        self.begin_anew()
        self.environment = {
            "DBUS_SESSION_BUS_ADDRESS": self.session.address,
            "DBUS_SYSTEM_BUS_ADDRESS": self.system.address,
            "XDG_RUNTIME_DIR": str(folder),
        }
        self.changes = []

    def begin_anew(self):
        """Both buses, where they were before."""
        self.session = self.stack.enter_context(real_bus(self.folder / "session"))
        self.system = self.stack.enter_context(real_bus(self.folder / "system"))

    def logind(self, rests):
        return self.stack.enter_context(Service(self.system.address, [LOGIND], {SESSION: ("b", (rests,))}))

    def sensors(self, switches=QUIET_ONLY, **environment):
        sensors = Sensors(self.environment | environment, "linux", switches, self.changes.append)
        self.stack.callback(sensors.close)
        return sensors


@pytest.fixture
def desktop(qtbot, stack, tmp_path):
    return Desktop(qtbot, stack, tmp_path)


@needs_mutter
def test_a_dead_compositor_is_replaced_and_reported_once(qtbot, desktop, tmp_path):
    """GNOME on Wayland with logind: Mutter, then (no ext-idle-notify there) the hint of logind."""
    desktop.logind(True)
    with real_mutter(desktop.session, tmp_path / "run") as mutter:
        sensors = desktop.sensors(WAYLAND_DISPLAY="nowhere", XDG_CURRENT_DESKTOP="GNOME")
        assert sensors.idle_source.name == "gnome-mutter"
        assert sensors.idle() is None
        qtbot.waitUntil(lambda: sensors.idle() is not None)
        mutter.kill()
        qtbot.waitUntil(lambda: sensors.idle() is not None and sensors.idle_source.name == "logind-idle-hint")
    qtbot.waitUntil(lambda: desktop.changes != [])
    assert len(desktop.changes) == 1
    assert desktop.changes[0].endswith("Now logind-idle-hint does.")
    for _ in range(3):
        sensors.idle()
    assert len(desktop.changes) == 1


def test_sources_that_never_worked_are_skipped_silently(qtbot, desktop):
    """`doctor` has their reasons."""
    sensors = desktop.sensors(WAYLAND_DISPLAY="nowhere", XDG_CURRENT_DESKTOP="GNOME")
    qtbot.waitUntil(lambda: sensors.idle() is None and sensors.idle_source.name == "none")
    assert desktop.changes == []
    assert len(sensors.notes) == 3
    assert not sensors.watch_return(lambda: None)


def test_a_dying_source_calls_back(qtbot, desktop):
    """Then the engine reads the next source."""
    path = MONITOR_PATH
    answers = {
        f"{path} {MONITOR}.AddIdleWatch": ("u", (1,)),
        f"{path} {MONITOR}.AddUserActiveWatch": ("u", (2,)),
        f"{path} {MONITOR}.GetIdletime": ("t", (60_000,)),
    }
    returns = []
    with Service(desktop.session.address, [MONITOR], answers) as monitor:
        sensors = desktop.sensors(WAYLAND_DISPLAY="nowhere", XDG_CURRENT_DESKTOP="GNOME")
        qtbot.waitUntil(lambda: sensors.idle() is not None)
        assert sensors.watch_return(lambda: returns.append(None))
        qtbot.waitUntil(lambda: f"{MONITOR}.AddUserActiveWatch" in monitor.asked)
        qtbot.waitUntil(lambda: sensors.idle_source.active_watch == 2)
        monitor.signal(path, f"{MONITOR}.WatchFired", "u", 2)
        qtbot.waitUntil(lambda: returns == [None])
        assert sensors.watch_return(lambda: returns.append("again"))
    qtbot.waitUntil(lambda: sensors.idle_source.problem is not None)
    assert sensors.idle() is None
    assert returns == [None]
    qtbot.waitUntil(lambda: returns == [None, "again"])


def test_logind_replaces_a_killed_display(qtbot, desktop):
    desktop.logind(True)
    with real_display() as display:
        sensors = desktop.sensors(**display.environment)
        assert sensors.idle_source.name == "x11-screensaver"
        assert sensors.idle() is not None
        display.kill()
        qtbot.waitUntil(lambda: sensors.idle() is not None and sensors.idle_source.name == "logind-idle-hint")
    qtbot.waitUntil(lambda: len(desktop.changes) == 1)


def test_a_killed_bus_raises_nothing(qtbot, desktop):
    desktop.logind(True)
    sensors = desktop.sensors(XDG_SESSION_TYPE="tty")
    sensors.attach(lambda _event: None, lambda: False)
    qtbot.waitUntil(lambda: sensors.idle() is not None)
    assert sensors.idle() < timedelta(seconds=10)
    desktop.session.kill()
    desktop.system.kill()
    qtbot.waitUntil(lambda: sensors.idle() is None)
    assert sensors.idle_source.name == "none"
    qtbot.waitUntil(lambda: desktop.changes != [])
    assert desktop.changes == [
        "The system bus is gone, and with it logind's idle hint. It reported your input. "
        "Now nothing does: choose I'm away when you leave."
    ]


class Services:
    """All services on both buses, which can be started again on new buses."""

    def __init__(self, desktop, stack):
        moments = {
            f"{MONITOR_PATH} {MONITOR}.AddIdleWatch": ("u", (1,)),
            f"{MONITOR_PATH} {MONITOR}.AddUserActiveWatch": ("u", (2,)),
            f"{MONITOR_PATH} {MONITOR}.GetIdletime": ("t", (60_000,)),
        }
        quiet = DO_NOT_DISTURB_FLAGS[0]
        notices = {
            f"{NOTICES_PATH} {NOTICES}.GetCapabilities": ("as", (["actions"],)),
            f"{quiet.path} {quiet.service}.Inhibited": ("b", (True,)),
        }
        player = {f"{PLAYER_PATH} {PLAYER}.PlaybackStatus": ("s", ("Playing",))}
        lock = {
            f"{LOGIN_PATH} {LOGIND}.Manager.PreparingForSleep": ("b", (False,)),
            f"{LOGIN_PATH} {LOGIND}.Manager.GetSessionByPID": ("o", (LOGIN_SESSION,)),
            f"{LOGIN_SESSION} {LOGIND}.Session.LockedHint": ("b", (False,)),
            f"{LOGIN_PATH} {LOGIND}.Manager.BlockInhibited": ("s", ("idle",)),
        }
        (saver,) = (name for name in SCREEN_SAVERS if "freedesktop" in name)
        saving = {f"/{saver.replace('.', '/')} {saver}.GetActive": ("b", (False,))}
        self.saver = saver
        session, system = desktop.session.address, desktop.system.address
        self.watcher = stack.enter_context(status_notifier_watcher(session))
        stack.enter_context(Service(session, [MONITOR], moments))
        stack.enter_context(Service(session, [NOTICES], notices))
        stack.enter_context(Service(session, [f"{PREFIX}radio"], player))
        stack.enter_context(Service(session, [saver], saving))
        stack.enter_context(Service(system, [LOGIND], lock))


def test_all_sources_work_again_when_the_buses_are_back(qtbot, desktop, stack, monkeypatch):
    """Idle time, locks, sleep, what keeps the screen awake, Do Not Disturb and notifications."""
    monkeypatch.setattr("hipbreak.desktop.idle.failover.LOSS_DELAY", timedelta(milliseconds=100))
    impatient = partial(FailoverIdleSource, probation=timedelta(seconds=1))
    monkeypatch.setattr("hipbreak.app.sensors.FailoverIdleSource", impatient)
    everything, taken = BusySwitches(microphone=False, camera=False), []
    with ExitStack() as first:
        services = Services(desktop, first)
        sensors = desktop.sensors(everything, WAYLAND_DISPLAY="nowhere", XDG_CURRENT_DESKTOP="Budgie")
        sensors.attach(taken.append, lambda: False)
        tray = TrayMonitor(lambda: None, lambda: None)
        tray.attach(sensors.session, {})
        stack.callback(tray.close)
        listener = NotifierListener(lambda _: None, lambda _: None, lambda _: None)
        notifier = choose_notifier(listener, sensors.session, "linux")

        def working():
            return {
                "idle": sensors.idle_source.name if sensors.idle() is not None else "none",
                "locks": set(sensors.locks.names),
                "awake": set(sensors.busy.sources("awake")),
                "dnd": set(sensors.busy.sources("dnd")),
                "tray": tray.name,
                "notices": notifier.has_actions,
            }

        whole = {
            "idle": "gnome-mutter",
            "locks": {"logind-sleep", "logind-lock", services.saver},
            "awake": {"logind-inhibitors", "mpris-players"},
            "dnd": {"notifications-inhibited"},
            "tray": "status-notifier",
            "notices": True,
        }
        qtbot.waitUntil(lambda: working() == whole)
        desktop.session.kill()
        desktop.system.kill()
        nothing = {key: type(some)() for key, some in whole.items()} | {"idle": "none"}
        no_icon = {"tray": ""}  # Qt's icon cannot join the bus again
        qtbot.waitUntil(lambda: working() == nothing)
        qtbot.waitUntil(lambda: len(desktop.changes) == 1)
    desktop.begin_anew()
    Services(desktop, stack)
    qtbot.waitUntil(lambda: working() == whole | no_icon)
    assert tray.is_cut_off
    assert desktop.changes[1:] == [source_back("gnome-mutter")]
    news = [(event.what, event.on) for event in taken if isinstance(event, inputs.BusyChanged)]
    for what in ("awake", "dnd"):
        assert [on for name, on in news if name == what] == [True, False, True]


def test_do_not_disturb_is_reported_and_can_be_switched_off(qtbot, desktop):
    flag, taken = DO_NOT_DISTURB_FLAGS[0], []
    answers = {f"{flag.path} {flag.service}.Inhibited": ("b", (True,))}
    with Service(desktop.session.address, [flag.service], answers):
        sensors = desktop.sensors()
        sensors.attach(taken.append, lambda: False)
        qtbot.waitUntil(lambda: taken == [inputs.BusyChanged("dnd", True)])
        sensors.use(QUIET_ONLY)  # nothing new
        assert taken == [inputs.BusyChanged("dnd", True)]
        sensors.use(BusySwitches(*[False] * 6))
        assert taken[1:] == [inputs.BusyChanged("dnd", False)]
        sensors.use(QUIET_ONLY)
        qtbot.waitUntil(lambda: taken[2:] == [inputs.BusyChanged("dnd", True)])


def test_without_any_source_idle_time_is_unknown(qapp):
    sensors = Sensors({}, "linux")
    sensors.attach(lambda _event: None, lambda: False)
    assert (sensors.idle(), sensors.idle_source.name) == (None, "none")
    assert all(note.endswith(".") for note in sensors.notes)
    sensors.close()
    sensors.close()
