"""Idle time on a real X display, moved by a real pointer, and what happens when the display goes."""

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

A_MOMENT = timedelta(milliseconds=400)


def input_is_counted(source, display, *words):
    """Give input with xdotool: the source's idle time begins anew with it."""
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
def rested(qtbot, display, source):
    """The source after the hands have rested for a moment."""
    display.xdotool("mousemove", "1", "1")
    qtbot.waitUntil(lambda: source.idle() > A_MOMENT)
    return source


def test_idle_grows_at_rest_and_ends_with_input(qtbot, display, rested):
    """Pointer and keyboard both count."""
    for hands in (("mousemove", "30", "40"), ("key", "a")):
        qtbot.waitUntil(lambda: rested.idle() > A_MOMENT)
        assert input_is_counted(rested, display, *hands)


def test_the_return_is_reported_once_by_an_event(qtbot, display, rested):
    """Nobody asks in between: the display says it."""
    returns = []
    assert rested.watch_return(lambda: returns.append(None))
    display.xdotool("mousemove", "5", "5")
    qtbot.waitUntil(lambda: returns == [None])
    qtbot.waitUntil(lambda: rested.idle() > A_MOMENT)
    assert input_is_counted(rested, display, "mousemove", "6", "6")
    qtbot.waitUntil(lambda: rested.idle() > A_MOMENT)
    assert returns == [None]


def test_the_return_is_reported_from_the_event_loop(qtbot, display, rested):
    """Reading the reply also reads the event off the socket: it is not lost, nor told within the call."""
    returns = []
    assert rested.watch_return(lambda: returns.append(None))
    display.xdotool("mousemove", "5", "5")
    for _ in range(5):
        rested.idle()
    assert returns == []
    qtbot.waitUntil(lambda: returns == [None])


def test_a_new_request_replaces_the_old(qtbot, display, rested):
    """And a request may be made again from within the call."""
    returns = []

    def back():
        returns.append("new")
        assert rested.watch_return(lambda: returns.append("again"))

    assert rested.watch_return(lambda: returns.append("old"))
    assert rested.watch_return(back)
    display.xdotool("mousemove", "7", "7")
    qtbot.waitUntil(lambda: returns == ["new"])
    qtbot.waitUntil(lambda: rested.idle() > A_MOMENT)
    display.xdotool("mousemove", "8", "8")
    qtbot.waitUntil(lambda: returns == ["new", "again"])


def test_the_return_is_reported_when_requested_right_after_input(qtbot, display, source):
    """There is no moment at which a request is in vain."""
    returns = []
    display.xdotool("mousemove", "2", "2")
    assert source.watch_return(lambda: returns.append(None))
    qtbot.waitUntil(lambda: source.idle() > A_MOMENT)
    display.xdotool("mousemove", "3", "3")
    qtbot.waitUntil(lambda: returns == [None])


def test_a_lost_display_raises_nothing(qtbot, display, rested):
    """No exception, no exit, as Xlib would have it: None from then on."""
    assert rested.watch_return(lambda: pytest.fail("nobody came back"))
    display.kill()
    qtbot.waitUntil(lambda: rested.idle() is None)
    assert rested.idle() is None
    assert not rested.watch_return(lambda: None)
    rested.close()
    rested.close()


def test_a_lost_display_wakes_the_app_only_once(qtbot, display, rested):
    """The end of the connection is readable for ever: the notifier has to be switched off."""
    display.kill()
    qtbot.waitUntil(lambda: not rested.display.alive)
    assert not rested.display.is_reading
    assert rested.idle() is None


def test_nothing_is_reported_after_close(qtbot, display, rested):
    """An alarm on the way is no longer told."""
    assert rested.watch_return(lambda: pytest.fail("closed"))
    rested.close()
    display.xdotool("mousemove", "9", "9")
    assert rested.idle() is None


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
    """XWayland is no X11; and the reason is one sentence for `doctor`."""
    reasons = []
    source = FailoverIdleSource([lambda: X11IdleSource(environment)], reasons.append, lambda _change: None).source
    assert isinstance(source, NoIdleSource)
    assert (source.name, source.idle(), source.watch_return(lambda: None)) == ("none", None, False)
    (reason,) = reasons
    assert word in reason
    assert reason.endswith(".")


def test_a_display_without_the_extension_is_refused(qapp):
    """One sentence, and no connection left open."""
    with (
        real_display("320x240x24", "-extension", "MIT-SCREEN-SAVER") as display,
        pytest.raises(IdleUnavailable, match=r"no MIT-SCREEN-SAVER extension\.$"),
    ):
        X11IdleSource(display.environment)


@pytest.fixture
def without(monkeypatch):
    """A machine on which one library is not installed."""

    def without(missing):
        monkeypatch.setattr(x11, "load", lambda name: load(f"no-{name}" if missing in name else name))

    return without


def test_a_machine_without_the_library_is_refused(qapp, display, without):
    """A bare machine has libxcb, for Qt, and not this one."""
    without("screensaver")
    with pytest.raises(IdleUnavailable, match=r"libxcb-screensaver.* is not installed\.$"):
        X11IdleSource(display.environment)


def test_without_alarms_the_idle_time_is_still_read(qapp, display, without):
    """Then it has to be polled, and the source says so."""
    without("sync")
    source = X11IdleSource(display.environment)
    assert source.idle() is not None
    assert not source.watch_return(lambda: None)
    source.close()


def test_the_first_source_that_works_is_chosen(qapp, display):
    """In the order given."""
    rungs = [lambda: X11IdleSource({}), lambda: X11IdleSource(display.environment), NoIdleSource]
    watch = FailoverIdleSource(rungs, lambda _reason: None, lambda _change: None)
    assert watch.source.name == "x11-screensaver"
    watch.close()
