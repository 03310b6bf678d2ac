"""Windows, macOS and logind: their arithmetic and their words, with the operating system's answer injected."""

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
def test_the_rest_is_right_across_the_turn_of_the_clock(start, length):
    """Whenever the machine was started, and wherever between the two readings the clock turned."""
    assert time_between(start % WRAP, (start + length) % WRAP) == timedelta(milliseconds=length)


@given(st.integers(0, WRAP - 1), st.integers(1, 59_999))
def test_input_between_the_two_readings_is_now(now, ahead):
    """The last input seems to lie ahead: no rest of 49 days."""
    assert time_between((now + ahead) % WRAP, now) == timedelta(0)


def test_windows_is_asked_each_time():
    readings = iter([(0, 0), (WRAP - 100, 50), None])
    source = WindowsIdleSource(lambda: next(readings))
    assert (source.idle(), source.idle()) == (timedelta(milliseconds=150), None)
    assert (source.watch_return(lambda: None), source.trouble) == (False, None)
    source.close()


def test_windows_that_does_not_tell_is_refused():
    with pytest.raises(IdleUnavailable):
        WindowsIdleSource(lambda: None)


@pytest.mark.parametrize(
    ("seconds", "idle"),
    [(0.0, timedelta(0)), (61.5, timedelta(seconds=61.5)), (-1.0, None), (math.nan, None), (math.inf, None)],
)
def test_macos_tells_seconds(seconds, idle):
    """What is no time is not known."""
    source = MacIdleSource(lambda: seconds)
    assert (source.idle(), source.watch_return(lambda: None), source.trouble) == (idle, False, None)
    source.close()


@pytest.mark.skipif(sys.platform != "linux", reason="both exist at home")
@pytest.mark.parametrize("kind", [WindowsIdleSource, MacIdleSource])
def test_elsewhere_each_says_so(kind):
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
def test_logind_tells_nothing_before_its_first_hint(qtbot, daemon, bus, now):
    """Most desktops never set it: that is no proof of input."""
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
        assert source.trouble is None
    qtbot.waitUntil(lambda: source.trouble is not None)
    assert source.idle() is None
    source.close()


@pytest.mark.display
def test_without_logind_or_a_session_it_says_so(qtbot, bus):
    source = LogindIdleSource(bus)
    qtbot.waitUntil(lambda: source.trouble is not None)
    assert source.trouble.endswith(".")
    assert not source.watch_return(lambda: None)


@pytest.mark.display
def test_a_lost_bus_is_the_end_of_it(qtbot, daemon, bus):
    with Service(daemon.address, [NAME], hint(True)):
        source = LogindIdleSource(bus)
        qtbot.waitUntil(lambda: source.idle() is not None)
        daemon.kill()
        qtbot.waitUntil(lambda: source.trouble is not None)
        source.close()
