"""On low screens every window fits, and no button is cut off: what is above the buttons shrinks or scrolls."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QMenu, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from hipbreak.core.exercise.session_plan import break_steps
from hipbreak.store.routine_library import read_shipped
from hipbreak.ui.exercise.break_guide import BreakGuideWindow
from hipbreak.ui.exercise.session_player_view import SessionPlayerView
from hipbreak.ui.theme.tokens import LIGHT, Tokens
from tests.ui import every_window
from tests.ui.every_window import ALL_WINDOWS, WindowState
from tests.ui.window_actions import lay_out, settle, text_of

WindowStates = Callable[[Tokens], Iterator[WindowState]]
PANEL, FRAME = 40, QSize(4, 36)
SCREENS = {
    "1024x600": QSize(1024, 600),
    "1920x1080 at 2": QSize(960, 540),
    "1280x720 at 1.5": QSize(853, 480),
}


@pytest.fixture(params=SCREENS.values(), ids=SCREENS)
def available_size(request: pytest.FixtureRequest) -> QSize:
    return available_on(request.param)


def available_on(screen: QSize) -> QSize:
    """What a panel and a window frame leave."""
    return screen - QSize(0, PANEL) - FRAME


def cut_off(window: QWidget) -> list[str]:
    """The buttons that are not wholly in the window; what scrolls can be reached."""
    return [
        button.text()
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and button.text() and not _is_scrolled(button, window) and not _is_inside(button, window)
    ]


def _is_scrolled(button: QWidget, window: QWidget) -> bool:
    parent = button.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _is_inside(button: QWidget, window: QWidget) -> bool:
    return window.rect().contains(QRect(button.mapTo(window, QPoint(0, 0)), button.size()))


@pytest.mark.parametrize("size", [1.0, 1.5])
@pytest.mark.parametrize("window_states", ALL_WINDOWS, ids=lambda states: states.__name__)
def test_every_window_fits_with_its_buttons(qtbot: QtBot, window_states: WindowStates, size: float) -> None:
    """A state is measured on one screen after the other, each smaller than the one before."""
    too_large, cut = {}, {}
    with text_of(size):
        for name, window in window_states(LIGHT):
            if isinstance(window, QMenu):
                continue  # Qt scrolls it
            natural = window.size()
            is_frameless = bool(window.windowFlags() & Qt.WindowType.FramelessWindowHint)
            for screen, whole in SCREENS.items():
                available = whole - QSize(0, PANEL) if is_frameless else available_on(whole)
                window.resize(window.size().boundedTo(available))
                lay_out()
                if window.width() > available.width() or window.height() > available.height():
                    too_large[name, screen] = window.size().toTuple()
                cut[name, screen] = cut_off(window)
            window.resize(natural)
    assert too_large == {}
    assert {name: buttons for name, buttons in cut.items() if buttons} == {}


def test_the_guide_needs_no_scrolling(qtbot: QtBot, available_size: QSize) -> None:
    """It is read from two metres, where nobody scrolls."""
    guide = BreakGuideWindow(LIGHT, lambda: timedelta(0))
    qtbot.addWidget(guide)
    guide.begin(break_steps(read_shipped("pulse-30"), timedelta(seconds=30)))
    guide.resize(guide.size().boundedTo(available_size))
    lay_out()
    assert guide.size().boundedTo(available_size) == guide.size()
    assert guide.content.hidden_height() == 0


@pytest.mark.parametrize("screen", [*list(SCREENS.values())[:2], QSize(1366, 768)])
def test_a_session_needs_no_scrolling(qtbot: QtBot, screen: QSize) -> None:
    """It is read from two metres, too."""
    size = screen - QSize(0, PANEL) - FRAME
    hidden = {}
    for name, window in every_window.session(LIGHT):
        view = window.findChild(SessionPlayerView)
        if view.isVisible() and not window.isFullScreen():
            window.resize(window.size().boundedTo(size))
            settle()
            hidden[name] = view.content.hidden_height()
    assert len(hidden) > 8
    assert {name: height for name, height in hidden.items() if height} == {}


def test_the_count_stays_large_with_text_of_twice_the_size(qtbot: QtBot) -> None:
    """Also where the session fills the screen with text for a distance."""
    with text_of(2.0):
        for name, window in every_window.session(LIGHT):
            view = window.findChild(SessionPlayerView)
            if name == "session-large":
                window.showNormal()
                window.resize(1920, 1080)
                settle()
                assert min(view.ring.width(), view.ring.height()) > 240
                assert view.content.hidden_height() == 0
                return
    pytest.fail("no large session")
