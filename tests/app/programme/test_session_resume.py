"""A session left in the middle outlives the app, however that ends: it is gone on with, or logged once, as it was."""

import stat
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from hipbreak.core.facts import programme_facts
from hipbreak.core.tracking import inputs
from hipbreak.store.paths import SAVED_SESSION, AppPaths, create_folders, find_paths
from hipbreak.store.saved_session_file import delete_session, load_session
from hipbreak.ui.intents import OpenRoutine
from tests.app.test_application import MORNING, Day

MINUTE = timedelta(minutes=1)
Start = Callable[..., Day]


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    found = find_paths(tmp_path)
    create_folders(found)
    return found


@pytest.fixture
def start(qtbot: QtBot, paths: AppPaths) -> Iterator[Start]:
    """Starts the app at a moment; every one is ended."""
    made: list[Day] = []

    def run(at: datetime = MORNING) -> Day:
        made.append(Day(paths, at))
        made[-1].happens(inputs.InputActive())
        made[-1].ui.offer_saved_session()
        return made[-1]

    yield run
    for day in made:
        kill(day)


def kill(day: Day) -> None:
    """It is gone without a word."""
    day.ui.close()
    day.recorder.close()


def play(day: Day, seconds: float, routine: str = "mini") -> None:
    """The routine is opened and played for so long."""
    day.ui.request(inputs.RecordFact(programme_facts.HealthScreened(day.engine.state.at, "")))
    day.ui.request(OpenRoutine(routine))
    session = day.session
    session.overview.start_button.click()
    pass_time(day, seconds)


def pass_time(day: Day, seconds: float) -> None:
    run = day.session.run
    for _ in range(round(seconds)):
        day.desk.now += timedelta(seconds=1)
        day.engine.beat()
        if run.ticking:
            run.look()


def done(day: Day) -> list[programme_facts.SessionDone]:
    return [fact for fact in day.recorder.programme() if isinstance(fact, programme_facts.SessionDone)]


def test_killed_and_started_again_it_is_gone_on_with_and_logged_whole_once(start: Start, paths: AppPaths) -> None:
    first = start()
    play(first, 100)
    held = first.session.run.spent()
    kill(first)
    second = start(MORNING + 10 * MINUTE)
    assert done(second) == []
    icon = second.ui.tray.findChild(QSystemTrayIcon)
    assert icon is not None
    icon.messageClicked.emit()  # on the offer at the start
    session = second.session
    assert session.overview.go_on_button.isVisible() and "% done" in session.overview.about.text()
    session.overview.go_on_button.click()
    assert held - session.run.spent() <= timedelta(seconds=10), "at most ten seconds are lost"
    while session.run.player:
        pass_time(second, 1)
    (entry,) = done(second)
    assert (entry.extent, entry.percent) == ("whole", 100)
    assert not (paths.state / SAVED_SESSION).exists()


def test_killed_and_started_again_too_late_it_is_logged_as_far_as_it_got(start: Start, paths: AppPaths) -> None:
    first = start()
    play(first, 100)
    left = first.desk.now
    kill(first)
    second = start(MORNING + timedelta(days=1))
    (entry,) = done(second)
    assert (entry.extent, entry.routine) == ("part", "mini") and 0 < entry.percent < 100
    assert timedelta(0) <= left - entry.at <= timedelta(seconds=30), "at the moment it was left, not at the start"
    assert not (paths.state / SAVED_SESSION).exists()
    second.ui.request(OpenRoutine("mini"))
    assert not second.session.overview.go_on_button.isVisible()


def test_quit_keeps_it_for_its_user_only_and_tells_the_engine(start: Start, paths: AppPaths) -> None:
    first = start()
    play(first, 60)
    first.ui.prepare_quit()
    assert first.engine.state.logged.offer is None
    assert done(first) == []
    file = paths.state / SAVED_SESSION
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept = load_session(paths.state)
    assert kept is not None and kept.routine == "mini"


def test_logged_and_killed_before_the_file_was_gone_it_is_not_logged_twice(start: Start, paths: AppPaths) -> None:
    first = start()
    play(first, 60)
    kept = (paths.state / SAVED_SESSION).read_text()
    first.session.do("stop")
    assert len(done(first)) == 1 and not (paths.state / SAVED_SESSION).exists()
    kill(first)
    (paths.state / SAVED_SESSION).write_text(kept)
    second = start(MORNING + timedelta(days=1))
    assert len(done(second)) == 1 and not (paths.state / SAVED_SESSION).exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"routine": "mini"}', "null"])
def test_a_damaged_file_is_as_none(start: Start, paths: AppPaths, text: str) -> None:
    (paths.state / SAVED_SESSION).write_text(text)
    day = start()
    assert done(day) == [] and not (paths.state / SAVED_SESSION).exists()


def test_put_away_and_forgotten_it_is_logged_while_the_app_runs_on(start: Start, paths: AppPaths) -> None:
    day = start()
    play(day, 60)
    day.session.close()
    day.pass_time(hours=3)
    day.happens(inputs.InputActive())
    day.ui.resume.get().find()
    assert [entry.extent for entry in done(day)] == ["part"]
    day.ui.request(OpenRoutine("mini"))
    assert not day.session.overview.go_on_button.isVisible()


def test_another_routine_logs_the_one_of_the_run_before(start: Start) -> None:
    first = start()
    play(first, 60)
    kill(first)
    second = start(MORNING + 10 * MINUTE)
    second.ui.request(OpenRoutine("couch-stretch"))
    assert [entry.routine for entry in done(second)] == ["mini"]


def test_a_lock_pauses_at_once_and_a_short_one_goes_on_in_the_same_session(start: Start) -> None:
    day = start()
    play(day, 60)
    session = day.session
    spent = session.run.spent()
    day.happens(inputs.Lock())
    assert not session.run.ticking and session.running, "paused before the absence is one"
    day.desk.now += timedelta(seconds=20)
    day.happens(inputs.Unlock())
    assert session.run.spent() == spent and session.running
    session.do("pause")
    assert session.run.ticking
    pass_time(day, 5)
    assert session.run.spent() == spent + timedelta(seconds=5)


def test_a_suspend_pauses_where_it_was_last_seen(start: Start) -> None:
    day = start()
    play(day, 60)
    session = day.session
    spent = session.run.spent()
    day.happens(inputs.Suspend())
    day.desk.now += timedelta(hours=1)
    day.happens(inputs.Wake())
    assert session.run.spent() == spent and not session.running and session.unfinished
    assert done(day) == []


def test_a_suspend_that_was_not_announced_is_no_exercise(start: Start) -> None:
    """Without logind the clock has jumped when the machine wakes, and the first look comes before the engine's beat."""
    day = start()
    play(day, 60)
    session = day.session
    spent = session.run.spent()
    day.desk.now += timedelta(hours=1)
    session.run.look()
    assert session.run.spent() == spent and not session.run.ticking


def test_where_nothing_can_be_written_it_is_told_and_logged_at_the_end(
    start: Start, paths: AppPaths, capsys: pytest.CaptureFixture[str]
) -> None:
    day = start()
    paths.state.rename(paths.state.with_name("elsewhere"))
    play(day, 60)
    assert "cannot be kept over a restart" in capsys.readouterr().err
    day.ui.prepare_quit()
    assert [entry.extent for entry in done(day)] == ["part"]


def test_deleting_its_day_in_the_window_deletes_it_too_and_logs_nothing(start: Start, paths: AppPaths) -> None:
    day = start()
    play(day, 60)
    kill(day)
    again = start()
    assert again.ui.resume.get().find() is not None
    gone: list[bool] = []
    again.ui.resume.get().expired.connect(lambda: gone.append(True))
    again.ui.resume.get().delete_days(MORNING.date() + timedelta(days=1), None)
    assert again.ui.resume.get().find() is not None and not gone
    again.ui.resume.get().delete_days(None, None)
    assert again.ui.resume.get().find() is None and gone and load_session(paths.state) is None
    again.pass_time(hours=3)
    assert done(again) == []


def test_deleting_its_day_deletes_it_too(start: Start, paths: AppPaths) -> None:
    day = start()
    play(day, 60)
    kill(day)
    today = MORNING.date()
    delete_session(paths.state, today + timedelta(days=1), None)
    assert load_session(paths.state) is not None
    delete_session(paths.state, None, today)
    assert load_session(paths.state) is None and not (paths.state / SAVED_SESSION).exists()
