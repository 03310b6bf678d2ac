"""The routine's reminder from the log to the card and on to the session, with the real engine and windows (R18)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from hipbreak.core.facts import programme_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import menu as menu_text
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.state import Card, Guiding
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import AppPaths, create_folders, find_paths
from hipbreak.ui.intents import Intent, OpenRoutine
from hipbreak.ui.programme.overview_page import ReminderRow
from tests.app.test_application import MORNING, Day
from tests.ui.statistics.logged_days import texts

TEN = Settings(
    routine_time=time(10),
    cue=False,
    window_opens=timedelta(hours=24),
    window_closes=timedelta(hours=24),
    ignore_input_for=timedelta(0),
)
YESTERDAY = MORNING - timedelta(days=1)


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    found = find_paths(tmp_path / "home")
    create_folders(found)
    return found


def begun(paths: AppPaths, *more: Fact, yes: str | None = "") -> None:
    """The programme began yesterday; `yes` answers the questions, None leaves them open."""
    gate = [] if yes is None else [programme_facts.HealthScreened(YESTERDAY, yes)]
    with EventLog.open(paths.log) as log:
        log.append([*gate, programme_facts.ProgrammeBegan(YESTERDAY), *more], live=False)


def working(paths: AppPaths, start: datetime = MORNING) -> Day:
    """At the desk from `start` on."""
    made = Day(paths, start, TEN)
    made.happens(inputs.InputActive())
    return made


@pytest.fixture
def day(paths: AppPaths, qtbot: QtBot) -> Iterator[Day]:
    begun(paths)
    made = working(paths)
    yield made
    made.ui.prepare_quit()
    made.close()


def told(day: Day) -> list[str]:
    """What became of the reminder."""
    with EventLog.read(day.paths.log) as log:
        facts = [entry.fact for entry in log.entries()]
    return [fact.name for fact in facts if getattr(fact, "kind", "") == "routine"]


def click_start(day: Day, qtbot: QtBot) -> None:
    card = day.card
    start = next(b for b in card.findChildren(QPushButton) if b.text() == menu_text.start())
    qtbot.mouseClick(start, Qt.MouseButton.LeftButton)


def begin_session(day: Day) -> None:
    session = day.session
    session.overview.start_button.click()


def test_the_card_names_the_routine_with_its_computed_length(day: Day) -> None:
    day.pass_time(minutes=59)
    assert day.visible() == set()
    day.pass_time(minutes=1, seconds=1)
    assert day.visible() == {"card"}
    words = [label.text() for label in day.card.findChildren(QLabel)]
    assert words == ["Time for today's session.", "Mini routine, 3:50 min. You chose this time."]


def test_start_opens_todays_routine_and_the_card_waits_for_its_first_step(day: Day, qtbot: QtBot) -> None:
    day.pass_time(hours=1, seconds=5)
    click_start(day, qtbot)
    assert day.visible() == {"session"}
    assert day.session.windowTitle().startswith("Mini routine")
    day.pass_time(minutes=3)
    assert isinstance(day.engine.state.logged.offer, Card), "reading what comes is no answer yet"
    begin_session(day)
    assert isinstance(day.engine.state.logged.offer, Guiding)
    assert told(day) == ["prompted", "started"]
    day.session.do("stop")
    day.session.close()
    day.pass_time(hours=5)
    assert told(day) == ["prompted", "started", "stopped"], "once"


def test_a_session_that_is_opened_and_left_was_skipped(day: Day, qtbot: QtBot) -> None:
    day.pass_time(hours=1, seconds=5)
    click_start(day, qtbot)
    day.session.close()
    qtbot.waitUntil(lambda: told(day) == ["prompted", "skipped"])
    assert day.visible() == set()


def test_the_questions_come_between_and_who_shall_ask_first_is_not_reminded_again(
    paths: AppPaths, qtbot: QtBot
) -> None:
    begun(paths, yes=None)
    day = working(paths)
    day.pass_time(hours=1, seconds=5)
    click_start(day, qtbot)
    assert day.visible() == {"gate"}
    gate = dict(day.ui.windows.visible())["gate"]
    gate.answers["strain"].click()  # type: ignore[attr-defined]
    gate.go_on.click()  # type: ignore[attr-defined]
    gate.close()
    qtbot.waitUntil(lambda: told(day) == ["prompted", "withdrawn"])
    day.pass_time(hours=30)
    assert told(day) == ["prompted", "withdrawn"]
    day.close()


def test_the_questions_answered_the_session_opens(paths: AppPaths, qtbot: QtBot) -> None:
    begun(paths, yes=None)
    day = working(paths)
    day.pass_time(hours=1, seconds=5)
    click_start(day, qtbot)
    gate = dict(day.ui.windows.visible())["gate"]
    gate.none.click()  # type: ignore[attr-defined]
    gate.go_on.click()  # type: ignore[attr-defined]
    assert day.visible() == {"session"}
    qtbot.wait(0)
    assert told(day) == ["prompted"]
    begin_session(day)
    assert told(day) == ["prompted", "started"]
    day.ui.prepare_quit()
    day.close()


def test_a_session_done_before_needs_no_reminder_and_none_comes_up_at_its_end(day: Day, qtbot: QtBot) -> None:
    day.pass_time(minutes=58)
    day.ui.request(OpenRoutine("mini"))
    begin_session(day)
    day.pass_time(minutes=3)
    assert told(day) == ["started"]
    day.ui.request(inputs.Finish(timedelta(minutes=4)))
    day.ui.request(
        inputs.RecordFact(programme_facts.SessionDone(day.engine.state.at, "mini", "whole", timedelta(minutes=4), 100))
    )
    day.pass_time(hours=8)
    assert told(day) == ["started", "finished"]
    day.session.close()


def test_the_next_day_has_its_own(day: Day) -> None:
    day.pass_time(hours=1, seconds=5)
    day.ui.request(inputs.Skip())
    day.pass_time(hours=24)
    assert told(day) == ["prompted", "skipped", "prompted"]


def test_once_a_day_holds_over_a_restart(paths: AppPaths, qtbot: QtBot) -> None:
    begun(paths)
    first = working(paths)
    first.pass_time(hours=1, seconds=5)
    first.ui.request(inputs.Skip())
    first.close()
    second = working(paths, MORNING + timedelta(hours=3))
    second.pass_time(hours=6)
    assert told(second) == ["prompted", "skipped"]
    second.close()


def test_a_snoozed_reminder_comes_after_a_restart(paths: AppPaths, qtbot: QtBot) -> None:
    begun(paths)
    first = working(paths)
    first.pass_time(hours=1, seconds=5)
    first.ui.request(inputs.Snooze(timedelta(minutes=10)))
    first.close()
    second = working(paths, MORNING + timedelta(minutes=62))
    assert second.visible() == set()
    second.pass_time(minutes=9)
    assert second.visible() == {"card"}
    assert told(second) == ["prompted", "later", "prompted"]
    second.close()


def test_a_time_chosen_anew_that_is_over_for_today_begins_tomorrow(day: Day) -> None:
    day.pass_time(minutes=30)
    day.engine.change_settings(replace(TEN, routine_time=time(9, 15)))
    day.pass_time(minutes=30)
    assert told(day) == []
    day.pass_time(hours=23, minutes=30)
    assert told(day)[0] == "prompted"


def test_begun_in_the_afternoon_it_does_not_ask_for_the_morning(paths: AppPaths, qtbot: QtBot) -> None:
    day = working(paths, MORNING + timedelta(hours=5))
    day.ui.request(inputs.RecordFact(programme_facts.ProgrammeBegan(MORNING)))
    day.pass_time(hours=2)
    assert told(day) == []
    day.close()


def test_a_card_is_still_there_after_a_short_restart(paths: AppPaths, qtbot: QtBot) -> None:
    begun(paths)
    first = working(paths)
    first.pass_time(hours=1, seconds=5)
    first.ui.close()  # killed: nothing is written
    first.recorder.close()
    second = working(paths, MORNING + timedelta(hours=1, seconds=25))
    assert second.visible() == {"card"}
    assert told(second) == ["prompted"]
    second.close()


CET, CEST = timezone(timedelta(hours=1)), timezone(timedelta(hours=2))


def clocks_change(day: Day, to: timezone) -> None:
    """The wall clock is an hour on or back, and no time has passed."""
    day.desk.now = day.desk.now.astimezone(to)


def before_the_change(paths: AppPaths, start: datetime, chosen: time) -> Day:
    begun(paths)
    day = Day(paths, start, replace(TEN, routine_time=chosen))
    day.happens(inputs.InputActive())
    return day


def test_a_time_that_the_clocks_leap_over_comes_right_after_the_leap(paths: AppPaths, qtbot: QtBot) -> None:
    day = before_the_change(paths, datetime(2026, 3, 29, 1, 0, tzinfo=CET), time(2, 30))
    day.pass_time(minutes=60)
    clocks_change(day, CEST)
    assert told(day) == []
    day.pass_time(seconds=31)
    assert told(day) == ["prompted"]
    day.close()


def test_a_time_that_there_is_twice_is_one_reminder(paths: AppPaths, qtbot: QtBot) -> None:
    day = before_the_change(paths, datetime(2026, 10, 25, 1, 30, tzinfo=CEST), time(2, 30))
    day.pass_time(minutes=61)
    assert told(day)[0] == "prompted"
    day.pass_time(minutes=29)
    clocks_change(day, CET)
    day.pass_time(hours=3)
    assert told(day) == ["prompted", "ignored"]
    day.close()


def test_the_chosen_time_stays_that_of_the_wall_over_a_change_of_the_clocks(paths: AppPaths, qtbot: QtBot) -> None:
    day = before_the_change(paths, datetime(2026, 3, 29, 1, 30, tzinfo=CET), time(10))
    day.pass_time(minutes=30)
    clocks_change(day, CEST)
    day.pass_time(hours=6, minutes=59)  # 9:59
    assert told(day) == []
    day.pass_time(minutes=1, seconds=1)
    assert told(day) == ["prompted"]
    day.close()


def test_the_evening_has_a_tip_in_the_menu_until_it_is_put_away(day: Day) -> None:
    def lines() -> list[str]:
        return [action.text() for action in day.ui.menu.actions() if action.isVisible()]

    day.pass_time(hours=9, minutes=58)
    assert "A tip for the night..." not in lines()
    day.pass_time(minutes=3)
    assert "A tip for the night..." in lines()
    day.ui.request(inputs.RecordFact(programme_facts.TipDismissed(day.engine.state.at, "sleep")))
    assert "A tip for the night..." not in lines()
    day.pass_time(hours=24)
    assert "A tip for the night..." not in lines()


def test_the_time_is_chosen_in_the_programmes_window_and_takes_effect(paths: AppPaths, qtbot: QtBot) -> None:
    begun(paths)
    changed: list[tuple[str, object]] = []
    day = Day(paths, MORNING, TEN, lambda key, value: changed.append((key, value)))
    day.happens(inputs.InputActive())
    day.ui.request(Intent.PROGRAMME)
    window = dict(day.ui.windows.visible())["programme"]
    assert "The reminder comes today at 10:00." in texts(window)
    row = window.findChild(ReminderRow)
    row.when.editor.setTime(QTime(11, 30))
    assert changed == [("routine_time", time(11, 30))]
    day.use(replace(TEN, routine_time=time(11, 30)))
    assert "The reminder comes today at 11:30." in texts(window)
    day.pass_time(hours=2, minutes=29)
    assert told(day) == []
    day.pass_time(minutes=1, seconds=2)
    assert told(day) == ["prompted"]
    assert "The reminder comes on Tuesday at 11:30." in texts(window)
    day.close()


def test_without_a_programme_nothing_of_it_is_read(paths: AppPaths, qtbot: QtBot) -> None:
    day = working(paths)
    day.pass_time(hours=2)
    assert told(day) == []
    assert not day.programme.is_loaded
    day.ui.request(Intent.SESSION)
    assert day.visible() == {"programme"}, "nothing is meant for today: the window says why"
    day.close()
