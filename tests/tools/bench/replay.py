"""A year of replay as a whole process."""

import resource
import subprocess
import time
from pathlib import Path
from statistics import median

from tests.tools.bench.desktop import HIPBREAK, clean_environment
from tests.tools.bench.table import Row
from tests.tools.bench.year import EVENTS_A_DAY, write_year


def cpu_and_wall(command: tuple[str, ...], folder: Path, runs: int) -> tuple[float, float]:
    """Medians in seconds of the time on the CPU (user and system) and of all time, after one that does not count."""
    cpu, wall = [], []
    environment = clean_environment(folder)
    for _ in range(runs + 1):
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        wall.append(time.monotonic() - begun)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return median(cpu[1:]), median(wall[1:])


def measure(folder: Path, days: int, runs: int) -> list[Row]:
    """Of one process on one core; the target is for 250 days, and fewer have less time."""
    trace = folder / "year.jsonl"
    lines = write_year(trace, days)
    cpu, wall = cpu_and_wall((HIPBREAK, "--home", str(folder / "replay"), "replay", str(trace)), folder, runs)
    what = f"replay of {days} days, {EVENTS_A_DAY} events each ({lines:,} lines)"
    return [
        Row(what, "s", wall, target=5 * days / 250),
        Row("  time on the CPU", "s", cpu),
    ]
