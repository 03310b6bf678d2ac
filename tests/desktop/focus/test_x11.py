"""Window switches and full screen with a real window manager and real windows."""

import os
import subprocess
import sys
from contextlib import ExitStack

import pytest
from msgspec.structs import replace

from hipbreak.app.sensors import Sensors
from hipbreak.core.tracking import inputs
from hipbreak.desktop.busy.base import BusySwitches
from hipbreak.desktop.display.xcb import XUnavailable
from hipbreak.desktop.focus.base import FocusListener
from hipbreak.desktop.focus.x11 import X11FocusSource
from tests.desktop.fakes import real_display, started_program, terminated

pytestmark = pytest.mark.display
NOTHING = BusySwitches(microphone=False, camera=False, inhibitors=False, players=False, quiet=False)  # but full screen

# A program with one window that goes to full screen, and back, at each byte on its standard input.
WINDOW = """
import os, sys
from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.resize(200, 100)
window.show()
notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
def turn():
    word = os.read(0, 1)
    app.sync()  # else Qt may not know yet what the window manager did last, and ignore the next change
    if not word:
        app.quit()
    elif word == b"f":
        window.showFullScreen()
    else:
        window.showNormal()
notifier.activated.connect(turn)
os.write({fd}, f"{{int(window.winId())}}\\n".encode())
app.exec()
"""


class Screen:
    """A display with a window manager and windows, and the reports received."""

    def __init__(self, qtbot, stack):
        self.qtbot, self.stack, self.received = qtbot, stack, []
        self.display = stack.enter_context(real_display())
        manager = subprocess.Popen(
            ["openbox", "--sm-disable"],
            env={**os.environ, **self.display.environment},
            stderr=subprocess.DEVNULL,
        )
        stack.enter_context(terminated(manager))
        self.qtbot.waitUntil(self.is_managed)

    def is_managed(self):
        try:
            self.display.xdotool("get_num_desktops")
        except subprocess.CalledProcessError:
            return False
        return True

    def window(self):
        """The process and the number of a new window, which the window manager has made the active one."""
        environment = {**os.environ, **self.display.environment, "QT_QPA_PLATFORM": "xcb"}
        process, number = self.stack.enter_context(
            started_program([sys.executable, "-c", WINDOW], environment=environment, stdin=subprocess.PIPE)
        )
        assert number, "the window did not open"
        self.display.xdotool("search", "--sync", "--onlyvisible", "--pid", str(process.pid))
        self.activate(number)
        return process, number

    def activate(self, number):
        self.display.xdotool("windowactivate", "--sync", number)

    def listen(self):
        listener = FocusListener(
            lambda: self.received.append("switched"),
            lambda on: self.received.append("full screen" if on else "windows"),
        )
        source = X11FocusSource(listener, self.display.environment)
        self.stack.callback(source.close)
        return source

    def expect(self, *words):
        self.qtbot.waitUntil(lambda: self.received == list(words))


def send(process, word):
    process.stdin.write(word)
    process.stdin.flush()


@pytest.fixture
def screen(qtbot):
    with ExitStack() as stack:
        yield Screen(qtbot, stack)


def test_window_switches_are_reported(screen):
    """One for each; none for the window that is active at the start."""
    _, first = screen.window()
    _, second = screen.window()
    screen.listen()
    screen.activate(first)
    screen.expect("switched")
    screen.activate(first)
    screen.activate(second)
    screen.expect("switched", "switched")


def test_full_screen_and_its_end_are_reported(screen):
    """Also when another window is activated."""
    film, film_number = screen.window()
    _, other = screen.window()
    screen.activate(film_number)
    screen.listen()
    send(film, b"f")
    screen.expect("full screen")
    send(film, b"n")
    screen.expect("full screen", "windows")
    send(film, b"f")
    screen.expect("full screen", "windows", "full screen")
    screen.activate(other)
    screen.expect("full screen", "windows", "full screen", "switched", "windows")


def test_full_screen_can_be_switched_off_and_on(screen):
    """Switched off, it ends for the engine and is not reported; window switches still are."""
    film, number = screen.window()
    _, other = screen.window()
    screen.activate(number)
    sensors = Sensors({**screen.display.environment, "DBUS_SYSTEM_BUS_ADDRESS": "disabled:"}, "linux", NOTHING)
    screen.stack.callback(sensors.close)
    sensors.attach(screen.received.append, lambda: True)
    send(film, b"f")
    screen.expect(inputs.BusyChanged("fullscreen", True))
    sensors.use(replace(NOTHING, fullscreen=False))
    screen.expect(inputs.BusyChanged("fullscreen", True), inputs.BusyChanged("fullscreen", False))
    sensors.use(NOTHING)
    screen.expect(
        inputs.BusyChanged("fullscreen", True),
        inputs.BusyChanged("fullscreen", False),
        inputs.BusyChanged("fullscreen", True),
    )
    sensors.use(replace(NOTHING, fullscreen=False))
    screen.received.clear()
    screen.activate(other)
    screen.expect(inputs.WindowSwitch())
    screen.activate(number)
    screen.expect(inputs.WindowSwitch(), inputs.WindowSwitch())


def test_full_screen_at_the_start_is_reported(screen):
    film, number = screen.window()
    send(film, b"f")
    screen.qtbot.waitUntil(
        lambda: "WIDTH=800" in screen.display.xdotool("getwindowgeometry", "--shell", number), timeout=10_000
    )
    screen.listen()
    assert screen.received == []
    screen.expect("full screen")


def test_windows_that_vanish_raise_nothing(screen):
    """A full-screen window whose process is killed."""
    film, number = screen.window()
    screen.window()
    screen.activate(number)
    screen.listen()
    send(film, b"f")
    screen.expect("full screen")
    film.kill()
    screen.qtbot.waitUntil(lambda: screen.received[-1] == "windows")


def test_a_lost_display_raises_nothing(screen):
    screen.window()
    source = screen.listen()
    screen.display.kill()
    screen.qtbot.waitUntil(lambda: not source.display.alive)
    source.close()
    source.close()
    assert screen.received == []


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":63999"}, {"DISPLAY": ":0", "WAYLAND_DISPLAY": "x"}])
def test_an_unusable_display_gives_the_reason(qapp, environment):
    with pytest.raises(XUnavailable, match=r"^[A-Z].*\.$"):
        X11FocusSource(FocusListener(lambda: None, lambda _on: None), environment)
