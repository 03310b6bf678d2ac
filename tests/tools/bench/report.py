"""The duration of `hipbreak report` of twelve weeks at the end of a long log, the whole process."""

from datetime import datetime
from pathlib import Path

from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import create_folders, find_paths
from tests.store.log_generator import generate
from tests.store.report_log import write_weeks
from tests.tools.bench.desktop import HIPBREAK
from tests.tools.bench.replay import cpu_and_wall
from tests.tools.bench.table import Row

_WEEKS = 12


def measure(folder: Path, log_days: int, runs: int) -> list[Row]:
    """PDF and HTML, from a log of that many working days and twelve weeks."""
    home = folder / "report"
    places = find_paths(home)
    create_folders(places)
    with EventLog.open(places.log) as log:
        generate(log, log_days)
        write_weeks(log, datetime.now().astimezone(), _WEEKS)
    return [row for form in ("PDF", "HTML") for row in _rows(home, form, runs)]


def _rows(home: Path, form: str, runs: int) -> list[Row]:
    file = str(home / f"report.{form.lower()}")
    cpu, wall = cpu_and_wall((HIPBREAK, "--home", str(home), "report", "--weeks", str(_WEEKS), file), home, runs)
    return [
        Row(f"report of {_WEEKS} weeks as {form}, the whole process", "s", wall, target=2),
        Row("  time on the CPU", "s", cpu),
    ]
