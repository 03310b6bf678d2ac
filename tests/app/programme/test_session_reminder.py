"""The routine's reminder from the log to the card and on to the session, with the real engine and windows (R18)."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta, timezone

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from hipbreak.core.facts import programme_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import menu as menu_text
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.state import Card, Guiding
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import AppPaths
from hipbreak.ui.exercise.session_controls import SessionAction
from hipbreak.ui.intents import Intent, OpenRoutine
from hipbreak.ui.programme.overview_page import ReminderRow
from tests.app.simulated_app import MORNING, SimulatedApp
from tests.ui.statistics.logged_days import texts

TEN = Settings(
    routine_time=time(10),
    cue=False,
    window_opens=timedelta(hours=24),
    window_closes=timedelta(hours=24),
    ignore_input_for=timedelta(0),
    tones=False,
    voice=False,
)
YESTERDAY = MORNING - timedelta(days=1)


def begin_programme(paths: AppPaths, *more: Fact, answers: str | None = "") -> None:
    """The programme began yesterday; `yes` answers the questions, None leaves them open."""
    gate = [] if answers is None else [programme_facts.HealthScreened(YESTERDAY, answers)]
    with EventLog.open(paths.log) as log:
        log.append([*gate, programme_facts.ProgrammeBegan(YESTERDAY), *more], live=False)


def start_app(paths: AppPaths, start: datetime = MORNING) -> SimulatedApp:
    """An app with input from `start` on."""
    made = SimulatedApp(paths, start, TEN)
    made.receive(inputs.InputActive())
    return made


@pytest.fixture
def app(paths: AppPaths, qtbot: QtBot) -> Iterator[SimulatedApp]:
    begin_programme(paths)
    made = start_app(paths)
    yield made
    made.ui.prepare_quit()
    made.close()


def reminder_facts(app: SimulatedApp) -> list[str]:
    """The facts of the reminder."""
    with EventLog.read(app.paths.log) as log:
        facts = [entry.fact for entry in log.entries()]
    return [fact.name for fact in facts if getattr(fact, "kind", "") == "routine"]


def click_start(app: SimulatedApp, qtbot: QtBot) -> None:
    card = app.card
    start = next(b for b in card.findChildren(QPushButton) if b.text() == menu_text.start())
    qtbot.mouseClick(start, Qt.MouseButton.LeftButton)


def begin_session(app: SimulatedApp) -> None:
    session = app.session
    session.overview.start_button.click()


def test_the_card_names_the_routine_and_its_length(app: SimulatedApp) -> None:
    app.pass_time(minutes=59)
    assert app.visible() == set()
    app.pass_time(minutes=1, seconds=1)
    assert app.visible() == {"card"}
    words = [label.text() for label in app.card.findChildren(QLabel)]
    assert words == ["Time for today's session.", "Mini routine, 3:58 min. You chose this time."]


def test_start_opens_the_session_and_its_first_step_answers_the_card(app: SimulatedApp, qtbot: QtBot) -> None:
    app.pass_time(hours=1, seconds=5)
    click_start(app, qtbot)
    assert app.visible() == {"session"}
    assert app.session.windowTitle().startswith("Mini routine")
    app.pass_time(minutes=3)
    assert isinstance(app.engine.state.logged.offer, Card), "reading what comes is no answer yet"
    begin_session(app)
    assert isinstance(app.engine.state.logged.offer, Guiding)
    assert reminder_facts(app) == ["prompted", "started"]
    app.session.perform(SessionAction.STOP)
    app.session.close()
    app.pass_time(hours=5)
    assert reminder_facts(app) == ["prompted", "started", "stopped"], "once"


def test_a_folded_reminder_stays_in_the_menu_with_the_length_of_the_session(app: SimulatedApp) -> None:
    app.pass_time(hours=1, minutes=2)
    assert reminder_facts(app) == ["prompted", "ignored"]
    line = app.ui.menu.actions()[1]
    assert line.text() == "&Start today's session · 4 min"
    line.trigger()
    assert app.visible() == {"session"}


def test_a_session_that_is_opened_and_closed_is_skipped(app: SimulatedApp, qtbot: QtBot) -> None:
    app.pass_time(hours=1, seconds=5)
    click_start(app, qtbot)
    app.session.close()
    qtbot.waitUntil(lambda: reminder_facts(app) == ["prompted", "skipped"])
    assert app.visible() == set()


def test_a_blocking_health_answer_ends_the_reminders(paths: AppPaths, qtbot: QtBot) -> None:
    begin_programme(paths, answers=None)
    app = start_app(paths)
    app.pass_time(hours=1, seconds=5)
    click_start(app, qtbot)
    assert app.visible() == {"gate"}
    gate = dict(app.ui.windows.visible())["gate"]
    gate.answers["strain"].click()  # type: ignore[attr-defined]
    gate.accept_button.click()  # type: ignore[attr-defined]
    gate.close()
    qtbot.waitUntil(lambda: reminder_facts(app) == ["prompted", "withdrawn"])
    app.pass_time(hours=30)
    assert reminder_facts(app) == ["prompted", "withdrawn"]
    app.close()


def test_the_session_opens_after_the_health_questions(paths: AppPaths, qtbot: QtBot) -> None:
    begin_programme(paths, answers=None)
    app = start_app(paths)
    app.pass_time(hours=1, seconds=5)
    click_start(app, qtbot)
    gate = dict(app.ui.windows.visible())["gate"]
    gate.none_applies.click()  # type: ignore[attr-defined]
    gate.accept_button.click()  # type: ignore[attr-defined]
    assert app.visible() == {"session"}
    qtbot.wait(0)
    assert reminder_facts(app) == ["prompted"]
    begin_session(app)
    assert reminder_facts(app) == ["prompted", "started"]
    app.ui.prepare_quit()
    app.close()


def test_a_session_before_its_reminder_replaces_it(app: SimulatedApp, qtbot: QtBot) -> None:
    app.pass_time(minutes=58)
    app.ui.request(OpenRoutine("mini"))
    begin_session(app)
    app.pass_time(minutes=3)
    assert reminder_facts(app) == ["started"]
    app.ui.request(inputs.Finish(timedelta(minutes=4)))
    app.ui.request(
        inputs.RecordFact(programme_facts.SessionDone(app.engine.state.at, "mini", "whole", timedelta(minutes=4), 100))
    )
    app.pass_time(hours=8)
    assert reminder_facts(app) == ["started", "finished"]
    app.session.close()


def test_each_day_has_one_reminder(app: SimulatedApp) -> None:
    app.pass_time(hours=1, seconds=5)
    app.ui.request(inputs.Skip())
    app.pass_time(hours=24)
    assert reminder_facts(app) == ["prompted", "skipped", "prompted"]


def test_a_restart_does_not_repeat_the_reminder(paths: AppPaths, qtbot: QtBot) -> None:
    begin_programme(paths)
    first = start_app(paths)
    first.pass_time(hours=1, seconds=5)
    first.ui.request(inputs.Skip())
    first.close()
    second = start_app(paths, MORNING + timedelta(hours=3))
    second.pass_time(hours=6)
    assert reminder_facts(second) == ["prompted", "skipped"]
    second.close()


def test_a_snoozed_reminder_comes_after_a_restart(paths: AppPaths, qtbot: QtBot) -> None:
    begin_programme(paths)
    first = start_app(paths)
    first.pass_time(hours=1, seconds=5)
    first.ui.request(inputs.Snooze(timedelta(minutes=10)))
    first.close()
    second = start_app(paths, MORNING + timedelta(minutes=62))
    assert second.visible() == set()
    second.pass_time(minutes=9)
    assert second.visible() == {"card"}
    assert reminder_facts(second) == ["prompted", "later", "prompted"]
    second.close()


def test_a_changed_time_that_is_past_begins_tomorrow(app: SimulatedApp) -> None:
    app.pass_time(minutes=30)
    app.engine.change_settings(replace(TEN, routine_time=time(9, 15)))
    app.pass_time(minutes=30)
    assert reminder_facts(app) == []
    app.pass_time(hours=23, minutes=30)
    assert reminder_facts(app)[0] == "prompted"


def test_a_programme_begun_in_the_afternoon_has_no_reminder_that_day(paths: AppPaths, qtbot: QtBot) -> None:
    app = start_app(paths, MORNING + timedelta(hours=5))
    app.ui.request(inputs.RecordFact(programme_facts.ProgrammeBegan(MORNING)))
    app.pass_time(hours=2)
    assert reminder_facts(app) == []
    app.close()


def test_a_card_survives_a_short_restart(paths: AppPaths, qtbot: QtBot) -> None:
    begin_programme(paths)
    first = start_app(paths)
    first.pass_time(hours=1, seconds=5)
    first.kill()
    second = start_app(paths, MORNING + timedelta(hours=1, seconds=25))
    assert second.visible() == {"card"}
    assert reminder_facts(second) == ["prompted"]
    second.close()


CET, CEST = timezone(timedelta(hours=1)), timezone(timedelta(hours=2))


def clocks_change(app: SimulatedApp, to: timezone) -> None:
    """Set the wall clock by an hour."""
    app.desktop.now = app.desktop.now.astimezone(to)


def before_the_change(paths: AppPaths, start: datetime, chosen: time) -> SimulatedApp:
    begin_programme(paths)
    app = SimulatedApp(paths, start, replace(TEN, routine_time=chosen))
    app.receive(inputs.InputActive())
    return app


def test_a_skipped_hour_delays_the_reminder(paths: AppPaths, qtbot: QtBot) -> None:
    app = before_the_change(paths, datetime(2026, 3, 29, 1, 0, tzinfo=CET), time(2, 30))
    app.pass_time(minutes=60)
    clocks_change(app, CEST)
    assert reminder_facts(app) == []
    app.pass_time(seconds=31)
    assert reminder_facts(app) == ["prompted"]
    app.close()


def test_a_repeated_hour_has_one_reminder(paths: AppPaths, qtbot: QtBot) -> None:
    app = before_the_change(paths, datetime(2026, 10, 25, 1, 30, tzinfo=CEST), time(2, 30))
    app.pass_time(minutes=61)
    assert reminder_facts(app)[0] == "prompted"
    app.pass_time(minutes=29)
    clocks_change(app, CET)
    app.pass_time(hours=3)
    assert reminder_facts(app) == ["prompted", "ignored"]
    app.close()


def test_the_reminder_follows_the_wall_clock_over_a_time_change(paths: AppPaths, qtbot: QtBot) -> None:
    app = before_the_change(paths, datetime(2026, 3, 29, 1, 30, tzinfo=CET), time(10))
    app.pass_time(minutes=30)
    clocks_change(app, CEST)
    app.pass_time(hours=6, minutes=59)  # 9:59
    assert reminder_facts(app) == []
    app.pass_time(minutes=1, seconds=1)
    assert reminder_facts(app) == ["prompted"]
    app.close()


def test_the_menu_has_a_tip_in_the_evening_until_it_is_dismissed(app: SimulatedApp) -> None:
    def lines() -> list[str]:
        return [action.text() for menu in app.ui.menu.findChildren(QMenu) for action in menu.actions()]

    app.pass_time(hours=9, minutes=58)
    assert "A tip for the night..." not in lines()
    app.pass_time(minutes=3)
    assert "A tip for the night..." in lines()
    app.ui.request(inputs.RecordFact(programme_facts.TipDismissed(app.engine.state.at, "sleep")))
    assert "A tip for the night..." not in lines()
    app.pass_time(hours=24)
    assert "A tip for the night..." not in lines()


def test_the_time_chosen_in_the_window_takes_effect(paths: AppPaths, qtbot: QtBot) -> None:
    begin_programme(paths)
    changed: list[tuple[str, object]] = []
    app = SimulatedApp(paths, MORNING, TEN, lambda key, value: changed.append((key, value)))
    app.receive(inputs.InputActive())
    app.ui.request(Intent.PROGRAMME)
    window = dict(app.ui.windows.visible())["main"]
    assert "The reminder comes today at 10:00." in texts(window)
    row = window.findChild(ReminderRow)
    row.time.editor.setTime(QTime(11, 30))
    assert changed == [("routine_time", time(11, 30))]
    app.use(replace(TEN, routine_time=time(11, 30)))
    assert "The reminder comes today at 11:30." in texts(window)
    app.pass_time(hours=2, minutes=29)
    assert reminder_facts(app) == []
    app.pass_time(minutes=1, seconds=2)
    assert reminder_facts(app) == ["prompted"]
    assert "The reminder comes on Tuesday at 11:30." in texts(window)
    app.close()


def test_without_a_programme_nothing_is_loaded(paths: AppPaths, qtbot: QtBot) -> None:
    app = start_app(paths)
    app.pass_time(hours=2)
    assert reminder_facts(app) == []
    assert not app.programme.is_loaded
    app.ui.request(Intent.SESSION)
    assert app.visible() == {"main"}, "nothing is meant for today: the page says why"
    app.close()
