"""Windows that follow the system take its colours while they are open; given ones stay."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipbreak.ui.exercise.break_guide import BreakGuideWindow
from hipbreak.ui.programme.health_screening_dialog import HealthScreeningDialog
from hipbreak.ui.theme.palette import ColourScheme
from hipbreak.ui.theme.themed_window import ThemedWindow
from hipbreak.ui.theme.tokens import DARK, LIGHT, Tokens
from hipbreak.ui.tray.fallback_window import TrayFallbackWindow
from hipbreak.ui.tray.menu import MainMenu
from tests.ui.programmes import NOW
from tests.ui.window_actions import times

Make = Callable[[Tokens | None], ThemedWindow]
MAKERS: tuple[Make, ...] = (
    lambda tokens: BreakGuideWindow(tokens, lambda: timedelta(0)),
    lambda tokens: HealthScreeningDialog(lambda: NOW, tokens),
    lambda tokens: TrayFallbackWindow(MainMenu(lambda: NOW), tokens),
)
NAMES = ("guide", "questions", "small")


@pytest.fixture(autouse=True)
def back_to_light() -> Iterator[None]:
    yield
    ColourScheme().request(Qt.ColorScheme.Unknown)


def asked(scheme: Qt.ColorScheme) -> None:
    """The system's colours are these from now on."""
    ColourScheme().request(scheme)
    QApplication.processEvents()


def ground(window: ThemedWindow) -> str:
    return window.palette().window().color().name()


@pytest.mark.parametrize("make", MAKERS, ids=NAMES)
def test_a_window_follows_the_system_while_it_is_open(qtbot: QtBot, make: Make) -> None:
    window = make(None)
    qtbot.addWidget(window)
    window.show()
    before = ground(window)
    asked(Qt.ColorScheme.Dark)
    assert ground(window) in (DARK.paper.lower(), DARK.surface.lower())
    asked(Qt.ColorScheme.Light)
    assert ground(window) == before


@pytest.mark.parametrize("make", MAKERS, ids=NAMES)
def test_given_colours_stay(qtbot: QtBot, make: Make) -> None:
    window = make(LIGHT)
    qtbot.addWidget(window)
    before = ground(window)
    asked(Qt.ColorScheme.Dark)
    assert ground(window) == before
    window.set_tokens(DARK)
    assert ground(window) != before


def test_larger_text_is_taken_by_an_open_window(qtbot: QtBot) -> None:
    window = HealthScreeningDialog(lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    before = window.accept_button.minimumHeight()
    window.setFont(times(window.font(), 2.5))
    QApplication.processEvents()
    assert window.accept_button.minimumHeight() > before
