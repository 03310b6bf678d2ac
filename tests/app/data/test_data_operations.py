"""Export, import and delete from the window, while the day goes on and stays true to the log."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QInputDialog,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hipbreak.app.data.background_task import BackgroundTask
from hipbreak.app.data.data_dialogs import DataDialogs
from hipbreak.app.data.data_operations import DataHost
from hipbreak.app.data.event_recorder import EventRecorder
from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.simulated_desk import SimulatedDesktop
from hipbreak.core.tracking.state import LoggedState, Sitting, State
from hipbreak.store.event_log.days import days_between, days_including
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import create_folders, find_paths
from hipbreak.store.progress import run_to_end
from hipbreak.store.transfer.export import export
from hipbreak.ui.intents import Intent
from hipbreak.ui.statistics.date_range_dialog import DateRangeDialog
from hipbreak.ui.widgets.progress_dialog import ProgressDialog
from tests.store.log_generator import FIRST_DAY, generate, working_days
from tests.store.transfer.test_activitywatch import DAY_OF_EVENTS, bucket, write
from tests.ui.window_actions import press

MORNING = datetime.fromisoformat("2026-03-02T09:00:00+01:00")
TODAY = MORNING.date()
TWENTY = timedelta(minutes=20)


class Running:
    """The app's engine and log at a desk where time passes when the test says so, and the keeper of its records."""

    def __init__(self, home: Path, start: datetime = MORNING) -> None:
        paths = find_paths(home)
        create_folders(paths)
        self.path = paths.log
        self.desk = SimulatedDesktop(start)
        self.recorder = EventRecorder(paths)
        story, heard = self.recorder.past()
        settings = Settings(ignore_input_for=timedelta(0))
        self.engine = Engine(State(start, logged=story), settings, self.desk, self.desk, self.desk, self.recorder)
        self.engine.launch(heard)
        self.changes = 0
        self.window = QWidget()
        self.forgotten: list[tuple[date | None, date | None]] = []
        host = DataHost(
            self.told,
            self._changed,
            lambda: (FIRST_DAY, TODAY),
            lambda: self.window,
            lambda first, last: self.forgotten.append((first, last)),
        )
        self.records = DataDialogs(self.path, self.engine, host)
        self.operations = self.records.operations

    def _changed(self) -> None:
        self.changes += 1

    def told(self) -> LoggedState:
        """What the log tells."""
        return self.recorder.past()[0]

    def pass_time(self, length: timedelta) -> None:
        until = self.desk.now + length
        while (ring := self.desk.next_timer()) is not None and ring[0] <= until:
            self.desk.now = max(self.desk.now, ring[0])
            self.desk.fire(ring[1])
        self.desk.now = until
        self.engine.beat()

    def entries(self) -> list[Fact]:
        with EventLog.read(self.path) as log:
            return [entry.fact for entry in log.entries()]

    def said(self, qtbot: QtBot) -> str:
        """The last word of what is being done."""
        qtbot.waitUntil(lambda: not self.operations.busy, timeout=20_000)
        (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, ProgressDialog) and w.isVisible()]
        sentence = dialog.findChild(QLabel).text()
        press(dialog, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not dialog_there())
        return sentence

    def close(self) -> None:
        self.operations.close()
        self.engine.halt()
        self.recorder.close()
        self.window.close()


def dialog_there(kind: type[QDialog] = ProgressDialog) -> bool:
    return any(isinstance(w, kind) and w.isVisible() for w in QApplication.topLevelWidgets())


def top(kind: type[QDialog]) -> QDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


@pytest.fixture
def day(tmp_path: Path, qtbot: QtBot) -> Iterator[Running]:
    """Twenty minutes into the first day."""
    made = Running(tmp_path / "home")
    made.pass_time(TWENTY)
    yield made
    made.close()


@pytest.fixture
def years(tmp_path: Path) -> Path:
    """An export of sixty working days from another home."""
    with EventLog.open(tmp_path / "other" / "hipbreak.sqlite") as log:
        generate(log, 60)
        run_to_end(export(log, tmp_path / "years.jsonl"))
    return tmp_path / "years.jsonl"


def last_of(days: int) -> date:
    return list(working_days(days))[-1]


def test_an_export_writes_every_entry_and_says_so(day: Running, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "all.jsonl"
    day.operations.export(file)
    assert day.said(qtbot) == f"{len(day.entries())} entries written to {file}."
    assert len(file.read_text().splitlines()) == len(day.entries())


@pytest.mark.parametrize("name", ["nowhere/x.jsonl", "nowhere/x.csv"])
def test_where_no_file_can_be_written_is_one_sentence(day: Running, tmp_path: Path, name: str, qtbot: QtBot) -> None:
    day.operations.export(tmp_path / name)
    assert day.said(qtbot) == f"{tmp_path / name} cannot be written: No such file or directory."


def test_the_log_itself_is_no_place_to_export_to(day: Running, qtbot: QtBot) -> None:
    day.operations.export(day.path)
    assert "is the log itself" in day.said(qtbot)


def test_an_import_brings_its_days_and_leaves_the_running_day_alone(
    day: Running, years: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    day.engine.handle(inputs.Start())
    day.desk.now += timedelta(seconds=30)
    day.engine.handle(inputs.Finish())
    day.pass_time(TWENTY)
    before = day.engine.state.logged
    day.operations.import_file(years)
    with EventLog.read(tmp_path / "other" / "hipbreak.sqlite") as other:
        assert day.said(qtbot) == f"{other.count()} entries imported."
        there = days_including(other, FIRST_DAY, last_of(60), None)  # what still ran in the other log is no entry of it
    with EventLog.read(day.path) as log:
        assert days_between(log, FIRST_DAY, last_of(60)) == there
    after = day.engine.state.logged
    assert (after.posture, after.offer, after.base, after.tally) == (
        before.posture, before.offer, before.base, before.tally,
    )  # fmt: skip
    assert (after, day.changes) == (day.told(), 1)
    day.operations.import_file(years)
    assert day.said(qtbot).startswith("0 entries imported, ")


def test_what_reaches_into_the_present_stretch_is_refused_whole(day: Running, tmp_path: Path, qtbot: QtBot) -> None:
    other = Running(tmp_path / "other", MORNING - timedelta(hours=1))
    other.pass_time(timedelta(minutes=70))
    other.engine.handle(inputs.Stand())
    other.close()
    with EventLog.read(other.path) as log:
        run_to_end(export(log, tmp_path / "other.jsonl"))
    before, story = day.entries(), day.engine.state.logged
    day.operations.import_file(tmp_path / "other.jsonl")
    assert day.said(qtbot).startswith("The file tells of the time after 09:00, which Hipbreak is recording now;")
    assert (day.entries(), day.engine.state.logged) == (before, story)


def test_its_own_export_brings_nothing_new_in_the_middle_of_a_stretch(
    day: Running, tmp_path: Path, qtbot: QtBot
) -> None:
    day.operations.export(tmp_path / "own.jsonl")
    day.said(qtbot)
    day.pass_time(TWENTY)
    story, before = day.engine.state.logged, day.entries()
    day.operations.import_file(tmp_path / "own.jsonl")
    assert day.said(qtbot).startswith("0 entries imported")
    assert (day.engine.state.logged, day.entries()) == (story, before)


def test_a_pause_of_the_other_log_does_not_pause_this_day(day: Running, tmp_path: Path, qtbot: QtBot) -> None:
    other = Running(tmp_path / "other", MORNING - timedelta(hours=3))
    other.engine.handle(inputs.Pause(None))
    other.pass_time(timedelta(minutes=5))
    other.close()
    with EventLog.read(other.path) as log:
        run_to_end(export(log, tmp_path / "other.jsonl"))
    day.operations.import_file(tmp_path / "other.jsonl")
    assert "imported" in day.said(qtbot)
    assert not day.engine.state.logged.paused and not day.told().paused


def test_a_cancelled_import_leaves_nothing_behind(day: Running, years: Path, qtbot: QtBot) -> None:
    before = day.entries()
    day.operations.import_file(years)
    dialog = top(ProgressDialog)
    qtbot.waitUntil(lambda: dialog.findChild(QProgressBar).value() > 0)
    press(dialog, Qt.Key.Key_Escape)
    assert day.said(qtbot) == "Cancelled; nothing was changed."
    assert (day.entries(), day.changes) == (before, 0)


def test_the_day_is_written_on_meanwhile(day: Running, years: Path, qtbot: QtBot) -> None:
    day.operations.import_file(years)
    qtbot.waitUntil(lambda: top(ProgressDialog).findChild(QProgressBar).value() > 0)
    assert day.operations.busy
    day.engine.handle(inputs.Stand())
    day.pass_time(timedelta(minutes=3))
    day.engine.handle(inputs.Sit())
    assert "imported" in day.said(qtbot)
    assert [x.how for x in day.entries() if isinstance(x, tracking_facts.Break) and x.start.date() == TODAY] == [
        "standing"
    ]
    assert day.engine.state.logged == day.told()


def test_a_disk_without_room_is_one_sentence(
    day: Running, years: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = day.entries()
    monkeypatch.setattr(EventLog, "free_bytes", lambda _: 1000)
    day.operations.import_file(years)
    assert day.said(qtbot).startswith("The disk is too full: this import needs ")
    assert day.entries() == before


def test_of_several_computers_one_is_chosen(day: Running, tmp_path: Path, qtbot: QtBot) -> None:
    both = bucket(DAY_OF_EVENTS), bucket(DAY_OF_EVENTS, host="laptop")
    day.operations.import_file(write(tmp_path, *both))
    qtbot.waitUntil(lambda: dialog_there(QInputDialog))
    dialog = top(QInputDialog)
    assert "laptop" in dialog.comboBoxItems() and len(dialog.comboBoxItems()) == 2
    dialog.accept()
    qtbot.waitUntil(lambda: day.changes == 1)


def test_past_days_are_deleted_and_the_present_stretch_goes_on(day: Running, years: Path, qtbot: QtBot) -> None:
    day.operations.import_file(years)
    day.said(qtbot)
    story = day.engine.state.logged
    first, last = FIRST_DAY, last_of(20)
    day.operations.delete(first, last)
    assert "entries deleted." in day.said(qtbot)
    assert not [x for x in day.entries() if first <= x.at.date() <= last]
    assert day.engine.state.logged == day.told()
    assert day.engine.state.logged.posture == story.posture
    assert day.engine.state.sitting() == TWENTY


@pytest.mark.parametrize("first", [None, TODAY])
def test_deleting_today_begins_the_present_stretch_anew(day: Running, first: date | None, qtbot: QtBot) -> None:
    day.engine.handle(inputs.Stand())
    day.pass_time(timedelta(minutes=3))
    day.engine.handle(inputs.Sit())
    day.pass_time(TWENTY)
    now = day.engine.state.at
    day.operations.delete(first, first)
    assert "entries deleted." in day.said(qtbot)
    assert day.forgotten == [(first, first)]
    assert {x.name for x in day.entries()} == {"began", "sat"}
    assert all(x.at >= now for x in day.entries())
    assert day.engine.state.running and day.engine.state.logged == day.told()
    day.pass_time(timedelta(minutes=45))
    assert day.engine.state.sitting() == timedelta(minutes=45)
    assert [x.name for x in day.entries()].count("prompted") == 1


def test_what_lay_before_a_deleted_today_stays(tmp_path: Path, qtbot: QtBot) -> None:
    """A stretch over midnight: its evening is kept, and what followed is unobserved."""
    day = Running(tmp_path / "night", datetime.fromisoformat("2026-03-02T23:20:00+01:00"))
    day.pass_time(timedelta(hours=1))
    assert day.engine.state.logged.posture == Sitting(MORNING + timedelta(hours=14, minutes=20))
    tomorrow = TODAY + timedelta(days=1)
    day.operations.delete(tomorrow, tomorrow)
    day.said(qtbot)
    midnight = datetime.fromisoformat("2026-03-03T00:00:00+01:00")
    pieces = [x for x in day.entries() if isinstance(x, tracking_facts.Bout | tracking_facts.Unobserved)]
    assert [(x.name, x.start, x.end) for x in pieces] == [
        ("bout", midnight - timedelta(minutes=40), midnight),
        ("unobserved", midnight, day.engine.state.at),
    ]
    assert day.engine.state.logged == day.told()
    day.close()


def test_a_cancelled_deletion_leaves_the_day_as_it_was(
    day: Running, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = BackgroundTask.start
    monkeypatch.setattr(BackgroundTask, "start", lambda self: (self.cancel(), start(self)))  # before its first step
    kept = [x for x in day.entries() if isinstance(x, tracking_facts.Sat)]
    day.operations.delete()
    assert not day.engine.state.running
    assert day.said(qtbot) == "Cancelled; nothing was changed."
    assert not day.forgotten
    assert [x for x in day.entries() if isinstance(x, tracking_facts.Sat)] == kept
    assert day.engine.state.running and day.engine.state.sitting() == TWENTY
    assert day.engine.state.logged == day.told()


def test_delete_asks_twice_and_cancel_has_the_keyboard(day: Running, qtbot: QtBot) -> None:
    before = day.entries()
    day.records.handle_intent(Intent.DELETE)
    dialog = top(DateRangeDialog)
    assert [b.isChecked() for b in dialog.findChildren(QRadioButton)] == [False, True]
    dialog.findChildren(QRadioButton)[0].click()
    next(b for b in dialog.findChildren(QPushButton) if "Go on" in b.text()).click()
    box = top(QMessageBox)
    assert box.text() == "Delete everything that Hipbreak has recorded?"
    assert "begins anew" in box.informativeText()
    press(box, Qt.Key.Key_Return)
    assert not day.operations.busy and day.entries() == before
    day.records.handle_intent(Intent.DELETE)
    press(top(DateRangeDialog), Qt.Key.Key_Escape)
    assert not dialog_there(DateRangeDialog)


def test_sure_deletes_the_days_that_were_shown(day: Running, years: Path, qtbot: QtBot) -> None:
    day.operations.import_file(years)
    day.said(qtbot)
    day.records.handle_intent(Intent.DELETE)
    next(b for b in top(DateRangeDialog).findChildren(QPushButton) if "Go on" in b.text()).click()
    next(b for b in top(QMessageBox).findChildren(QPushButton) if "Delete" in b.text()).click()
    assert "entries deleted." in day.said(qtbot)
    assert {x.name for x in day.entries()} == {"began", "sat"}


def test_the_app_can_end_in_the_middle(day: Running, years: Path) -> None:
    before = day.entries()
    day.operations.import_file(years)
    day.operations.close()
    assert day.entries() == before
