"""Real headless Wayland compositors, sway and KWin, with simulated input."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from hipbreak.desktop.display.wayland import WaylandConnection, pack_string, pack_uints
from tests.desktop.fakes import START_LIMIT_S, RealBus, terminated

needs_sway = pytest.mark.skipif(shutil.which("sway") is None, reason="sway is not installed")
needs_kwin = pytest.mark.skipif(shutil.which("kwin_wayland") is None, reason="kwin-wayland is not installed")

_NOBODY = 65534
_VIRTUAL, _FAKE = "zwlr_virtual_pointer_manager_v1", "org_kde_kwin_fake_input"
_OF_THE_TESTER = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP")


def fixed(number: float) -> int:
    """Convert to Wayland's fixed-point format with 8 fractional bits."""
    return round(number * 256) & 0xFFFFFFFF


class SimulatedPointer:
    """A virtual pointer, through the protocol that the compositor has for it."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.connection = WaylandConnection(environment, self._begin, lambda _why: None)
        self._pointer = self._time = 0

    @property
    def is_ready(self) -> bool:
        return self._pointer != 0

    def move(self) -> None:
        """Move the pointer a little."""
        self._time += 1
        if _VIRTUAL in self.connection.interfaces:
            self.connection.send(self._pointer, 0, pack_uints(self._time, fixed(3), fixed(2)))
            self.connection.send(self._pointer, 4)  # the end of the frame
        else:
            self.connection.send(self._pointer, 1, pack_uints(fixed(3), fixed(2)))

    def close(self) -> None:
        self.connection.close()

    def _begin(self) -> None:
        connection = self.connection
        if _VIRTUAL in connection.interfaces:
            manager = connection.bind(_VIRTUAL, 1)
            pointer = connection.allocate_id(lambda *_: None)
            connection.send(manager, 0, pack_uints(0, pointer))  # on any seat
        else:
            pointer = connection.bind(_FAKE, 1)
            connection.send(pointer, 0, pack_string("tests") + pack_string("input"))
        self._pointer = pointer


@dataclass(frozen=True)
class RealCompositor:
    """A running compositor, and the environment of a session on it."""

    process: subprocess.Popen[bytes]
    environment: dict[str, str]
    control: str

    def sway(self, *what: str) -> None:
        """Send a command to sway."""
        command = ["swaymsg", "--socket", self.control, "--", *what]
        subprocess.run(command, check=True, capture_output=True, timeout=START_LIMIT_S)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def _first(folder: Path, pattern: str, process: subprocess.Popen[bytes]) -> Path:
    until = time.monotonic() + START_LIMIT_S
    while not (found := [path for path in folder.glob(pattern) if path.is_socket()]):
        assert process.poll() is None and time.monotonic() < until, f"no {pattern} in {folder}"
        time.sleep(0.02)
    return found[0]


def _session(folder: Path, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in _OF_THE_TESTER}
    return kept | {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)} | more


@contextmanager
def real_sway() -> Iterator[RealCompositor]:
    """Start a headless sway; for root it runs as the user nobody."""
    with TemporaryDirectory(prefix="hipbreak-sway-") as name:  # the user nobody cannot read pytest's folders
        folder = Path(name)
        configuration = folder / "config"
        configuration.write_text("xwayland disable\noutput HEADLESS-1 resolution 1280x800\n")
        command = ["sway", "-c", str(configuration)]
        if os.geteuid() == 0:
            os.chown(folder, _NOBODY, _NOBODY)
            command = ["setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups", *command]
        headless = {"WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_RENDERER": "pixman"}
        with _quiet(command, _session(folder, **headless)) as process:
            control = _first(folder, "sway-ipc.*", process)
            place = _first(folder, "wayland-*", process)
            environment = {"WAYLAND_DISPLAY": place.name, "XDG_RUNTIME_DIR": name, "XDG_CURRENT_DESKTOP": "sway"}
            yield RealCompositor(process, environment, str(control))


@contextmanager
def real_kwin(bus: RealBus, folder: Path) -> Iterator[RealCompositor]:
    """Start a headless KWin that allows virtual pointers."""
    folder.mkdir(mode=0o700)
    # A copy has no file capabilities, which not every machine may grant; KWin looks at its own name.
    program = folder / "kwin_wayland"
    shutil.copyfile(shutil.which("kwin_wayland") or "", program)
    program.chmod(0o700)
    command = [str(program), "--virtual", "--no-lockscreen", "--socket", "wayland-kwin"]
    session = {"DBUS_SESSION_BUS_ADDRESS": bus.address, "KWIN_WAYLAND_NO_PERMISSION_CHECKS": "1"}
    with _quiet(command, _session(folder, **session)) as process:
        place = _first(folder, "wayland-kwin", process)
        environment = {"WAYLAND_DISPLAY": place.name, "XDG_RUNTIME_DIR": str(folder), "XDG_CURRENT_DESKTOP": "KDE"}
        yield RealCompositor(process, environment, "")


@contextmanager
def _quiet(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with terminated(process):
        yield process


WINDOW = """
from PySide6.QtGui import QGuiApplication, QRasterWindow
app = QGuiApplication([])
window = QRasterWindow()
window.setTitle("A letter")
window.show()
app.exec()
"""


@contextmanager
def open_window(compositor: RealCompositor) -> Iterator[None]:
    """Open a window in a process; it may take a moment to appear."""
    environment = {**os.environ, **compositor.environment, "QT_QPA_PLATFORM": "wayland"}
    with _quiet([sys.executable, "-c", WINDOW], environment):
        yield
