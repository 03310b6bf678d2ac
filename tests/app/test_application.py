"""A working day through the real engine, log and windows; only the desk is a hand-written one."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QPixmapCache
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from hipbreak.app.data.event_recorder import EventRecorder
from hipbreak.app.programme.programme_cache import ProgrammeCache
from hipbreak.app.ui_controller import DesktopServices, UiController
from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.daily import total_of
from hipbreak.core.text import menu as menu_text
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.simulated_desk import SimulatedDesktop
from hipbreak.core.tracking.state import Absent, Guiding, Sitting, State
from hipbreak.desktop.display.platform_choice import PlatformChoice
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import AppPaths, create_folders, find_paths
from hipbreak.ui.exercise.break_guide import BreakGuideWindow
from hipbreak.ui.exercise.session_window import SessionWindow
from hipbreak.ui.intents import Intent
from hipbreak.ui.prompt.card import PromptCard
from hipbreak.ui.statistics.window import StatisticsWindow

MORNING = datetime.fromisoformat("2026-03-02T09:00:00+01:00")

OFFSCREEN = DesktopServices(PlatformChoice("offscreen"))


class Day:
    """The app on a simulated desktop, where time passes when the test says so."""

    def __init__(
        self,
        paths: AppPaths,
        start: datetime = MORNING,
        settings: Settings | None = None,
        change: Callable[[str, object], None] = lambda *_: None,
        desktop: DesktopServices = OFFSCREEN,
    ) -> None:
        self.paths = paths
        self.desk = SimulatedDesktop(start)
        self.recorder = EventRecorder(paths)
        story, heard = self.recorder.past()
        settings = settings or Settings(ignore_input_for=timedelta(0))
        self.programme = ProgrammeCache(self.recorder.programme, paths.settings)
        self.engine = Engine(
            State(start, logged=story),
            settings,
            self.desk,
            self.desk,
            self.desk,
            self.recorder,
            self.programme.reminder,
        )
        self.quits: list[str] = []
        self.ui = UiController(
            self.engine,
            self.recorder,
            self.programme,
            paths,
            self.desk.elapsed,
            change,
            lambda: self.quits.append("quit"),
            desktop,
        )
        self.engine.add_listener(self.ui.show_state)
        self.engine.launch(heard)

    @property
    def card(self) -> PromptCard:
        """The prompt's card."""
        return self.ui.prompts.cards.get().first

    @property
    def guide(self) -> BreakGuideWindow:
        """The guide of a break."""
        return self.ui.prompts.guide.get()

    @property
    def session(self) -> SessionWindow:
        """The session window."""
        return self.ui.programme.get().session.get()

    def use(self, settings: Settings) -> None:
        """Apply other settings."""
        self.engine.change_settings(settings)
        self.ui.update_settings()

    def pass_time(self, **length: float) -> None:
        """Let the alarms ring that fall due meanwhile."""
        until = self.desk.now + timedelta(**length)
        while (ring := self.desk.next_timer()) is not None and ring[0] <= until:
            self.desk.now = max(self.desk.now, ring[0].astimezone(self.desk.now.tzinfo))
            self.desk.fire(ring[1])
        self.desk.now = until

    def happens(self, signal: inputs.Input) -> None:
        self.desk.update_idle(signal)
        self.engine.handle(signal)

    def visible(self) -> set[str]:
        return {name for name, _ in self.ui.windows.visible()} - {"small"}

    def close(self) -> None:
        self.engine.halt()
        self.ui.close()
        self.recorder.close()


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    found = find_paths(tmp_path / "home")
    create_folders(found)
    return found


@pytest.fixture
def day(paths: AppPaths, qtbot: QtBot) -> Iterator[Day]:
    made = Day(paths)
    yield made
    made.close()


def test_the_statistics_are_gone_when_they_are_closed_and_come_back_where_they_were(
    day: Day, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    day.ui.request(Intent.TODAY)
    window = day.ui.daily.statistics.get()
    window.resize(700, 611)
    gone: list[object] = []
    window.destroyed.connect(lambda: gone.append(True))
    released: list[bool] = []
    monkeypatch.setattr(EventLog, "release_memory", lambda _: released.append(bool(gone)))
    QPixmapCache.insert("of that window", QPixmap(8, 8))
    window.close()
    qtbot.waitUntil(lambda: bool(gone))
    qtbot.waitUntil(lambda: released == [True] and QPixmapCache.find("of that window") is None)
    assert day.ui.daily.statistics.existing is None
    day.pass_time(minutes=5)
    day.ui.request(Intent.TODAY)
    assert day.visible() == {"today"} and day.ui.daily.statistics.get().height() == 611


def test_a_working_day(day: Day, qtbot: QtBot) -> None:
    """Work, card, Start, pulse, log, statistics; then Later, a lock, Skip, standing, and the window that tells it."""
    day.pass_time(minutes=44)
    assert day.visible() == set()
    day.pass_time(minutes=1)
    assert day.visible() == {"card"}
    start = next(b for b in day.card.findChildren(QPushButton) if b.text() == menu_text.start())
    qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    assert day.visible() == {"guide"}
    assert isinstance(day.engine.state.logged.offer, Guiding)
    for _ in range(30):
        day.desk.now += timedelta(seconds=1)
        day.guide.run.look()
    assert day.engine.state.logged.offer is None
    status = day.engine.state.logged
    assert status.tally is not None and (status.tally.breaks, status.tally.pulses) == (1, 1)

    day.pass_time(minutes=45)
    assert "card" in day.visible()
    day.ui.request(inputs.Snooze(timedelta(minutes=5)))
    assert "card" not in day.visible()
    day.pass_time(minutes=5)
    assert "card" in day.visible()
    day.happens(inputs.Lock())
    assert "card" not in day.visible()
    day.pass_time(seconds=90)
    day.happens(inputs.Unlock())
    assert "card" not in day.visible()
    assert day.engine.state.sitting() == timedelta(0)

    day.ui.request(inputs.Stand())
    day.pass_time(minutes=20)
    day.ui.request(inputs.Sit())
    day.ui.request(Intent.TODAY)
    assert "today" in day.visible()
    figures = total_of(day.recorder.days(day.engine.state.logged, day.engine.state.at, 1))
    assert (figures.confirmed, figures.assumed, figures.pulses) == (2, 1, 1)
    observed = day.engine.state.at - MORNING
    assert figures.sitting + figures.standing + figures.away == observed
    today = dict(day.ui.windows.visible())["today"]
    assert isinstance(today, StatisticsWindow)


def test_a_restart_continues_the_same_story(paths: AppPaths, qtbot: QtBot) -> None:
    """Killed without a word after 20 minutes and started 30 s later: S goes on (R7)."""
    first = Day(paths)
    first.pass_time(minutes=20)
    first.ui.close()
    first.recorder.close()
    second = Day(paths, MORNING + timedelta(minutes=20, seconds=30))
    posture = second.engine.state.logged.posture
    assert isinstance(posture, Sitting) and posture.since == MORNING
    second.close()


def test_after_a_long_gap_the_bout_ended_when_the_app_was_last_heard(paths: AppPaths, qtbot: QtBot) -> None:
    first = Day(paths)
    first.pass_time(minutes=20)
    first.ui.close()
    first.recorder.close()
    later = MORNING + timedelta(minutes=50)
    second = Day(paths, later)
    figures = total_of(second.recorder.days(second.engine.state.logged, later, 1))
    assert timedelta(minutes=19, seconds=30) <= figures.sitting <= timedelta(minutes=20)
    assert figures.sitting + figures.unobserved == timedelta(minutes=50)
    assert figures.confirmed + figures.assumed == 0
    second.close()


def test_stopping_the_guide_early_leaves_the_sitting_clock_running(day: Day, qtbot: QtBot) -> None:
    day.pass_time(minutes=45)
    day.ui.request(inputs.Start())
    day.desk.now += timedelta(seconds=5)
    day.guide.close()
    assert day.engine.state.logged.offer is None
    assert day.engine.state.sitting() == timedelta(minutes=45, seconds=5)


def test_whoever_opens_a_window_is_no_longer_away(day: Day, qtbot: QtBot) -> None:
    day.pass_time(minutes=20)
    day.ui.request(inputs.Leave())
    day.desk.update_idle(inputs.InputIdle())
    day.pass_time(minutes=10)
    assert isinstance(day.engine.state.logged.posture, Absent)
    day.ui.request(Intent.TODAY)
    assert isinstance(day.engine.state.logged.posture, Sitting)
    assert total_of(day.recorder.days(day.engine.state.logged, day.engine.state.at, 1)).assumed == 1


def test_leaving_in_the_guide_closes_it(day: Day, qtbot: QtBot) -> None:
    day.ui.request(inputs.Start())
    day.desk.now += timedelta(seconds=5)
    day.happens(inputs.Suspend())
    day.desk.now += timedelta(hours=1)
    day.happens(inputs.Wake())
    assert day.visible() == set()
    assert day.engine.state.logged.offer is None


def test_a_word_that_does_not_fit_is_answered_and_harms_nothing(day: Day, qtbot: QtBot) -> None:
    day.ui.request(inputs.Skip())
    day.ui.request(Intent.QUIT)
    assert day.quits == ["quit"]
