"""The duration of an export, an import and a deletion of ten years: in all, and of the longest slice."""

import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from hipbreak.core.settings.settings import Settings
from hipbreak.store.event_log.deletion import delete
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.transfer.export import export
from hipbreak.store.transfer.import_file import import_activitywatch
from hipbreak.store.transfer.import_jsonl import import_log
from hipbreak.store.work_progress import ProgressGenerator
from tests.store.log_generator import FIRST_DAY, generate
from tests.tools.bench.table import Row


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of the whole, and of the longest slice."""

    whole: float
    longest: float


def rows(folder: Path, log_days: int = 2500) -> list[Row]:
    """Measure with a log of that many working days, made anew in `folder`."""
    folder.mkdir(exist_ok=True)
    lines, table, events = folder / "all.jsonl", folder / "all.csv", folder / "aw.json"
    with EventLog.open(folder / "from" / "hipbreak.sqlite") as log:
        entries = generate(log, log_days)
    with EventLog.read(folder / "from" / "hipbreak.sqlite") as log:
        out, out_table = _taken(export(log, lines)), _taken(export(log, table))
    with EventLog.open(folder / "into" / "hipbreak.sqlite") as log:
        into, again = _taken(import_log(log, lines)), _taken(import_log(log, lines))
        year = _taken(delete(log, FIRST_DAY + timedelta(days=365), FIRST_DAY + timedelta(days=729)))
        everything = _taken(delete(log))
        _write_events(events, log_days * 40)
        watched = _taken(import_activitywatch(log, events, Settings()))
    size = lines.stat().st_size / 1e6
    return [
        *_both(f"export of {entries:,} entries as JSON Lines ({size:.0f} MB)", out, 5),
        *_both("export of them as CSV", out_table, 5),
        *_both("import of them into an empty home", into, 20),
        *_both("import of them again", again, 20),
        *_both(f"import of {log_days * 40:,} ActivityWatch events", watched, 20),
        *_both("deletion of a year, with VACUUM", year, None),
        *_both("deletion of everything, with VACUUM", everything, None),
    ]


def _both(figure: str, taken: Taken, target: float | None) -> list[Row]:
    return [Row(figure, "s", taken.whole, target=target), Row("  longest slice", "ms", taken.longest * 1000)]


def _taken(work: ProgressGenerator[object]) -> Taken:
    begun = before = time.perf_counter()
    longest = 0.0
    while True:
        try:
            next(work)
        except StopIteration:
            now = time.perf_counter()
            return Taken(now - begun, max(longest, now - before))
        now = time.perf_counter()
        longest, before = max(longest, now - before), now


def _write_events(file: Path, count: int) -> None:
    """An AFK bucket in which desk time and absences of ten minutes take turns, eight hours a day."""
    lines = []
    for n in range(count):
        day, minute = FIRST_DAY + timedelta(days=n // 48), n % 48 * 10
        at = f"{day}T{8 + minute // 60:02}:{minute % 60:02}:00.000000+00:00"
        status = "afk" if n % 2 else "not-afk"
        lines.append(f'{{"timestamp": "{at}", "duration": 600.0, "data": {{"status": "{status}"}}}}')
    head = '{"buckets": {"aw-watcher-afk_desk": {"id": "aw-watcher-afk_desk", "type": "afkstatus", "hostname": "desk", '
    file.write_text(f'{head}"created": "{date.min}", "events": [{", ".join(reversed(lines))}]}}}}}}')
