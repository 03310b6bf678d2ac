"""GNOME's history becomes bouts and breaks, once, and only where the log has no record."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.facts.tracking_facts import Bout, Break
from hipbreak.core.settings.settings import Settings
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.import_batch import ImportRefused
from hipbreak.store.transfer.gnome_history import gnome_history_file, read_gnome_history
from hipbreak.store.transfer.import_file import import_file, import_gnome_history
from hipbreak.store.work_progress import run_to_end
from tests.store.transfer.gnome_files import NAME, write_history

DAY = datetime(2026, 3, 2, tzinfo=UTC)
NOW = datetime(2026, 3, 3, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def at(minute: float) -> datetime:
    return DAY + timedelta(minutes=minute)


def minutes(ranges: object) -> list[tuple[float, float]]:
    return [tuple((end - DAY) / timedelta(minutes=1) for end in one) for one in ranges]  # type: ignore[attr-defined]


def test_active_time_is_desk_time_and_the_rest_is_away(tmp_path: Path) -> None:
    found = read_gnome_history(write_history(tmp_path, [(at(480), at(530)), (at(545), at(600))]), NOW)
    assert (minutes(found.desk), minutes(found.away)) == ([(480, 530), (545, 600)], [(530, 545)])


def test_it_is_entered_once_with_breaks_of_five_minutes_or_more(tmp_path: Path) -> None:
    file = write_history(tmp_path, [(at(480), at(530)), (at(545), at(600)), (at(602), at(620))])
    with EventLog.open(tmp_path / "hipbreak.sqlite") as log:
        first, again = (run_to_end(import_gnome_history(log, file, Settings(), BERLIN, NOW)) for _ in range(2))
        assert (first.new, again.new, again.known) == (3, 0, 3)
        intervals = [(fact.name, minutes([(fact.start, fact.end)])[0]) for fact in log.intervals(DAY, NOW)]  # type: ignore[attr-defined]
    assert intervals == [("bout", (480, 530)), ("break", (530, 545)), ("bout", (545, 620))]


def test_what_hipbreak_recorded_stays(tmp_path: Path) -> None:
    file = write_history(tmp_path, [(at(480), at(600))])
    own = [Bout(at(530), at(500), at(530)), Break(at(531), at(530), at(531), "confirmed", "pulse")]
    with EventLog.open(tmp_path / "hipbreak.sqlite") as log:
        log.append(own)
        assert run_to_end(import_file(log, file, Settings())).left_out == timedelta(minutes=31)
        facts = log.intervals(DAY, NOW)
        assert [fact for fact in facts if fact in own] == own
        intervals = [minutes([(fact.start, fact.end)])[0] for fact in facts]  # type: ignore[attr-defined]
    assert intervals == [(480, 500), (500, 530), (530, 531), (531, 600)]


def test_a_crashed_session_and_the_future_are_skipped(tmp_path: Path) -> None:
    crashed = (at(0), at(17 * 60))
    found = read_gnome_history(write_history(tmp_path, [crashed, (at(1080), at(1100))]), NOW)
    assert (minutes(found.desk), found.skipped) == ([(1080, 1100)], 1)
    future = (NOW + timedelta(hours=1), NOW + timedelta(hours=2))
    found = read_gnome_history(write_history(tmp_path, [(at(1080), at(1100)), future]), NOW)
    assert (minutes(found.desk), found.skipped) == ([(1080, 1100)], 1)


@pytest.mark.parametrize(
    "text",
    [
        "[",
        "{}",
        "[]",
        "[1]",
        '[{"wallTimeSecs": 1}]',
        '[{"wallTimeSecs": true, "newState": 1}]',
        '[{"wallTimeSecs": 1e300, "newState": 1}]',
        '[{"wallTimeSecs": ' + "9" * 300 + ', "newState": 1}]',
        '[{"wallTimeSecs": 1, "newState": 2}]',
        '[{"wallTimeSecs": 90, "newState": 1}, {"wallTimeSecs": 80, "newState": 0}]',
        "[" * 100_000,
    ],
)
def test_a_file_that_is_none_gets_one_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / NAME
    file.write_text(text)
    with pytest.raises(ImportRefused, match=r"^[^\n]+; nothing was imported\.$"):
        read_gnome_history(file, NOW)


@given(
    st.lists(
        st.fixed_dictionaries({"oldState": st.just(0), "newState": st.integers(0, 1), "wallTimeSecs": st.integers()}),
        max_size=8,
    )
)
def test_any_numbers_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, changes: list[object]) -> None:
    file = tmp_path_factory.mktemp("gnome") / NAME
    file.write_text(json.dumps(changes))
    try:
        found = read_gnome_history(file, NOW)
    except ImportRefused:
        return
    assert all(start < end <= NOW for start, end in (*found.desk, *found.away))


def test_the_file_is_found_where_gnome_keeps_it(tmp_path: Path) -> None:
    assert gnome_history_file({"HOME": str(tmp_path)}) is None
    folder = tmp_path / ".local" / "share" / "gnome-shell"
    folder.mkdir(parents=True)
    file = write_history(folder, [(at(480), at(530))])
    assert gnome_history_file({"HOME": str(tmp_path)}) == file
    assert gnome_history_file({"HOME": "/nowhere", "XDG_DATA_HOME": str(tmp_path / ".local" / "share")}) == file
    assert gnome_history_file({"HOME": str(tmp_path), "XDG_DATA_HOME": "relative"}) == file
