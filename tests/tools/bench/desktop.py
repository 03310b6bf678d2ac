"""A desktop for measurements: Xvfb, openbox, trayer and a private bus, without input."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from hipbreak.desktop.ipc.protocol import NoAnswer, NoRunningApp, ask
from tests.desktop.fakes import RealDisplay, kill_speech_dispatcher, real_bus, real_display, terminated
from tests.tools.bench.watch import Appearance, NotSeen, Watcher

HIPBREAK = str(Path(sys.executable).with_name("hipbreak"))
BARE = (sys.executable, str(Path(__file__).with_name("bare_tray.py")))
_LIMIT_S = 60
_REMOVED_VARIABLES = (
    "WAYLAND_DISPLAY",
    "XDG_SESSION_TYPE",
    "XDG_SESSION_ID",
    "QT_QPA_PLATFORM",
    "HIPBREAK_HOME",
    "PYTHONDONTWRITEBYTECODE",  # a start without byte code takes twice as long
)


@dataclass(frozen=True)
class Started:
    """A program whose icon is in the tray."""

    pid: int
    until_icon_s: float
    icon: Appearance


@dataclass(frozen=True)
class BenchDesktop:
    """A running desktop; profiles are made in `folder`."""

    display: RealDisplay
    watcher: Watcher
    environment: dict[str, str]
    folder: Path

    def hipbreak(self, profile: str, **settings: str) -> tuple[str, ...]:
        """The command that starts Hipbreak, with a profile of that name and these settings."""
        home = self.home(profile)
        home.mkdir(mode=0o700, exist_ok=True)
        (home / "settings.toml").write_text("".join(f'{key} = "{value}"\n' for key, value in settings.items()))
        return HIPBREAK, "--home", str(home)

    def home(self, profile: str) -> Path:
        """Where that profile is kept."""
        return self.folder / profile

    @contextmanager
    def running(self, command: Sequence[str]) -> Iterator[Started]:
        """The program, with its icon docked; it ends with the block."""
        self.watcher.discard()
        start = time.monotonic()
        program = subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL)
        try:
            icon = self.watcher.wait(self.watcher.is_docked, _LIMIT_S)
            yield Started(program.pid, icon.at - start, icon)
        finally:
            program.terminate()
            try:
                program.wait(5)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()


def until(true: Callable[[], bool], what: str) -> None:
    """Wait until it is true; NotSeen after the limit."""
    deadline = time.monotonic() + _LIMIT_S
    while not true():
        if time.monotonic() > deadline:
            raise NotSeen(f"{what} did not start")
        time.sleep(0.05)


def wait_for_app(socket: str) -> None:
    """Wait until Hipbreak answers at this socket; NotSeen after the limit."""

    def answers() -> bool:
        with suppress(NoRunningApp, NoAnswer):
            ask(socket, "hello", {})
            return True
        return False

    until(answers, "the command server")


def clean_environment(folder: Path) -> dict[str, str]:
    """The environment of a measured program: nothing of this session, and `folder` as home."""
    kept = {key: value for key, value in os.environ.items() if key not in _REMOVED_VARIABLES}
    return kept | {"HOME": str(folder)}


@contextmanager
def bench_desktop(folder: Path) -> Iterator[BenchDesktop]:
    """A desktop with a tray; it needs the Debian packages of `make test`."""
    with ExitStack() as parts:
        display = parts.enter_context(real_display("1280x800x24"))
        bus = parts.enter_context(real_bus(folder))
        parts.callback(kill_speech_dispatcher, folder)
        # The same bus for the session and the system: no service on it can lock the screen or suspend.
        environment = {
            **clean_environment(folder),
            **display.environment,
            "DBUS_SESSION_BUS_ADDRESS": bus.address,
            "DBUS_SYSTEM_BUS_ADDRESS": bus.address,
            "QT_QPA_PLATFORM": "xcb",
            "XDG_RUNTIME_DIR": str(folder),
        }
        watcher = Watcher(display.name)
        parts.callback(watcher.close)
        for command in (("openbox",), ("trayer", "--edge", "top", "--SetDockType", "true")):
            program = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            parts.enter_context(terminated(program))
        until(lambda: bool(watcher.root_property(b"_NET_SUPPORTING_WM_CHECK")), "openbox")
        until(lambda: watcher.has_owner(b"_NET_SYSTEM_TRAY_S0"), "trayer")
        yield BenchDesktop(display, watcher, environment, folder)
