"""An import reads as a stream: memory grows by far less than the file (decision 0038)."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hipbreak.store.event_log.uuid7 import IdGenerator, id_text

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no `resource` module")
COUNT = 60_000
IMPORT = """
import resource, sys
from hipbreak.cli.main import main
assert main(["--home", sys.argv[1], "import", sys.argv[2]]) == 0
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak // (1024 if sys.platform == "darwin" else 1))
"""


def activitywatch(count: int) -> Iterator[str]:
    """The latest event first; no two can be joined."""
    yield '{"buckets": {"b": {"id": "b", "type": "afkstatus", "hostname": "box", "events": ['
    start = datetime(2026, 11, 1, tzinfo=UTC)
    for number in range(count):
        start -= timedelta(seconds=400 + 100 * (number % 3 == 0))
        status = ("not-afk", "afk")[number % 2]
        comma = "," if number else ""
        yield f'{comma}{{"timestamp": "{start.isoformat()}", "duration": 400.5, "data": {{"status": "{status}"}}}}'
    yield "]}}}"


def own(count: int) -> Iterator[str]:
    ids, start = IdGenerator(), datetime(2016, 1, 1, tzinfo=UTC)
    for _ in range(count):
        end = start + timedelta(minutes=10)
        since, until = start.isoformat(), end.isoformat()
        record = {"id": id_text(ids.new_id(end)), "at": until, "fact": "bout", "from": since, "to": until}
        yield json.dumps(record) + "\n"
        start = end + timedelta(minutes=5)


def peak_kb(folder: Path, name: str, lines: Iterator[str]) -> int:
    file = folder / name
    with file.open("w") as out:
        out.writelines(lines)
    command = (sys.executable, "-c", IMPORT, str(folder / f"home-{name}"), str(file))
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    return int(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    ("lines", "name", "bytes_each"), [(activitywatch, "aw.json", 150), (own, "own.jsonl", 40)], ids=["aw", "own"]
)
def test_memory_for_each_entry(tmp_path: Path, lines: object, name: str, bytes_each: int) -> None:
    """150 bytes for each of a million events and 40 for each of five million entries stay below 200 MB."""
    assert callable(lines)
    few = peak_kb(tmp_path, f"few-{name}", lines(COUNT // 10))
    many = peak_kb(tmp_path, name, lines(COUNT))
    assert (many - few) * 1024 < bytes_each * COUNT * 0.9 + 3_000_000, f"{few} kB, then {many} kB"
