"""The program's usage at rest under GNOME's compositor and under sway, with all sources in use."""

import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from hipbreak.desktop.ipc.protocol import ask
from hipbreak.store.paths import find_paths
from tests.desktop.audio.servers import real_sound
from tests.desktop.fake_services import WATCHER, fake_logind, fake_screen_saver, status_notifier_watcher
from tests.desktop.fakes import RealBus, Service, real_bus, terminated
from tests.desktop.gnome_session import real_mutter
from tests.desktop.wayland_sessions import real_sway
from tests.tools.bench.desktop import BARE, HIPBREAK, clean_environment, until
from tests.tools.bench.process import Usage, usage
from tests.tools.bench.table import Row
from tests.tools.bench.watch import NotSeen

_REGISTER = f"{WATCHER}.RegisterStatusNotifierItem"
_IDLE_SOURCE = {"Mutter": "gnome-mutter", "sway": "wayland-"}


def measure(folder: Path, settled_s: float, quiet_s: float) -> list[Row]:
    """Both programs on both desktops at the same time, without input."""
    with ExitStack() as parts:
        pids = {}
        for name, start in _DESKTOPS.items():
            place = folder / name
            place.mkdir()
            environment, tray = parts.enter_context(start(place))
            commands: tuple[Sequence[str], ...] = ((HIPBREAK, "--home", str(place / "profile")), BARE)
            (place / "profile").mkdir(mode=0o700)
            (place / "profile" / "settings.toml").touch()  # a new profile would begin with the welcome
            programs = [parts.enter_context(_run(command, environment)) for command in commands]
            pids[name] = [program.pid for program in programs]
            until(lambda tray=tray: tray.asked.count(_REGISTER) == 2, f"two icons under {name}")
        time.sleep(settled_s)
        for name in pids:
            status = ask(find_paths(folder / name / "profile").socket, "status", {}).out
            if not isinstance(status, dict) or not status["idle_source"].startswith(_IDLE_SOURCE[name]):
                raise NotSeen(f"under {name} the idle source is not {_IDLE_SOURCE[name]}: {status}")
        before = {name: [usage(pid) for pid in both] for name, both in pids.items()}
        time.sleep(quiet_s)
        after = {name: [usage(pid) for pid in both] for name, both in pids.items()}
    rows: list[Row] = []
    for name in pids:
        used = [now - was for now, was in zip(after[name], before[name], strict=True)]
        rows += _rows(name, used, quiet_s)
    return rows


def _run(command: Sequence[str], environment: dict[str, str]) -> AbstractContextManager["subprocess.Popen[bytes]"]:
    nothing = subprocess.DEVNULL  # Qt complains of desktops without portals
    return terminated(subprocess.Popen(command, env=environment, stdin=nothing, stderr=nothing))


def _rows(name: str, used: list[Usage], seconds: float) -> list[Row]:
    cpu = [max(0.0, one.cpu_ms) for one in used]  # negative when a thread has ended meanwhile
    slept = [max(0, one.slept) / seconds for one in used]
    return [
        Row(f"CPU in {seconds:g} s at rest under {name}, all sources in use", "ms", *cpu, seconds / 4),
        Row("  wake-ups in it", "/s", *slept, 0.3),
    ]


@contextmanager
def _gnome(folder: Path) -> Iterator[tuple[dict[str, str], Service]]:
    with ExitStack() as parts:
        bus, environment, tray = _services(folder, parts)
        parts.enter_context(real_mutter(bus, folder / "run"))
        place = {"WAYLAND_DISPLAY": "hipbreak-test", "XDG_RUNTIME_DIR": str(folder / "run")}
        yield environment | place | {"XDG_CURRENT_DESKTOP": "GNOME"}, tray


@contextmanager
def _sway(folder: Path) -> Iterator[tuple[dict[str, str], Service]]:
    with ExitStack() as parts:
        _, environment, tray = _services(folder, parts)
        yield environment | parts.enter_context(real_sway()).environment, tray


def _services(folder: Path, parts: ExitStack) -> tuple[RealBus, dict[str, str], Service]:
    """Two buses with a tray, logind and a screen saver, and a sound server."""
    for name in ("session", "system", "sound"):
        (folder / name).mkdir()
    session = parts.enter_context(real_bus(folder / "session"))
    system = parts.enter_context(real_bus(folder / "system"))
    parts.enter_context(fake_logind(system))
    parts.enter_context(fake_screen_saver(session))
    tray = parts.enter_context(status_notifier_watcher(session.address))
    sound = parts.enter_context(real_sound(folder / "sound"))
    environment = clean_environment(folder) | {
        "DBUS_SESSION_BUS_ADDRESS": session.address,
        "DBUS_SYSTEM_BUS_ADDRESS": system.address,
        "QT_QPA_PLATFORM": "wayland",
        "XDG_SESSION_TYPE": "wayland",
        "PULSE_SERVER": sound.environment["PULSE_SERVER"],
    }
    return session, {key: value for key, value in environment.items() if key != "DISPLAY"}, tray


_DESKTOPS = {"Mutter": _gnome, "sway": _sway}
