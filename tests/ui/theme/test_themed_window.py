"""Open windows follow the colours of the system, unless their colours are given."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipbreak.ui.exercise.break_guide import BreakGuideWindow
from hipbreak.ui.programme.health_screening_dialog import HealthScreeningDialog
from hipbreak.ui.theme.app_style import AppStyle
from hipbreak.ui.theme.themed_window import ThemedWindow
from hipbreak.ui.theme.tokens import DARK, LIGHT, Tokens
from hipbreak.ui.tray.fallback_window import TrayFallbackWindow
from hipbreak.ui.tray.menu import MainMenu
from tests.ui.days import today
from tests.ui.programmes import NOW
from tests.ui.window_actions import times

Create = Callable[[Tokens | None], ThemedWindow]
CREATORS: tuple[Create, ...] = (
    lambda tokens: BreakGuideWindow(tokens, lambda: timedelta(0)),
    lambda tokens: HealthScreeningDialog(lambda: NOW, tokens),
    lambda tokens: TrayFallbackWindow(MainMenu(lambda: NOW), today, tokens),
)
NAMES = ("guide", "questions", "small")


def set_scheme(style: AppStyle, dark: bool) -> None:
    """Change the colours of the application."""
    style.request(dark)
    QApplication.processEvents()


def background(window: ThemedWindow) -> str:
    return window.palette().color(window.backgroundRole()).name()


@pytest.mark.parametrize("create", CREATORS, ids=NAMES)
def test_a_window_follows_the_system_while_it_is_open(qtbot: QtBot, app_style: AppStyle, create: Create) -> None:
    window = create(None)
    qtbot.addWidget(window)
    window.show()
    before = background(window)
    set_scheme(app_style, True)
    assert background(window) in (DARK.paper.lower(), DARK.surface.lower())
    set_scheme(app_style, False)
    assert background(window) == before


@pytest.mark.parametrize("create", CREATORS, ids=NAMES)
def test_given_colours_stay(qtbot: QtBot, app_style: AppStyle, create: Create) -> None:
    window = create(LIGHT)
    qtbot.addWidget(window)
    before = background(window)
    set_scheme(app_style, True)
    assert background(window) == before
    window.set_tokens(DARK)
    assert background(window) != before


@pytest.mark.parametrize("create", CREATORS, ids=NAMES)
def test_without_given_colours_a_window_follows_the_system_again(
    qtbot: QtBot, app_style: AppStyle, create: Create
) -> None:
    window = create(None)
    qtbot.addWidget(window)
    window.show()
    before = background(window)
    window.set_tokens(DARK)
    assert background(window) != before
    window.set_tokens(None)
    assert background(window) == before


def test_an_open_window_follows_the_font(qtbot: QtBot) -> None:
    window = HealthScreeningDialog(lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    before = window.accept_button.sizeHint().height()
    window.setFont(times(window.font(), 2.5))
    QApplication.processEvents()
    assert window.accept_button.sizeHint().height() > before
