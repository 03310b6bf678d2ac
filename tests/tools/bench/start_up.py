"""Start-up until the tray icon is there, the two programs by turns."""

from statistics import median

from tests.tools.bench.desktop import BARE, BenchDesktop
from tests.tools.bench.process import usage
from tests.tools.bench.table import Row


def measure(desktop: BenchDesktop, runs: int) -> list[Row]:
    """Medians after one start of each that does not count, so that files and byte code are in the cache."""
    ours, bare = desktop.hipbreak("start"), BARE
    times: dict[tuple[str, ...], list[float]] = {ours: [], bare: []}
    cpu: dict[tuple[str, ...], list[float]] = {ours: [], bare: []}
    for run in range(runs + 1):
        for command in (ours, bare):
            with desktop.running(command) as started:
                used = usage(started.pid).cpu_ms
                if run:
                    times[command].append(started.until_icon_s * 1000)
                    cpu[command].append(used)
                desktop.watcher.run_events(0.4)  # what comes after the icon is not to disturb the other's start
    return [
        Row("start-up until the icon is in the tray", "ms", median(times[ours]), median(times[bare]), 1.4, True),
        Row("the same, time on the CPU", "ms", median(cpu[ours]), median(cpu[bare])),
        Row("the same, fastest of the runs", "ms", min(times[ours]), min(times[bare])),
    ]
