"""The status that XScreenSaver leaves on the root window, set here as it sets it."""

from collections.abc import Iterator
from ctypes import c_int16, c_uint8, c_uint16, c_uint32

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.desktop.display.xcb import Cookie, Display, declare, load
from hipbreak.desktop.lock.base import LockListener
from hipbreak.desktop.lock.selection import watch_locks
from tests.desktop.fakes import RealDisplay, listener_of, real_display

pytestmark = pytest.mark.display

INTEGER, INPUT_ONLY = 19, 2


class Saver:
    """Its window and its status, which both X programs can read."""

    def __init__(self, display: RealDisplay) -> None:
        self._display = Display(display.name)
        window, xcb = self._display.new_id(), load("libxcb.so.1")
        lengths = (c_int16, c_int16, c_uint16, c_uint16, c_uint16)
        declare(xcb, "xcb_create_window", Cookie, c_uint8, c_uint32, c_uint32, *lengths, c_uint16, c_uint32, c_uint32)
        place = (0, 0, 1, 1, 0)
        self._display.send(xcb, "xcb_create_window", 0, window, self._display.root, *place, INPUT_ONLY, 0, 0)
        self._display.set_property(window, b"_SCREENSAVER_VERSION", INTEGER, [6])
        self.show("")

    def show(self, state: str) -> None:
        """LOCK, BLANK, or empty while there is neither."""
        values = [self._display.atom(state.encode()) if state else 0, 1_796_000_000, 1]
        self._display.set_property(self._display.root, b"_SCREENSAVER_STATUS", INTEGER, values)

    def kill(self) -> None:
        """End without taking the status back."""
        self._display.close()


@pytest.fixture
def display() -> Iterator[RealDisplay]:
    with real_display() as display:
        yield display


@pytest.fixture
def received() -> list[str]:
    return []


@pytest.fixture
def listener(received: list[str]) -> LockListener:
    return listener_of(received)


def test_locked_and_unlocked(qtbot: QtBot, display: RealDisplay, received: list[str], listener: LockListener) -> None:
    """A screen that is only blanked is not locked."""
    source = watch_locks(listener, None, None, {"DISPLAY": display.name})
    assert source.names == ()
    saver = Saver(display)
    qtbot.waitUntil(lambda: source.names == ("xscreensaver",))
    words = ["locked", "unlocked", "locked"]
    for count, state in enumerate(("LOCK", "BLANK", "LOCK"), start=1):
        saver.show(state)
        qtbot.waitUntil(lambda count=count: received == words[:count])
    saver.kill()
    qtbot.waitUntil(lambda: received[3:] == ["unlocked"])
    assert source.names == ()
    source.close()


def test_locked_before_the_start(
    qtbot: QtBot, display: RealDisplay, received: list[str], listener: LockListener
) -> None:
    """A status that was left by a program that was killed says nothing."""
    saver = Saver(display)
    saver.show("LOCK")
    source = watch_locks(listener, None, None, {"DISPLAY": display.name})
    assert source.is_locked and received == ["locked"]
    source.close()
    saver.kill()
    later = watch_locks(listener, None, None, {"DISPLAY": display.name})
    assert not later.is_locked and later.names == ()
    later.close()


def test_on_wayland_it_is_not_looked_for(display: RealDisplay, listener: LockListener) -> None:
    saver = Saver(display)
    saver.show("LOCK")
    source = watch_locks(listener, None, None, {"DISPLAY": display.name, "WAYLAND_DISPLAY": "wayland-0"})
    assert not source.is_locked and source.names == ()
    saver.kill()
