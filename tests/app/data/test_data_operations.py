"""Export, import and deletion from the window while the app runs; its state stays the fold over the log."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
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
from hipbreak.app.data.daily_copies import DailyCopies
from hipbreak.app.data.data_dialogs import DataDialogs
from hipbreak.app.data.data_operations import DataHost
from hipbreak.app.data.event_recorder import EventRecorder
from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.simulated_desktop import SimulatedDesktop
from hipbreak.core.tracking.state import LoggedState, Sitting, State
from hipbreak.store.event_log.copies import check_and_copy, find_copies
from hipbreak.store.event_log.days import days_between, days_including
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import create_folders, find_paths
from hipbreak.store.transfer.export import export
from hipbreak.store.work_progress import ProgressGenerator, run_to_end
from hipbreak.ui.intents import Intent
from hipbreak.ui.statistics.date_range_dialog import DateRangeDialog
from hipbreak.ui.widgets.progress_dialog import ProgressDialog
from tests.store.log_generator import FIRST_DAY, generate, working_days
from tests.store.transfer.gnome_files import write_history
from tests.store.transfer.test_activitywatch import DAY_OF_EVENTS, bucket, write
from tests.ui.window_actions import press

MORNING = datetime.fromisoformat("2026-03-02T09:00:00+01:00")
TODAY = MORNING.date()
TWENTY = timedelta(minutes=20)


class AppWithLog:
    """The engine and the log on a simulated desktop, with the data operations."""

    def __init__(self, home: Path, start: datetime = MORNING) -> None:
        paths = find_paths(home)
        create_folders(paths)
        self.path = paths.log
        self.desktop = SimulatedDesktop(start)
        self.recorder = EventRecorder(paths)
        logged, last_seen = self.recorder.past()
        settings = Settings(ignore_input_for=timedelta(0))
        self.engine = Engine(
            State(start, logged=logged), settings, self.desktop, self.desktop, self.desktop, self.recorder
        )
        self.engine.launch(last_seen)
        self.changes = 0
        self.window = QWidget()
        self.deleted_days: list[tuple[date | None, date | None]] = []
        host = DataHost(
            self.logged_state,
            self._changed,
            lambda: (FIRST_DAY, TODAY),
            lambda: self.window,
            lambda first, last: self.deleted_days.append((first, last)),
            lambda copy: (self.recorder.restore(copy), self.recorder.past()[1]),
            lambda: self.recorder.not_kept,
        )
        self.dialogs = DataDialogs(paths, self.engine, host)
        self.operations = self.dialogs.operations

    def _changed(self) -> None:
        self.changes += 1

    def logged_state(self) -> LoggedState:
        """The state that follows from the log."""
        return self.recorder.past()[0]

    def pass_time(self, length: timedelta) -> None:
        until = self.desktop.now + length
        while (ring := self.desktop.next_timer()) is not None and ring[0] <= until:
            self.desktop.now = max(self.desktop.now, ring[0])
            self.desktop.fire(ring[1])
        self.desktop.now = until
        self.engine.beat()

    def entries(self) -> list[Fact]:
        with EventLog.read(self.path) as log:
            return [entry.fact for entry in log.entries()]

    def result(self, qtbot: QtBot) -> str:
        """The last line of the progress."""
        qtbot.waitUntil(lambda: not self.operations.busy)
        (dialog,) = (found for found in self.window.findChildren(ProgressDialog) if found.isVisible())
        sentence = dialog.findChild(QLabel).text()
        press(dialog, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not dialog.isVisible())
        return sentence

    def close(self) -> None:
        self.operations.close()
        for dialog in self.window.findChildren(QDialog):
            dialog.close()
        self.engine.halt()
        self.recorder.close()
        self.window.close()


def dialog_there(kind: type[QDialog] = ProgressDialog) -> bool:
    return any(isinstance(w, kind) and w.isVisible() for w in QApplication.topLevelWidgets())


def top(kind: type[QDialog]) -> QDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


@pytest.fixture
def app(tmp_path: Path, qtbot: QtBot) -> Iterator[AppWithLog]:
    """Twenty minutes into the first day."""
    made = AppWithLog(tmp_path / "home")
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


def test_an_export_writes_every_entry(app: AppWithLog, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "all.jsonl"
    app.operations.export(file)
    assert app.result(qtbot) == f"{len(app.entries())} entries written to {file}."
    assert len(file.read_text().splitlines()) == len(app.entries())


@pytest.mark.parametrize("name", ["nowhere/x.jsonl", "nowhere/x.csv"])
def test_an_unwritable_file_is_reported_in_one_sentence(
    app: AppWithLog, tmp_path: Path, name: str, qtbot: QtBot
) -> None:
    app.operations.export(tmp_path / name)
    assert app.result(qtbot) == f"{tmp_path / name} cannot be written: No such file or directory."


@pytest.mark.parametrize(("chosen", "begin"), [("For printing", b"%PDF-"), ("For a browser", b"<!DOCTYPE html>")])
def test_a_report_is_written_for_the_chosen_weeks(
    app: AppWithLog, tmp_path: Path, chosen: str, begin: bytes, qtbot: QtBot
) -> None:
    app.dialogs.handle_intent(Intent.REPORT)
    weeks = top(QInputDialog)
    assert weeks.comboBoxItems() == ["2 weeks", "6 weeks", "12 weeks"] and weeks.textValue() == "6 weeks"
    weeks.setTextValue("2 weeks")
    weeks.accept()
    dialog = top(QFileDialog)
    (name,) = (name for name in dialog.nameFilters() if name.startswith(chosen))
    dialog.filterSelected.emit(name)
    file = (tmp_path / "report").with_suffix(f".{dialog.defaultSuffix()}")
    dialog.fileSelected.emit(str(file))
    dialog.close()
    assert app.result(qtbot) == f"Report on 2 weeks written to {file}."
    assert file.read_bytes().startswith(begin)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("report.txt", "should end in .pdf or .html."),
        ("nowhere/r.pdf", "cannot be written: No such file or directory."),
    ],
)
def test_a_report_that_cannot_be_written_is_reported(
    app: AppWithLog, tmp_path: Path, name: str, why: str, qtbot: QtBot
) -> None:
    app.operations.report(tmp_path / name, 6)
    assert app.result(qtbot) == f"{tmp_path / name} {why}"


def gnome_weeks(folder: Path) -> Path:
    """Two weeks before the first day, with a stretch of 68 min on each."""
    days = [MORNING - timedelta(days=n) for n in range(14, 0, -1)]
    return write_history(folder, [(day, day + timedelta(minutes=68)) for day in days])


def test_the_time_before_is_read_from_gnome_on_a_click(
    app: AppWithLog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "gnome-shell"
    folder.mkdir()
    gnome_weeks(folder)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    app.dialogs.handle_intent(Intent.HISTORY)
    box = top(QMessageBox)
    assert box.text() == "GNOME has recorded when you were active. Read it?"
    next(button for button in box.buttons() if button.text() == "&Read it").click()
    message = "Before Hipbreak your longest stretches were 1 h 8 min on a normal day. 27 entries imported."
    assert app.result(qtbot) == message
    assert app.engine.state.logged.posture == Sitting(MORNING), "what runs goes on"
    found = app.recorder.comparison(app.engine.state.logged, app.engine.state.at, timedelta(minutes=5))
    assert found is not None and (found.start, found.before.days, found.since) == (TODAY, 14, None)


def test_without_gnome_a_file_is_asked_for(
    app: AppWithLog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    app.dialogs.handle_intent(Intent.HISTORY)
    box = top(QMessageBox)
    assert "ActivityWatch" in box.text() and not [b for b in box.buttons() if b.text() == "&Read it"]
    next(button for button in box.buttons() if button.text() == "&Choose a file...").click()
    dialog = top(QFileDialog)
    dialog.fileSelected.emit(str(gnome_weeks(tmp_path)))
    dialog.close()
    assert app.result(qtbot).startswith("Before Hipbreak your longest stretches were 1 h 8 min")


def test_an_export_to_the_log_itself_is_refused(app: AppWithLog, qtbot: QtBot) -> None:
    app.operations.export(app.path)
    assert "is the log itself" in app.result(qtbot)


def test_an_import_adds_its_days_and_keeps_the_present(
    app: AppWithLog, years: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    app.engine.handle(inputs.Start())
    app.desktop.now += timedelta(seconds=30)
    app.engine.handle(inputs.Finish())
    app.pass_time(TWENTY)
    before = app.engine.state.logged
    app.operations.import_file(years)
    with EventLog.read(tmp_path / "other" / "hipbreak.sqlite") as other:
        assert app.result(qtbot) == f"{other.count()} entries imported."
        there = days_including(other, FIRST_DAY, last_of(60), None)  # what still ran in the other log is no entry of it
    with EventLog.read(app.path) as log:
        assert days_between(log, FIRST_DAY, last_of(60)) == there
    after = app.engine.state.logged
    assert (after.posture, after.offer, after.base, after.tally) == (
        before.posture, before.offer, before.base, before.tally,
    )  # fmt: skip
    assert (after, app.changes) == (app.logged_state(), 1)
    app.operations.import_file(years)
    assert app.result(qtbot).startswith("0 entries imported, ")


def test_an_import_of_the_present_is_refused(app: AppWithLog, tmp_path: Path, qtbot: QtBot) -> None:
    other = AppWithLog(tmp_path / "other", MORNING - timedelta(hours=1))
    other.pass_time(timedelta(minutes=70))
    other.engine.handle(inputs.Stand())
    other.close()
    with EventLog.read(other.path) as log:
        run_to_end(export(log, tmp_path / "other.jsonl"))
    before, logged = app.entries(), app.engine.state.logged
    app.operations.import_file(tmp_path / "other.jsonl")
    assert app.result(qtbot).startswith("The file covers time after 09:00, which Hipbreak is recording now;")
    assert (app.entries(), app.engine.state.logged) == (before, logged)


def test_importing_the_own_export_adds_nothing(app: AppWithLog, tmp_path: Path, qtbot: QtBot) -> None:
    app.operations.export(tmp_path / "own.jsonl")
    app.result(qtbot)
    app.pass_time(TWENTY)
    logged, before = app.engine.state.logged, app.entries()
    app.operations.import_file(tmp_path / "own.jsonl")
    assert app.result(qtbot).startswith("0 entries imported")
    assert (app.engine.state.logged, app.entries()) == (logged, before)


def test_an_imported_pause_does_not_pause_the_engine(app: AppWithLog, tmp_path: Path, qtbot: QtBot) -> None:
    other = AppWithLog(tmp_path / "other", MORNING - timedelta(hours=3))
    other.engine.handle(inputs.Pause(None))
    other.pass_time(timedelta(minutes=5))
    other.close()
    with EventLog.read(other.path) as log:
        run_to_end(export(log, tmp_path / "other.jsonl"))
    app.operations.import_file(tmp_path / "other.jsonl")
    assert "imported" in app.result(qtbot)
    assert not app.engine.state.logged.paused and not app.logged_state().paused


def test_a_cancelled_import_changes_nothing(app: AppWithLog, years: Path, qtbot: QtBot) -> None:
    before = app.entries()
    app.operations.import_file(years)
    dialog = top(ProgressDialog)
    qtbot.waitUntil(lambda: dialog.findChild(QProgressBar).value() > 0)
    press(dialog, Qt.Key.Key_Escape)
    assert app.result(qtbot) == "Cancelled; nothing was changed."
    assert (app.entries(), app.changes) == (before, 0)


def test_facts_are_written_during_an_import(app: AppWithLog, years: Path, qtbot: QtBot) -> None:
    app.operations.import_file(years)
    qtbot.waitUntil(lambda: top(ProgressDialog).findChild(QProgressBar).value() > 0)
    assert app.operations.busy
    app.engine.handle(inputs.Stand())
    app.pass_time(timedelta(minutes=3))
    app.engine.handle(inputs.Sit())
    assert "imported" in app.result(qtbot)
    assert [x.how for x in app.entries() if isinstance(x, tracking_facts.Break) and x.start.date() == TODAY] == [
        "standing"
    ]
    assert app.engine.state.logged == app.logged_state()


def test_a_full_disk_is_reported_in_one_sentence(
    app: AppWithLog, years: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = app.entries()
    monkeypatch.setattr(EventLog, "free_bytes", lambda _: 1000)
    app.operations.import_file(years)
    assert app.result(qtbot).startswith("The disk is too full: this import needs ")
    assert app.entries() == before


def test_one_of_several_computers_is_chosen(app: AppWithLog, tmp_path: Path, qtbot: QtBot) -> None:
    both = bucket(DAY_OF_EVENTS), bucket(DAY_OF_EVENTS, host="laptop")
    app.operations.import_file(write(tmp_path, *both))
    qtbot.waitUntil(lambda: dialog_there(QInputDialog))
    dialog = top(QInputDialog)
    assert "laptop" in dialog.comboBoxItems() and len(dialog.comboBoxItems()) == 2
    dialog.accept()
    qtbot.waitUntil(lambda: app.changes == 1)


def test_deleting_past_days_keeps_the_present(app: AppWithLog, years: Path, qtbot: QtBot) -> None:
    app.operations.import_file(years)
    app.result(qtbot)
    logged = app.engine.state.logged
    first, last = FIRST_DAY, last_of(20)
    app.operations.delete(first, last)
    assert "entries deleted." in app.result(qtbot)
    assert not [x for x in app.entries() if first <= x.at.date() <= last]
    assert app.engine.state.logged == app.logged_state()
    assert app.engine.state.logged.posture == logged.posture
    assert app.engine.state.sitting() == TWENTY


@pytest.mark.parametrize("first", [None, TODAY])
def test_deleting_today_restarts_the_present(app: AppWithLog, first: date | None, qtbot: QtBot) -> None:
    app.engine.handle(inputs.Stand())
    app.pass_time(timedelta(minutes=3))
    app.engine.handle(inputs.Sit())
    app.pass_time(TWENTY)
    now = app.engine.state.at
    app.operations.delete(first, first)
    assert "entries deleted." in app.result(qtbot)
    assert app.deleted_days == [(first, first)]
    assert {x.name for x in app.entries()} == {"began", "sat"}
    assert all(x.at >= now for x in app.entries())
    assert app.engine.state.running and app.engine.state.logged == app.logged_state()
    app.pass_time(timedelta(minutes=45))
    assert app.engine.state.sitting() == timedelta(minutes=45)
    assert [x.name for x in app.entries()].count("prompted") == 1


def test_deleting_today_keeps_the_evening_before_midnight(tmp_path: Path, qtbot: QtBot) -> None:
    """A stretch over midnight: its evening is kept, and what followed is unobserved."""
    app = AppWithLog(tmp_path / "night", datetime.fromisoformat("2026-03-02T23:20:00+01:00"))
    app.pass_time(timedelta(hours=1))
    assert app.engine.state.logged.posture == Sitting(MORNING + timedelta(hours=14, minutes=20))
    tomorrow = TODAY + timedelta(days=1)
    app.operations.delete(tomorrow, tomorrow)
    app.result(qtbot)
    midnight = datetime.fromisoformat("2026-03-03T00:00:00+01:00")
    pieces = [x for x in app.entries() if isinstance(x, tracking_facts.Bout | tracking_facts.Unobserved)]
    assert [(x.name, x.start, x.end) for x in pieces] == [
        ("bout", midnight - timedelta(minutes=40), midnight),
        ("unobserved", midnight, app.engine.state.at),
    ]
    assert app.engine.state.logged == app.logged_state()
    app.close()


def test_a_cancelled_deletion_changes_nothing(app: AppWithLog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    start = BackgroundTask.start

    def start_cancelled(
        task: BackgroundTask, begin: Callable[[EventLog], ProgressGenerator[object]], reading: bool
    ) -> None:
        def begin_cancelled(log: EventLog) -> ProgressGenerator[object]:
            task.cancel()  # before its first step
            return begin(log)

        start(task, begin_cancelled, reading)

    monkeypatch.setattr(BackgroundTask, "start", start_cancelled)
    kept = [x for x in app.entries() if isinstance(x, tracking_facts.Sat)]
    app.operations.delete()
    assert not app.engine.state.running
    assert app.result(qtbot) == "Cancelled; nothing was changed."
    assert not app.deleted_days
    assert [x for x in app.entries() if isinstance(x, tracking_facts.Sat)] == kept
    assert app.engine.state.running and app.engine.state.sitting() == TWENTY
    assert app.engine.state.logged == app.logged_state()


def test_delete_asks_twice_and_cancel_has_the_focus(app: AppWithLog, qtbot: QtBot) -> None:
    before = app.entries()
    app.dialogs.handle_intent(Intent.DELETE)
    dialog = top(DateRangeDialog)
    assert [b.isChecked() for b in dialog.findChildren(QRadioButton)] == [False, True]
    dialog.findChildren(QRadioButton)[0].click()
    next(b for b in dialog.findChildren(QPushButton) if "Continue" in b.text()).click()
    box = top(QMessageBox)
    assert box.text() == "Delete everything that Hipbreak has recorded?"
    assert "starts again from zero" in box.informativeText()
    press(box, Qt.Key.Key_Return)
    assert not app.operations.busy and app.entries() == before
    app.dialogs.handle_intent(Intent.DELETE)
    press(top(DateRangeDialog), Qt.Key.Key_Escape)
    assert not dialog_there(DateRangeDialog)


def test_confirmed_the_shown_days_are_deleted(app: AppWithLog, years: Path, qtbot: QtBot) -> None:
    app.operations.import_file(years)
    app.result(qtbot)
    app.dialogs.handle_intent(Intent.DELETE)
    next(b for b in top(DateRangeDialog).findChildren(QPushButton) if "Continue" in b.text()).click()
    next(b for b in top(QMessageBox).findChildren(QPushButton) if "Delete" in b.text()).click()
    assert "entries deleted." in app.result(qtbot)
    assert {x.name for x in app.entries()} == {"began", "sat"}


def test_closing_during_an_import_undoes_it(app: AppWithLog, years: Path) -> None:
    before = app.entries()
    app.operations.import_file(years)
    app.operations.close()
    assert app.entries() == before


def test_a_restored_copy_is_gone_on_from(app: AppWithLog, qtbot: QtBot) -> None:
    """As if Hipbreak had not run since the copy was made."""
    with EventLog.read(app.path) as log:
        run_to_end(check_and_copy(log, TODAY, copying=True))
    copied = app.entries()
    app.engine.handle(inputs.Pause(None))
    app.pass_time(timedelta(hours=1))
    app.dialogs.handle_intent(Intent.RESTORE)
    question = top(QInputDialog)
    assert len(question.comboBoxItems()) == 1
    question.accept()
    qtbot.waitUntil(lambda: dialog_there(QMessageBox))
    box = top(QMessageBox)
    assert box.defaultButton() is box.button(QMessageBox.StandardButton.Cancel)
    next(button for button in box.buttons() if button.text() == "&Restore").click()
    assert app.result(qtbot).startswith(f"Restored. The log used until now is {app.path}.replaced-")
    assert app.entries()[: len(copied)] == copied
    assert not app.engine.state.logged.paused
    assert app.engine.state.logged == app.logged_state()
    unobserved = [fact for fact in app.entries() if isinstance(fact, tracking_facts.Unobserved)]
    assert [(fact.start, fact.end) for fact in unobserved] == [(MORNING + TWENTY, app.desktop.now)]
    app.pass_time(TWENTY)
    assert app.engine.state.logged == app.logged_state()


def test_without_a_copy_there_is_nothing_to_restore(app: AppWithLog, qtbot: QtBot) -> None:
    app.dialogs.handle_intent(Intent.RESTORE)
    assert app.result(qtbot) == "There is no copy yet. Hipbreak makes one a day."


def test_a_copy_that_is_damaged_is_not_restored(app: AppWithLog, tmp_path: Path, qtbot: QtBot) -> None:
    before = app.entries()
    (tmp_path / "copy").write_text("no log" * 1000)
    app.operations.restore(tmp_path / "copy")
    assert "is not a log" in (result := app.result(qtbot)) or "is damaged" in result
    assert app.entries()[: len(before)] == before
    app.pass_time(TWENTY)
    assert app.engine.state.logged == app.logged_state()


def test_days_are_not_deleted_while_facts_are_held(app: AppWithLog, qtbot: QtBot) -> None:
    """They would be written afterwards."""
    with closing(sqlite3.connect(app.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        app.engine.handle(inputs.Stand())
        app.operations.delete()
        assert app.result(qtbot).startswith("Not saved yet: the log ")
    app.pass_time(TWENTY)
    app.operations.delete()
    assert "deleted" in app.result(qtbot)


class Daily:
    """The daily copies of an app, with its own timers."""

    def __init__(self, app: AppWithLog) -> None:
        self.reports: list[str] = []
        self.copies = DailyCopies(app.path, app.engine, app.recorder, app.desktop, lambda: False, self.reports.append)

    def begin(self, qtbot: QtBot) -> None:
        self.copies.begin()
        qtbot.waitUntil(lambda: not self.copies.task.is_running)


def test_once_a_day_the_log_is_copied(app: AppWithLog, qtbot: QtBot) -> None:
    daily = Daily(app)
    daily.begin(qtbot)
    assert list(find_copies(app.path)) == [TODAY]
    made = find_copies(app.path)[TODAY].stat()
    daily.begin(qtbot)
    Daily(app).begin(qtbot)  # after a restart
    assert find_copies(app.path)[TODAY].stat() == made
    app.pass_time(timedelta(days=1))  # its own timer
    qtbot.waitUntil(lambda: list(find_copies(app.path)) == [TODAY + timedelta(days=1), TODAY])
    qtbot.waitUntil(lambda: not daily.copies.task.is_running)
    assert daily.reports == []


def test_a_daily_copy_can_be_switched_off(app: AppWithLog, qtbot: QtBot) -> None:
    app.engine.change_settings(replace(app.engine.settings, daily_copy=False))
    Daily(app).begin(qtbot)
    assert find_copies(app.path) == {}


def test_damage_that_the_daily_look_finds_is_salvaged(app: AppWithLog, qtbot: QtBot) -> None:
    with EventLog.open(app.path) as log:
        log.append([tracking_facts.Skipped(MORNING - timedelta(days=9), "stand")], live=False)
    app.recorder.checkpoint()
    content = app.path.read_bytes()
    assert content.count(b'{"kind":"stand"}') >= 1
    with app.path.open("r+b") as file:
        file.seek(content.rindex(b'{"kind":"stand"}') + 10)
        file.write(b"X")
    daily = Daily(app)
    daily.begin(qtbot)
    assert app.recorder.lost_days() == [(MORNING - timedelta(days=9)).date()]
    assert find_copies(app.path) == {}
    daily.begin(qtbot)
    assert list(find_copies(app.path)) == [TODAY]
    app.pass_time(TWENTY)
    assert app.recorder.problem is None and app.engine.state.logged == app.logged_state()
