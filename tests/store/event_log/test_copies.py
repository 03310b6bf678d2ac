"""Daily copies: of a sound log only, the last seven, and without the days that were deleted."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.store.event_log.copies import check_and_copy, copies_folder, find_copies, restore
from hipbreak.store.event_log.deletion import delete
from hipbreak.store.event_log.errors import LogDamaged, LogUnavailable
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.work_progress import run_to_end
from tests.store.moments import DAY, at

TODAY = DAY.date()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A log with an entry on each of three days."""
    path = tmp_path / "hipbreak.sqlite"
    with EventLog.open(path) as log:
        log.append([tracking_facts.Skipped(at(24 * n + 9), f"day{n}") for n in range(3)])
    return path


def copy(path: Path, day: date = TODAY, copying: bool = True) -> bool:
    with EventLog.read(path) as log:
        return run_to_end(check_and_copy(log, day, copying))


def kinds(path: Path) -> list[str]:
    with EventLog.read(path) as log:
        return [entry.fact.kind for entry in log.entries()]


def test_a_copy_is_a_whole_log_that_only_the_user_can_read(path: Path) -> None:
    with EventLog.open(path) as log:
        log.append([tracking_facts.Skipped(at(99), "still in the -wal file")])
        assert copy(path)
        assert kinds(find_copies(path)[TODAY]) == kinds(path)
    assert copies_folder(path).stat().st_mode & 0o777 == 0o700
    assert [(file.name, file.stat().st_mode & 0o777) for file in copies_folder(path).iterdir()] == [
        (f"hipbreak-{TODAY}.sqlite", 0o600)
    ]


def test_the_last_seven_are_kept(path: Path) -> None:
    days = [TODAY + timedelta(days=n) for n in range(9)]
    (copies_folder(path)).mkdir()
    stranger = copies_folder(path) / "hipbreak-mine.sqlite"
    stranger.touch()
    for day in days:
        assert copy(path, day)
    assert list(find_copies(path)) == days[:1:-1]
    assert stranger.exists()


def test_a_second_copy_of_a_day_takes_the_place_of_the_first(path: Path) -> None:
    copy(path)
    with EventLog.open(path) as log:
        log.append([tracking_facts.Skipped(at(99), "later")])
    copy(path)
    assert kinds(find_copies(path)[TODAY])[-1] == "later"


def test_a_damaged_log_is_not_copied(path: Path) -> None:
    copy(path)
    path.write_bytes(path.read_bytes().replace(b'"day1"', b'"day7"'))
    assert not copy(path, TODAY + timedelta(days=1))
    assert list(find_copies(path)) == [TODAY]


def test_without_copying_it_is_only_looked_through(path: Path) -> None:
    assert copy(path, copying=False)
    assert not copies_folder(path).exists()


def test_an_empty_log_does_not_take_the_place_of_a_copy(path: Path) -> None:
    copy(path)
    before = kinds(find_copies(path)[TODAY])
    path.unlink()
    assert copy(path) and copy(path, TODAY + timedelta(days=1))
    assert {day: kinds(file) for day, file in find_copies(path).items()} == {TODAY: before}


def test_a_copy_that_cannot_be_written_leaves_nothing(path: Path) -> None:
    copies_folder(path).write_text("in the way")
    with pytest.raises(OSError, match="exists"):
        copy(path)
    assert copies_folder(path).read_text() == "in the way"


def test_deleted_days_are_deleted_from_the_copies(path: Path) -> None:
    for n in range(2):
        copy(path, TODAY + timedelta(days=n))
    with EventLog.open(path) as log:
        assert run_to_end(delete(log, at(33).date(), at(33).date())) == 1
    for found in find_copies(path).values():
        assert kinds(found) == ["day0", "day2"]
        assert b"day1" not in found.read_bytes()
    assert len(list(copies_folder(path).iterdir())) == 2, "and nothing beside them"


def test_a_copy_from_which_nothing_can_be_deleted_is_deleted(path: Path) -> None:
    copy(path)
    copy(path, TODAY + timedelta(days=1))
    find_copies(path)[TODAY].write_text("no log" * 1000)
    with EventLog.open(path) as log:
        run_to_end(delete(log, TODAY, TODAY))
    assert list(find_copies(path)) == [TODAY + timedelta(days=1)]
    assert len(list(copies_folder(path).iterdir())) == 1, "and nothing beside it"


def test_a_copy_with_a_damaged_entry_is_deleted(path: Path) -> None:
    """The part that could be saved may not be all; and what was set aside has the deleted days."""
    copy(path)
    found = find_copies(path)[TODAY]
    found.write_bytes(found.read_bytes().replace(b"entry_kept", b"entry_kepT", 1))
    with EventLog.open(path) as log:
        run_to_end(delete(log, TODAY, TODAY))
    assert list(copies_folder(path).iterdir()) == []


def test_a_copy_made_while_days_are_deleted_does_not_have_them(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_to, copied = EventLog.copy_to, list[Path]()

    def copy_slowly(log: EventLog, file: Path) -> None:
        copy_to(log, file)
        copied.append(file)
        if len(copied) == 1:
            with EventLog.open(path) as writer:
                run_to_end(delete(writer, at(33).date(), at(33).date()))

    monkeypatch.setattr(EventLog, "copy_to", copy_slowly)
    assert copy(path)
    assert (len(copied), kinds(find_copies(path)[TODAY])) == (2, ["day0", "day2"])


def test_a_copy_that_cannot_be_removed_is_reported(path: Path) -> None:
    copy(path)
    found = find_copies(path)[TODAY]
    found.unlink()
    found.mkdir()
    with EventLog.open(path) as log:
        with pytest.raises(LogUnavailable, match=r"^Deleted from the log, but not from its daily copies\. The log "):
            run_to_end(delete(log, TODAY, TODAY))
        assert [entry.fact.kind for entry in log.entries()] == ["day1", "day2"]


def test_with_everything_the_copies_are_deleted(path: Path) -> None:
    copy(path)
    with EventLog.open(path) as log:
        assert run_to_end(delete(log)) == 3
    assert find_copies(path) == {}


def test_a_restored_copy_takes_the_place_of_the_log_which_is_set_aside(path: Path) -> None:
    copy(path)
    with EventLog.open(path) as log:
        log.append([tracking_facts.Skipped(at(99), "later")])
    aside = restore(path, find_copies(path)[TODAY])
    assert kinds(path) == ["day0", "day1", "day2"]
    assert kinds(aside)[-1] == "later"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(find_copies(path)) == [TODAY], "the copy stays"


@pytest.mark.parametrize("content", [b"no log" * 1000, None])
def test_a_bad_copy_is_not_restored(path: Path, content: bytes | None) -> None:
    copy(path)
    bad = find_copies(path)[TODAY]
    if content is None:
        bad.unlink()
        bad.mkdir()
    else:
        bad.write_bytes(content)
    with pytest.raises((LogDamaged, LogUnavailable)):
        restore(path, bad)
    assert kinds(path) == ["day0", "day1", "day2"]
    assert sorted(file.name for file in path.parent.iterdir()) == ["copies", "hipbreak.sqlite"]
