"""Idle time on Windows, macOS and logind, with injected answers of the system."""

import math
import sys
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.desktop.idle.base import IdleUnavailable
from hipbreak.desktop.idle.logind import NAME, OWN_SESSION, LogindIdleSource
from hipbreak.desktop.idle.macos import MacIdleSource
from hipbreak.desktop.idle.windows import WindowsIdleSource, time_between
from tests.desktop.fakes import Service

WRAP = 2**32
SESSION = f"{NAME}.Session"
THEIR_PATH = "/org/freedesktop/login1/session/_32"


@given(st.integers(0, 2**40), st.integers(0, WRAP - 60_001))
def test_the_idle_time_is_right_when_the_tick_count_wraps(start, length):
    """For any start and any length below one wrap."""
    assert time_between(start % WRAP, (start + length) % WRAP) == timedelta(milliseconds=length)


@given(st.integers(0, WRAP - 1), st.integers(1, 59_999))
def test_input_between_two_readings_is_zero_idle_time(now, ahead):
    """The last input seems to be in the future: no idle time of 49 days."""
    assert time_between((now + ahead) % WRAP, now) == timedelta(0)


def test_windows_is_read_at_each_call():
    readings = iter([(0, 0), (WRAP - 100, 50), None])
    source = WindowsIdleSource(lambda: next(readings))
    assert (source.idle(), source.idle()) == (timedelta(milliseconds=150), None)
    assert (source.watch_return(lambda: None), source.problem) == (False, None)
    source.close()


def test_a_windows_without_an_answer_is_unavailable():
    with pytest.raises(IdleUnavailable):
        WindowsIdleSource(lambda: None)


@pytest.mark.parametrize(
    ("seconds", "idle"),
    [(0.0, timedelta(0)), (61.5, timedelta(seconds=61.5)), (-1.0, None), (math.nan, None), (math.inf, None)],
)
def test_macos_idle_seconds(seconds, idle):
    """An invalid time is None."""
    source = MacIdleSource(lambda: seconds)
    assert (source.idle(), source.watch_return(lambda: None), source.problem) == (idle, False, None)
    source.close()


@pytest.mark.skipif(sys.platform != "linux", reason="both exist at home")
@pytest.mark.parametrize("kind", [WindowsIdleSource, MacIdleSource])
def test_on_other_systems_the_reason_is_given(kind):
    with pytest.raises(IdleUnavailable, match=r"^This is not \w+\.$"):
        kind()


class Now:
    def __init__(self):
        self.at = timedelta(hours=1)


@pytest.fixture
def now():
    return Now()


def hint(rests):
    return {f"{OWN_SESSION} {SESSION}.IdleHint": ("b", (rests,))}


def changed(login, rests):
    login.answers.update(hint(rests))
    changes = ({"IdleHint": ("b", rests)}, [])
    login.signal(THEIR_PATH, "org.freedesktop.DBus.Properties.PropertiesChanged", "sa{sv}as", SESSION, *changes)


@pytest.mark.display
def test_logind_reports_nothing_before_its_first_hint(qtbot, daemon, bus, now):
    """Most desktops never set it, so False does not mean input."""
    with Service(daemon.address, [NAME], hint(False)) as login:
        source = LogindIdleSource(bus, lambda: now.at)
        qtbot.waitUntil(lambda: len(login.asked) == 1)
        assert source.idle() is None
        assert not source.watch_return(lambda: None)
        changed(login, True)
        qtbot.waitUntil(lambda: source.idle() is not None)
        now.at += timedelta(minutes=7)
        assert source.idle() == timedelta(minutes=7)
        returns = []
        assert source.watch_return(lambda: returns.append(None))
        changed(login, True)
        changed(login, False)
        qtbot.waitUntil(lambda: returns == [None])
        assert source.idle() == timedelta(0)
        assert source.problem is None
    qtbot.waitUntil(lambda: source.problem is not None)
    assert source.idle() is None
    source.close()


@pytest.mark.display
def test_without_logind_or_a_session_the_reason_is_given(qtbot, bus):
    source = LogindIdleSource(bus)
    qtbot.waitUntil(lambda: source.problem is not None)
    assert source.problem.endswith(".")
    assert not source.watch_return(lambda: None)


@pytest.mark.display
def test_a_lost_bus_is_reported(qtbot, daemon, bus):
    with Service(daemon.address, [NAME], hint(True)):
        source = LogindIdleSource(bus)
        qtbot.waitUntil(lambda: source.idle() is not None)
        daemon.kill()
        qtbot.waitUntil(lambda: source.problem is not None)
        source.close()
