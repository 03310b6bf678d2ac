"""A window without a place of its own opens over its parent, and is inside the screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize
from pytestqt.qtbot import QtBot

from hipbreak.app.windows.app_theme import AppTheme
from hipbreak.app.windows.window_placement import centred
from hipbreak.app.windows.window_slot import WindowSet, WindowSlot
from hipbreak.store.paths import AppPaths
from hipbreak.ui.intents import Intent
from hipbreak.ui.prompt.placement import available_area
from hipbreak.ui.theme.themed_window import PersistentWindow
from tests.app.simulated_app import SimulatedApp

SCREENS = [QRect(0, 0, 1024, 600), QRect(0, 0, 960, 540), QRect(1920, 40, 1280, 680)]


@given(
    st.sampled_from(SCREENS),
    st.tuples(st.integers(100, 2000), st.integers(100, 1500)),
    st.none() | st.tuples(st.integers(-500, 3000), st.integers(-500, 1500)),
)
def test_it_is_inside_the_screen(area: QRect, size: tuple[int, int], parent: tuple[int, int] | None) -> None:
    over = QRect(QPoint(*parent), QSize(600, 400)) if parent is not None else None
    placed = centred(QSize(*size), over, area)
    assert area.adjusted(16, 32, -16, -16).contains(placed)
    assert placed.width() == min(size[0], area.width() - 32)


def test_it_is_in_the_middle_of_its_parent_or_of_the_screen() -> None:
    area, size = QRect(0, 0, 1920, 1080), QSize(400, 300)
    assert centred(size, QRect(100, 100, 800, 600), area).center() == QRect(100, 100, 800, 600).center()
    assert centred(size, None, area).center() == area.center()


@pytest.mark.parametrize(("name", "intent"), [("log", Intent.LOG_BREAK), ("gate", Intent.HEALTH_SCREENING)])
def test_a_window_opens_over_the_main_window(app: SimulatedApp, qtbot: QtBot, name: str, intent: Intent) -> None:
    app.ui.request(Intent.LEARN)
    main = dict(app.ui.windows.visible())["main"]
    main.resize(300, 200)
    main.move(240, 300)
    qtbot.waitUntil(main.isActiveWindow)
    app.ui.request(intent)
    other = dict(app.ui.windows.visible())[name]
    area = available_area(other.screen())
    assert other.geometry() == centred(other.size(), main.frameGeometry(), area)
    assert other.geometry() != centred(other.size(), None, area)


def test_a_window_that_was_moved_opens_in_its_own_place(paths: AppPaths, app: SimulatedApp, qtbot: QtBot) -> None:
    windows = WindowSet(AppTheme(lambda: app.engine.settings), paths.state, lambda _: None)
    slot = WindowSlot(windows, "kept", PersistentWindow)
    slot.raise_window()
    slot.get().setGeometry(70, 90, 220, 110)
    slot.discard()
    slot.raise_window()
    assert slot.get().geometry() == QRect(70, 90, 220, 110)
    windows.close()
