"""Every window in some of the translations: no text is cut, none covers another, nothing scrolls sideways."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QMenu, QScrollArea, QTabBar, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.cut_texts import cut_texts
from tests.ui.window_actions import settle

TOP = Path(__file__).parents[2]

LANGUAGES = ("fr", "he")
"""One that needs the most space, and one from right to left; `python -m tests.tools.cut_texts` does all."""
TEXT = "A text of some length"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_cut_on_a_small_screen(language: str) -> None:
    """In a process of its own, whose screen is that of a small notebook."""
    command = [sys.executable, "-m", "tests.tools.cut_texts", "1366x768", language]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280, cwd=TOP, check=False)
    assert done.stdout == "0 texts are cut\n", done.stderr[-2000:]


class Painted(QWidget):
    """Paints a text in a rectangle, and one at a point."""

    def __init__(self, width: float, left: float) -> None:
        super().__init__()
        self._width, self._left = width, left

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawText(QRectF(0, 0, self._width, 30), Qt.AlignmentFlag.AlignLeft, TEXT)
        painter.drawText(QPointF(self._left, 60), "Another")


def label(wraps: bool, width: int, height: int) -> QLabel:
    made = QLabel(TEXT)
    made.setWordWrap(wraps)
    made.setFixedSize(width, height)
    return made


def wide_content() -> QWidget:
    area = QScrollArea()
    area.setWidget(label(False, 900, 30))
    return area


def tabs() -> QWidget:
    made = QTabBar()
    for _ in range(9):
        made.addTab(TEXT)
    return made


def combo() -> QWidget:
    made = QComboBox()
    made.addItem(TEXT)
    made.setFixedWidth(60)
    return made


def placeholder() -> QWidget:
    made = QLineEdit()
    made.setPlaceholderText(TEXT)
    made.setFixedWidth(60)
    return made


def mirrored() -> QWidget:
    made = label(False, 280, 30)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return made


@pytest.mark.parametrize(
    ("part", "reasons"),
    [
        (lambda: label(False, 280, 30), set()),
        (lambda: label(False, 40, 30), {"clipped", "wider than its label"}),
        (lambda: label(True, 90, 18), {"clipped", "higher than its label"}),
        (wide_content, {"outside of its parent", "scrolls sideways"}),
        (tabs, {"tabs scroll"}),
        (combo, {"wider than its list"}),
        (placeholder, {"wider than its field"}),
        (mirrored, {"not mirrored"}),
        (lambda: Painted(250, 10), set()),
        (lambda: Painted(20, 10), {"painted in too little space"}),
        (lambda: Painted(250, 290), {"painted beyond the edge"}),
    ],
)
def test_what_does_not_fit_is_found(qtbot: QtBot, part: Callable[[], QWidget], reasons: set[str]) -> None:
    window = QWidget()
    window.setFixedSize(300, 100)
    QVBoxLayout(window).addWidget(part())
    qtbot.addWidget(window)
    window.show()
    settle()
    assert {found.partition(":")[0] for found in cut_texts(window)} == reasons


def test_texts_on_each_other_and_beyond_their_window_are_found(qtbot: QtBot) -> None:
    window = QWidget()
    window.setFixedSize(300, 100)
    for text, left in (("One", 10), ("Two", 15), ("Three", 280)):
        part = QLabel(text, window)
        part.move(left, 10)
    qtbot.addWidget(window)
    window.show()
    settle()
    assert cut_texts(window) == ["outside of its parent: Three", "covers another: One | Two"]


def test_an_elided_entry_of_a_menu_is_found(qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction(TEXT)
    menu.popup(QPoint(0, 0))
    assert cut_texts(menu) == []
    menu.setFixedWidth(menu.width() - 20)
    assert cut_texts(menu) == [f"elided in its menu: {TEXT}"]
    menu.hide()
