"""The senses as the app wires them: the ladder is walked at the start and when a rung breaks, and told once."""

from contextlib import ExitStack
from datetime import timedelta
from functools import partial

import pytest

from hipbreak.app.sensors import Sensors
from hipbreak.core.text.messages import source_back
from hipbreak.core.tracking import inputs
from hipbreak.desktop.busy.base import BusySwitches
from hipbreak.desktop.busy.dbus_flags import QUIET
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

pytestmark = pytest.mark.desk

LOGIND = "org.freedesktop.login1"
LOGIN_PATH, LOGIN_SESSION = "/org/freedesktop/login1", "/org/freedesktop/login1/session/_31"
MONITOR_PATH = "/org/gnome/Mutter/IdleMonitor/Core"
SESSION = "/org/freedesktop/login1/session/auto org.freedesktop.login1.Session.IdleHint"
QUIET_ONLY = BusySwitches(microphone=False, camera=False, inhibitors=False, players=False)


class Desk:
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
        self.lost = []

    def begin_anew(self):
        """Both buses, where they were before."""
        self.session = self.stack.enter_context(real_bus(self.folder / "session"))
        self.system = self.stack.enter_context(real_bus(self.folder / "system"))

    def logind(self, rests):
        return self.stack.enter_context(Service(self.system.address, [LOGIND], {SESSION: ("b", (rests,))}))

    def senses(self, switches=QUIET_ONLY, **environment):
        senses = Sensors(self.environment | environment, "linux", switches, self.lost.append)
        self.stack.callback(senses.close)
        return senses


@pytest.fixture
def desk(qtbot, stack, tmp_path):
    return Desk(qtbot, stack, tmp_path)


@needs_mutter
def test_a_dead_compositor_is_replaced_and_reported_once(qtbot, desk, tmp_path):
    """GNOME on Wayland with logind: Mutter, then (no ext-idle-notify there) the hint of logind."""
    desk.logind(True)
    with real_mutter(desk.session, tmp_path / "run") as mutter:
        senses = desk.senses(WAYLAND_DISPLAY="nowhere", XDG_CURRENT_DESKTOP="GNOME")
        assert senses.idle_source.name == "gnome-mutter"
        assert senses.idle() is None
        qtbot.waitUntil(lambda: senses.idle() is not None, timeout=10_000)
        mutter.kill()
        qtbot.waitUntil(lambda: senses.idle() is not None and senses.idle_source.name == "logind-idle-hint")
    qtbot.waitUntil(lambda: desk.lost != [])
    assert len(desk.lost) == 1
    assert desk.lost[0].endswith("Now logind-idle-hint does.")
    for _ in range(3):
        senses.idle()
    assert len(desk.lost) == 1


def test_sources_that_never_worked_are_skipped_silently(qtbot, desk):
    """`doctor` has their reasons."""
    senses = desk.senses(WAYLAND_DISPLAY="nowhere", XDG_CURRENT_DESKTOP="GNOME")
    qtbot.waitUntil(lambda: senses.idle() is None and senses.idle_source.name == "none")
    assert desk.lost == []
    assert len(senses.notes) == 3
    assert not senses.watch_return(lambda: None)


def test_a_dying_source_calls_back(qtbot, desk):
    """So that the engine asks the next rung."""
    path = MONITOR_PATH
    answers = {
        f"{path} {MONITOR}.AddIdleWatch": ("u", (1,)),
        f"{path} {MONITOR}.AddUserActiveWatch": ("u", (2,)),
        f"{path} {MONITOR}.GetIdletime": ("t", (60_000,)),
    }
    returns = []
    with Service(desk.session.address, [MONITOR], answers) as monitor:
        senses = desk.senses(WAYLAND_DISPLAY="nowhere", XDG_CURRENT_DESKTOP="GNOME")
        qtbot.waitUntil(lambda: senses.idle() is not None)
        assert senses.watch_return(lambda: returns.append(None))
        qtbot.waitUntil(lambda: f"{MONITOR}.AddUserActiveWatch" in monitor.asked)
        qtbot.waitUntil(lambda: senses.idle_source.active_watch == 2)
        monitor.signal(path, f"{MONITOR}.WatchFired", "u", 2)
        qtbot.waitUntil(lambda: returns == [None])
        assert senses.watch_return(lambda: returns.append("again"))
    qtbot.waitUntil(lambda: senses.idle_source.trouble is not None)
    assert senses.idle() is None
    assert returns == [None]
    qtbot.waitUntil(lambda: returns == [None, "again"])


def test_logind_replaces_a_killed_display(qtbot, desk):
    desk.logind(True)
    with real_display() as display:
        senses = desk.senses(**display.environment)
        assert senses.idle_source.name == "x11-screensaver"
        assert senses.idle() is not None
        display.kill()
        qtbot.waitUntil(lambda: senses.idle() is not None and senses.idle_source.name == "logind-idle-hint")
    qtbot.waitUntil(lambda: len(desk.lost) == 1)


def test_a_killed_bus_raises_nothing(qtbot, desk):
    desk.logind(True)
    senses = desk.senses(XDG_SESSION_TYPE="tty")
    senses.attach(lambda _happening: None, lambda: False)
    qtbot.waitUntil(lambda: senses.idle() is not None)
    assert senses.idle() < timedelta(seconds=10)
    desk.session.kill()
    desk.system.kill()
    qtbot.waitUntil(lambda: senses.idle() is None)
    assert senses.idle_source.name == "none"
    qtbot.waitUntil(lambda: desk.lost != [])
    assert desk.lost == [
        "The system bus is gone, and with it logind's idle hint. It told Hipbreak of your input. "
        "Now nothing does: say when you are away."
    ]


class Everybody:
    """All who tell something by either bus, ready to begin anew when the buses have."""

    def __init__(self, desk, stack):
        moments = {
            f"{MONITOR_PATH} {MONITOR}.AddIdleWatch": ("u", (1,)),
            f"{MONITOR_PATH} {MONITOR}.AddUserActiveWatch": ("u", (2,)),
            f"{MONITOR_PATH} {MONITOR}.GetIdletime": ("t", (60_000,)),
        }
        quiet = QUIET[0]
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
        session, system = desk.session.address, desk.system.address
        self.watcher = stack.enter_context(status_notifier_watcher(session))
        stack.enter_context(Service(session, [MONITOR], moments))
        stack.enter_context(Service(session, [NOTICES], notices))
        stack.enter_context(Service(session, [f"{PREFIX}radio"], player))
        stack.enter_context(Service(session, [saver], saving))
        stack.enter_context(Service(system, [LOGIND], lock))


def test_all_sources_work_again_when_the_buses_are_back(qtbot, desk, stack, monkeypatch):
    """Idle time, locks, sleep, what keeps the screen awake, Do Not Disturb and notifications."""
    monkeypatch.setattr("hipbreak.desktop.idle.failover.LOSS_DELAY", timedelta(milliseconds=100))
    impatient = partial(FailoverIdleSource, probation=timedelta(seconds=1))
    monkeypatch.setattr("hipbreak.app.sensors.FailoverIdleSource", impatient)
    everything, taken = BusySwitches(microphone=False, camera=False), []
    with ExitStack() as first:
        everybody = Everybody(desk, first)
        senses = desk.senses(everything, WAYLAND_DISPLAY="nowhere", XDG_CURRENT_DESKTOP="Budgie")
        senses.attach(taken.append, lambda: False)
        tray = TrayMonitor(lambda: None, lambda: None)
        tray.attach(senses.session, {})
        stack.callback(tray.close)
        nobody = NotifierListener(lambda _: None, lambda _: None, lambda _: None)
        notifier = choose_notifier(nobody, senses.session, "linux")

        def told():
            return {
                "idle": senses.idle_source.name if senses.idle() is not None else "none",
                "locks": set(senses.locks.names),
                "awake": set(senses.busy.sources("awake")),
                "dnd": set(senses.busy.sources("dnd")),
                "tray": tray.name,
                "notices": notifier.has_actions,
            }

        whole = {
            "idle": "gnome-mutter",
            "locks": {"logind-sleep", "logind-lock", everybody.saver},
            "awake": {"logind-inhibitors", "mpris-players"},
            "dnd": {"notifications-inhibited"},
            "tray": "status-notifier",
            "notices": True,
        }
        qtbot.waitUntil(lambda: told() == whole, timeout=10_000)
        desk.session.kill()
        desk.system.kill()
        nothing = {key: type(some)() for key, some in whole.items()} | {"idle": "none"}
        no_icon = {"tray": ""}  # Qt's icon cannot join the bus again
        qtbot.waitUntil(lambda: told() == nothing, timeout=10_000)
        qtbot.waitUntil(lambda: len(desk.lost) == 1)
    desk.begin_anew()
    Everybody(desk, stack)
    qtbot.waitUntil(lambda: told() == whole | no_icon, timeout=20_000)
    assert tray.is_cut_off
    assert desk.lost[1:] == [source_back("gnome-mutter")]
    news = [(happening.what, happening.on) for happening in taken if isinstance(happening, inputs.BusyChanged)]
    for what in ("awake", "dnd"):
        assert [on for told_of, on in news if told_of == what] == [True, False, True]


def test_do_not_disturb_is_reported_and_can_be_switched_off(qtbot, desk):
    flag, taken = QUIET[0], []
    answers = {f"{flag.path} {flag.service}.Inhibited": ("b", (True,))}
    with Service(desk.session.address, [flag.service], answers):
        senses = desk.senses()
        senses.attach(taken.append, lambda: False)
        qtbot.waitUntil(lambda: taken == [inputs.BusyChanged("dnd", True)])
        senses.use(QUIET_ONLY)  # nothing new
        assert taken == [inputs.BusyChanged("dnd", True)]
        senses.use(BusySwitches(*[False] * 6))
        assert taken[1:] == [inputs.BusyChanged("dnd", False)]
        senses.use(QUIET_ONLY)
        qtbot.waitUntil(lambda: taken[2:] == [inputs.BusyChanged("dnd", True)])


def test_without_any_source_idle_time_is_unknown(qapp):
    senses = Sensors({}, "linux")
    senses.attach(lambda _happening: None, lambda: False)
    assert (senses.idle(), senses.idle_source.name) == (None, "none")
    assert all(note.endswith(".") for note in senses.notes)
    senses.close()
    senses.close()
