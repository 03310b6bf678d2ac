"""From the menu to the log: the questions, a routine, the self-test and the programme, with the real engine."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.core.facts import programme_facts
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.state import Guiding
from hipbreak.store.paths import AppPaths
from hipbreak.ui.exercise.self_test_window import SelfTestWindow
from hipbreak.ui.exercise.session_controls import SessionAction
from hipbreak.ui.intents import Intent, OpenRoutine, ReportPain
from hipbreak.ui.programme.health_screening_dialog import HealthScreeningDialog
from tests.app.simulated_app import SimulatedApp


@pytest.fixture
def app(app: SimulatedApp) -> SimulatedApp:
    """The app with the person at the desk."""
    app.receive(inputs.InputActive())
    return app


def window(app: SimulatedApp, name: str) -> object:
    return dict(app.ui.windows.visible())[name]


def answered(app: SimulatedApp, *names: str) -> None:
    gate = window(app, "gate")
    assert isinstance(gate, HealthScreeningDialog)
    for name in names:
        gate.answers[name].click()
    if not names:
        gate.none_applies.click()
    gate.accept_button.click()


def test_the_first_routine_opens_after_the_health_questions(app: SimulatedApp) -> None:
    app.ui.request(OpenRoutine("mini"))
    assert app.visible() == {"gate"}
    answered(app)
    assert app.visible() == {"session"}
    app.session.close()
    app.ui.request(OpenRoutine("couch-stretch"))
    assert app.visible() == {"session"}


def test_a_health_answer_blocks_routines_but_not_breaks(app: SimulatedApp) -> None:
    app.ui.request(OpenRoutine("mini"))
    answered(app, "strain")
    assert app.visible() == set()
    app.ui.request(OpenRoutine("mini"))
    assert app.visible() == {"gate"}
    window(app, "gate").close()  # type: ignore[attr-defined]
    app.ui.request(OpenRoutine("pulse-30"))
    assert app.visible() == {"session"}


def test_the_page_shows_the_day_of_the_programme(app: SimulatedApp) -> None:
    app.ui.request(Intent.PROGRAMME)
    assert app.visible() == {"main"}
    app.ui.request(inputs.RecordFact(programme_facts.ProgrammeBegan(app.engine.state.at)))
    assert app.programme.programme.began == app.engine.state.at.date()
    labels = [label.text() for label in window(app, "main").findChildren(object) if hasattr(label, "setBuddy")]  # type: ignore[attr-defined]
    assert "Week 1, day 1; 0 of 1 session." in labels


def test_programme_facts_survive_a_restart(qtbot: QtBot, paths: AppPaths) -> None:
    first = SimulatedApp(paths)
    first.ui.request(inputs.RecordFact(programme_facts.ProgrammeBegan(first.engine.state.at)))
    first.ui.request(inputs.RecordFact(programme_facts.SelfTested(first.engine.state.at, "rests", "floats")))
    first.close()
    second = SimulatedApp(paths)
    assert [fact.name for fact in second.recorder.programme()] == ["programme_began", "self_tested"]
    second.close()


def test_the_self_test_is_logged(app: SimulatedApp) -> None:
    app.ui.request(inputs.RecordFact(programme_facts.HealthScreened(app.engine.state.at, "")))
    app.ui.request(Intent.SELF_TEST)
    test = window(app, "self_test")
    assert isinstance(test, SelfTestWindow)
    for _ in range(2):
        test.next.click()
        test.next.click()
        test.answers["rests"].click()
        test.next.click()
    assert [fact.name for fact in app.recorder.programme()][-1] == "self_tested"
    (tested,) = app.programme.programme.tests
    assert (tested.left, tested.right) == ("rests", "rests")


def test_a_session_withdraws_the_card(app: SimulatedApp) -> None:
    app.ui.request(OpenRoutine("mini"))
    answered(app)
    app.pass_time(minutes=45, seconds=5)
    assert "card" in app.visible()
    session = app.session
    session.overview.start_button.click()
    assert isinstance(app.engine.state.logged.offer, Guiding)
    assert app.engine.state.logged.offer.kind == "routine"
    assert app.visible() == {"session"}
    app.receive(inputs.Lock())
    app.pass_time(minutes=10)
    assert not session.running
    assert session.unfinished


def test_an_unknown_routine_is_refused(app: SimulatedApp) -> None:
    with pytest.raises(inputs.Refused, match="There is no routine"):
        app.ui.programme.get().open_routine("yoga")


def test_the_end_of_a_session_shows_the_progress_and_keeps_how_it_felt(app: SimulatedApp) -> None:
    at = app.engine.state.at
    for fact in (programme_facts.ProgrammeBegan(at), programme_facts.HealthScreened(at, "")):
        app.ui.request(inputs.RecordFact(fact))
    app.ui.programme.get().open_routine("mini")
    session = app.session
    session.overview.start_button.click()
    for _ in range(20):
        app.desktop.now += timedelta(seconds=3)
        session.playback.update()
    session.perform(SessionAction.STOP)
    assert session.summary.progress.text().startswith("Week 1, day 1; ")
    session.summary.efforts["easy"].click()
    assert app.programme.programme.sessions[-1].effort == "easy"


def test_a_pain_during_a_break_is_logged(app: SimulatedApp) -> None:
    app.ui.request(inputs.RecordFact(programme_facts.ProgrammeBegan(app.engine.state.at)))
    app.ui.request(inputs.Start("stand"))
    app.desktop.now += timedelta(seconds=3)
    app.guide.pain_button.click()
    assert app.visible() == {"hurt"}
    panel = window(app, "hurt").panel  # type: ignore[attr-defined]
    assert panel.logged.text() == ""
    panel.places["low back"].click()
    assert app.engine.state.logged.offer is None
    assert "Stand-up pulse" in panel.logged.text()
    panel.close_button.click()
    (hurt,) = [fact for fact in app.recorder.programme() if isinstance(fact, programme_facts.PainReported)]
    assert (hurt.routine, hurt.move, hurt.where) == ("pulse-30", "stand", "low back")
    assert app.visible() == set()
    assert app.programme.programme.pains


def test_a_pain_reported_by_mistake_is_not_logged_and_the_break_goes_on(app: SimulatedApp) -> None:
    app.ui.request(inputs.Start("stand"))
    app.desktop.now += timedelta(seconds=3)
    app.guide.pain_button.click()
    window(app, "hurt").panel.go_on.click()  # type: ignore[attr-defined]
    assert app.visible() == {"guide"} and app.guide.playback.running
    assert isinstance(app.engine.state.logged.offer, Guiding)
    assert not [fact for fact in app.recorder.programme() if isinstance(fact, programme_facts.PainReported)]


def test_a_pain_without_a_place_is_logged(app: SimulatedApp) -> None:
    stopped: list[str] = []
    report = ReportPain("self-test", "hug", "Right leg, step 2 of 3", lambda: stopped.append("stop"), pytest.fail)
    app.ui.request(report)
    window(app, "hurt").close()  # type: ignore[attr-defined]
    (hurt,) = [fact for fact in app.recorder.programme() if isinstance(fact, programme_facts.PainReported)]
    assert (hurt.routine, hurt.move, hurt.where) == ("self-test", "hug", "")
    assert stopped == ["stop"]
