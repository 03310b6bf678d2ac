"""GNOME's idle monitor: the real one in a headless Mutter, and a fake service."""

import time
from datetime import timedelta

import pytest

from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.idle.gnome_mutter import MutterIdleSource
from hipbreak.desktop.idle.last_input import LastInputTracker
from tests.desktop.fakes import PATIENCE, Service, does_not_wait
from tests.desktop.gnome_session import MONITOR, needs_mutter, real_mutter

pytestmark = pytest.mark.display

PATH = "/org/gnome/Mutter/IdleMonitor/Core"
NOTICE = timedelta(milliseconds=300)
REST, INPUT = 7, 8


def answers(idle_ms=0):
    return {
        f"{PATH} {MONITOR}.AddIdleWatch": ("u", (REST,)),
        f"{PATH} {MONITOR}.AddUserActiveWatch": ("u", (INPUT,)),
        f"{PATH} {MONITOR}.GetIdletime": ("t", (idle_ms,)),
        f"{PATH} {MONITOR}.RemoveWatch": ("", ()),
    }


@pytest.fixture
def source(bus):
    source = MutterIdleSource(bus, LastInputTracker(NOTICE))
    yield source
    source.close()


def known(qtbot, source):
    qtbot.waitUntil(lambda: source.idle() is not None)


@needs_mutter
def test_a_real_mutter_reports_idle_time_and_the_next_input(qtbot, daemon, tmp_path, source):
    """With real input, twice: idle, its length, and the return."""
    source.close()
    with real_mutter(daemon, tmp_path / "run") as mutter:
        bus = BusConnection(daemon.address)
        source = MutterIdleSource(bus, LastInputTracker(NOTICE))
        assert source.idle() is None
        known(qtbot, source)
        mutter.move_pointer()
        qtbot.waitUntil(lambda: not source.tracker.is_idle)
        for _ in range(2):
            returns = []
            qtbot.waitUntil(lambda: source.tracker.is_idle)
            assert NOTICE <= source.idle() < NOTICE + timedelta(seconds=2)
            assert source.watch_return(lambda returns=returns: returns.append(None))
            qtbot.waitUntil(lambda: source.idle() > 2 * NOTICE)
            assert returns == []
            began = time.monotonic()
            mutter.move_pointer()
            qtbot.waitUntil(lambda returns=returns: returns == [None])
            assert source.idle() <= timedelta(seconds=time.monotonic() - began)
        assert source.problem is None
        mutter.kill()
        qtbot.waitUntil(lambda: source.problem is not None)
        assert source.idle() is None
        assert not source.watch_return(lambda: pytest.fail("Mutter has ended"))
        source.close()
        bus.close()


@needs_mutter
def test_the_return_is_reported_when_requested_during_input(qtbot, daemon, bus, tmp_path):
    with real_mutter(daemon, tmp_path / "run") as mutter:
        source = MutterIdleSource(bus)
        known(qtbot, source)
        mutter.move_pointer()
        returns = []
        assert source.watch_return(lambda: returns.append(None))
        qtbot.waitUntil(lambda: source.active_watch != 0)
        assert returns == []
        mutter.move_pointer()
        qtbot.waitUntil(lambda: returns == [None])
        source.close()


def test_without_an_owner_of_the_name_the_reason_is_given(qtbot, source):
    """Without waiting and without starting a service."""
    qtbot.waitUntil(lambda: source.problem is not None)
    assert source.problem.endswith(".")
    assert source.idle() is None


def test_a_monitor_that_never_answers_delays_nothing(qtbot, daemon, bus, monkeypatch):
    monkeypatch.setattr("hipbreak.desktop.dbus.connection.TIMEOUT", PATIENCE)
    with Service(daemon.address, [MONITOR], silent=True) as service:
        with does_not_wait():
            source = MutterIdleSource(bus, LastInputTracker(NOTICE))
            assert source.idle() is None
            assert source.watch_return(lambda: None)
        qtbot.waitUntil(lambda: source.problem is not None)
        assert service.asked == []


def test_the_idle_time_is_requested_once(qtbot, daemon, bus):
    """Further readings cause no call."""
    with Service(daemon.address, [MONITOR], answers(90_000)) as service:
        source = MutterIdleSource(bus)
        known(qtbot, source)
        qtbot.waitUntil(lambda: source.active_watch == INPUT)
        assert timedelta(seconds=90) <= source.idle() < timedelta(seconds=92)
        for _ in range(50):
            source.idle()
        assert source.watch_return(lambda: None)
        assert service.asked == [f"{MONITOR}.{word}" for word in ("AddIdleWatch", "GetIdletime", "AddUserActiveWatch")]
        source.close()
        qtbot.waitUntil(lambda: service.asked[3:] == [f"{MONITOR}.RemoveWatch"] * 2)


def test_input_before_the_active_watch_exists_is_reported_later(qtbot, daemon, bus):
    with Service(daemon.address, [MONITOR], answers(90_000)) as service:
        source = MutterIdleSource(bus)
        known(qtbot, source)
        returns = []
        assert source.watch_return(lambda: returns.append(None))
        service.signal(PATH, f"{MONITOR}.WatchFired", "u", REST)
        qtbot.waitUntil(lambda: returns == [None])
        assert timedelta(seconds=5) <= source.idle() < timedelta(seconds=7)


def test_foreign_and_malformed_signals_are_ignored(qtbot, daemon, bus):
    with Service(daemon.address, [MONITOR], answers(90_000)) as service:
        source = MutterIdleSource(bus)
        known(qtbot, source)
        qtbot.waitUntil(lambda: source.active_watch == INPUT)
        assert source.watch_return(lambda: pytest.fail("not ours"))
        for signature, body in (("u", (99,)), ("", ()), ("s", ("8",)), ("uu", (INPUT, INPUT))):
            service.signal(PATH, f"{MONITOR}.WatchFired", signature, *body)
        done = []
        bus.call(MONITOR, PATH, f"{MONITOR}.GetIdletime", on_reply=done.append)
        qtbot.waitUntil(lambda: done != [])
        assert source.idle() >= timedelta(seconds=90)


def test_a_lost_bus_is_reported(qtbot, daemon, bus, source):
    with Service(daemon.address, [MONITOR], answers()):
        source.close()
        source = MutterIdleSource(bus, LastInputTracker(NOTICE))
        known(qtbot, source)
        daemon.kill()
        qtbot.waitUntil(lambda: source.problem is not None)
        assert source.idle() is None
        source.close()
        source.close()


def test_nothing_is_reported_after_close(qtbot, daemon, bus):
    with Service(daemon.address, [MONITOR], answers(90_000)) as service:
        source = MutterIdleSource(bus)
        known(qtbot, source)
        assert source.watch_return(lambda: pytest.fail("closed"))
        source.close()
        service.signal(PATH, f"{MONITOR}.WatchFired", "u", INPUT)
        done = []
        bus.call(MONITOR, PATH, f"{MONITOR}.GetIdletime", on_reply=done.append)
        qtbot.waitUntil(lambda: done != [])
        assert not source.watch_return(lambda: None)
