"""A damaged log never prevents a start: intact entries are saved, and days with losses are named."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from hipbreak.app.data.event_recorder import EventRecorder
from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.store.event_log.database import open_for_writing
from hipbreak.store.event_log.deletion import delete
from hipbreak.store.event_log.errors import LogDamaged, LogTooNew
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.salvage import salvage
from hipbreak.store.event_log.schema import CHECKSUMS_SINCE, MIGRATIONS
from hipbreak.store.paths import AppPaths, find_paths
from hipbreak.store.work_progress import run_to_end
from tests.store.log_generator import generate
from tests.store.moments import at

FLIPS = int(os.environ.get("HIPBREAK_FLIPS", "100"))
SEED = int(os.environ.get("HIPBREAK_FLIPS_SEED", "5"))
DAYS = 4


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hipbreak.sqlite"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed log of some days."""
    path = tmp_path_factory.mktemp("sound") / "hipbreak.sqlite"
    with EventLog.open(path) as log:
        generate(log, DAYS)
    return path


def kill_copy(log: EventLog, target: Path, *endings: str) -> None:
    """The files of an open log as a kill leaves them."""
    target.parent.mkdir(exist_ok=True)
    for ending in endings:
        shutil.copy(log.path.with_name(log.path.name + ending), target.with_name(target.name + ending))


def facts(path: Path) -> list[Fact]:
    with EventLog.read(path) as log:
        found = [entry.fact for entry in log.entries()]
        assert log.notes == []
        return found


def replace_bytes(path: Path, old: bytes, new: bytes) -> None:
    content = path.read_bytes()
    assert old in content and len(old) == len(new)
    at_ = content.index(old)
    path.write_bytes(content[:at_] + new + content[at_ + len(old) :])


def test_an_intact_log_is_salvaged_completely(sound: Path) -> None:
    with EventLog.read(sound) as log:
        entries = list(log.entries())
        alive = log.last_alive()
    found = salvage(sound)
    assert [identity for _, identity, _, _ in found.rows] == [entry.id for entry in entries]
    assert [of for _, _, of, _ in found.rows] == [entry.of for entry in entries]
    assert (found.lost_days, found.lost_entries) == ([], False)
    assert alive is not None and found.heartbeat is not None and found.heartbeat[1] == 3600


def test_long_texts_over_several_pages_are_salvaged(path: Path) -> None:
    logged = [
        tracking_facts.Finished(at(9), "x" * length, timedelta(1)) for length in (10, 4000, 5000, 20_000, 100_000)
    ]
    with EventLog.open(path) as log:
        log.append(logged)
    assert [row[3][8] for row in salvage(path).rows] == [f'{{"kind":"{fact.kind}"}}' for fact in logged]


@pytest.mark.parametrize("version", range(1, CHECKSUMS_SINCE))
def test_a_damaged_older_log_is_salvaged_and_migrated(path: Path, version: int) -> None:
    connection, _ = open_for_writing(path, migrations=MIGRATIONS[:version])
    with closing(connection), connection:
        connection.execute(
            "INSERT INTO entry(id, fact, at, at_offset, body) VALUES (?, 'began', 1772442000000000, 3600, '')",
            (bytes(16),),
        )
    logged = [tracking_facts.Began(datetime.fromisoformat("2026-03-02T10:00:00+01:00"))]
    assert facts(path) == logged
    assert [identity for _, identity, _, _ in salvage(path).rows] == [bytes(16)]
    with EventLog.open(path) as log:
        assert log.notes == []
    assert facts(path) == logged


CUTS = (1, 15, 31, 32, 33, 56, 99, 100, 101, 107, 108, 511, 512, 4095, 4096, 4097, *range(6_000, 60_000, 4_999))


@pytest.mark.parametrize("ending", ["", "-wal"])
def test_a_log_of_any_length_is_opened(path: Path, tmp_path: Path, ending: str) -> None:
    """What is left of it is saved, and never a fault of this program."""
    logged = [tracking_facts.Skipped(at(24 * n), "stand") for n in range(300)]
    with EventLog.open(path) as log:
        log.append(logged[:200])
        log.checkpoint()
        log.append(logged[200:])
        for number, length in enumerate(CUTS):
            killed = tmp_path / str(number) / "hipbreak.sqlite"
            kill_copy(log, killed, "", "-wal")
            os.truncate(f"{killed}{ending}", length)
    for number, length in enumerate(CUTS):
        with EventLog.open(tmp_path / str(number) / "hipbreak.sqlite") as log:
            left = [entry.fact for entry in log.entries()]
            assert len(log.notes) <= 1
        assert left == [fact for fact in logged if fact in left], length
        shutil.rmtree(tmp_path / str(number))


def test_a_log_of_which_nothing_is_left_says_so(path: Path) -> None:
    with EventLog.open(path) as log:
        log.append([tracking_facts.Skipped(at(9), "stand")])
    os.truncate(path, 5000)
    with EventLog.open(path) as log:
        assert log.notes[0].endswith("and a new one was created. Some entries were lost; their days are not known.")


def make_big(file: Path) -> None:
    file.write_bytes(b"x")
    os.truncate(file, 3_000_000_000)  # without a block of its own on the disk


UNUSABLE: dict[str, Callable[[Path], None]] = {
    "pipe": os.mkfifo,
    "folder": Path.mkdir,
    "loop": lambda file: file.symlink_to(file),
    "endless": lambda file: file.symlink_to("/dev/zero"),
    "full": lambda file: file.symlink_to("/dev/full"),
    "big": make_big,
}


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-held"])
@pytest.mark.parametrize("kind", UNUSABLE)
def test_what_is_no_file_beside_the_log_is_set_aside(tmp_path: Path, kind: str, ending: str) -> None:
    paths = find_paths(tmp_path)
    logged = [tracking_facts.Skipped(at(9), "stand")]
    with EventLog.open(paths.log) as log:
        log.append(logged)
    UNUSABLE[kind](paths.log.with_name(paths.log.name + ending))
    recorder = EventRecorder(paths)
    recorder.past()
    recorder.append([tracking_facts.Skipped(at(10), "stand")])
    assert recorder.problem is None
    renamed = f"{paths.log.name}{ending}.unusable-"
    assert any(renamed in note for note in recorder.notes) == (kind != "big" or ending == "-held")
    recorder.close()
    assert facts(paths.log) == [*logged, tracking_facts.Skipped(at(10), "stand")]


def test_an_invalid_byte_in_a_text_loses_one_entry_and_its_day_is_named(tmp_path: Path) -> None:
    paths = find_paths(tmp_path)
    with EventLog.open(paths.log) as log:
        log.append([tracking_facts.Skipped(at(24 * day + 9), f"stand{day}") for day in range(5)])
    replace_bytes(paths.log, b'"stand2"', b'"sta\xfed2"')
    recorder = EventRecorder(paths)
    recorder.past()
    lost = at(24 * 2 + 9).date()
    assert recorder.lost_days() == [lost]
    assert len(recorder.notes) == 1 and recorder.notes[0].endswith(f"Entries of these days were lost: {lost}.")
    recorder.close()
    assert [fact.kind for fact in facts(paths.log)] == [f"stand{day}" for day in (0, 1, 3, 4)]
    again = EventRecorder(paths)
    assert (again.notes, again.lost_days()) == ([], [lost]), "as long as the day is not deleted"
    again.close()


def test_readers_skip_a_changed_entry(path: Path) -> None:
    with EventLog.open(path) as log:
        log.append([tracking_facts.Skipped(at(9), "stand"), tracking_facts.Skipped(at(10), "other")])
    replace_bytes(path, b'"stand"', b'"stend"')
    before = path.read_bytes()
    with EventLog.read(path) as log:
        assert [entry.fact for entry in log.entries()] == [tracking_facts.Skipped(at(10), "other")]
        assert [line for lines in log.lines() for line in lines] == [line for lines in log.lines() for line in lines]
        assert log.notes == [f"The log {path} has entries that are damaged; they are left out."]
    assert path.read_bytes() == before


def test_damage_in_a_trigger_loses_nothing(tmp_path: Path, sound: Path) -> None:
    paths = find_paths(tmp_path)
    shutil.copy(sound, paths.log)
    replace_bytes(paths.log, b"CREATE TRIGGER entry_stays", b"CREATE \x00\xff\xfe\x01GER entry_stays")
    recorder = EventRecorder(paths)
    recorder.past()
    recorder.append([tracking_facts.Began(at(9))])
    assert recorder.problem is None
    recorder.close()
    assert facts(paths.log) == [*facts(sound), tracking_facts.Began(at(9))]
    assert len(recorder.notes) == 1 and recorder.notes[0].endswith("Nothing is missing.")


def test_a_missing_wal_after_a_kill_is_detected(path: Path, tmp_path: Path) -> None:
    killed = tmp_path / "killed" / "hipbreak.sqlite"
    with EventLog.open(path) as log:
        log.append([tracking_facts.Began(at(9))])
        log.checkpoint()
        log.append([tracking_facts.Began(at(10))])
        kill_copy(log, killed, "", "-shm")
    written = at(9) + timedelta(days=2)
    os.utime(killed.with_name("hipbreak.sqlite-shm"), (written.timestamp(), written.timestamp()))
    for _ in range(2):  # reading it before does not remove the evidence
        with EventLog.read(killed) as log:
            assert [entry.fact for entry in log.entries()] == [tracking_facts.Began(at(9))]
            assert log.notes == [f"The file {killed}-wal is missing, and what was only in it is lost."]
    with EventLog.open(killed) as log:
        assert [entry.fact for entry in log.entries()] == [tracking_facts.Began(at(9))]
        assert log.lost_days()[0] == at(9).date() and len(log.lost_days()) == 3
        missing = f"The file {killed}-wal is missing, and what was only in it is lost. These days may lack entries: "
        assert log.notes[0].startswith(f"{missing}{at(9).date()}")
    with EventLog.open(killed) as log:
        assert log.notes == []


def test_nothing_is_missing_when_all_of_a_missing_wal_was_in_the_log(path: Path, tmp_path: Path) -> None:
    killed = tmp_path / "killed" / "hipbreak.sqlite"
    with EventLog.open(path) as log:
        log.append([tracking_facts.Began(at(9))])
        log.checkpoint()
        kill_copy(log, killed, "", "-shm")
    assert facts(killed) == [tracking_facts.Began(at(9))]
    with EventLog.open(killed) as log:
        assert (log.notes, log.lost_days()) == ([], [])


@pytest.mark.parametrize("entries", [1, 8, 400])
@pytest.mark.parametrize("foreign", [1, 8, 400])
def test_a_wal_of_another_log_changes_nothing(path: Path, tmp_path: Path, entries: int, foreign: int) -> None:
    """Even if it is as long, so that its pages would fit; nothing of the log itself is called lost."""
    other = tmp_path / "other" / "hipbreak.sqlite"
    for place in (path, other):
        with EventLog.open(place) as log:
            log.append([tracking_facts.Skipped(at(n), place.parent.name[:5]) for n in range(entries)])
    logged = facts(path)
    with EventLog.open(other) as log:
        log.append([tracking_facts.Skipped(at(500 + n), "foreign") for n in range(foreign)])
        kill_copy(log, path, "-wal")
    with EventLog.read(path) as log:
        assert [entry.fact for entry in log.entries()] == logged
        assert log.notes == [f"The file {path}-wal belongs to another log, so it is left out."]
    with EventLog.open(path) as log:
        assert (len(log.notes), log.lost_days()) == (1, [])
        assert log.notes[0].startswith(f"The file {path}-wal belonged to another log: it was renamed to {path}-wal.for")
    assert facts(path) == logged
    assert len([p for p in path.parent.iterdir() if "-wal.foreign-" in p.name]) == 1
    with EventLog.open(path) as log:
        assert log.notes == []


def test_a_log_deleted_while_another_program_reads_it_stays_so_after_a_kill(path: Path, tmp_path: Path) -> None:
    """The deleted entries are still in the file then, and the deletion only in the -wal file."""
    killed = tmp_path / "killed" / "hipbreak.sqlite"
    with EventLog.open(path) as log:
        generate(log, DAYS)
    with EventLog.open(path) as log, closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM entry").fetchall()
        run_to_end(delete(log))
        log.append([tracking_facts.Began(at(9))])
        kill_copy(log, killed, "", "-wal", "-shm")
    with EventLog.open(killed) as log:
        assert (log.notes, log.lost_days()) == ([], [])
    assert facts(killed) == [tracking_facts.Began(at(9))]


def test_a_damaged_key_of_the_first_entry_loses_only_that(tmp_path: Path) -> None:
    paths = find_paths(tmp_path)
    with EventLog.open(paths.log) as log:
        log.append([tracking_facts.Skipped(at(n), f"stand{n}") for n in range(3)])
        with log.edit() as connection:
            connection.execute("DROP TRIGGER entry_stays")
            connection.execute("UPDATE entry SET checksum = checksum + (1 << 40) WHERE seq = 1")
            connection.execute(
                "CREATE TRIGGER entry_stays BEFORE UPDATE ON entry "
                "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
            )
        log.append([tracking_facts.Skipped(at(n), f"stand{n}") for n in range(3, 9)])
    recorder = EventRecorder(paths)
    recorder.past()
    look_through(recorder, paths.log)
    assert recorder.lost_days() == [at(0).date()]
    recorder.close()
    assert [fact.kind for fact in facts(paths.log)] == [f"stand{n}" for n in range(1, 9)]


def test_a_damaged_wal_loses_no_entry_before_the_damage(path: Path, tmp_path: Path) -> None:
    killed = tmp_path / "killed" / "hipbreak.sqlite"
    with EventLog.open(path) as log:
        for n in range(30):
            log.append([tracking_facts.Skipped(at(n), "stand")])
        kill_copy(log, killed, "", "-wal", "-shm")
    wal = killed.with_name("hipbreak.sqlite-wal")
    content = bytearray(wal.read_bytes())
    content[len(content) // 2] ^= 0xFF
    wal.write_bytes(content)
    killed.with_name("hipbreak.sqlite-shm").unlink()
    with EventLog.open(killed) as log:
        assert log.count() >= 29
        assert len(log.notes) == 1


def test_a_damaged_last_commit_is_noticed(path: Path, tmp_path: Path) -> None:
    killed = tmp_path / "killed" / "hipbreak.sqlite"
    with EventLog.open(path) as log:
        log.append([tracking_facts.Skipped(at(9), "stand")])
        log.append([tracking_facts.Skipped(at(99), "later")])
        kill_copy(log, killed, "", "-wal")
    wal = killed.with_name("hipbreak.sqlite-wal")
    wal.write_bytes(wal.read_bytes()[:-9] + bytes(9))
    replace_bytes(wal, b'{"kind":"later"}', b'{"kind":"lateR"}')
    with EventLog.open(killed) as log:
        assert [entry.fact for entry in log.entries()] == [tracking_facts.Skipped(at(9), "stand")]
        assert len(log.notes) == 1


@pytest.mark.parametrize("heartbeat", ["NULL, NULL", "NULL, 3600", "9e18, 0", "0, 'x'", "0, 1e12"])
def test_a_damaged_heartbeat_is_that_of_the_newest_entry(path: Path, heartbeat: str) -> None:
    with EventLog.open(path) as log:
        log.append([tracking_facts.Skipped(at(9), "stand")])
        with log.edit() as connection:
            connection.execute("DROP TABLE heartbeat")
            connection.execute(f"CREATE TABLE heartbeat AS SELECT 1 AS one, * FROM (VALUES ({heartbeat}))")
            connection.execute("ALTER TABLE heartbeat RENAME COLUMN column1 TO at")
            connection.execute("ALTER TABLE heartbeat RENAME COLUMN column2 TO at_offset")
        assert log.last_alive() == at(9)


@pytest.mark.parametrize("pages", [1, 2, 5])
def test_an_incomplete_checkpoint_is_no_damage(path: Path, tmp_path: Path, pages: int) -> None:
    """A kill during it, or a full disk, leaves a log of which only the first pages are in the file itself."""
    killed = tmp_path / "killed" / "hipbreak.sqlite"
    with EventLog.open(path) as log:
        log.append([tracking_facts.Skipped(at(n), "stand") for n in range(100)])
        kill_copy(log, killed, "-wal", "-shm")
        log.checkpoint()
        killed.write_bytes(path.read_bytes()[: pages * 4096])
    with EventLog.open(killed) as log:
        assert (log.count(), log.notes, run_to_end(log.verify())) == (100, [], True)
    assert [file.name for file in killed.parent.iterdir()] == [killed.name]


def test_an_incomplete_last_commit_is_no_damage(path: Path, tmp_path: Path) -> None:
    killed = tmp_path / "killed" / "hipbreak.sqlite"
    with EventLog.open(path) as log:
        for n in range(5):
            log.append([tracking_facts.Skipped(at(n), "stand")])
        kill_copy(log, killed, "", "-wal")
    wal = killed.with_name("hipbreak.sqlite-wal")
    wal.write_bytes(wal.read_bytes()[:-100])
    with EventLog.open(killed) as log:
        assert (log.count(), log.notes) == (4, [])


def test_an_empty_log_is_restored_from_its_wal(path: Path, tmp_path: Path) -> None:
    killed = tmp_path / "killed" / "hipbreak.sqlite"
    with EventLog.open(path) as log:
        log.append([tracking_facts.Skipped(at(9), "stand")])
        kill_copy(log, killed, "-wal")
    killed.touch()
    with EventLog.open(killed) as log:
        assert (log.count(), len(log.notes)) == (1, 1)


def test_a_kill_during_the_replacement_loses_nothing(path: Path, sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(sound, path)
    replace_bytes(path, b"SQLite format 3", b"SQLite \x00ormat 3")

    class Killed(BaseException):
        pass

    def kill(self: Path, target: Path) -> Path:
        if self.name.endswith("-salvaged"):
            raise Killed
        return rename(self, target)

    rename = Path.rename
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(Path, "rename", kill)
        EventLog.open(path)
    assert not path.exists()
    with EventLog.open(path) as log:
        assert log.notes == []
    assert facts(path) == facts(sound)


def test_deleting_days_deletes_their_loss(path: Path) -> None:
    with EventLog.open(path) as log:
        days = [date(2026, 3, n) for n in (1, 2, 3)]
        with log.edit() as connection:
            connection.executemany(
                "INSERT INTO lost_day VALUES (?)", [((day - date(1970, 1, 1)).days,) for day in days]
            )
        run_to_end(delete(log, days[1], days[1]))
        assert log.lost_days() == [days[0], days[2]]
        run_to_end(delete(log))
        assert log.lost_days() == []


def look_through(recorder: EventRecorder, path: Path) -> None:
    """As the app does once a day."""
    try:
        with EventLog.read(path) as log:
            is_sound = run_to_end(log.verify())
    except LogTooNew:
        return
    except LogDamaged:
        is_sound = False
    if not is_sound:
        recorder.salvage()


def start_and_check(paths: AppPaths, by_id: dict[bytes, Fact]) -> None:
    """Start as the app does, and compare every entry that is left."""
    recorder = EventRecorder(paths)
    recorder.past()
    look_through(recorder, paths.log)
    recorder.append([tracking_facts.Began(at(9))])
    assert recorder.problem is None
    lost = set(recorder.lost_days())
    recorder.close()
    with EventLog.read(paths.log) as log:
        left = {entry.id: entry.fact for entry in log.entries()}
        assert log.notes == []
    changed = {identity: fact for identity, fact in left.items() if by_id.get(identity) != fact}
    assert list(changed.values()) == [tracking_facts.Began(at(9))]
    gone = {fact.at.date() for identity, fact in by_id.items() if identity not in left}
    assert gone <= lost, "every day that lost an entry is named"


def test_random_bit_flips_neither_prevent_the_start_nor_change_an_entry(tmp_path: Path, sound: Path) -> None:
    """HIPBREAK_FLIPS=1000 tries more of them."""
    with EventLog.read(sound) as log:
        by_id = {entry.id: entry.fact for entry in log.entries()}
    content = sound.read_bytes()
    chance = random.Random(SEED)
    for number in range(FLIPS):
        paths = find_paths(tmp_path / str(number))
        paths.log.parent.mkdir()
        flipped = bytearray(content)
        flipped[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        paths.log.write_bytes(flipped)
        start_and_check(paths, by_id)
        shutil.rmtree(paths.log.parent)


@pytest.mark.parametrize("byte", range(100))
def test_any_byte_of_the_header_may_be_damaged(tmp_path: Path, sound: Path, byte: int) -> None:
    """But for a version that a newer Hipbreak may have: such a log is left untouched."""
    content = bytearray(sound.read_bytes())
    content[byte] ^= 0x41
    paths = find_paths(tmp_path)
    paths.log.write_bytes(content)
    recorder = EventRecorder(paths)
    recorder.past()
    look_through(recorder, paths.log)
    recorder.append([tracking_facts.Began(at(9))])
    assert recorder.problem is None or (byte == 63 and "newer Hipbreak" in recorder.problem)
    recorder.close()
    if byte != 63:
        assert facts(paths.log) == [*facts(sound), tracking_facts.Began(at(9))]
