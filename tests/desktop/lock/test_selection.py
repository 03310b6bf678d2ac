"""Locks and suspend from logind and screen savers: fake services on real buses."""

import os
from contextlib import ExitStack

import pytest

from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.lock import logind as lock_logind
from hipbreak.desktop.lock.base import NoLockSource
from hipbreak.desktop.lock.selection import watch_locks
from tests.desktop.fakes import Service, listener_of, real_bus

pytestmark = pytest.mark.display

GNOME, KDE = "org.gnome.ScreenSaver", "org.freedesktop.ScreenSaver"
LOGIN = "org.freedesktop.login1"
MANAGER, SESSION = f"{LOGIN}.Manager", f"{LOGIN}.Session"
ROOT = "/org/freedesktop/login1"
OURS, THEIRS = f"{ROOT}/session/_32", f"{ROOT}/session/c1"


def path(name):
    """The object path of a screen saver."""
    return "/" + name.replace(".", "/")


def saver_answers(name, active):
    return {f"{path(name)} {name}.GetActive": ("b", (active,))}


def login_answers(hint=False, by="GetSessionByPID"):
    return {
        f"{ROOT} {MANAGER}.PreparingForSleep": ("b", (False,)),
        f"{ROOT} {MANAGER}.{by}": ("o", (OURS,)),
        f"{OURS} {SESSION}.LockedHint": ("b", (hint,)),
    }


class DesktopBuses:
    """The buses of a desktop, the services on them, and the events received."""

    def __init__(self, qtbot, stack, folder):
        (folder / "session").mkdir()
        (folder / "system").mkdir()
        self.qtbot, self.stack, self.received = qtbot, stack, []
        self.session_bus = stack.enter_context(real_bus(folder / "session"))
        self.system_bus = stack.enter_context(real_bus(folder / "system"))

    def saver(self, *names, active=False):
        answers = {}
        for name in names:
            answers |= saver_answers(name, active)
        return self.stack.enter_context(Service(self.session_bus.address, names, answers))

    def logind(self, answers):
        return self.stack.enter_context(Service(self.system_bus.address, [LOGIN], answers))

    def watch(self, environment=None):
        """Create the source, and wait for the replies to its first calls."""
        self.session, self.system = BusConnection(self.session_bus.address), BusConnection(self.system_bus.address)
        self.source = watch_locks(listener_of(self.received), self.session, self.system, environment or {})
        self.stack.callback(self.session.close)
        self.stack.callback(self.system.close)
        self.settle()
        return self.source

    def settle(self):
        """Wait until no call is pending; each reply may lead to another call."""
        for bus in (self.session, self.system):
            for _ in range(6):
                done = []
                bus.call(
                    "org.freedesktop.DBus",
                    "/org/freedesktop/DBus",
                    "org.freedesktop.DBus.GetId",
                    on_reply=done.append,
                )
                self.qtbot.waitUntil(lambda done=done: done != [])
                self.qtbot.waitUntil(lambda bus=bus: not bus.calls)

    def expect(self, *words):
        self.qtbot.waitUntil(lambda: self.received == list(words))


@pytest.fixture
def buses(qtbot, tmp_path):
    with ExitStack() as stack:
        yield DesktopBuses(qtbot, stack, tmp_path)


def test_without_any_bus_the_null_source_is_used():
    """The null object."""
    source = watch_locks(listener_of([]), None, None, {})
    assert isinstance(source, NoLockSource)
    assert (source.names, source.is_locked) == ((), False)
    source.close()


def test_buses_without_services_report_nothing(buses):
    """As with a bare openbox: no source is available, and no service is started."""
    assert buses.watch().names == ()
    assert buses.received == []


@pytest.mark.parametrize(
    "name", [GNOME, KDE, "org.xfce.ScreenSaver", "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver"]
)
def test_a_screen_saver_reports_lock_and_unlock(buses, name):
    """Each change once, also when it is repeated or sent from a second path, as by KDE."""
    saver = buses.saver(name)
    assert buses.watch().names == (name,)
    saver.signal(path(name), f"{name}.ActiveChanged", "b", True)
    saver.signal("/ScreenSaver", f"{name}.ActiveChanged", "b", True)
    buses.expect("locked")
    assert buses.source.is_locked
    saver.signal(path(name), f"{name}.ActiveChanged", "b", False)
    saver.signal("/ScreenSaver", f"{name}.ActiveChanged", "b", False)
    buses.expect("locked", "unlocked")
    buses.settle()
    assert buses.received == ["locked", "unlocked"]


def test_started_behind_a_locked_screen(buses):
    buses.saver(GNOME, active=True)
    buses.watch()
    assert buses.received == ["locked"]


def test_two_equal_reports_are_one(buses):
    """Locked while at least one reports it."""
    savers = buses.saver(GNOME, KDE)
    assert buses.watch().names == (KDE, GNOME)
    for name, active in ((GNOME, True), (KDE, True), (GNOME, False)):
        savers.signal(path(name), f"{name}.ActiveChanged", "b", active)
    buses.expect("locked")
    buses.settle()
    assert buses.received == ["locked"]
    savers.signal(path(KDE), f"{KDE}.ActiveChanged", "b", False)
    buses.expect("locked", "unlocked")


def test_a_lock_ends_when_the_screen_saver_crashes(buses):
    """One that starts later than the app is asked."""
    buses.watch()
    with Service(buses.session_bus.address, [GNOME], saver_answers(GNOME, True)):
        buses.expect("locked")
        assert buses.source.names == (GNOME,)
    buses.expect("locked", "unlocked")
    assert buses.source.names == ()


def test_a_malformed_signal_is_no_lock(buses):
    """Missing, wrong or strange arguments."""
    saver = buses.saver(GNOME)
    buses.watch()
    for signature, body in (("", ()), ("s", ("true",)), ("u", (1,)), ("ab", ([True],)), ("v", (("b", True),))):
        saver.signal(path(GNOME), f"{GNOME}.ActiveChanged", signature, *body)
    saver.signal(path(GNOME), f"{KDE}.ActiveChanged", "b", True)  # not by the owner of that name
    buses.settle()
    assert buses.received == []


def test_suspend_and_resume_are_reported_once_each(buses):
    """Repetitions and a resume without a suspend are ignored."""
    login = buses.logind(login_answers())
    assert buses.watch().names == ("logind-sleep", "logind-lock")
    for asleep in (False, True, True, False, False):
        login.signal(ROOT, f"{MANAGER}.PrepareForSleep", "b", asleep)
    buses.expect("suspending", "resumed")
    buses.settle()
    assert buses.received == ["suspending", "resumed"]


def test_locked_hint_of_other_sessions_is_ignored(buses):
    """Sent with its value, or only as invalidated."""
    login = buses.logind(login_answers())
    buses.watch()
    changed = ("org.freedesktop.DBus.Properties.PropertiesChanged", "sa{sv}as", SESSION)
    login.signal(THEIRS, *changed, {"LockedHint": ("b", True)}, [])
    login.signal(OURS, *changed, {"IdleHint": ("b", True)}, [])
    login.signal(OURS, *changed, {"LockedHint": ("b", True)}, [])
    buses.expect("locked")
    login.answers.update(login_answers(hint=False))
    login.signal(OURS, *changed, {}, ["LockedHint"])
    buses.expect("locked", "unlocked")


def test_an_inactive_session_counts_as_locked(buses):
    """Fast user switching and text consoles; an inactive session and its lock end independently."""
    login = buses.logind(login_answers())
    buses.watch()
    changed = ("org.freedesktop.DBus.Properties.PropertiesChanged", "sa{sv}as", SESSION)
    login.signal(THEIRS, *changed, {"Active": ("b", False)}, [])
    login.signal(OURS, *changed, {"Active": ("b", False), "LockedHint": ("b", True)}, [])
    buses.expect("locked")
    login.signal(OURS, *changed, {"Active": ("b", True)}, [])
    buses.settle()
    assert buses.source.is_locked
    login.signal(OURS, *changed, {"LockedHint": ("b", False)}, [])
    buses.expect("locked", "unlocked")
    login.answers[f"{OURS} {SESSION}.Active"] = ("b", (False,))
    login.signal(OURS, *changed, {}, ["Active"])
    buses.expect("locked", "unlocked", "locked")


def test_started_in_an_inactive_session(buses):
    """As by a service manager: it counts as locked until the session becomes active."""
    login = buses.logind(login_answers() | {f"{OURS} {SESSION}.Active": ("b", (False,))})
    buses.watch()
    assert buses.received == ["locked"]
    changed = ("org.freedesktop.DBus.Properties.PropertiesChanged", "sa{sv}as", SESSION)
    login.signal(OURS, *changed, {"Active": ("b", True)}, [])
    buses.expect("locked", "unlocked")


def test_a_lock_request_counts_until_it_is_withdrawn(buses):
    """`loginctl lock-session` and `unlock-session`."""
    login = buses.logind(login_answers())
    buses.watch()
    login.signal(THEIRS, f"{SESSION}.Lock")
    login.signal(OURS, f"{SESSION}.Lock")
    buses.expect("locked")
    login.signal(OURS, f"{SESSION}.Unlock")
    buses.expect("locked", "unlocked")


def test_a_lock_request_without_a_lock_expires(buses, monkeypatch):
    """Without a screen locker the person would stay absent for ever."""
    monkeypatch.setattr(lock_logind, "LOCK_REQUEST_LIFETIME", lock_logind.LOCK_REQUEST_LIFETIME / 50)
    login = buses.logind(login_answers())
    buses.watch()
    login.signal(OURS, f"{SESSION}.Lock")
    buses.expect("locked", "unlocked")


@pytest.mark.parametrize(
    ("environment", "asked", "answers"),
    [
        ({"XDG_SESSION_ID": "2"}, [f"{MANAGER}.GetSession"], login_answers(True, "GetSession")),
        ({}, [f"{MANAGER}.GetSessionByPID"], login_answers(True)),
        (
            {"XDG_SESSION_ID": "gone"},
            [f"{MANAGER}.GetSession", f"{MANAGER}.GetSessionByPID"],
            login_answers(True),
        ),
        (
            {},
            [f"{MANAGER}.GetSessionByPID", f"{SESSION}.Id", f"{MANAGER}.GetSession"],
            login_answers(True, "GetSession") | {f"{ROOT}/session/auto {SESSION}.Id": ("s", ("2",))},
        ),
    ],
    ids=["by its name", "by our process", "the name is stale", "started by a service manager"],
)
def test_the_own_session_is_found(buses, environment, asked, answers):
    """By the first way that works; it is locked at the start."""
    login = buses.logind(answers)
    buses.watch(environment)
    assert buses.received == ["locked"]
    assert login.asked == [f"{MANAGER}.PreparingForSleep", *asked, f"{SESSION}.LockedHint", f"{SESSION}.Active"]


def test_logind_without_a_session_still_reports_suspend(buses):
    """As for a session that logind does not know."""
    login = buses.logind({f"{ROOT} {MANAGER}.PreparingForSleep": ("b", (False,))})
    assert buses.watch({"XDG_SESSION_ID": "2"}).names == ("logind-sleep",)
    login.signal(ROOT, f"{MANAGER}.PrepareForSleep", "b", True)
    buses.expect("suspending")


def test_logind_started_again_is_asked_again(buses):
    """A lock ends with the logind that reported it."""
    with Service(buses.system_bus.address, [LOGIN], login_answers(hint=True)):
        buses.watch()
        buses.expect("locked")
    buses.expect("locked", "unlocked")
    assert buses.source.names == ()
    buses.logind(login_answers(hint=True))
    buses.expect("locked", "unlocked", "locked")
    assert buses.source.names == ("logind-sleep", "logind-lock")


def test_lost_buses_end_locks_and_suspends(buses):
    """Their end could not be reported any more."""
    login, saver = buses.logind(login_answers(hint=True)), buses.saver(GNOME, active=True)
    buses.watch()
    login.signal(ROOT, f"{MANAGER}.PrepareForSleep", "b", True)
    buses.expect("locked", "suspending")
    buses.system_bus.kill()
    buses.expect("locked", "suspending", "resumed")
    assert buses.source.is_locked
    buses.session_bus.kill()
    buses.expect("locked", "suspending", "resumed", "unlocked")
    assert buses.source.names == ()
    assert saver.asked == [f"{GNOME}.GetActive"]


def test_nothing_is_reported_after_close(buses):
    saver = buses.saver(GNOME)
    buses.watch().close()
    saver.signal(path(GNOME), f"{GNOME}.ActiveChanged", "b", True)
    buses.settle()
    assert buses.received == []
    buses.source.close()


def test_the_session_is_requested_by_the_process_id(buses):
    """An unsigned integer, which PySide6's own D-Bus cannot send."""
    login = buses.logind(login_answers())
    buses.watch()
    assert login.bodies[f"{MANAGER}.GetSessionByPID"] == (os.getpid(),)
