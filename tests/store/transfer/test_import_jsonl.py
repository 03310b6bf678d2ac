"""An import adds missing entries once and in order; an invalid file is reported with its line and changes nothing."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.state import Sitting, Standing
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.import_batch import ImportRefused
from hipbreak.store.transfer.export import export
from hipbreak.store.transfer.import_jsonl import ImportResult, enter_facts, file_kind, import_log
from hipbreak.store.work_progress import run_to_end
from tests.store.log_generator import generate
from tests.store.moments import DAY, at


def exported(facts: list[Fact], file: Path) -> Path:
    with EventLog.in_memory() as other:
        other.append(facts)
        run_to_end(export(other, file))
    return file


def test_importing_twice_changes_nothing(log: EventLog, tmp_path: Path) -> None:
    with EventLog.in_memory() as other:
        count = generate(other, days=12)
        run_to_end(export(other, tmp_path / "all.jsonl"))
    run_to_end(import_log(log, tmp_path / "all.jsonl"))
    before = list(log.entries())
    assert run_to_end(import_log(log, tmp_path / "all.jsonl")) == ImportResult(0, count)
    assert list(log.entries()) == before
    run_to_end(export(log, tmp_path / "again.jsonl"))
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "all.jsonl").read_bytes()


def test_every_break_that_the_app_records_is_imported(log: EventLog, tmp_path: Path) -> None:
    how = [Standing(at(9)).how, Standing(at(9), question_asked=True).how, "pulse", "said"]
    breaks: list[Fact] = [
        tracking_facts.Break(at(11 + n), at(10 + n), at(11 + n), "confirmed", way) for n, way in enumerate(how)
    ]
    run_to_end(import_log(log, exported(breaks, tmp_path / "breaks.jsonl")))
    assert [entry.fact for entry in log.entries()] == breaks


def test_old_entries_do_not_change_the_present(log: EventLog, tmp_path: Path) -> None:
    old = exported(
        [tracking_facts.Began(at(-900)), tracking_facts.Paused(at(-900), None), tracking_facts.Stood(at(-899))],
        tmp_path / "old.jsonl",
    )
    now = [tracking_facts.Began(at(9)), tracking_facts.Sat(at(9), at(9))]
    log.append(now)
    run_to_end(import_log(log, old))
    assert log.recent(at(0)) == [tracking_facts.Paused(at(-900), None), *now], (
        "the pause of long ago is the only word about one"
    )
    assert fold(log.recent(at(0))).posture == Sitting(at(9))
    assert [entry.fact.at for entry in log.entries()] == sorted(entry.fact.at for entry in log.entries())
    assert log.last_alive() == at(9)


def test_old_entries_do_not_restart_an_ended_pause(log: EventLog, tmp_path: Path) -> None:
    log.append([tracking_facts.Resumed(at(-1200)), tracking_facts.Began(at(9))])
    run_to_end(import_log(log, exported([tracking_facts.Paused(at(-900), None)], tmp_path / "old.jsonl")))
    assert not fold(log.recent(at(0))).paused


def test_newer_entries_are_appended(log: EventLog, tmp_path: Path) -> None:
    log.append([tracking_facts.Began(at(9)), tracking_facts.Sat(at(9), at(9))])
    new = [tracking_facts.Began(at(48)), tracking_facts.Sat(at(48), at(48)), tracking_facts.Stood(at(49))]
    run_to_end(import_log(log, exported(new, tmp_path / "new.jsonl")))
    assert [entry.fact for entry in log.entries()][2:] == new
    assert log.last_alive() == at(49)


def test_entries_in_between_are_inserted_and_the_log_stays_writable(log: EventLog, tmp_path: Path) -> None:
    log.append(
        [tracking_facts.Began(at(8)), tracking_facts.Skipped(at(10), "stand"), tracking_facts.Sat(at(12), at(12))]
    )
    between = [
        tracking_facts.Ignored(at(9), "stand"),
        tracking_facts.Skipped(at(9.5), "cue"),
        tracking_facts.Ignored(at(11), "stand"),
    ]
    run_to_end(import_log(log, exported(between, tmp_path / "between.jsonl")))
    log.append([tracking_facts.Stood(at(13))])
    hours = [(entry.fact.at - DAY) / timedelta(hours=1) for entry in log.entries()]
    assert hours == [8, 9, 9.5, 10, 11, 12, 13]
    assert fold(log.recent(at(0))) == fold(entry.fact for entry in log.entries())


def test_a_running_app_writes_during_an_import_and_keeps_it_when_cancelled(log: EventLog, tmp_path: Path) -> None:
    with EventLog.in_memory() as other:
        generate(other, days=30)
        run_to_end(export(other, tmp_path / "all.jsonl"))
    log.append([tracking_facts.Began(at(9))])
    work = import_log(log, tmp_path / "all.jsonl")
    step = next(work)
    assert 0 < step.done < step.total
    next(work)
    log.append([tracking_facts.Sat(at(9), at(9))])
    log.beat(at(9.1))
    assert log.count() == 2, "what arrives waits beside the log"
    work.close()
    assert [entry.fact for entry in log.entries()] == [tracking_facts.Began(at(9)), tracking_facts.Sat(at(9), at(9))]
    assert log.last_alive() == at(9.1)


SOUND = '{"id":"019cab7f-9d7f-7a39-a7d0-a2bc1165c999","at":"2026-03-02T09:00:00+01:00","fact":"began"}'


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not JSON, or is cut off"),
        ("[1]", "no entry of a log"),
        (SOUND[:-4], "not JSON, or is cut off"),
        (SOUND.replace("began", "flown"), "'flown' is missing, or not known"),
        (SOUND.replace('"fact":"began"', '"fact":"sat"'), "'since' is missing"),
        (SOUND.replace("+01:00", ""), "at has no offset"),
        (SOUND.replace("2026", "1066"), "out of reach"),
        (SOUND.replace("019cab7f", "019cab7"), "is not the id of an entry"),
        (SOUND.replace('"id"', '"identity"'), "'id' is missing"),
        (json.dumps(json.loads(SOUND) | {"id": 7}), "'7' is not the id of an entry"),
        (json.dumps(json.loads(SOUND) | {"fact": ["began"]}), ""),
        (SOUND.replace("}", ',"of_id":"019cab7f-9d7f-7a39-a7d0-a2bc1165c998"}'), "only a correction"),
        (SOUND.replace("}", ',"heard":"2026-03-02T09:00:00"}'), "heard has no offset"),
        (
            SOUND.replace("began", "bout").replace(
                "}", ',"from":"2026-03-02T09:00:00+01:00","to":"2026-03-02T08:00:00+01:00"}'
            ),
            "ends before it begins",
        ),
        (SOUND.replace("began", "reclocked").replace("}", ',"by_s":1e300}'), ""),
        (SOUND.replace("began", "reclocked").replace("}", ',"by_s":NaN}'), ""),
    ],
)  # fmt: skip
def test_an_unusable_line_is_named_and_nothing_is_imported(log: EventLog, tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "bad.jsonl"
    first = json.loads(SOUND) | {"id": "019cab7f-9d7f-7a39-a7d0-000000000000"}
    file.write_text("\n".join([json.dumps(first)] * 600 + ["", line]) + "\n")
    with pytest.raises(ImportRefused, match="line 602") as refused:
        run_to_end(import_log(log, file))
    assert said in str(refused.value)
    assert log.count() == 0


def test_windows_line_ends_and_a_byte_order_mark_are_read(log: EventLog, tmp_path: Path) -> None:
    file = tmp_path / "win.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + SOUND.encode() + b"\r\n\r\n")
    assert file_kind(file) == "log"
    assert run_to_end(import_log(log, file)) == ImportResult(1, 0)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("row,date,from\n", "CSV export"),
        ("date,desk_s\n", "CSV export"),
        ("hello", "neither an export"),
    ],
)
def test_other_files_are_recognised(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "file").write_text(content)
    with pytest.raises(ImportRefused, match=said):
        file_kind(tmp_path / "file")


def test_a_replayed_past_day_does_not_change_the_present(log: EventLog) -> None:
    log.append([tracking_facts.Began(at(100)), tracking_facts.Sat(at(100), at(100))])
    past = [
        tracking_facts.Bout(at(10), at(9), at(10)),
        tracking_facts.Corrected(at(11), "bout", at(9)),
        tracking_facts.Bout(at(11), at(9), at(9.5)),
        tracking_facts.Stood(at(12)),
    ]
    enter_facts(log, past)
    assert fold(log.recent(at(60))).posture == Sitting(at(100))
    assert log.between(at(0), at(24)) == [past[2]]
