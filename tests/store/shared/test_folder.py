"""The folder that several machines share: late, out of order, half written, in conflict, newer, unmounted."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.programme_facts import PainReported, SessionDone
from hipbreak.core.facts.tracking_facts import Bout, Corrected
from hipbreak.core.statistics.merge import merged
from hipbreak.store.event_log.deletion import delete
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.shared import own_file
from hipbreak.store.shared.folder import mark_deleted, other_machines
from hipbreak.store.shared.state import shared_place, state_file
from hipbreak.store.work_progress import run_to_end
from tests.store.shared.machines import LIMIT, NINE, NOW, Machine, at, carry, sat, settle, was_up

DAY = timedelta(days=1)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Machine, Machine]:
    desktop, laptop = Machine(tmp_path, "desktop"), Machine(tmp_path, "laptop")
    desktop.record(sat(0, 60))
    laptop.record(sat(0, 40), was_up(40, 40.5), sat(40.5, 90))
    return desktop, laptop


def both(machines: tuple[Machine, ...]) -> list[Fact]:
    return merged([machine.own_facts() for machine in machines], LIMIT)


def test_a_break_on_the_laptop_counts_on_the_desktop_when_it_arrives(pair: tuple[Machine, Machine]) -> None:
    desktop, laptop = pair
    assert desktop.sync().new == 0 and desktop.day() == [sat(0, 60)]
    laptop.sync()
    carry(laptop, desktop)
    result = desktop.sync()
    assert (result.new, result.breaks, result.notes) == (3, [was_up(40, 40.5)], [])
    assert desktop.day() == both(pair)
    assert was_up(40, 40.5) in desktop.day()
    assert desktop.sync().new == 0, "what was read once is not read again"
    assert desktop.own_facts() == [sat(0, 60)], "the own log has only its own"


def test_each_machine_writes_only_its_own_file_and_only_appends(pair: tuple[Machine, Machine]) -> None:
    desktop, _ = pair
    settle(pair)
    before = {file.name: file.read_bytes() for file in desktop.folder.iterdir()}
    desktop.record(sat(100, 110))
    desktop.sync()
    after = {file.name: file.read_bytes() for file in desktop.folder.iterdir()}
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {desktop.own().name}
    assert after[desktop.own().name].startswith(before[desktop.own().name])
    assert len(after) == 2 and desktop.own().stat().st_mode & 0o777 == 0o600
    private = [*shared_place(desktop.path).iterdir()]
    assert {file.stat().st_mode & 0o777 for file in private} == {0o600}


def test_nothing_of_the_programme_is_written(pair: tuple[Machine, Machine]) -> None:
    desktop, _ = pair
    desktop.sync()
    desktop.record(PainReported(NOW, "mini", "press", "low back"), SessionDone(NOW, "mini", "whole", DAY, 100))
    for _ in range(2):
        desktop.sync()
        assert "mini" not in desktop.own().read_text()
        desktop.own().unlink()


def test_a_half_written_line_is_waited_for(pair: tuple[Machine, Machine]) -> None:
    desktop, laptop = pair
    laptop.sync()
    for share in (0.02, 0.3, 0.55, 0.8, 1):
        carry(laptop, desktop, share)
        assert desktop.sync().notes == []
    assert desktop.day() == both(pair)


def test_a_conflicting_copy_adds_no_doubles(pair: tuple[Machine, Machine]) -> None:
    desktop, laptop = pair
    settle(pair)
    carry(laptop, desktop, name="hipbreak-x.sync-conflict-20260302-101500-ABCDEFG.jsonl")
    carry(desktop, desktop, name="hipbreak-x (conflicted copy).jsonl")
    assert desktop.sync().notes == []
    assert desktop.day() == both(pair)
    with EventLog.read(shared_place(desktop.path) / f"{laptop.own().stem.removeprefix('hipbreak-')}.sqlite") as log:
        assert log.count() == 3


def test_a_conflicting_copy_that_has_more_loses_nothing(pair: tuple[Machine, Machine]) -> None:
    desktop, laptop = pair
    laptop.sync()
    carry(laptop, desktop)
    laptop.record(sat(100, 120))
    laptop.sync()
    carry(laptop, desktop, name="copy.jsonl")
    desktop.sync()
    assert desktop.day() == both(pair)


def test_a_newer_version_is_reported_and_read_after_the_update(
    pair: tuple[Machine, Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop, laptop = pair
    laptop.sync()
    lines = laptop.own().read_text().splitlines()
    lines.insert(2, '{"id":"019","at":"2026-03-02T09:10:00+00:00","fact":"teleported"}')
    (desktop.folder / laptop.own().name).write_text("\n".join(lines) + "\n")
    assert desktop.sync().notes == ["laptop has a newer Hipbreak. What this one cannot read is read after its update."]
    assert desktop.day() == both(pair), "all else is there"
    monkeypatch.setattr("hipbreak.store.shared.deliveries.READER", 10**6)
    assert desktop.sync().notes != [], "after an update everything is read again"
    header = json.loads(lines[0]) | {"format": own_file.FORMAT + 1, "edition": "other"}
    (desktop.folder / laptop.own().name).write_text("\n".join([json.dumps(header), "what is this"]) + "\n")
    assert "newer Hipbreak" in desktop.sync().notes[0]
    assert desktop.day() == both(pair), "what was read stays"


def test_a_clock_that_is_ahead_is_reported_and_loses_nothing(pair: tuple[Machine, Machine]) -> None:
    desktop, laptop = pair
    hour = timedelta(hours=1)
    laptop.record(Bout(NOW + hour, NOW - hour, NOW + hour), Bout(NOW + hour, NOW + hour, NOW + hour))
    laptop.now = NOW + hour
    laptop.sync()
    carry(laptop, desktop)
    result = desktop.sync()
    assert result.notes == ["The clock of laptop is ahead by 1 h. Its entries are read once their time has come."]
    assert result.new == 3
    desktop.now = NOW + hour
    result = desktop.sync()
    assert (result.new, result.notes) == (2, [])


def test_an_unmounted_folder_is_one_sentence_and_loses_nothing(pair: tuple[Machine, Machine]) -> None:
    desktop, laptop = pair
    settle(pair)
    away = desktop.folder.with_name("unmounted")
    desktop.folder.rename(away)
    for minute in (100, 200):
        desktop.record(sat(minute, minute + 10))
        result = desktop.sync()
        assert result.notes == [
            f"The shared folder {desktop.folder} is not there now. "
            "Nothing is lost: it is read and written once it is back."
        ]
    assert desktop.day() == both(pair)
    desktop.folder.mkdir()  # a place to mount: empty
    assert desktop.sync().notes == [] and desktop.day() == both(pair)
    for file in desktop.folder.iterdir():
        file.unlink()
    desktop.folder.rmdir()
    away.rename(desktop.folder)
    settle(pair)
    assert laptop.day() == desktop.day() == both(pair)


def test_other_files_and_broken_lines_are_left_alone(pair: tuple[Machine, Machine]) -> None:
    desktop, laptop = pair
    laptop.sync()
    (desktop.folder / "notes.jsonl").write_text("hello\n")
    (desktop.folder / "folder.jsonl").mkdir()
    lines = laptop.own().read_text().splitlines()
    lines[2:2] = ['{"id": 1}', "[", '{"fact":"bout"}', "\0\0"]
    (desktop.folder / laptop.own().name).write_text("\n".join(lines) + "\n")
    assert desktop.sync().notes == [
        "The file of laptop in the shared folder has lines that cannot be read; they were left out.",
        "notes.jsonl in the shared folder is no file of Hipbreak, and was left alone.",
    ]
    assert desktop.day() == both(pair)
    assert (desktop.folder / "notes.jsonl").read_text() == "hello\n"


def test_a_lost_state_costs_only_time(pair: tuple[Machine, Machine]) -> None:
    desktop, _ = pair
    settle(pair)
    for text in ("", "{}", "[" * 9):
        state_file(desktop.path).write_text(text)
        assert desktop.sync().notes == []
        assert desktop.day() == both(pair)


def test_a_correction_takes_back_what_another_machine_has_read(pair: tuple[Machine, Machine]) -> None:
    desktop, laptop = pair
    settle(pair)
    laptop.record(Corrected(NOW, "break", at(40)))
    settle(pair)
    assert was_up(40, 40.5) not in desktop.day()
    assert desktop.day() == both(pair)


def test_the_others_apply_a_deletion(pair: tuple[Machine, Machine]) -> None:
    desktop, laptop = pair
    settle(pair)
    later = NINE + DAY
    desktop.record(Bout(later + DAY / 24, later, later + DAY / 24))
    with EventLog.open(laptop.path) as log:
        run_to_end(delete(log, NINE.date(), NINE.date()))
    mark_deleted(laptop.path, NINE.date(), NINE.date(), NOW)
    desktop.now = laptop.now = NOW + DAY
    assert laptop.day() == [], "what the others wrote of that day is gone at once"
    settle(pair)
    kept = [Bout(later + DAY / 24, later, later + DAY / 24)]
    assert desktop.own_facts() == desktop.day() == laptop.day() == kept
    for folder in (desktop.folder, laptop.folder):
        assert not any("2026-03-02T09" in file.read_text() for file in folder.iterdir())
    desktop.record(sat(10, 20))
    settle(pair)
    assert laptop.day() == [*kept], "known before the deletion"


def test_a_deletion_waits_while_the_present_is_in_these_days(pair: tuple[Machine, Machine]) -> None:
    desktop, laptop = pair
    mark_deleted(laptop.path, None, None, NOW)
    laptop.sync()
    carry(laptop, desktop)
    desktop.now = NOW - DAY / 24
    result = desktop.sync()
    assert not result.has_deleted and desktop.own_facts() == [sat(0, 60)]
    desktop.now = NOW + DAY
    assert desktop.sync().has_deleted and desktop.own_facts() == []


def test_what_is_recorded_after_a_deletion_of_today_stays(pair: tuple[Machine, Machine]) -> None:
    desktop, laptop = pair
    settle(pair)
    noon = at(180)
    mark_deleted(laptop.path, NINE.date(), NINE.date(), noon)
    desktop.record(sat(200, 220))
    settle(pair)
    assert desktop.own_facts() == [sat(200, 220)] == laptop.day()[-1:]


def test_the_machines_are_listed_with_their_last_sign_of_life(pair: tuple[Machine, Machine]) -> None:
    desktop, _ = pair
    assert other_machines(desktop.path) == []
    settle(pair)
    assert [(machine.name, machine.seen) for machine in other_machines(desktop.path)] == [("laptop", NOW)]


Step = tuple[str, int, int]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("record", "up", "sync", "half", "carry", "copy", "delete")),
            st.integers(0, 2),
            st.integers(0, 2),
        ),
        max_size=14,
    )
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_interleaving_of_deliveries_gives_the_same_merged_day(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    base = tmp_path_factory.mktemp("machines")
    machines = [Machine(base, name) for name in ("desktop", "laptop", "tablet")]
    passed = 0.0  # what is recorded after a deletion is of a later time
    for minute, (what, one, other) in enumerate(steps):
        machine = machines[one]
        begin = 7 * minute + one + passed
        match what:
            case "record":
                machine.record(sat(begin, begin + 12))
            case "up":
                machine.record(was_up(begin, begin + 2))
            case "sync":
                machine.sync()
            case "half" if one != other:
                carry(machine, machines[other], 0.6)
                machines[other].sync()
            case "carry" if one != other:
                carry(machine, machines[other])
            case "copy":
                carry(machine, machines[other], 0.8, f"copy-{one}.jsonl")
            case "delete" if one == other == 0:
                with EventLog.open(machine.path) as log:
                    run_to_end(delete(log, NINE.date(), NINE.date()))
                mark_deleted(machine.path, NINE.date(), NINE.date(), NOW)
                passed = (NOW - NINE) / timedelta(minutes=1)
    for machine in machines:
        machine.now = NOW + DAY
    settle(machines)
    expected = merged([machine.own_facts() for machine in machines], LIMIT)
    for machine in machines:
        assert machine.day() == expected
    if ("delete", 0, 0) in steps:
        assert all(fact.at > NOW for fact in expected)
