"""From the menu to the log: the questions, a routine, the self-test and the programme, with the real engine."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.core.facts import programme_facts
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.state import Guiding
from hipbreak.store.paths import AppPaths, create_folders, find_paths
from hipbreak.ui.exercise.self_test_window import SelfTestWindow
from hipbreak.ui.intents import Intent, OpenRoutine, ReportPain
from hipbreak.ui.programme.health_screening_dialog import HealthScreeningDialog
from tests.app.test_application import Day


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    found = find_paths(tmp_path)
    create_folders(found)
    return found


@pytest.fixture
def day(qtbot: QtBot, paths: AppPaths) -> Iterator[Day]:
    made = Day(paths)
    made.happens(inputs.InputActive())
    yield made
    made.ui.prepare_quit()
    made.close()


def window(day: Day, name: str) -> object:
    return dict(day.ui.windows.visible())[name]


def answered(day: Day, *names: str) -> None:
    gate = window(day, "gate")
    assert isinstance(gate, HealthScreeningDialog)
    for name in names:
        gate.answers[name].click()
    if not names:
        gate.none.click()
    gate.go_on.click()


def test_the_first_routine_comes_after_the_questions_and_the_next_at_once(day: Day) -> None:
    day.ui.request(OpenRoutine("mini"))
    assert day.visible() == {"gate"}
    answered(day)
    assert day.visible() == {"session"}
    day.session.close()
    day.ui.request(OpenRoutine("couch-stretch"))
    assert day.visible() == {"session"}


def test_who_shall_ask_a_clinician_first_gets_no_routine_but_the_breaks_go_on(day: Day) -> None:
    day.ui.request(OpenRoutine("mini"))
    answered(day, "strain")
    assert day.visible() == set()
    day.ui.request(OpenRoutine("mini"))
    assert day.visible() == {"gate"}
    window(day, "gate").close()  # type: ignore[attr-defined]
    day.ui.request(OpenRoutine("pulse-30"))
    assert day.visible() == {"session"}


def test_begun_in_the_window_it_says_where_you_are(day: Day) -> None:
    day.ui.request(Intent.PROGRAMME)
    assert day.visible() == {"programme"}
    day.ui.request(inputs.RecordFact(programme_facts.ProgrammeBegan(day.engine.state.at)))
    assert day.programme.programme.began == day.engine.state.at.date()
    labels = [label.text() for label in window(day, "programme").findChildren(object) if hasattr(label, "setBuddy")]  # type: ignore[attr-defined]
    assert "Week 1, day 1; 0 of 1 session." in labels


def test_the_next_run_knows_what_this_one_noted(qtbot: QtBot, paths: AppPaths) -> None:
    first = Day(paths)
    first.ui.request(inputs.RecordFact(programme_facts.ProgrammeBegan(first.engine.state.at)))
    first.ui.request(inputs.RecordFact(programme_facts.SelfTested(first.engine.state.at, "rests", "floats")))
    first.close()
    second = Day(paths)
    assert [fact.name for fact in second.recorder.programme()] == ["programme_began", "self_tested"]
    second.close()


def test_the_self_test_is_kept(day: Day) -> None:
    day.ui.request(inputs.RecordFact(programme_facts.HealthScreened(day.engine.state.at, "")))
    day.ui.request(Intent.SELF_TEST)
    test = window(day, "self_test")
    assert isinstance(test, SelfTestWindow)
    for _ in range(2):
        test.next.click()
        test.next.click()
        test.answers["rests"].click()
        test.next.click()
    assert [fact.name for fact in day.recorder.programme()][-1] == "self_tested"
    (tested,) = day.programme.programme.tests
    assert (tested.left, tested.right) == ("rests", "rests")


def test_a_routine_withdraws_the_card_and_opens_no_other_guide(day: Day) -> None:
    day.ui.request(OpenRoutine("mini"))
    answered(day)
    day.pass_time(minutes=45, seconds=5)
    assert "card" in day.visible()
    session = day.session
    session.overview.start_button.click()
    assert isinstance(day.engine.state.logged.offer, Guiding)
    assert day.engine.state.logged.offer.kind == "routine"
    assert day.visible() == {"session"}
    day.happens(inputs.Lock())
    day.pass_time(minutes=10)
    assert not session.running
    assert session.unfinished


def test_there_is_no_such_routine(day: Day) -> None:
    with pytest.raises(inputs.Refused, match="There is no routine"):
        day.ui.programme.get().open_routine("yoga")


def test_something_hurts_in_a_break_as_in_a_session(day: Day) -> None:
    day.ui.request(inputs.RecordFact(programme_facts.ProgrammeBegan(day.engine.state.at)))
    day.ui.request(inputs.Start("stand"))
    day.desk.now += timedelta(seconds=3)
    day.guide.hurts_button.click()
    assert day.engine.state.logged.offer is None
    assert day.visible() == {"hurt"}
    panel = window(day, "hurt").panel  # type: ignore[attr-defined]
    assert "Stand-up pulse" in panel.logged.text()
    panel.places["low back"].click()
    panel.close_button.click()
    (hurt,) = [fact for fact in day.recorder.programme() if isinstance(fact, programme_facts.PainReported)]
    assert (hurt.routine, hurt.move, hurt.where) == ("pulse-30", "stand", "low back")
    assert day.visible() == set()
    assert day.programme.programme.pains


def test_a_pain_is_kept_without_its_place_when_nobody_says_it(day: Day) -> None:
    day.ui.request(ReportPain("self-test", "hug", "Right leg, step 2 of 3"))
    window(day, "hurt").close()  # type: ignore[attr-defined]
    (hurt,) = [fact for fact in day.recorder.programme() if isinstance(fact, programme_facts.PainReported)]
    assert (hurt.routine, hurt.move, hurt.where) == ("self-test", "hug", "")
