"""A working day through the real engine, log and windows on a simulated desktop."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale, QRect, Qt, QTimer
from PySide6.QtGui import QPixmap, QPixmapCache
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hipbreak.app.windows.app_theme import AppTheme
from hipbreak.app.windows.window_slot import WindowSet, WindowSlot
from hipbreak.core.settings.display_choices import Motion
from hipbreak.core.statistics.daily import total_of
from hipbreak.core.text import menu as menu_text
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.state import Absent, Guiding, Sitting
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import AppPaths
from hipbreak.ui.intents import PAGES, Intent
from hipbreak.ui.main_window.window import MainWindow
from hipbreak.ui.tray.tray import BREATH_FRAME
from tests.app.simulated_app import MORNING, OFFSCREEN, SimulatedApp


def test_a_closed_main_window_is_deleted_and_reopens_in_place(
    app: SimulatedApp, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.ui.request(Intent.NOW)
    window = app.ui.app_windows.get().main.get()
    window.resize(700, 611)
    gone: list[object] = []
    window.destroyed.connect(lambda: gone.append(True))
    released: list[bool] = []
    monkeypatch.setattr(EventLog, "release_memory", lambda _: released.append(bool(gone)))
    QPixmapCache.insert("of that window", QPixmap(8, 8))
    window.close()
    qtbot.waitUntil(lambda: bool(gone))
    qtbot.waitUntil(lambda: released == [True] and QPixmapCache.find("of that window") is None)
    assert app.ui.app_windows.get().main.existing is None
    app.pass_time(minutes=5)
    app.ui.request(Intent.NOW)
    assert app.visible() == {"main"} and app.ui.app_windows.get().main.get().height() == 611


def test_the_page_now_names_what_is_not_saved(app: SimulatedApp) -> None:
    app.ui.request(Intent.NOW)

    def notices() -> list[str]:
        labels = app.ui.app_windows.get().main.get().findChildren(QLabel)
        return [label.text() for label in labels if label.text().startswith("Not saved yet") and label.isVisible()]

    with closing(sqlite3.connect(app.paths.log, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        app.ui.request(inputs.Stand())
        assert notices() == [f"Not saved yet: the log {app.paths.log} cannot be used: another program holds it."]
    app.pass_time(minutes=1)
    assert notices() == []


def test_a_working_day(app: SimulatedApp, qtbot: QtBot) -> None:
    """Sitting, card, Start, pulse, log, statistics; then Later, a lock, Skip, standing, and the statistics window."""
    app.pass_time(minutes=44)
    assert app.visible() == set()
    app.pass_time(minutes=1)
    assert app.visible() == {"card"}
    start = next(b for b in app.card.findChildren(QPushButton) if b.text() == menu_text.stand_up())
    qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    assert app.visible() == {"guide"}
    assert isinstance(app.engine.state.logged.offer, Guiding)
    for _ in range(34):  # four of them to get up
        app.desktop.now += timedelta(seconds=1)
        app.guide.playback.update()
    assert app.engine.state.logged.offer is None
    status = app.engine.state.logged
    assert status.tally is not None and (status.tally.breaks, status.tally.pulses) == (1, 1)

    app.pass_time(minutes=45)
    assert "card" in app.visible()
    app.ui.request(inputs.Snooze(timedelta(minutes=5)))
    assert "card" not in app.visible()
    app.pass_time(minutes=5)
    assert "card" in app.visible()
    app.receive(inputs.Lock())
    assert "card" not in app.visible()
    app.pass_time(seconds=90)
    app.receive(inputs.Unlock())
    assert "card" not in app.visible()
    assert app.engine.state.sitting() == timedelta(0)

    app.ui.request(inputs.Stand())
    app.pass_time(minutes=20)
    app.ui.request(inputs.Sit())
    app.ui.request(Intent.NOW)
    assert "main" in app.visible()
    figures = app.today()
    assert (figures.confirmed, figures.assumed, figures.pulses) == (2, 1, 1)
    observed = app.engine.state.at - MORNING
    assert figures.sitting + figures.standing + figures.away == observed
    main = dict(app.ui.windows.visible())["main"]
    assert isinstance(main, MainWindow) and main.page is Intent.NOW


def test_a_short_restart_keeps_the_posture(paths: AppPaths, qtbot: QtBot) -> None:
    """Killed after 20 minutes and started 30 s later: S continues (R7)."""
    first = SimulatedApp(paths)
    first.pass_time(minutes=20)
    first.kill()
    second = SimulatedApp(paths, MORNING + timedelta(minutes=20, seconds=30))
    posture = second.engine.state.logged.posture
    assert isinstance(posture, Sitting) and posture.since == MORNING
    second.close()


def test_a_long_gap_ends_the_bout_at_the_last_beat(paths: AppPaths, qtbot: QtBot) -> None:
    first = SimulatedApp(paths)
    first.pass_time(minutes=20)
    first.kill()
    later = MORNING + timedelta(minutes=50)
    second = SimulatedApp(paths, later)
    figures = total_of(second.recorder.range(second.engine.state.logged, later, later.date(), later.date()))
    assert timedelta(minutes=19, seconds=30) <= figures.sitting <= timedelta(minutes=20)
    assert figures.sitting + figures.unobserved == timedelta(minutes=50)
    assert figures.confirmed + figures.assumed == 0
    second.close()


def test_stopping_the_guide_early_leaves_the_sitting_clock_running(app: SimulatedApp, qtbot: QtBot) -> None:
    app.pass_time(minutes=45)
    app.ui.request(inputs.Start())
    app.desktop.now += timedelta(seconds=5)
    app.guide.close()
    assert app.engine.state.logged.offer is None
    assert app.engine.state.sitting() == timedelta(minutes=45, seconds=5)


def test_opening_a_window_ends_the_absence(app: SimulatedApp, qtbot: QtBot) -> None:
    app.pass_time(minutes=20)
    app.ui.request(inputs.Leave())
    app.desktop.update_idle(inputs.InputIdle())
    app.pass_time(minutes=10)
    assert isinstance(app.engine.state.logged.posture, Absent)
    app.ui.request(Intent.NOW)
    assert isinstance(app.engine.state.logged.posture, Sitting)
    assert app.today().assumed == 1


def test_suspend_closes_the_guide(app: SimulatedApp, qtbot: QtBot) -> None:
    app.ui.request(inputs.Start())
    app.desktop.now += timedelta(seconds=5)
    app.receive(inputs.Suspend())
    app.desktop.now += timedelta(hours=1)
    app.receive(inputs.Wake())
    assert app.visible() == set()
    assert app.engine.state.logged.offer is None


def test_a_refused_command_changes_nothing(app: SimulatedApp, qtbot: QtBot) -> None:
    app.ui.request(inputs.Skip())
    app.ui.request(Intent.QUIT)
    assert app.quits == ["quit"]


def test_the_window_that_replaces_the_tray_waits_for_the_end_of_the_first_steps(
    paths: AppPaths, stack: ExitStack, qtbot: QtBot
) -> None:
    """It would cover them."""
    app = SimulatedApp(paths, desktop=replace(OFFSCREEN, tray_available=lambda: False))
    stack.callback(app.close)

    def visible() -> list[str]:
        app.engine.beat()
        return [name for name, _ in app.ui.windows.visible()]

    assert visible() == ["small"]
    for window in app.ui.windows.existing():
        window.hide()
    welcome = WindowSlot(app.ui.windows, "welcome", QWidget, restores_geometry=False)
    app.ui.app_windows.get().welcome = welcome  # type: ignore[assignment]  # any window would do
    welcome.raise_window()
    assert visible() == ["welcome"]
    welcome.get().hide()
    assert visible() == ["small"]


SHOWN_PAGES = {
    Intent.NOW: "Now - Hipbreak",
    Intent.TRENDS: "Trend - Hipbreak",
    Intent.PROGRAMME: "Programme - Hipbreak",
    Intent.LEARN: "Learn - Hipbreak",
    Intent.SETTINGS: "Settings - Hipbreak",
}
"""The title of the main window with each page."""


def title_of(app: SimulatedApp, page: Intent) -> str:
    window = dict(app.ui.windows.visible())["main"]
    assert isinstance(window, MainWindow) and window.page is page
    return window.windowTitle()


KEYS = (
    (Qt.Key.Key_1, Intent.NOW),
    (Qt.Key.Key_2, Intent.TRENDS),
    (Qt.Key.Key_3, Intent.PROGRAMME),
    (Qt.Key.Key_4, Intent.LEARN),
    (Qt.Key.Key_5, Intent.SETTINGS),
    (Qt.Key.Key_Comma, Intent.SETTINGS),
)
WINDOWS: dict[str, object] = {
    "main": Intent.NOW,
    "log": Intent.LOG_BREAK,
    "gate": Intent.HEALTH_SCREENING,
    "guide": inputs.Start("stand"),
}


@pytest.mark.parametrize("opened", WINDOWS)
def test_every_window_reaches_the_pages_by_keyboard(app: SimulatedApp, qtbot: QtBot, opened: str) -> None:
    app.ui.request(WINDOWS[opened])
    window = dict(app.ui.windows.visible())[opened]
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert title_of(app, Intent.LEARN) == "Learn - Hipbreak"


def test_every_page_has_its_key(app: SimulatedApp, qtbot: QtBot) -> None:
    asked: list[object] = []
    windows = WindowSet(AppTheme(lambda: app.engine.settings), app.paths.state, asked.append)
    slot = WindowSlot(windows, "any", QWidget)
    slot.raise_window()
    qtbot.waitUntil(slot.get().isActiveWindow)
    for key, _ in KEYS:
        qtbot.keyClick(slot.get(), key, Qt.KeyboardModifier.ControlModifier)
    assert asked == [page for _, page in KEYS]
    windows.close()


@pytest.fixture
def british_dates() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_opened_by_a_command(british_dates: None, app: SimulatedApp, page: Intent) -> None:
    app.ui.request(page)
    assert title_of(app, page) == SHOWN_PAGES[page]


@pytest.mark.parametrize("motion", [Motion.FULL, Motion.REDUCED])
@pytest.mark.parametrize("way", ["a page", "the popover"])
def test_the_tray_ring_breathes_as_a_window_opens(app: SimulatedApp, motion: Motion, way: str) -> None:
    """Not again while it is open, and not with reduced motion."""
    app.use(replace(app.engine.settings, motion=motion))
    app.pass_time(minutes=20)
    (breath,) = [timer for timer in app.ui.tray.findChildren(QTimer) if timer.interval() == BREATH_FRAME]
    app.ui.request(Intent.NOW) if way == "a page" else app.ui.tray.clicked.emit(QRect())
    assert breath.isActive() is (motion is Motion.FULL)
    breath.stop()
    app.ui.request(Intent.LEARN) if way == "a page" else app.ui.tray.clicked.emit(QRect())
    assert not breath.isActive()
