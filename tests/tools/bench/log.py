"""The cost of the log: one entry, and the statistics of a day and of a year out of ten years."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

from msgspec.structs import replace

from hipbreak.app.data.event_recorder import EventRecorder
from hipbreak.cli.stats import read_days
from hipbreak.core.facts import tracking_facts
from hipbreak.core.statistics.records import range_record
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import AppPaths, create_folders, find_paths
from tests.store.log_generator import generate, span, working_days
from tests.tools.bench.desktop import HIPBREAK
from tests.tools.bench.replay import cpu_and_wall
from tests.tools.bench.table import Row


def _places(home: Path) -> AppPaths:
    places = find_paths(home)
    create_folders(places)
    return places


def times_ms(work: Callable[[], object], runs: int) -> list[float]:
    """The duration of each run."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return times


def append(folder: Path, entries: int) -> list[Row]:
    """One entry at a time, as the engine does, into a new log on this disk."""
    journal = EventRecorder(_places(folder / "append"))
    fact = tracking_facts.Prompted(datetime.now(UTC), "stand", "bound", timedelta(minutes=45))
    times = times_ms(lambda: journal.append([replace(fact, at=fact.at)]), entries)
    journal.close()
    return [
        Row(f"append one entry, median of {entries:,}", "ms", median(times), target=10),
        Row("  99th percentile", "ms", quantiles(times, n=100)[-1], target=10),
        Row("  slowest", "ms", max(times)),
    ]


_YOUNG_DAYS = 60


def ages(folder: Path, days: int, runs: int) -> list[Row]:
    """The same day's statistics from a log of sixty days and from one of all days, by turns."""
    old, young = _places(folder / "old"), _places(folder / "young")
    with EventLog.open(old.log) as log, EventLog.open(young.log) as begun:
        entries = generate(log, days)
        since = list(working_days(days))[-min(_YOUNG_DAYS, days)]
        kept = [entry.fact for entry in log.entries() if entry.fact.at.date() >= since]
        begun.append(kept)
        begun.checkpoint()
    last = span(days)[1].date() - timedelta(days=1)

    def read(places: AppPaths) -> float:
        return times_ms(lambda: range_record(read_days(places, last, last)), 1)[0]

    by_turns = [(read(young), read(old)) for _ in range(20 * runs + 1)][1:]
    few, many = (median(times) for times in zip(*by_turns, strict=True))
    return [
        Row(f"a day's statistics out of {len(kept):,} entries", "ms", few, target=20),
        Row(f"the same day's out of {entries:,}", "ms", many, target=20),
        Row("  which is so many times as long", "x", many / few, target=1.25),
    ]


def statistics(folder: Path, days: int, runs: int) -> list[Row]:
    """In this process after one reading that does not count; then `stats` as a process."""
    places = _places(folder / "years")
    with EventLog.open(places.log) as log:
        entries = generate(log, days)
    last = span(days)[1].date() - timedelta(days=1)
    a_year_ago = last - timedelta(days=364)

    def read(first: date) -> Callable[[], object]:
        return lambda: range_record(read_days(places, first, last))

    read(a_year_ago)()
    day, year = median(times_ms(read(last), runs)), median(times_ms(read(a_year_ago), runs))
    dates = "--from", a_year_ago.isoformat(), "--to", last.isoformat()
    cpu, wall = cpu_and_wall((HIPBREAK, "--home", str(folder / "years"), "stats", *dates, "--json"), folder, runs)
    return [
        Row(f"a day's statistics out of {entries:,} entries", "ms", day, target=20),
        Row("a year's", "ms", year, target=200),
        Row("`hipbreak stats` of a year, the whole process", "ms", wall * 1000),
        Row("  time on the CPU", "ms", cpu * 1000),
    ]
