"""Routines of one's own in the app: in the place of break, pulse and session, and on the page Programme."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from hipbreak.app.programme.own_routine_dialogs import OwnRoutineDialogs
from hipbreak.core.facts.programme_facts import HealthScreened, PainReported, ProgrammeBegan, SessionDone
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.store.own_routines import new_routine
from hipbreak.store.paths import AppPaths
from hipbreak.store.routine_library import own_folder
from hipbreak.ui.exercise.pain_window import PainWindow
from hipbreak.ui.intents import ChangeRoutine, Intent, OpenRoutine, RoutineAction
from hipbreak.ui.programme.routines_page import OwnRoutines
from hipbreak.ui.programme.view import ROUTINES, ProgrammeView
from tests.app.data.test_data_operations import top
from tests.app.simulated_app import MORNING, SimulatedApp

QUIET = Settings(ignore_input_for=timedelta(0), tones=False, voice=False)
OWN = replace(QUIET, own_pulse="knee", own_cue="knee", own_session="knee")


@pytest.fixture
def file(paths: AppPaths) -> Path:
    return new_routine(paths.settings, "knee")


@pytest.fixture
def start(qtbot: QtBot, paths: AppPaths, file: Path) -> Iterator[Callable[..., SimulatedApp]]:
    made: list[SimulatedApp] = []

    def run(settings: Settings = OWN, healthy: bool = True) -> SimulatedApp:
        app = SimulatedApp(paths, settings=settings)
        made.append(app)
        app.receive(inputs.InputActive())
        if healthy:
            app.ui.request(inputs.RecordFact(HealthScreened(MORNING, "", cleared=False)))
        return app

    yield run
    for app in made:
        app.ui.prepare_quit()
        app.close()


def guided(app: SimulatedApp) -> list[str]:
    return [step.verb for step in app.guide.playback.paused_player().steps]


@pytest.mark.parametrize("kind", ["stand", "pulse"])
def test_a_routine_takes_the_place_of_the_break(start: Callable[..., SimulatedApp], kind: str) -> None:
    app = start()
    app.ui.request(inputs.Start(kind))
    assert guided(app) == ["Up you get", "Stand", "Ready", "Hold", "Rest", "Ready", "Hold"]


def test_before_the_health_questions_the_shipped_pulse_is_played(
    start: Callable[..., SimulatedApp], capsys: pytest.CaptureFixture[str]
) -> None:
    app = start(healthy=False)
    app.ui.request(inputs.Start("stand"))
    assert "Squeeze" in guided(app)
    assert "health questions, your routine knee" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", 'name = "knee"', None])
def test_a_broken_file_never_stops_the_break(
    start: Callable[..., SimulatedApp], file: Path, content: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    file.unlink() if content is None else file.write_text(content)
    app = start()
    for _ in range(2):
        app.ui.request(inputs.Start("stand"))
        assert "Squeeze" in guided(app)
        app.ui.request(inputs.Abandon(timedelta(0)))
    assert capsys.readouterr().err.count("Your routine knee cannot be used") == 1


def test_pain_in_the_break_is_logged_with_the_routine_and_its_movement(start: Callable[..., SimulatedApp]) -> None:
    app = start()
    app.ui.request(inputs.Start("stand"))
    app.guide.playback.skip_steps(3)
    app.guide.pain_button.click()
    window = dict(app.ui.windows.visible())["hurt"]
    assert isinstance(window, PainWindow)
    window.panel.places["low back"].click()
    (pain,) = [fact for fact in app.recorder.programme() if isinstance(fact, PainReported)]
    assert (pain.routine, pain.move, pain.where) == ("knee", "hold", "low back")


def test_the_card_names_the_routine_with_its_length(start: Callable[..., SimulatedApp]) -> None:
    app = start()
    app.pass_time(minutes=46)
    assert app.card.accessibleName() == "Stand up for Knee, 0:55 min."


def test_a_routine_takes_the_place_of_the_days_session_and_counts(start: Callable[..., SimulatedApp]) -> None:
    app = start()
    app.ui.request(inputs.RecordFact(ProgrammeBegan(MORNING)))
    app.ui.request(Intent.SESSION)
    assert app.session.windowTitle().startswith("Knee")
    app.session.close()
    app.ui.request(inputs.RecordFact(SessionDone(MORNING, "knee", "whole", timedelta(minutes=1), 100)))
    assert app.programme.programme.sessions[-1].full
    assert app.programme.session(MORNING, OWN) is None


def test_the_health_questions_come_before_a_routine_of_ones_own(start: Callable[..., SimulatedApp]) -> None:
    app = start(healthy=False)
    app.ui.request(OpenRoutine("knee"))
    assert app.visible() == {"gate"}


def test_an_edited_routine_is_read_again_when_it_is_opened(start: Callable[..., SimulatedApp], file: Path) -> None:
    app = start()
    assert app.programme.library.get("knee")
    file.write_text(file.read_text().replace('title = "Knee"', 'title = "Left knee"'))
    app.ui.request(OpenRoutine("knee"))
    assert app.session.windowTitle().startswith("Left knee")


class Dialogs:
    """The dialogs, what they opened, and how often the files may have changed."""

    def __init__(self, app: SimulatedApp) -> None:
        self.folder = own_folder(app.paths.settings)
        self.opened: list[QUrl] = []
        self.changes: list[bool] = []
        self.window = QWidget()
        self.parts = OwnRoutineDialogs(
            app.paths.settings,
            app.programme,
            lambda: self.window,
            lambda: self.changes.append(True),
            self.opened.append,
        )

    def request(self, action: RoutineAction) -> None:
        self.parts.change(ChangeRoutine("knee", action))


@pytest.fixture
def dialogs(start: Callable[..., SimulatedApp]) -> Dialogs:
    return Dialogs(start())


def test_edit_opens_the_folder(dialogs: Dialogs) -> None:
    dialogs.request(RoutineAction.EDIT)
    assert [url.toLocalFile() for url in dialogs.opened] == [str(dialogs.folder / "knee")]


def test_a_routine_is_given_away_removed_after_a_question_and_added_again(dialogs: Dialogs, tmp_path: Path) -> None:
    dialogs.request(RoutineAction.PACK)
    top(QFileDialog).fileSelected.emit(str(tmp_path / "given"))
    top(QFileDialog).close()
    dialogs.request(RoutineAction.REMOVE)
    question = top(QMessageBox)
    question.defaultButton().click()
    assert (dialogs.folder / "knee").exists()
    dialogs.request(RoutineAction.REMOVE)
    next(b for b in top(QMessageBox).buttons() if b.text() == "&Remove").click()
    assert not (dialogs.folder / "knee").exists()
    dialogs.parts.ask_file()
    top(QFileDialog).fileSelected.emit(str(tmp_path / "given.hipbreak-routine"))
    assert (dialogs.folder / "knee" / "knee.toml").exists()
    assert len(dialogs.changes) == 3


def test_a_file_that_cannot_be_added_is_one_sentence(dialogs: Dialogs, tmp_path: Path) -> None:
    hostile = tmp_path / "x.hipbreak-routine"
    hostile.write_bytes(b"PK")
    dialogs.parts.ask_file()
    top(QFileDialog).fileSelected.emit(str(hostile))
    assert top(QMessageBox).text() == f"{hostile} is damaged, or no zip file."


def test_the_page_shows_added_and_broken_routines_when_it_is_opened_again(
    start: Callable[..., SimulatedApp], file: Path
) -> None:
    app = start()
    app.ui.request(Intent.PROGRAMME)
    page = app.ui.app_windows.get().main.get().findChild(ProgrammeView)
    page.open(ROUTINES)
    own = page.findChild(OwnRoutines)
    assert [row.title.text() for row in own.rows] == ["Knee"]
    new_routine(app.paths.settings, "hip")
    file.write_text("broken")
    app.ui.request(Intent.NOW)
    app.ui.request(Intent.PROGRAMME)
    assert [row.title.text() for row in own.rows] == ["Hip"]
    assert "line 1 " in own.notes.itemAt(0).widget().text()  # type: ignore[union-attr]
