"""Machines of one person for tests: each with a log and a folder of its own, and somebody who carries files."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.tracking_facts import Bout, Break
from hipbreak.core.statistics.merge import merged
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.shared.deliveries import SyncResult
from hipbreak.store.shared.folder import open_others, synchronise
from hipbreak.store.work_progress import run_to_end

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOW = NINE + timedelta(days=3)
LIMIT = timedelta(minutes=5)


def at(minute: float) -> datetime:
    return NINE + timedelta(minutes=minute)


def sat(start: float, end: float) -> Fact:
    return Bout(at(end), at(start), at(end))


def was_up(start: float, end: float) -> Fact:
    return Break(at(end), at(start), at(end), "confirmed", "pulse")


class Machine:
    """A log, and a view of the shared folder, which `carry` keeps in step with that of others."""

    def __init__(self, base: Path, name: str) -> None:
        self.name, self.folder, self.path = name, base / name / "folder", base / name / "home" / "hipbreak.sqlite"
        self.folder.mkdir(parents=True)
        self.path.parent.mkdir()
        self.now = NOW
        with EventLog.open(self.path):
            pass

    def record(self, *facts: Fact) -> None:
        with EventLog.open(self.path) as log:
            log.append(facts)

    def sync(self, folder: Path | None = None) -> SyncResult:
        with EventLog.read(self.path) as log:
            return run_to_end(synchronise(log, folder or self.folder, self.now, self.now, self.name))

    def own(self) -> Path:
        """The file that this machine has written."""
        (file,) = (file for file in self.folder.glob("hipbreak-*.jsonl") if f'"{self.name}"' in _first(file))
        return file

    def day(self) -> list[Fact]:
        """The merged intervals of all that it knows."""
        with ExitStack() as stack:
            own = stack.enter_context(EventLog.read(self.path))
            logs = [own, *open_others(self.path, stack)]
            return merged([log.intervals(NINE - timedelta(days=2), NOW + timedelta(days=2)) for log in logs], LIMIT)

    def own_facts(self) -> list[Fact]:
        with EventLog.read(self.path) as log:
            return log.intervals(NINE - timedelta(days=2), NOW + timedelta(days=2))


def _first(file: Path) -> str:
    with file.open() as lines:
        return lines.readline()


def carry(source: Machine, target: Machine, share: float = 1, name: str = "") -> None:
    """Bring the file of one machine to the other's folder, whole or only the first part of it."""
    files = [file for file in source.folder.glob("hipbreak-*.jsonl") if f'"{source.name}"' in _first(file)]
    for file in files:
        content = file.read_bytes()
        (target.folder / (name or file.name)).write_bytes(content[: round(len(content) * share)])


def settle(machines: Sequence[Machine]) -> None:
    """Deliver everything, as often as it takes."""
    for _ in range(3):
        for machine in machines:
            machine.sync()
        for source in machines:
            for target in machines:
                if source is not target:
                    carry(source, target)
    for machine in machines:
        machine.sync()
