"""The cost of merged statistics: ten years from three machines, each with a log of its own."""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.records import range_record
from hipbreak.store.event_log.days import days_including
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import create_folders, find_paths
from hipbreak.store.shared.folder import open_others, synchronise
from hipbreak.store.shared.merged_log import MergedLogs
from hipbreak.store.work_progress import run_to_end
from tests.store.log_generator import generate, span
from tests.tools.bench.log import times_ms
from tests.tools.bench.table import Row

_MACHINES = 3


def measure(folder: Path, days: int, runs: int) -> list[Row]:
    """Three machines write and read; then the days of one of them are read."""
    shared, logs = folder / "shared", [find_paths(folder / f"machine-{n}") for n in range(_MACHINES)]
    shared.mkdir(parents=True)
    now = datetime.now(UTC)
    entries, took = 0, list[float]()
    for number, paths in enumerate(logs):
        create_folders(paths)
        with EventLog.open(paths.log) as log:
            entries += generate(log, days, seed=number)
            took += times_ms(lambda log=log, n=number: run_to_end(synchronise(log, shared, now, now, f"m{n}")), 1)
    last, path = span(days)[1].date() - timedelta(days=1), logs[-1].log

    def opened() -> None:
        """The first page of Trends, from nothing open to its twelve weeks."""
        with ExitStack() as stack:
            own = stack.enter_context(EventLog.read(path))
            merged = MergedLogs(own, open_others(path, stack), Settings().idle_limit)
            range_record(days_including(merged, last - timedelta(days=83), last, None))

    with ExitStack() as stack:
        own = stack.enter_context(EventLog.read(path))
        merged = MergedLogs(own, open_others(path, stack), Settings().idle_limit)
        day = median(times_ms(lambda: range_record(days_including(merged, last, last, None)), runs + 1)[1:])
    opening = median(times_ms(opened, runs + 1)[1:])
    return [
        Row(f"a merged day out of {entries:,} entries of {_MACHINES} machines", "ms", day, target=30),
        Row("ten years of them opened, twelve weeks shown", "ms", opening, target=200),
        Row("  written and read for the first time, by the last machine", "s", took[-1] / 1000),
    ]
