"""A figure shows the side it is asked for, whatever direction the language is read in."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.theme.tokens import LIGHT


@pytest.mark.parametrize("name", ["split_hold", "couch_press", "test_hug"])
def test_the_layout_direction_does_not_mirror_a_side(qtbot: QtBot, name: str) -> None:
    pictures = {}
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        for side in ("right", "left"):
            figure = StillFigure(name, 260, 190, side)
            qtbot.addWidget(figure)
            figure.setLayoutDirection(direction)
            figure.apply_theme(LIGHT)
            pictures[direction, side] = figure.grab().toImage()
    for side in ("right", "left"):
        assert pictures[Qt.LayoutDirection.LeftToRight, side] == pictures[Qt.LayoutDirection.RightToLeft, side]
    assert pictures[Qt.LayoutDirection.LeftToRight, "right"] != pictures[Qt.LayoutDirection.LeftToRight, "left"]
