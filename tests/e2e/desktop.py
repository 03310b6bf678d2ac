"""A desktop for the real program: an X server, a window manager, buses, a tray host, and simulated input."""

import os
import shlex
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

from tests.desktop.fake_services import FakeLogind, FakeScreenSaver, fake_logind, fake_screen_saver
from tests.desktop.fakes import (
    RealBus,
    RealDisplay,
    kill_speech_dispatcher,
    real_bus,
    real_display,
    require,
    terminated,
)

LIMIT_S = 20
"""How long anything may take on a loaded machine; exact times are read from the log."""

_REMOVED_VARIABLES = (
    "DBUS_SESSION_BUS_ADDRESS",
    "DBUS_SYSTEM_BUS_ADDRESS",
    "DISPLAY",
    "HIPBREAK_HOME",
    "QT_QPA_PLATFORM",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_SESSION_ID",
)
_TRAYER = "trayer --edge top --align left --widthtype request --height 32 --expand true --transparent true --alpha 0"
BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
_WIDTH, _HEIGHT = 1280, 800
_T = TypeVar("_T")


def wait_until(condition: Callable[[], _T], what: str, limit: float = LIMIT_S) -> _T:
    """Return the value of `condition` as soon as it is true; AssertionError naming `what` after `limit` seconds."""
    until = time.monotonic() + limit
    while True:
        found = condition()
        if found:
            return found
        assert time.monotonic() < until, f"not within {limit:g} s: {what}"
        time.sleep(0.05)


@dataclass(frozen=True)
class Rectangle:
    """A window's place on the screen, in pixels."""

    x: int
    y: int
    width: int
    height: int


class X11Session:
    """An X server with a window manager, and a tray host while one is needed; tests use it one after the other."""

    def __init__(self, stack: ExitStack, folder: Path, *options: str) -> None:
        """`options` are further ones of the X server."""
        require("Xvfb", "openbox", "trayer", "xdotool", "xprop")
        self._stack = stack
        self._tray: subprocess.Popen[bytes] | None = None
        self._monitors = 1
        self.frames = folder / "frames"
        self.frames.mkdir()
        screen = f"{_WIDTH}x{_HEIGHT}x24"
        self.display: RealDisplay = stack.enter_context(real_display(screen, "-fbdir", str(self.frames), *options))
        self.environment = {key: value for key, value in os.environ.items() if key not in _REMOVED_VARIABLES}
        self.environment |= self.display.environment | {"HOME": str(folder)}
        self._run("openbox", "--sm-disable")
        wait_until(lambda: self.ask("get_num_desktops"), "a window manager")

    def reset(self) -> None:
        """Wait until the last test's windows are gone; one monitor; the pointer in the middle, which is also input."""
        assert self.display.server.poll() is None, "a test has ended the X server that others use"
        wait_until(lambda: not self.ask("search", "--onlyvisible", "--class", "hipbreak"), "the last windows to close")
        self.set_monitors(1)
        self.display.xdotool("mousemove", str(_WIDTH // 2), str(_HEIGHT // 2))

    def start_tray(self) -> "subprocess.Popen[bytes]":
        """The tray host, started unless it runs."""
        if self._tray is None or self._tray.poll() is not None:
            self._tray = self._run(*_TRAYER.split(), "--tint", "0xffffff")
        return self._tray

    def stop_tray(self) -> None:
        if self._tray is not None:
            self._tray.kill()
            self._tray.wait()

    def set_monitors(self, count: int) -> None:
        """Make the display one monitor of 1280 pixels, or two of 640 side by side."""
        if count != self._monitors:
            assert self._run(sys.executable, "-m", "tests.e2e.set_monitors", str(count)).wait(LIMIT_S) == 0
            self._monitors = count

    def ask(self, *words: str) -> str:
        """The output of xdotool; empty when it fails, as it does when a window has just gone."""
        with suppress(subprocess.CalledProcessError):
            return self.display.xdotool(*words)
        return ""

    def _run(self, *command: str) -> "subprocess.Popen[bytes]":
        nothing = subprocess.DEVNULL
        process = subprocess.Popen(command, env=self.environment, stdout=nothing, stderr=nothing)
        self._stack.enter_context(terminated(process))
        return process


class Desktop:
    """One test's buses, services and home folder on an X session; everything started here ends with the test."""

    def __init__(self, stack: ExitStack, folder: Path, session: X11Session) -> None:
        require("dbus-daemon", "dunst")
        self._stack, self._folder, self._session = stack, folder, session
        self.display = session.display
        for name in ("runtime", "session", "system", "home"):
            (folder / name).mkdir(mode=0o700)
        self.environment = session.environment | {
            "HOME": str(folder / "home"),
            "XDG_RUNTIME_DIR": str(folder / "runtime"),
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder}/nobody",  # never the machine's own
        }
        stack.callback(kill_speech_dispatcher, folder / "runtime")

    def run(self, *command: str) -> "subprocess.Popen[bytes]":
        """A program that ends with the test."""
        process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._stack.enter_context(terminated(process))
        return process

    def start_session_bus(self) -> RealBus:
        """A session bus with a notification server."""
        bus = self.start_empty_session_bus()
        self.dunst = self.start_dunst()
        return bus

    def start_empty_session_bus(self) -> RealBus:
        """A session bus without services."""
        bus = self._stack.enter_context(real_bus(self._folder / "session"))
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.address
        return bus

    def add_service(self, name: str, command: Sequence[str]) -> None:
        """Let the session bus start this program, with the environment of the desktop."""
        folder = self._folder / "session" / "services"
        folder.mkdir()
        given = [f"{key}={value}" for key, value in self.environment.items()]
        line = shlex.join(["/usr/bin/env", "-i", *given, *command])
        (folder / f"{name}.service").write_text(f"[D-BUS Service]\nName={name}\nExec={line}\n")
        with open_dbus_connection(self.environment["DBUS_SESSION_BUS_ADDRESS"]) as client:
            client.send_and_get_reply(new_method_call(BUS, "ReloadConfig"), timeout=LIMIT_S)

    def start_dunst(self) -> "subprocess.Popen[bytes]":
        """A notification server; a test may kill it and start another one."""
        folder = self._folder / "home" / ".config" / "dunst"
        if not folder.exists():
            folder.mkdir(parents=True)
            choose = folder / "choose"
            choose.write_text(f'#!/bin/sh\ngrep -m 1 "^#$(cat "{folder}/chosen") ("\n')
            choose.chmod(0o755)
            (folder / "dunstrc").write_text(f"[global]\ndmenu = {choose}\n")
        return self.run("dunst")

    def press_notification(self, button: str) -> None:
        """Press the button that begins so; dunst offers them in the menu of another program."""
        (self._folder / "home" / ".config" / "dunst" / "chosen").write_text(f"{button}.*")
        self._dunstctl("context")

    def notification_count(self) -> int:
        """The number of notifications on the screen."""
        counts = self._dunstctl("count")
        displayed = [line.rpartition(":")[2] for line in counts.splitlines() if "displayed" in line]
        return int(displayed[0]) if displayed else 0

    def close_notification(self) -> None:
        """Dismiss it without an answer."""
        self._dunstctl("close")

    def _dunstctl(self, command: str) -> str:
        done = subprocess.run(
            ["dunstctl", command], env=self.environment, capture_output=True, text=True, timeout=LIMIT_S, check=False
        )
        return done.stdout

    def start_system_bus(self) -> FakeLogind:
        """A system bus with logind."""
        bus = self._stack.enter_context(real_bus(self._folder / "system"))
        self.environment["DBUS_SYSTEM_BUS_ADDRESS"] = bus.address
        return self._stack.enter_context(fake_logind(bus))

    def start_screen_saver(self, bus: RealBus) -> FakeScreenSaver:
        return self._stack.enter_context(fake_screen_saver(bus))

    def start_tray(self) -> "subprocess.Popen[bytes]":
        """A tray host; a test may kill it and start another one."""
        return self._session.start_tray()

    def stop_tray(self) -> None:
        self._session.stop_tray()

    def set_monitors(self, count: int) -> None:
        """Make the display one monitor of 1280 pixels, or two of 640 side by side."""
        self._session.set_monitors(count)

    # What is on the screen; none of it reaches the program under test.

    def windows(self, name: str) -> list[str]:
        """The visible windows whose names match, as numbers for xdotool."""
        return self._session.ask("search", "--onlyvisible", "--name", name).split()

    def window(self, name: str) -> Rectangle:
        """The place of the one window of that name, as soon as it is shown."""
        try:
            place = wait_until(lambda: self._place(self.windows(name)), f"a window {name!r}")
        except AssertionError as missing:
            named = {number: self._session.ask("getwindowname", number) for number in self.windows(".")}
            raise AssertionError(f"{missing}; {self.windows(name)} have that name, among {named}") from None
        assert place is not None
        return place

    def icon(self) -> Rectangle | None:
        """The place of Hipbreak's icon in the tray."""
        places = (self._place([number]) for number in self.app_windows())
        return next((place for place in places if place and place.y < 32 and place.width <= 32), None)

    def place(self, number: str) -> Rectangle | None:
        """The place of the window of that number."""
        return self._place([number])

    def _place(self, numbers: list[str]) -> Rectangle | None:
        """None also when the window has just gone."""
        geometry = self._session.ask("getwindowgeometry", "--shell", *numbers) if len(numbers) == 1 else ""
        if not geometry:
            return None
        found = dict(line.split("=") for line in geometry.splitlines())
        return Rectangle(int(found["X"]), int(found["Y"]), int(found["WIDTH"]), int(found["HEIGHT"]))

    def app_windows(self) -> list[str]:
        """The visible windows of Hipbreak, with or without a name."""
        return self._session.ask("search", "--onlyvisible", "--class", "^hipbreak$").split()

    def window_at(self, x: int, y: int) -> str:
        """The window to which a click there would go."""
        self.display.xdotool("mousemove", str(x), str(y))
        said = self._session.ask("getmouselocation", "--shell")
        return dict(line.split("=") for line in said.splitlines()).get("WINDOW", "")

    def focus(self) -> tuple[str, str]:
        """The active window, and the one that receives keys."""
        return self._session.ask("getactivewindow"), self._session.ask("getwindowfocus")

    def pixels(self, place: Rectangle) -> bytes:
        """What the display shows there (https://www.x.org/releases/current/doc/man/man1/xwd.1.xhtml)."""
        frame = (self._session.frames / "Xvfb_screen0").read_bytes()
        head = struct.unpack_from(">25I", frame)
        start, line, pixel = head[0] + head[19] * 12, head[12], head[11] // 8
        rows = range(place.y, place.y + place.height)
        first, last = place.x * pixel, (place.x + place.width) * pixel
        return b"".join(frame[start + row * line + first : start + row * line + last] for row in rows)

    # Input.

    @contextmanager
    def moving_pointer(self) -> Iterator[None]:
        """Move the pointer four times a second."""
        stop = threading.Event()

        def move() -> None:
            step = 1
            while not stop.wait(0.25):
                step = -step
                self._session.ask("mousemove_relative", "--", str(step), "0")

        mover = threading.Thread(target=move)
        mover.start()
        try:
            yield
        finally:
            stop.set()
            mover.join()

    def click(self, x: int, y: int) -> None:
        self.display.xdotool("mousemove", str(x), str(y), "click", "1")

    def open_settings(self) -> None:
        """By the menu of the icon, until the window has the keyboard focus."""
        icon = wait_until(self.icon, "the icon")
        assert icon is not None
        before = self.app_windows()
        self.display.xdotool("mousemove", str(icon.x + 8), str(icon.y + 8), "click", "3")
        wait_until(lambda: len(self.app_windows()) > len(before), "the menu")
        self.display.xdotool("key", "e")
        wait_until(lambda: len(self.app_windows()) > len(before) + 1, "what is below More")
        self.display.xdotool("key", "g")
        self.window("^Settings")
        wait_until(lambda: self.focus()[0] in self.windows("^Settings"), "the settings to be active")

    def type(self, text: str) -> None:
        self.display.xdotool("type", "--delay", "20", text)


class TextEditor:
    """The window of another program, with a text that is typed into it."""

    def __init__(self, desktop: Desktop, folder: Path) -> None:
        self._file = folder / "letter.txt"
        desktop.run(sys.executable, str(Path(__file__).with_name("text_editor.py")), str(self._file))
        wait_until(lambda: desktop.windows("^Text editor$"), "the text editor's window")
        (self.number,) = desktop.windows("^Text editor$")
        desktop.display.xdotool("windowactivate", "--sync", self.number)

    @property
    def text(self) -> str:
        return self._file.read_text() if self._file.exists() else ""
