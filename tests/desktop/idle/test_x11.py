"""Idle time on a real X display with simulated input, also when the display ends."""

import time
from datetime import timedelta

import pytest

from hipbreak.desktop.display.xcb import load
from hipbreak.desktop.idle import x11
from hipbreak.desktop.idle.base import IdleUnavailable, NoIdleSource
from hipbreak.desktop.idle.failover import FailoverIdleSource
from hipbreak.desktop.idle.x11 import X11IdleSource
from tests.desktop.fakes import real_display

pytestmark = pytest.mark.display

SHORT_IDLE = timedelta(milliseconds=400)


def input_is_counted(source, display, *words):
    """Give input with xdotool; whether the idle time restarts with it."""
    began = time.monotonic()
    display.xdotool(*words)
    return source.idle() <= timedelta(seconds=time.monotonic() - began)


@pytest.fixture
def display():
    with real_display() as display:
        yield display


@pytest.fixture
def source(qapp, display):
    source = X11IdleSource(display.environment)
    yield source
    source.close()


@pytest.fixture
def idle_source(qtbot, display, source):
    """The source after a moment without input."""
    display.xdotool("mousemove", "1", "1")
    qtbot.waitUntil(lambda: source.idle() > SHORT_IDLE)
    return source


def test_idle_grows_at_rest_and_ends_with_input(qtbot, display, idle_source):
    """Pointer and keyboard both count."""
    for words in (("mousemove", "30", "40"), ("key", "a")):
        qtbot.waitUntil(lambda: idle_source.idle() > SHORT_IDLE)
        assert input_is_counted(idle_source, display, *words)


def test_the_return_is_reported_once_by_an_event(qtbot, display, idle_source):
    returns = []
    assert idle_source.watch_return(lambda: returns.append(None))
    display.xdotool("mousemove", "5", "5")
    qtbot.waitUntil(lambda: returns == [None])
    qtbot.waitUntil(lambda: idle_source.idle() > SHORT_IDLE)
    assert input_is_counted(idle_source, display, "mousemove", "6", "6")
    qtbot.waitUntil(lambda: idle_source.idle() > SHORT_IDLE)
    assert returns == [None]


def test_the_return_is_reported_from_the_event_loop(qtbot, display, idle_source):
    """Reading the reply also reads the event from the socket: it is neither lost nor delivered within the call."""
    returns = []
    assert idle_source.watch_return(lambda: returns.append(None))
    display.xdotool("mousemove", "5", "5")
    for _ in range(5):
        idle_source.idle()
    assert returns == []
    qtbot.waitUntil(lambda: returns == [None])


def test_a_new_request_replaces_the_old(qtbot, display, idle_source):
    """A callback may make the next request."""
    returns = []

    def back():
        returns.append("new")
        assert idle_source.watch_return(lambda: returns.append("again"))

    assert idle_source.watch_return(lambda: returns.append("old"))
    assert idle_source.watch_return(back)
    display.xdotool("mousemove", "7", "7")
    qtbot.waitUntil(lambda: returns == ["new"])
    qtbot.waitUntil(lambda: idle_source.idle() > SHORT_IDLE)
    display.xdotool("mousemove", "8", "8")
    qtbot.waitUntil(lambda: returns == ["new", "again"])


def test_the_return_is_reported_when_requested_right_after_input(qtbot, display, source):
    returns = []
    display.xdotool("mousemove", "2", "2")
    assert source.watch_return(lambda: returns.append(None))
    qtbot.waitUntil(lambda: source.idle() > SHORT_IDLE)
    display.xdotool("mousemove", "3", "3")
    qtbot.waitUntil(lambda: returns == [None])


def test_a_lost_display_raises_nothing(qtbot, display, idle_source):
    """No exception, and no exit as with Xlib: idle time is None from then on."""
    assert idle_source.watch_return(lambda: pytest.fail("no input was given"))
    display.kill()
    qtbot.waitUntil(lambda: idle_source.idle() is None)
    assert idle_source.idle() is None
    assert not idle_source.watch_return(lambda: None)
    idle_source.close()
    idle_source.close()


def test_a_lost_display_wakes_the_app_only_once(qtbot, display, idle_source):
    """A closed connection stays readable: the notifier has to be disabled."""
    display.kill()
    qtbot.waitUntil(lambda: not idle_source.display.alive)
    assert idle_source.display.notifier is None
    assert idle_source.idle() is None


def test_nothing_is_reported_after_close(qtbot, display, idle_source):
    """Also for an alarm that is pending."""
    assert idle_source.watch_return(lambda: pytest.fail("closed"))
    idle_source.close()
    display.xdotool("mousemove", "9", "9")
    assert idle_source.idle() is None


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({}, "DISPLAY"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "Wayland"),
        ({"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"}, "Wayland"),
        ({"DISPLAY": ":63999"}, "cannot be reached"),
    ],
)
def test_an_unavailable_source_is_skipped_with_its_reason(qapp, environment, word):
    """Xwayland does not count as X11; the reason is one sentence for `doctor`."""
    reasons = []
    source = FailoverIdleSource([lambda: X11IdleSource(environment)], reasons.append, lambda *_change: None).source
    assert isinstance(source, NoIdleSource)
    assert (source.name, source.idle(), source.watch_return(lambda: None)) == ("none", None, False)
    (reason,) = reasons
    assert word in reason
    assert reason.endswith(".")


def test_a_display_without_the_extension_is_refused(qapp):
    """The reason is one sentence, and the connection is closed."""
    with (
        real_display("320x240x24", "-extension", "MIT-SCREEN-SAVER") as display,
        pytest.raises(IdleUnavailable, match=r"no MIT-SCREEN-SAVER extension\.$"),
    ):
        X11IdleSource(display.environment)


@pytest.fixture
def without_library(monkeypatch):
    """Make one library unavailable."""

    def without_library(missing):
        monkeypatch.setattr(x11, "load", lambda name: load(f"no-{name}" if missing in name else name))

    return without_library


def test_a_machine_without_the_library_is_refused(qapp, display, without_library):
    """Qt needs libxcb, but not this one."""
    without_library("screensaver")
    with pytest.raises(IdleUnavailable, match=r"libxcb-screensaver.* is not installed\.$"):
        X11IdleSource(display.environment)


def test_without_alarms_the_idle_time_is_still_read(qapp, display, without_library):
    """Then it has to be polled: a return is not reported."""
    without_library("sync")
    source = X11IdleSource(display.environment)
    assert source.idle() is not None
    assert not source.watch_return(lambda: None)
    source.close()


def test_the_first_source_that_works_is_chosen(qapp, display):
    """In the order given."""
    sources = [lambda: X11IdleSource({}), lambda: X11IdleSource(display.environment), NoIdleSource]
    watch = FailoverIdleSource(sources, lambda _reason: None, lambda *_change: None)
    assert watch.source.name == "x11-screensaver"
    watch.close()
