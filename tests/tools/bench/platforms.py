"""The cost of each Qt platform in a Wayland session under nested Mutter: through Xwayland, and on Wayland itself."""

import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.desktop.fake_services import WATCHER, status_notifier_watcher
from tests.desktop.fakes import Service, terminated
from tests.sessions.nested import NestedSession, nested_session
from tests.tools.bench.desktop import BARE, HIPBREAK
from tests.tools.bench.process import memory, usage
from tests.tools.bench.table import Row
from tests.tools.bench.watch import NotSeen

_REGISTER = f"{WATCHER}.RegisterStatusNotifierItem"
_LIMIT_S = 20
_NAMES = {"xcb": "through Xwayland", "wayland": "on Wayland"}


def measure(folder: Path, starts: int, pss_after_s: float, quiet_s: float) -> list[Row]:
    """Start-up, memory and wake-ups, one program at a time."""
    rows: list[Row] = []
    with nested_session("mutter", tray=False) as session:
        bus = session.environment["DBUS_SESSION_BUS_ADDRESS"]
        with status_notifier_watcher(bus) as tray:
            for platform, name in _NAMES.items():
                ours = (HIPBREAK, "--home", str(_profile(folder, platform)))
                columns = [
                    _measure(session, tray, command, platform, starts, pss_after_s, quiet_s) for command in (ours, BARE)
                ]
                started, cpu, pss, wake_ups = zip(*columns, strict=True)
                rows.append(Row(f"start-up {name} under Mutter until the icon is registered", "ms", *started))
                rows.append(Row("  CPU in that time", "ms", *cpu))
                rows.append(Row(f"  PSS after {pss_after_s:g} s", "MB", *pss))
                rows.append(Row(f"  wake-ups in {quiet_s:g} s after that", "/s", *wake_ups, 0.3))
    return rows


def _profile(folder: Path, platform: str) -> Path:
    home = folder / platform
    home.mkdir(mode=0o700, parents=True)
    (home / "settings.toml").write_text(f'display_platform = "{platform}"\n')
    return home


def _measure(
    session: NestedSession,
    tray: Service,
    command: Sequence[str],
    platform: str,
    starts: int,
    pss_after_s: float,
    quiet_s: float,
) -> tuple[float, float, float, float]:
    times, cpu = [], []
    for _ in range(starts):
        with _run(session, tray, command, platform) as (pid, started_ms):
            times.append(started_ms)
            cpu.append(usage(pid).cpu_ms)
    with _run(session, tray, command, platform) as (pid, _):
        time.sleep(pss_after_s)
        pss, before = memory(pid).pss, usage(pid)
        time.sleep(quiet_s)
        used = usage(pid) - before
    return median(times), median(cpu), pss, max(0, used.slept) / quiet_s


@contextmanager
def _run(session: NestedSession, tray: Service, command: Sequence[str], platform: str) -> Iterator[tuple[int, float]]:
    """The process, and how long it took until its icon was there, in milliseconds."""
    registered, nothing = tray.asked.count(_REGISTER), subprocess.DEVNULL
    environment = {**session.environment, **({"QT_QPA_PLATFORM": platform} if command == BARE else {})}
    start = time.monotonic()
    program = subprocess.Popen(command, env=environment, stdin=nothing, stderr=nothing)
    with terminated(program):
        while tray.asked.count(_REGISTER) == registered:
            if time.monotonic() > start + _LIMIT_S:
                raise NotSeen(f"the icon {_NAMES[platform]}")
            time.sleep(0.002)
        yield program.pid, (time.monotonic() - start) * 1000
