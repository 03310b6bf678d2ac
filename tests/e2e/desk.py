"""A real desk for the real program: a display, buses, a tray host, and the hands of somebody who works there."""

import os
import shutil
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests.desktop.fakes import RealBus, RealDisplay, Service, real_bus, real_display, terminated

LIMIT_S = 20
"""How long anything may take on a loaded machine; what has to be exact is read from the moments in the log."""

SAVER, LOGIN = "org.freedesktop.ScreenSaver", "org.freedesktop.login1"
_SAVER_PATH, _LOGIN_PATH = "/org/freedesktop/ScreenSaver", "/org/freedesktop/login1"
_SESSION_PATH = f"{_LOGIN_PATH}/session/_31"

_PACKAGES = {
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus-daemon",
    "openbox": "openbox",
    "trayer": "trayer",
    "dunst": "dunst",
    "xdotool": "xdotool",
    "xprop": "x11-utils",
    "faketime": "faketime",
}
_OF_THE_TESTER = (
    "DBUS_SESSION_BUS_ADDRESS",
    "DBUS_SYSTEM_BUS_ADDRESS",
    "DISPLAY",
    "HIPBREAK_HOME",
    "QT_QPA_PLATFORM",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_SESSION_ID",
)
_T = TypeVar("_T")


def need(*programs: str) -> None:
    """Fails with one sentence, naming the Debian package, when a program is not on this machine."""
    for program in programs:
        assert shutil.which(program), f"{program} is missing: apt-get install {_PACKAGES[program]}"


def wait_until(happened: Callable[[], _T], what: str, limit: float = LIMIT_S) -> _T:
    """What `happened` gives as soon as it is true; AssertionError with `what` when that takes too long."""
    until = time.monotonic() + limit
    while True:
        found = happened()
        if found:
            return found
        assert time.monotonic() < until, f"not within {limit:g} s: {what}"
        time.sleep(0.05)


@dataclass(frozen=True)
class Place:
    """Where a window is on the screen."""

    x: int
    y: int
    width: int
    height: int


def _silence(runtime: Path) -> None:
    """Speech-dispatcher's library starts one where there is none; without a loudspeaker it hangs at its own end."""
    started = runtime / "speech-dispatcher" / "pid" / "speech-dispatcher.pid"
    if started.is_file():
        with suppress(ProcessLookupError):
            os.kill(int(started.read_text()), signal.SIGKILL)


class Desk:
    """Everything on it is started when a test asks for it, and ended with the desk."""

    def __init__(self, stack: ExitStack, folder: Path, *options: str) -> None:
        """`options` are more of the display's."""
        need("Xvfb", "dbus-daemon", "openbox", "trayer", "dunst", "xdotool", "xprop")
        self._stack, self._folder = stack, folder
        self._frames = folder / "frames"
        for name in ("frames", "runtime", "session", "system", "home"):
            (folder / name).mkdir(mode=0o700)
        self.display: RealDisplay = stack.enter_context(
            real_display("1280x800x24", "-fbdir", str(self._frames), *options)
        )
        self.environment = {key: value for key, value in os.environ.items() if key not in _OF_THE_TESTER}
        self.environment |= self.display.environment
        self.environment["HOME"] = str(folder / "home")
        self.environment["XDG_RUNTIME_DIR"] = str(folder / "runtime")
        stack.callback(_silence, folder / "runtime")
        # A machine's own system bus must not speak into a test.
        self.environment["DBUS_SYSTEM_BUS_ADDRESS"] = f"unix:path={folder}/nobody"
        self.run("openbox", "--sm-disable")
        wait_until(lambda: self._asked("get_num_desktops"), "a window manager")

    def run(self, *command: str) -> "subprocess.Popen[bytes]":
        """A program that ends with the desk."""
        process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._stack.enter_context(terminated(process))
        return process

    def with_session_bus(self) -> RealBus:
        """A session bus with a notification server."""
        bus = self.with_bus()
        self.dunst = self.with_dunst()
        return bus

    def with_bus(self) -> RealBus:
        """A session bus with nobody on it."""
        bus = self._stack.enter_context(real_bus(self._folder / "session"))
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.address
        return bus

    def with_dunst(self) -> "subprocess.Popen[bytes]":
        """A notification server, whose buttons `press` reaches; it may be killed and started again."""
        folder = self._folder / "home" / ".config" / "dunst"
        if not folder.exists():
            folder.mkdir(parents=True)
            choose = folder / "choose"
            choose.write_text(f'#!/bin/sh\ngrep -m 1 "^#$(cat "{folder}/wanted") ("\n')
            choose.chmod(0o755)
            (folder / "dunstrc").write_text(f"[global]\ndmenu = {choose}\n")
        return self.run("dunst")

    def press(self, button: str) -> None:
        """The button of a notification that begins so; dunst offers them all in a menu of another program."""
        (self._folder / "home" / ".config" / "dunst" / "wanted").write_text(f"{button}.*")
        self._dunstctl("context")

    def notified(self) -> int:
        """How many notifications are on the screen."""
        said = self._dunstctl("count")
        shown = [line.rpartition(":")[2] for line in said.splitlines() if "displayed" in line]
        return int(shown[0]) if shown else 0

    def close_notification(self) -> None:
        """The person waves it away."""
        self._dunstctl("close")

    def _dunstctl(self, word: str) -> str:
        done = subprocess.run(
            ["dunstctl", word], env=self.environment, capture_output=True, text=True, timeout=LIMIT_S, check=False
        )
        return done.stdout

    def with_system_bus(self) -> "Logind":
        """A system bus with a small logind."""
        bus = self._stack.enter_context(real_bus(self._folder / "system"))
        self.environment["DBUS_SYSTEM_BUS_ADDRESS"] = bus.address
        return Logind(self._stack, bus)

    def with_screen_saver(self, bus: RealBus) -> "Saver":
        """A small screen saver on the session bus."""
        return Saver(self._stack, bus)

    def with_tray(self) -> "subprocess.Popen[bytes]":
        """A tray host; it may be killed and started again."""
        words = "--edge top --align left --widthtype request --height 32 --expand true --transparent true --alpha 0"
        return self.run("trayer", *words.split(), "--tint", "0xffffff")

    def with_screens(self, count: int) -> None:
        """From now on the display is one screen of 1280 pixels, or two of 640 side by side."""
        assert self.run(sys.executable, "-m", "tests.e2e.screens", str(count)).wait(LIMIT_S) == 0

    # What is on the screen; none of it touches the program.

    def windows(self, name: str) -> list[str]:
        """The visible windows whose names match, as numbers for xdotool."""
        return self._asked("search", "--onlyvisible", "--name", name).split()

    def window(self, name: str) -> Place:
        """Where the one window of that name is, as soon as it is there."""
        try:
            place = wait_until(lambda: self._place(self.windows(name)), f"a window {name!r}")
        except AssertionError as missing:
            named = {number: self._asked("getwindowname", number) for number in self.windows(".")}
            raise AssertionError(f"{missing}; {self.windows(name)} have that name, among {named}") from None
        assert place is not None
        return place

    def icon(self) -> Place | None:
        """Where Hipbreak's icon is in the tray."""
        paths = (self._place([number]) for number in self._windows_of_hipbreak())
        return next((place for place in paths if place and place.y < 32 and place.width <= 32), None)

    def _windows_of_hipbreak(self) -> list[str]:
        return self._asked("search", "--onlyvisible", "--class", "^hipbreak$").split()

    def place(self, number: str) -> Place | None:
        """Where the window of that number is."""
        return self._place([number])

    def _place(self, numbers: list[str]) -> Place | None:
        """None also when the window has just gone."""
        said = self._asked("getwindowgeometry", "--shell", *numbers) if len(numbers) == 1 else ""
        if not said:
            return None
        found = dict(line.split("=") for line in said.splitlines())
        return Place(int(found["X"]), int(found["Y"]), int(found["WIDTH"]), int(found["HEIGHT"]))

    def focus(self) -> tuple[str, str]:
        """The active window, and the one that gets the keys."""
        return self._asked("getactivewindow"), self._asked("getwindowfocus")

    def picture(self, place: Place) -> bytes:
        """The pixels there, as the display shows them (https://www.x.org/releases/current/doc/man/man1/xwd.1.xhtml)."""
        frame = (self._frames / "Xvfb_screen0").read_bytes()
        head = struct.unpack_from(">25I", frame)
        start, line, pixel = head[0] + head[19] * 12, head[12], head[11] // 8
        rows = range(place.y, place.y + place.height)
        first, last = place.x * pixel, (place.x + place.width) * pixel
        return b"".join(frame[start + row * line + first : start + row * line + last] for row in rows)

    def _asked(self, *words: str) -> str:
        with suppress(subprocess.CalledProcessError):
            return self.display.xdotool(*words)
        return ""

    # The hands.

    @contextmanager
    def working(self) -> Iterator[None]:
        """The person moves the pointer all the time."""
        stop = threading.Event()

        def move() -> None:
            step = 1
            while not stop.wait(0.25):
                step = -step
                self._asked("mousemove_relative", "--", str(step), "0")

        hands = threading.Thread(target=move)
        hands.start()
        try:
            yield
        finally:
            stop.set()
            hands.join()

    def click(self, x: int, y: int) -> None:
        self.display.xdotool("mousemove", str(x), str(y), "click", "1")

    def open_settings(self) -> None:
        """By the menu of the icon, until the window has the keyboard."""
        icon = wait_until(self.icon, "the icon")
        before = self._windows_of_hipbreak()
        self.display.xdotool("mousemove", str(icon.x + 8), str(icon.y + 8), "click", "3")
        wait_until(lambda: len(self._windows_of_hipbreak()) > len(before), "the menu")
        self.display.xdotool("key", "g")
        self.window("^Settings")
        wait_until(lambda: self.focus()[0] in self.windows("^Settings"), "the settings to be active")

    def type(self, text: str) -> None:
        self.display.xdotool("type", "--delay", "20", text)


class Saver:
    """The screen saver of the desk."""

    def __init__(self, stack: ExitStack, bus: RealBus) -> None:
        answers: dict[str, tuple[str, tuple[object, ...]]] = {f"{_SAVER_PATH} {SAVER}.GetActive": ("b", (False,))}
        self._service = stack.enter_context(Service(bus.address, [SAVER], answers))

    def is_heard(self) -> bool:
        """Whether somebody has asked it, and so listens."""
        return f"{SAVER}.GetActive" in self._service.asked

    def end(self) -> None:
        """As one that crashes."""
        self._service.end()

    def lock(self, locked: bool = True) -> None:
        self._service.signal(_SAVER_PATH, f"{SAVER}.ActiveChanged", "b", locked)


class Logind:
    """The logind of the desk, on the system bus."""

    def __init__(self, stack: ExitStack, bus: RealBus) -> None:
        self.bus = bus
        answers: dict[str, tuple[str, tuple[object, ...]]] = {
            f"{_LOGIN_PATH} {LOGIN}.Manager.PreparingForSleep": ("b", (False,)),
            f"{_LOGIN_PATH} {LOGIN}.Manager.GetSessionByPID": ("o", (_SESSION_PATH,)),
            f"{_SESSION_PATH} {LOGIN}.Session.LockedHint": ("b", (False,)),
            f"{_LOGIN_PATH} {LOGIN}.Manager.BlockInhibited": ("s", ("shutdown:sleep",)),
        }
        self._service = stack.enter_context(Service(bus.address, [LOGIN], answers))

    def is_heard(self) -> bool:
        """Whether somebody has asked it, and so listens."""
        return f"{LOGIN}.Session.LockedHint" in self._service.asked

    def end(self) -> None:
        """As one that crashes."""
        self._service.end()

    def lock(self, locked: bool = True) -> None:
        member = "org.freedesktop.DBus.Properties.PropertiesChanged"
        changed = {"LockedHint": ("b", locked)}
        self._service.signal(_SESSION_PATH, member, "sa{sv}as", f"{LOGIN}.Session", changed, [])

    def sleep(self, asleep: bool = True) -> None:
        self._service.signal(_LOGIN_PATH, f"{LOGIN}.Manager.PrepareForSleep", "b", asleep)


class Letter:
    """A window of another program, in which somebody writes."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self._file = folder / "letter.txt"
        desk.run(sys.executable, str(Path(__file__).with_name("letter.py")), str(self._file))
        wait_until(lambda: desk.windows("^A letter$"), "the letter's window")
        (self.number,) = desk.windows("^A letter$")
        desk.display.xdotool("windowactivate", "--sync", self.number)

    @property
    def text(self) -> str:
        return self._file.read_text() if self._file.exists() else ""
