"""The shared folder of the running app: what arrives is merged, ends a bout that runs, and costs nothing when off."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.app.data.event_recorder import EventRecorder
from hipbreak.app.data.shared_folder import SharedFolder
from hipbreak.core.facts.base import Interval
from hipbreak.core.facts.tracking_facts import Bout, Break
from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.daily import Day, total_of
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.simulated_desktop import SimulatedDesktop
from hipbreak.core.tracking.state import Sitting, State
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import create_folders, find_paths
from hipbreak.store.shared.folder import mark_deleted
from hipbreak.store.shared.merged_log import MergedLogs
from tests.store.shared.machines import NINE, Machine, at, carry, sat, was_up


class SharingApp:
    """The engine, the log and the shared folder, on a simulated desktop that somebody sits at from nine on."""

    def __init__(self, home: Path, folder: str) -> None:
        paths = find_paths(home)
        create_folders(paths)
        self.path = paths.log
        self.desktop = SimulatedDesktop(NINE)
        self.recorder = EventRecorder(paths, merge=self._merged)
        self.engine = Engine(
            State(NINE), Settings(shared_folder=folder), self.desktop, self.desktop, self.desktop, self.recorder
        )
        self.messages: list[str] = []
        self.changes: list[bool] = []
        self.busy = False
        self.shared = SharedFolder(
            self.path, self.engine, self.desktop, lambda: self.busy, self.messages.append, self.changes.append
        )
        self.engine.launch(None)

    def _merged(self, log: EventLog, running: Interval | None) -> MergedLogs | None:
        return self.shared.merged(log, running)

    def pass_time(self, minutes: float) -> None:
        """Let time pass, without the timers of the folder."""
        for _ in range(round(minutes * 2)):
            self.desktop.now += timedelta(seconds=30)
            self.engine.beat()

    def sync(self, qtbot: QtBot) -> None:
        with qtbot.waitCallback() as ended:
            self.shared.task.ended.connect(ended)
            self.shared.begin()
        self.shared.task.ended.disconnect(ended)

    def day(self) -> list[Day]:
        state = self.engine.state
        return self.recorder.range(state.logged, state.at, NINE.date(), NINE.date())

    def close(self) -> None:
        self.shared.close()
        self.engine.halt()
        self.recorder.close()


@pytest.fixture
def laptop(tmp_path: Path) -> Machine:
    return Machine(tmp_path, "laptop")


@pytest.fixture
def app(tmp_path: Path, laptop: Machine, qtbot: QtBot) -> Iterator[SharingApp]:
    made = SharingApp(tmp_path / "home", str(laptop.folder))
    yield made
    made.close()


def test_a_break_elsewhere_ends_the_bout_that_runs_here(app: SharingApp, laptop: Machine, qtbot: QtBot) -> None:
    laptop.record(sat(0, 20), was_up(20, 20.5))
    laptop.now = at(21)
    laptop.sync()
    app.pass_time(30)
    app.sync(qtbot)
    assert app.engine.state.logged.posture == Sitting(at(20.5))
    assert app.engine.state.sitting() == timedelta(minutes=9.5)
    with EventLog.read(app.path) as log:
        own = [fact for fact in log.intervals(NINE - timedelta(days=1), at(60)) if isinstance(fact, Break)]
    assert [(fact.start, fact.credit, fact.how) for fact in own] == [(at(20), "confirmed", "elsewhere")]
    assert app.changes == [False] and app.messages == []
    app.sync(qtbot)
    assert app.changes == [False], "nothing new"


def test_the_day_is_that_of_both_machines(app: SharingApp, laptop: Machine, qtbot: QtBot) -> None:
    laptop.record(sat(-60, 20), was_up(20, 20.5), sat(20.5, 40))
    laptop.now = at(41)
    laptop.sync()
    app.pass_time(44)
    app.sync(qtbot)
    total = total_of(app.day())
    assert total.sitting == timedelta(minutes=103.5), "from eight on, once"
    assert (total.confirmed, len(total.bouts)) == (1, 2), "the break is one, though both logs have it"


def test_what_happens_here_is_written_soon(app: SharingApp, laptop: Machine, qtbot: QtBot) -> None:
    app.sync(qtbot)
    (file,) = laptop.folder.glob("*.jsonl")
    before = file.read_text()
    due = app.desktop.next_timer()
    assert due is not None
    app.desktop.now += timedelta(minutes=3)
    app.engine.halt()
    app.engine.launch(app.engine.state.at)
    app.sync(qtbot)
    assert file.read_text().startswith(before) and '"began"' in file.read_text()


def test_a_missing_folder_is_reported_and_others_wait(app: SharingApp, laptop: Machine, qtbot: QtBot) -> None:
    laptop.folder.rmdir()
    app.sync(qtbot)
    assert app.messages == [
        f"The shared folder {laptop.folder} is not there now. Nothing is lost: it is read and written once it is back."
    ]
    app.busy = True
    laptop.folder.mkdir()
    app.shared.begin()
    assert list(laptop.folder.iterdir()) == [], "an import runs"


def test_the_home_of_an_unknown_user_is_a_folder_that_is_not_there(tmp_path: Path, qtbot: QtBot) -> None:
    app = SharingApp(tmp_path / "home", "~no-such-user/shared")
    app.sync(qtbot)
    assert len(app.messages) == 1 and app.messages[0].startswith(
        "The shared folder ~no-such-user/shared is not there now."
    )
    app.close()


def test_a_deletion_elsewhere_is_applied_once_the_present_is_not_in_it(
    app: SharingApp, laptop: Machine, qtbot: QtBot
) -> None:
    yesterday = NINE - timedelta(days=1)
    with EventLog.open(app.path) as log:
        log.append([Bout(yesterday, yesterday - timedelta(hours=1), yesterday)], live=False)
    mark_deleted(laptop.path, date(2026, 1, 1), yesterday.date(), NINE - timedelta(hours=1))
    laptop.now = NINE
    laptop.sync()
    app.pass_time(5)
    app.sync(qtbot)
    assert app.changes == [True]
    with EventLog.read(app.path) as log:
        assert log.intervals(yesterday - timedelta(days=1), NINE) == []


def test_nothing_is_done_while_no_folder_is_set(tmp_path: Path, qtbot: QtBot) -> None:
    app = SharingApp(tmp_path / "home", "")
    app.shared.begin()
    app.pass_time(5)
    assert app.shared.folder is None and app.shared.merged(EventLog.in_memory(), None) is None
    names = []
    while (due := app.desktop.next_timer()) is not None:
        names.append(due[1])
        app.desktop.cancel(due[1])
    assert "shared" not in names
    assert not (app.path.parent / "shared").exists()
    app.close()


def test_switched_off_it_lets_go_of_the_others(app: SharingApp, laptop: Machine, qtbot: QtBot) -> None:
    laptop.record(sat(-60, 20))
    laptop.now = at(21)
    laptop.sync()
    app.pass_time(30)
    app.sync(qtbot)
    assert total_of(app.day()).sitting == timedelta(minutes=90)
    app.engine.change_settings(Settings())
    app.shared.begin()
    assert total_of(app.day()).sitting == timedelta(minutes=30)


def test_a_file_that_arrives_is_read_without_being_asked(app: SharingApp, laptop: Machine, qtbot: QtBot) -> None:
    app.sync(qtbot)
    other = Machine(laptop.folder.parent, "tablet")
    other.record(sat(-30, -10))
    other.now = NINE
    other.sync()

    def due() -> datetime:
        when, name = app.desktop.next_timer() or (NINE, "")
        return when if name == "shared" else NINE + timedelta(days=1)

    carry(other, laptop)
    qtbot.waitUntil(lambda: due() <= NINE + timedelta(seconds=2))
