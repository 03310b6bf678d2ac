"""A year rehearsed as a whole process: of ActivityWatch, and of a trace with calls, pauses and window switches."""

import json
from datetime import timedelta
from pathlib import Path

from tests.tools.bench.desktop import HIPBREAK
from tests.tools.bench.replay import cpu_and_wall
from tests.tools.bench.table import Row
from tests.tools.bench.year import write_year


def measure(folder: Path, days: int, runs: int) -> list[Row]:
    """The target is for 250 days, and fewer have less time."""
    trace, export = folder / "rehearsed.jsonl", folder / "rehearsed.json"
    lines = write_year(trace, days)
    events = _write_export(export, trace)
    return [
        *_rows(folder, trace, f"rehearsal of {days} days, {lines:,} lines of a trace", days, runs),
        *_rows(folder, export, f"rehearsal of {days} days, {events:,} events of ActivityWatch", days, runs),
    ]


def _rows(folder: Path, file: Path, what: str, days: int, runs: int) -> list[Row]:
    cpu, wall = cpu_and_wall((HIPBREAK, "--home", str(folder / "rehearse"), "rehearse", str(file)), folder, runs)
    return [Row(what, "s", wall, target=5 * days / 250), Row("  time on the CPU", "s", cpu)]


def _write_export(export: Path, trace: Path) -> int:
    """Fifty events a day, as many as its watcher writes on a restless one: of two minutes, at lines of the trace."""
    starts = [json.loads(line)["at"] for line in trace.read_text().splitlines()[::4]]
    length = timedelta(minutes=2).total_seconds()
    events = [{"timestamp": at, "duration": length, "data": {"status": "not-afk"}} for at in reversed(starts)]
    watched = {"id": "aw-watcher-afk_desk", "type": "afkstatus", "hostname": "desk", "events": events}
    export.write_text(json.dumps({"buckets": {"aw-watcher-afk_desk": watched}}))
    return len(events)
