"""Locks and suspend from logind and screen savers: fake services on real buses."""

import os
from contextlib import ExitStack

import pytest

from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.lock import logind as lock_logind
from hipbreak.desktop.lock.base import LockListener, NoLockSource
from hipbreak.desktop.lock.selection import watch_locks
from tests.desktop.fakes import Service, real_bus

pytestmark = pytest.mark.display

GNOME, KDE = "org.gnome.ScreenSaver", "org.freedesktop.ScreenSaver"
LOGIN = "org.freedesktop.login1"
MANAGER, SESSION = f"{LOGIN}.Manager", f"{LOGIN}.Session"
ROOT = "/org/freedesktop/login1"
OURS, THEIRS = f"{ROOT}/session/_32", f"{ROOT}/session/c1"


def path(name):
    """The one object of a screen saver."""
    return "/" + name.replace(".", "/")


def saver_answers(name, active):
    return {f"{path(name)} {name}.GetActive": ("b", (active,))}


def login_answers(hint=False, by="GetSessionByPID"):
    return {
        f"{ROOT} {MANAGER}.PreparingForSleep": ("b", (False,)),
        f"{ROOT} {MANAGER}.{by}": ("o", (OURS,)),
        f"{OURS} {SESSION}.LockedHint": ("b", (hint,)),
    }


class Desk:
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
        words = ("locked", "unlocked", "suspending", "resumed")
        listener = LockListener(**{word: lambda word=word: self.received.append(word) for word in words})
        self.session, self.system = BusConnection(self.session_bus.address), BusConnection(self.system_bus.address)
        self.source = watch_locks(listener, self.session, self.system, environment or {})
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
                self.qtbot.waitUntil(lambda bus=bus: not bus.has_pending_calls)

    def expect(self, *words):
        self.qtbot.waitUntil(lambda: self.received == list(words))


@pytest.fixture
def desk(qtbot, tmp_path):
    with ExitStack() as stack:
        yield Desk(qtbot, stack, tmp_path)


def test_without_any_bus_the_null_source_is_used():
    """The null object."""
    source = watch_locks(LockListener(*[lambda: None] * 4), None, None, {})
    assert isinstance(source, NoLockSource)
    assert (source.names, source.is_locked) == ((), False)
    source.close()


def test_buses_without_services_report_nothing(desk):
    """Bare openbox: no name is live, nothing is told, nothing is started."""
    assert desk.watch().names == ()
    assert desk.received == []


@pytest.mark.parametrize(
    "name", [GNOME, KDE, "org.xfce.ScreenSaver", "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver"]
)
def test_a_screen_saver_reports_lock_and_unlock(desk, name):
    """Each edge once, however often it is repeated and from whichever path it comes (KDE has two)."""
    saver = desk.saver(name)
    assert desk.watch().names == (name,)
    saver.signal(path(name), f"{name}.ActiveChanged", "b", True)
    saver.signal("/ScreenSaver", f"{name}.ActiveChanged", "b", True)
    desk.expect("locked")
    assert desk.source.is_locked
    saver.signal(path(name), f"{name}.ActiveChanged", "b", False)
    saver.signal("/ScreenSaver", f"{name}.ActiveChanged", "b", False)
    desk.expect("locked", "unlocked")
    desk.settle()
    assert desk.received == ["locked", "unlocked"]


def test_started_behind_a_locked_screen(desk):
    """The first thing the application hears."""
    desk.saver(GNOME, active=True)
    desk.watch()
    assert desk.received == ["locked"]


def test_two_equal_reports_are_one(desk):
    """Locked while anybody says so, unlocked when nobody does."""
    both = desk.saver(GNOME, KDE)
    assert desk.watch().names == (KDE, GNOME)
    for name, active in ((GNOME, True), (KDE, True), (GNOME, False)):
        both.signal(path(name), f"{name}.ActiveChanged", "b", active)
    desk.expect("locked")
    desk.settle()
    assert desk.received == ["locked"]
    both.signal(path(KDE), f"{KDE}.ActiveChanged", "b", False)
    desk.expect("locked", "unlocked")


def test_a_lock_ends_when_the_screen_saver_crashes(desk):
    """And one that starts later than we did is asked."""
    desk.watch()
    with Service(desk.session_bus.address, [GNOME], saver_answers(GNOME, True)):
        desk.expect("locked")
        assert desk.source.names == (GNOME,)
    desk.expect("locked", "unlocked")
    assert desk.source.names == ()


def test_a_malformed_signal_is_no_lock(desk):
    """Missing, wrong or strange arguments."""
    saver = desk.saver(GNOME)
    desk.watch()
    for signature, body in (("", ()), ("s", ("true",)), ("u", (1,)), ("ab", ([True],)), ("v", (("b", True),))):
        saver.signal(path(GNOME), f"{GNOME}.ActiveChanged", signature, *body)
    saver.signal(path(GNOME), f"{KDE}.ActiveChanged", "b", True)  # not by the owner of that name
    desk.settle()
    assert desk.received == []


def test_suspend_and_resume_are_reported_once_each(desk):
    """logind repeats neither, but a second listener of it might; a resume without a suspend is none."""
    login = desk.logind(login_answers())
    assert desk.watch().names == ("logind-sleep", "logind-lock")
    for asleep in (False, True, True, False, False):
        login.signal(ROOT, f"{MANAGER}.PrepareForSleep", "b", asleep)
    desk.expect("suspending", "resumed")
    desk.settle()
    assert desk.received == ["suspending", "resumed"]


def test_locked_hint_of_other_sessions_is_ignored(desk):
    """Changed with its value, or only named as changed."""
    login = desk.logind(login_answers())
    desk.watch()
    changed = ("org.freedesktop.DBus.Properties.PropertiesChanged", "sa{sv}as", SESSION)
    login.signal(THEIRS, *changed, {"LockedHint": ("b", True)}, [])
    login.signal(OURS, *changed, {"IdleHint": ("b", True)}, [])
    login.signal(OURS, *changed, {"LockedHint": ("b", True)}, [])
    desk.expect("locked")
    login.answers.update(login_answers(hint=False))
    login.signal(OURS, *changed, {}, ["LockedHint"])
    desk.expect("locked", "unlocked")


def test_an_inactive_session_counts_as_locked(desk):
    """Fast user switching and text consoles; the lock of our own session and its place end apart from each other."""
    login = desk.logind(login_answers())
    desk.watch()
    changed = ("org.freedesktop.DBus.Properties.PropertiesChanged", "sa{sv}as", SESSION)
    login.signal(THEIRS, *changed, {"Active": ("b", False)}, [])
    login.signal(OURS, *changed, {"Active": ("b", False), "LockedHint": ("b", True)}, [])
    desk.expect("locked")
    login.signal(OURS, *changed, {"Active": ("b", True)}, [])
    desk.settle()
    assert desk.source.is_locked
    login.signal(OURS, *changed, {"LockedHint": ("b", False)}, [])
    desk.expect("locked", "unlocked")
    login.answers[f"{OURS} {SESSION}.Active"] = ("b", (False,))
    login.signal(OURS, *changed, {}, ["Active"])
    desk.expect("locked", "unlocked", "locked")


def test_started_in_an_inactive_session(desk):
    """By a service manager, say: nobody is there until ours comes to the front."""
    login = desk.logind(login_answers() | {f"{OURS} {SESSION}.Active": ("b", (False,))})
    desk.watch()
    assert desk.received == ["locked"]
    changed = ("org.freedesktop.DBus.Properties.PropertiesChanged", "sa{sv}as", SESSION)
    login.signal(OURS, *changed, {"Active": ("b", True)}, [])
    desk.expect("locked", "unlocked")


def test_a_lock_request_counts_until_it_is_withdrawn(desk):
    """`loginctl lock-session` and `unlock-session`."""
    login = desk.logind(login_answers())
    desk.watch()
    login.signal(THEIRS, f"{SESSION}.Lock")
    login.signal(OURS, f"{SESSION}.Lock")
    desk.expect("locked")
    login.signal(OURS, f"{SESSION}.Unlock")
    desk.expect("locked", "unlocked")


def test_a_lock_request_without_a_lock_expires(desk, monkeypatch):
    """Without a locker, or with one that never says that it is done, we would think the person away for ever."""
    monkeypatch.setattr(lock_logind, "LOCK_REQUEST_LIFETIME", lock_logind.LOCK_REQUEST_LIFETIME / 50)
    login = desk.logind(login_answers())
    desk.watch()
    login.signal(OURS, f"{SESSION}.Lock")
    desk.expect("locked", "unlocked")


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
def test_the_own_session_is_found(desk, environment, asked, answers):
    """By whichever of the ways works; and it is locked at the start."""
    login = desk.logind(answers)
    desk.watch(environment)
    assert desk.received == ["locked"]
    assert login.asked == [f"{MANAGER}.PreparingForSleep", *asked, f"{SESSION}.LockedHint", f"{SESSION}.Active"]


def test_logind_without_a_session_still_reports_suspend(desk):
    """A bare machine, or a session that logind does not know."""
    login = desk.logind({f"{ROOT} {MANAGER}.PreparingForSleep": ("b", (False,))})
    assert desk.watch({"XDG_SESSION_ID": "2"}).names == ("logind-sleep",)
    login.signal(ROOT, f"{MANAGER}.PrepareForSleep", "b", True)
    desk.expect("suspending")


def test_logind_started_again_is_asked_again(desk):
    """A lock of which the end was lost ends."""
    with Service(desk.system_bus.address, [LOGIN], login_answers(hint=True)):
        desk.watch()
        desk.expect("locked")
    desk.expect("locked", "unlocked")
    assert desk.source.names == ()
    desk.logind(login_answers(hint=True))
    desk.expect("locked", "unlocked", "locked")
    assert desk.source.names == ("logind-sleep", "logind-lock")


def test_lost_buses_end_locks_and_suspends(desk):
    """Nobody could tell the end any more; nothing raises, and `doctor` shows that it is over."""
    login, saver = desk.logind(login_answers(hint=True)), desk.saver(GNOME, active=True)
    desk.watch()
    login.signal(ROOT, f"{MANAGER}.PrepareForSleep", "b", True)
    desk.expect("locked", "suspending")
    desk.system_bus.kill()
    desk.expect("locked", "suspending", "resumed")
    assert desk.source.is_locked
    desk.session_bus.kill()
    desk.expect("locked", "suspending", "resumed", "unlocked")
    assert desk.source.names == ()
    assert saver.asked == [f"{GNOME}.GetActive"]


def test_nothing_is_reported_after_close(desk):
    """Whatever still comes."""
    saver = desk.saver(GNOME)
    desk.watch().close()
    saver.signal(path(GNOME), f"{GNOME}.ActiveChanged", "b", True)
    desk.settle()
    assert desk.received == []
    desk.source.close()


def test_the_session_is_requested_by_the_process_id(desk):
    """An unsigned integer, which PySide6's own D-Bus cannot send."""
    login = desk.logind(login_answers())
    desk.watch()
    assert login.bodies[f"{MANAGER}.GetSessionByPID"] == (os.getpid(),)
