"""What can be clicked is large enough, larger in an exercise; and a window has one primary button at most."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QPushButton,
    QSlider,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hipbreak.ui.exercise.session_player_view import SessionPlayerView
from hipbreak.ui.theme.buttons import is_primary
from hipbreak.ui.theme.sizes import BUTTON_HEIGHT, LARGE_BUTTON_HEIGHT
from hipbreak.ui.theme.tokens import LIGHT, Tokens
from hipbreak.ui.widgets.wrapping import WrappingChoice
from tests.ui.every_window import ALL_WINDOWS, WindowState
from tests.ui.window_actions import lay_out

TARGETS = (QAbstractButton, QComboBox, QAbstractSpinBox, QLineEdit, QSlider)
OWNERS = (QAbstractSpinBox, QComboBox, QLineEdit, QTabBar)
"""Those whose own parts are no targets of their own."""


def targets_of(window: QWidget) -> Iterator[QWidget]:
    for part in window.findChildren(QWidget):
        is_read_only = isinstance(part, QLineEdit) and part.isReadOnly()
        if (
            part.isVisible()
            and isinstance(part, TARGETS)
            and not isinstance(part.parent(), OWNERS)
            and not is_read_only
        ):
            yield part.parentWidget() if isinstance(part.parent(), WrappingChoice) else part


def is_in_exercise(target: QWidget) -> bool:
    parent = target.parentWidget()
    while parent is not None and not isinstance(parent, SessionPlayerView):
        parent = parent.parentWidget()
    return parent is not None


@pytest.mark.parametrize("states", ALL_WINDOWS, ids=lambda states: states.__name__)
def test_targets_are_large_enough_and_one_button_is_primary(
    qtbot: QtBot, states: Callable[[Tokens], Iterator[WindowState]]
) -> None:
    small, primary = set(), {}
    for name, window in states(LIGHT):
        if isinstance(window, QMenu):
            continue
        lay_out()
        for target in targets_of(window):
            least = LARGE_BUTTON_HEIGHT if is_in_exercise(target) else BUTTON_HEIGHT
            if target.height() < least or target.width() < BUTTON_HEIGHT:
                small.add(f"{name}: {target.width()} x {target.height()} {type(target).__name__}")
        buttons = (button for button in window.findChildren(QPushButton) if button.isVisible() and is_primary(button))
        primary[name] = [button.text() for button in buttons]
    assert small == set()
    assert {name: buttons for name, buttons in primary.items() if len(buttons) > 1} == {}
