"""The database of the log: kills, full disks, damage, privacy and versions."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.store.event_log import schema
from hipbreak.store.event_log.database import open_for_writing
from hipbreak.store.event_log.errors import LogDamaged, LogTooNew, LogUnavailable
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.schema import MIGRATIONS, migrate

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)

WRITER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from hipbreak.core.facts.tracking_facts import Sat
from hipbreak.store.event_log.event_log import EventLog
log = EventLog.open(Path(sys.argv[1]))
for n in range(10**9):
    at = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(seconds=n)
    log.append([Sat(at, at)])
    print(n, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hipbreak.sqlite"


def write(path: Path, count: int = 1) -> None:
    with EventLog.open(path) as log:
        log.append([tracking_facts.Sat(NOW, NOW)] * count)


def names(path: Path) -> list[str]:
    return sorted(p.name for p in path.parent.iterdir())


def test_acknowledged_facts_survive_a_kill(path: Path) -> None:
    for _ in range(3):
        with subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            for line in writer.stdout:
                if line.strip() == "200":
                    break
            writer.send_signal(signal.SIGKILL)
            acknowledged = int(([200, *map(int, writer.stdout.read().split("\n")[:-1])])[-1])
        with EventLog.open(path) as log:
            assert log.notes == []
            last = list(log.entries())[-1].fact.at
            assert last >= datetime(2026, 3, 2, tzinfo=UTC) + timedelta(seconds=acknowledged)
            assert log.last_alive() == last


def test_an_open_log_is_private(path: Path) -> None:
    old = os.umask(0)
    try:
        with EventLog.open(path) as log:
            log.append([tracking_facts.Began(NOW)])
            assert names(path) == ["hipbreak.sqlite", "hipbreak.sqlite-shm", "hipbreak.sqlite-wal"]
            assert {p.stat().st_mode & 0o777 for p in path.parent.iterdir()} == {0o600}
    finally:
        os.umask(old)


def test_the_mode_of_a_readable_log_is_made_private(path: Path) -> None:
    write(path)
    path.chmod(0o644)
    write(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_readers_see_acknowledged_facts_while_the_app_writes(path: Path) -> None:
    seen: list[int] = []
    with EventLog.open(path) as log:
        log.append([tracking_facts.Began(NOW)])
        go, done = threading.Event(), threading.Event()

        def read() -> None:
            with EventLog.read(path) as reader:
                go.set()
                while not done.is_set():
                    seen.append(reader.count())
                seen.append(reader.count())

        thread = threading.Thread(target=read)
        thread.start()
        assert go.wait(10)
        for n in range(200):
            log.append([tracking_facts.Began(NOW + timedelta(seconds=n))])
        done.set()
        thread.join()
    assert seen == sorted(seen)
    assert seen[-1] == 201


def test_a_reader_cannot_write(path: Path) -> None:
    write(path)
    with EventLog.read(path) as log, pytest.raises(LogUnavailable, match="read-only"):
        log.append([tracking_facts.Began(NOW)])


def test_a_locked_log_is_reported_soon_and_used_afterwards(path: Path) -> None:
    with EventLog.open(path) as log:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(LogUnavailable, match="another program holds it"):
                log.append([tracking_facts.Began(NOW)])
            with pytest.raises(LogUnavailable):
                log.beat(NOW)
        assert len(log.append([tracking_facts.Began(NOW)])) == 1


def test_a_full_disk_loses_nothing_and_is_reported_in_one_sentence(path: Path) -> None:
    connection, _notes = open_for_writing(path)
    with EventLog(path, connection) as log:
        log.append([tracking_facts.Began(NOW)])
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LogUnavailable, match=r"^The log .* cannot be used: the disk is full\.$"):
            log.append([tracking_facts.Sat(NOW, NOW)] * 1000)
        assert log.count() == 1
        connection.execute("PRAGMA max_page_count = 100000")
        log.append([tracking_facts.Sat(NOW, NOW)] * 1000)
        assert log.count() == 1001


def test_an_unusable_path_is_reported_in_one_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(LogUnavailable, match=r"^The log .* cannot be used: .*\.$"):
        EventLog.open(blocked / "hipbreak.sqlite")
    with pytest.raises(LogUnavailable):
        EventLog.open(tmp_path)


def test_a_log_of_a_newer_version_is_unchanged(path: Path) -> None:
    write(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    for attempt in (EventLog.open, EventLog.read):
        with pytest.raises(LogTooNew, match=r"newer Hipbreak \(its version is 99"):
            attempt(path)
    assert path.read_bytes() == before
    assert not [name for name in names(path) if "damaged" in name or "before" in name]


def test_a_log_of_an_older_version_is_copied_and_migrated(path: Path) -> None:
    write(path, 3)
    newer = (*MIGRATIONS, "CREATE TABLE side(leg TEXT);\nINSERT INTO side VALUES ('left');", "")
    connection, notes = open_for_writing(path, migrations=newer)
    with closing(connection):
        assert connection.execute("PRAGMA user_version").fetchone() == (len(newer),)
        assert connection.execute("SELECT leg FROM side").fetchone() == ("left",)
        assert connection.execute("SELECT COUNT(*) FROM entry").fetchone() == (3,)
    assert notes == []
    backup = path.with_name(f"hipbreak.sqlite.before-v{len(newer)}")
    assert backup.stat().st_mode & 0o777 == 0o600
    with EventLog.read(backup) as log:
        assert log.count() == 3


def test_a_failed_migration_changes_nothing(path: Path) -> None:
    write(path)
    with pytest.raises(sqlite3.OperationalError):
        open_for_writing(
            path, migrations=(*MIGRATIONS, "CREATE TABLE side(leg TEXT);\nINSERT INTO nowhere VALUES (1);")
        )
    connection, _notes = open_for_writing(path)
    with EventLog(path, connection) as log:
        assert log.count() == 1
        assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'side'").fetchone() is None


def test_an_incomplete_statement_is_a_programming_error() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        with pytest.raises(ValueError, match="no end"):
            migrate(connection, ("CREATE TABLE a(b)",))
        assert not connection.in_transaction


def test_a_log_without_tables_is_empty(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
    with EventLog.read(path) as log:
        assert log.count() == 0


def test_an_empty_file_becomes_a_new_log(path: Path) -> None:
    path.touch()
    with EventLog.read(path) as log:
        assert log.count() == 0
    with EventLog.open(path) as log:
        assert log.notes == [
            f"The log {path} is empty. If it had entries, a copy of them can be restored from the menu Data."
        ]
    write(path)
    with EventLog.open(path) as log:
        assert (log.count(), log.notes) == (1, [])


def damage_header(path: Path) -> None:
    path.write_bytes(b"\x00" * 100 + path.read_bytes()[100:])


def damage_by_text(path: Path) -> None:
    path.write_text("this is no database" * 1000)


def damage_by_truncation(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 + 100])


def damage_by_stranger(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE moz_places(url)")


DAMAGE = {damage_header: 500, damage_by_text: 0, damage_by_truncation: 90, damage_by_stranger: 0}
"""How many of 500 entries are saved: all whose page is left."""


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_log_is_renamed_and_a_new_one_created(path: Path, damage, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(schema, "new_key", lambda: 2**30)  # a short one leaves room for more entries on a page
    write(path, 500)
    damage(path)
    bad = path.read_bytes()
    with pytest.raises(LogDamaged):
        EventLog.read(path)
    with EventLog.open(path) as log:
        (note,) = log.notes
        assert log.count() == DAMAGE[damage]
        log.append([tracking_facts.Began(NOW)])
    (aside,) = [p for p in path.parent.iterdir() if ".damaged-" in p.name and not p.name.endswith(("-wal", "-shm"))]
    assert aside.read_bytes() == bad
    assert str(aside) in note
    with EventLog.open(path) as log:
        assert (log.count(), log.notes) == (DAMAGE[damage] + 1, [])


def test_damage_found_while_running_is_repaired_by_reopening(path: Path) -> None:
    write(path, 5000)
    whole = path.read_bytes()
    half = len(whole) // 2
    path.write_bytes(whole[:half] + b"\xff" * (len(whole) - half))
    with EventLog.open(path) as log:
        assert log.notes == []
        with pytest.raises(LogDamaged):
            list(log.entries())
        log.reopen()
        assert len(log.notes) == 1
        saved = log.count()
        assert 2000 < saved < 3000
        log.append([tracking_facts.Began(NOW)])
        assert log.count() == saved + 1


def test_reopening_an_intact_log_keeps_it(path: Path) -> None:
    write(path, 7)
    with EventLog.open(path) as log:
        log.reopen()
        assert (log.count(), log.notes) == (7, [])


def test_two_damaged_logs_in_one_second_are_both_kept(path: Path) -> None:
    for _ in range(3):
        damage_by_text(path)
        EventLog.open(path).close()
    assert len([name for name in names(path) if ".damaged-" in name]) == 3


def test_the_wal_is_renamed_with_the_damaged_log(path: Path) -> None:
    write(path)
    with EventLog.open(path) as log:
        log.append([tracking_facts.Began(NOW)])
        wal = path.with_name(path.name + "-wal").read_bytes()
    damage_by_text(path)
    path.with_name(path.name + "-wal").write_bytes(wal)
    EventLog.open(path).close()
    (kept,) = [p for p in path.parent.iterdir() if ".damaged-" in p.name and p.name.endswith("-wal")]
    assert kept.read_bytes() == wal


def test_tidy_writes_the_wal_into_the_file(path: Path) -> None:
    with EventLog.open(path) as log:
        log.append([tracking_facts.Began(NOW)])
        size = path.stat().st_size
        log.checkpoint()
        assert path.stat().st_size > size


def test_a_log_that_cannot_be_reopened_is_unavailable_until_it_can(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    path = folder / "hipbreak.sqlite"
    with EventLog.open(path) as log:
        log.append([tracking_facts.Began(NOW)])
        folder.rename(elsewhere)
        folder.write_text("in the way")
        with pytest.raises(LogUnavailable):
            log.reopen()
        with pytest.raises(LogUnavailable):
            log.append([tracking_facts.Began(NOW)])
        folder.unlink()
        elsewhere.rename(folder)
        log.reopen()
        log.append([tracking_facts.Began(NOW)])
        assert (log.count(), log.notes) == (2, [])
