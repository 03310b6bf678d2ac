"""A session outlives the app, however that ends: it is resumed, or logged once as far as it got."""

import stat
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from hipbreak.core.facts import programme_facts
from hipbreak.core.tracking import inputs
from hipbreak.store.paths import SAVED_SESSION, AppPaths
from hipbreak.store.saved_session_file import delete_session, load_session, store_session
from hipbreak.ui.exercise.session_controls import SessionAction
from hipbreak.ui.intents import OpenRoutine
from tests.app.simulated_app import MORNING, SimulatedApp

MINUTE = timedelta(minutes=1)
Start = Callable[..., SimulatedApp]


@pytest.fixture
def start(qtbot: QtBot, paths: AppPaths) -> Iterator[Start]:
    """Starts the app at a moment; every one is ended."""
    made: list[SimulatedApp] = []

    def run(at: datetime = MORNING) -> SimulatedApp:
        made.append(SimulatedApp(paths, at))
        made[-1].receive(inputs.InputActive())
        made[-1].ui.offer_saved_session()
        return made[-1]

    yield run
    for app in made:
        app.kill()


def play(app: SimulatedApp, seconds: float, routine: str = "mini") -> None:
    """The routine is opened and played for so long."""
    app.ui.request(inputs.RecordFact(programme_facts.HealthScreened(app.engine.state.at, "")))
    app.ui.request(OpenRoutine(routine))
    session = app.session
    session.overview.start_button.click()
    pass_time(app, seconds)


def pass_time(app: SimulatedApp, seconds: float) -> None:
    playback = app.session.playback
    for _ in range(round(seconds)):
        app.desktop.now += timedelta(seconds=1)
        app.engine.beat()
        if playback.timer.isActive():
            playback.update()


def logged_sessions(app: SimulatedApp) -> list[programme_facts.SessionDone]:
    return [fact for fact in app.recorder.programme() if isinstance(fact, programme_facts.SessionDone)]


def test_a_session_is_resumed_after_a_kill_and_logged_once(start: Start, paths: AppPaths) -> None:
    first = start()
    play(first, 100)
    held = first.session.playback.time_played()
    first.kill()
    second = start(MORNING + 10 * MINUTE)
    assert logged_sessions(second) == []
    icon = second.ui.tray.findChild(QSystemTrayIcon)
    assert icon is not None
    icon.messageClicked.emit()  # on the offer at the start
    session = second.session
    assert session.overview.resume_button.isVisible() and "% done" in session.overview.about.text()
    session.overview.resume_button.click()
    assert held - session.playback.time_played() <= timedelta(seconds=10), "at most ten seconds are lost"
    while session.playback.player:
        pass_time(second, 1)
        if session.playback.waiting:
            session.perform(SessionAction.NEXT)
    (entry,) = logged_sessions(second)
    assert (entry.extent, entry.percent) == ("whole", 100)
    assert not (paths.state / SAVED_SESSION).exists()


def test_an_old_session_is_logged_as_far_as_it_got(start: Start, paths: AppPaths) -> None:
    first = start()
    play(first, 100)
    left = first.desktop.now
    first.kill()
    second = start(MORNING + timedelta(days=1))
    (entry,) = logged_sessions(second)
    assert (entry.extent, entry.routine) == ("part", "mini") and 0 < entry.percent < 100
    assert timedelta(0) <= left - entry.at <= timedelta(seconds=30), "at the moment it was left, not at the start"
    assert not (paths.state / SAVED_SESSION).exists()
    second.ui.request(OpenRoutine("mini"))
    assert not second.session.overview.resume_button.isVisible()


@pytest.mark.parametrize("ahead", [timedelta(hours=5), timedelta(days=3652)])
def test_a_session_of_a_clock_that_was_ahead_was_left_now(start: Start, paths: AppPaths, ahead: timedelta) -> None:
    first = start()
    play(first, 100)
    kept = load_session(paths.state)
    assert kept is not None
    first.kill()
    facts = tuple(replace(fact, at=kept.at + ahead) for fact in kept.facts)
    store_session(paths.state, replace(kept, at=kept.at + ahead, facts=facts))
    now = MORNING + 10 * MINUTE
    second = start(now)
    found = second.ui.resume.get().find()
    assert found is not None and found.at == now
    second.pass_time(hours=3)
    assert second.ui.resume.get().find() is None
    (entry,) = logged_sessions(second)
    assert entry.at == now and not (paths.state / SAVED_SESSION).exists()


def test_quit_saves_the_session_in_a_private_file(start: Start, paths: AppPaths) -> None:
    first = start()
    play(first, 60)
    first.ui.prepare_quit()
    assert first.engine.state.logged.offer is None
    assert logged_sessions(first) == []
    file = paths.state / SAVED_SESSION
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept = load_session(paths.state)
    assert kept is not None and kept.routine == "mini"


def test_a_logged_session_whose_file_remains_is_not_logged_twice(start: Start, paths: AppPaths) -> None:
    first = start()
    play(first, 60)
    kept = (paths.state / SAVED_SESSION).read_text()
    first.session.perform(SessionAction.STOP)
    assert len(logged_sessions(first)) == 1 and not (paths.state / SAVED_SESSION).exists()
    first.kill()
    (paths.state / SAVED_SESSION).write_text(kept)
    second = start(MORNING + timedelta(days=1))
    assert len(logged_sessions(second)) == 1 and not (paths.state / SAVED_SESSION).exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"routine": "mini"}', "null"])
def test_a_damaged_file_is_ignored(start: Start, paths: AppPaths, text: str) -> None:
    (paths.state / SAVED_SESSION).write_text(text)
    app = start()
    assert logged_sessions(app) == [] and not (paths.state / SAVED_SESSION).exists()


def test_a_closed_session_expires_and_is_logged(start: Start, paths: AppPaths) -> None:
    app = start()
    play(app, 60)
    app.session.close()
    app.pass_time(hours=3)
    app.receive(inputs.InputActive())
    app.ui.resume.get().find()
    assert [entry.extent for entry in logged_sessions(app)] == ["part"]
    app.ui.request(OpenRoutine("mini"))
    assert not app.session.overview.resume_button.isVisible()


def test_another_routine_logs_the_saved_session(start: Start) -> None:
    first = start()
    play(first, 60)
    first.kill()
    second = start(MORNING + 10 * MINUTE)
    second.ui.request(OpenRoutine("couch-stretch"))
    assert [entry.routine for entry in logged_sessions(second)] == ["mini"]


def test_a_lock_pauses_the_session(start: Start) -> None:
    app = start()
    play(app, 60)
    session = app.session
    spent = session.playback.time_played()
    app.receive(inputs.Lock())
    assert not session.playback.timer.isActive() and session.running, "paused before the absence is one"
    app.desktop.now += timedelta(seconds=20)
    app.receive(inputs.Unlock())
    assert session.playback.time_played() == spent and session.running
    session.perform(SessionAction.PAUSE)
    assert session.playback.timer.isActive()
    pass_time(app, 5)
    assert session.playback.time_played() == spent + timedelta(seconds=5)


def test_a_suspend_pauses_the_session(start: Start) -> None:
    app = start()
    play(app, 60)
    session = app.session
    spent = session.playback.time_played()
    app.receive(inputs.Suspend())
    app.desktop.now += timedelta(hours=1)
    app.receive(inputs.Wake())
    assert session.playback.time_played() == spent and not session.running and session.unfinished
    assert logged_sessions(app) == []


def test_an_unannounced_suspend_does_not_count_as_exercise(start: Start) -> None:
    """Without logind the clock has jumped when the machine wakes, and the first look comes before the engine's beat."""
    app = start()
    play(app, 60)
    session = app.session
    spent = session.playback.time_played()
    app.desktop.now += timedelta(hours=1)
    session.playback.update()
    assert session.playback.time_played() == spent and not session.playback.timer.isActive()


def test_an_unwritable_session_is_reported_and_logged_at_the_end(
    start: Start, paths: AppPaths, capsys: pytest.CaptureFixture[str]
) -> None:
    app = start()
    paths.state.rename(paths.state.with_name("elsewhere"))
    play(app, 60)
    assert "is lost if Hipbreak ends" in capsys.readouterr().err
    app.ui.prepare_quit()
    assert [entry.extent for entry in logged_sessions(app)] == ["part"]


def test_deleting_its_day_in_the_app_deletes_the_session(start: Start, paths: AppPaths) -> None:
    app = start()
    play(app, 60)
    app.kill()
    again = start()
    assert again.ui.resume.get().find() is not None
    gone: list[bool] = []
    again.ui.resume.get().expired.connect(lambda: gone.append(True))
    again.ui.resume.get().delete_days(MORNING.date() + timedelta(days=1), None)
    assert again.ui.resume.get().find() is not None and not gone
    again.ui.resume.get().delete_days(None, None)
    assert again.ui.resume.get().find() is None and gone and load_session(paths.state) is None
    again.pass_time(hours=3)
    assert logged_sessions(again) == []


def test_deleting_its_day_deletes_the_saved_session(start: Start, paths: AppPaths) -> None:
    app = start()
    play(app, 60)
    app.kill()
    today = MORNING.date()
    delete_session(paths.state, today + timedelta(days=1), None)
    assert load_session(paths.state) is not None
    delete_session(paths.state, None, today)
    assert load_session(paths.state) is None and not (paths.state / SAVED_SESSION).exists()
