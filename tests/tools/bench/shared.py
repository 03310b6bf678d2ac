"""The cost of merged statistics: ten years from three machines, each with a log of its own."""

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from statistics import median

from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.records import range_record
from hipbreak.store.event_log.days import days_including
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.shared.merged_log import MergedLogs
from tests.store.log_generator import generate, span
from tests.tools.bench.log import times_ms
from tests.tools.bench.table import Row

_MACHINES = 3
_SHOWN = timedelta(weeks=12)


def measure(folder: Path, days: int, runs: int) -> list[Row]:
    """All three sit on the same days, which is as much to merge as there can be."""
    paths = [folder / f"machine-{number}" / "hipbreak.sqlite" for number in range(_MACHINES)]
    entries = 0
    for number, path in enumerate(paths):
        with EventLog.open(path) as log:
            entries += generate(log, days, seed=number)
    last = span(days)[1].date() - timedelta(days=1)

    def merged(stack: ExitStack) -> MergedLogs:
        own, *others = (stack.enter_context(EventLog.read(path)) for path in paths)
        return MergedLogs(own, others, Settings().idle_limit)

    def opened() -> None:
        """The first page of Trends, from nothing open to its twelve weeks."""
        with ExitStack() as stack:
            range_record(days_including(merged(stack), last - _SHOWN, last, None))

    with ExitStack() as stack:
        logs = merged(stack)
        day = median(times_ms(lambda: range_record(days_including(logs, last, last, None)), runs + 1)[1:])
    return [
        Row(f"a merged day out of {entries:,} entries of {_MACHINES} machines", "ms", day, target=30),
        Row("ten years of them opened, twelve weeks shown", "ms", median(times_ms(opened, runs + 1)[1:]), target=200),
    ]
