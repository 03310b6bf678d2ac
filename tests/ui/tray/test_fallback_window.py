"""The small window that stands in for the tray."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from hipbreak.core.text import menu as menu_text
from hipbreak.core.text.status import headline
from hipbreak.core.tracking import inputs
from hipbreak.ui.intents import Intent
from hipbreak.ui.tray.fallback_window import TrayFallbackWindow
from hipbreak.ui.tray.menu import MainMenu
from tests.ui import scenes
from tests.ui.scenes import SETTINGS, Scene


class Shown:
    """A small window on the screen, and what was said in it."""

    def __init__(self, qtbot: QtBot, scene: Scene) -> None:
        self.menu = MainMenu(lambda: scene.now)
        qtbot.addWidget(self.menu)
        self.window = TrayFallbackWindow(self.menu)
        qtbot.addWidget(self.window)
        self.requested: list[object] = []
        self.window.requested.connect(self.requested.append)
        self.window.show_status(scene.status, SETTINGS)
        self.window.show()

    def button(self, text: str) -> QPushButton:
        found = self.window.findChildren(QPushButton)
        return next(b for b in found if b.isVisible() and b.text().replace("&", "") == text)

    def says(self, text: str) -> bool:
        return any(label.isVisible() and label.text() == text for label in self.window.findChildren(QLabel))


@pytest.mark.parametrize("scene", [scenes.sitting(), scenes.card(), scenes.standing(), scenes.paused(), scenes.away()])
def test_it_says_what_the_tray_would(qtbot: QtBot, scene: Scene) -> None:
    shown = Shown(qtbot, scene)
    assert shown.says(headline(scene.status)) and shown.window.windowTitle() == "Hipbreak"
    assert shown.menu.actions()[0].text() == headline(scene.status)


@pytest.mark.parametrize(
    ("scene", "text", "wish"),
    [
        (scenes.sitting(), "Stand up now", inputs.Start("stand")),
        (scenes.sitting(), "I'm standing", inputs.Stand()),
        (scenes.standing(), "I'm sitting", inputs.Sit()),
        (scenes.away_by_word(), "I'm back", inputs.Sit()),
        (scenes.sitting(), "Today", Intent.TODAY),
    ],
)
def test_a_button_wants_what_it_says(qtbot: QtBot, scene: Scene, text: str, wish: object) -> None:
    shown = Shown(qtbot, scene)
    qtbot.mouseClick(shown.button(text), Qt.MouseButton.LeftButton)
    assert shown.requested == [wish]


def test_the_menu_is_the_trays(qtbot: QtBot) -> None:
    shown = Shown(qtbot, scenes.sitting())
    assert shown.button("Menu").menu() is shown.menu


def test_closing_minimises_and_says_so(qtbot: QtBot) -> None:
    quits = QApplication.quitOnLastWindowClosed()
    QApplication.setQuitOnLastWindowClosed(False)
    try:
        shown = Shown(qtbot, scenes.sitting())
        assert not shown.says(menu_text.runs_in_small_window())
        shown.window.close()
        qtbot.waitUntil(shown.window.isMinimized)
        assert shown.requested == []
        shown.window.showNormal()
        assert shown.says(menu_text.runs_in_small_window())
    finally:
        QApplication.setQuitOnLastWindowClosed(quits)


def test_escape_hides_nothing(qtbot: QtBot) -> None:
    shown = Shown(qtbot, scenes.sitting())
    qtbot.keyClick(shown.window, Qt.Key.Key_Escape)
    assert shown.window.isVisible() and not shown.window.isMinimized()


def test_opened_it_comes_back_from_where_it_was_minimised(qtbot: QtBot) -> None:
    window = Shown(qtbot, scenes.sitting()).window
    window.showMinimized()
    qtbot.waitUntil(window.isMinimized)
    window.open()
    qtbot.waitUntil(lambda: window.isVisible() and not window.isMinimized() and window.isActiveWindow())


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_S])
def test_a_key_that_was_meant_for_something_else_begins_nothing(qtbot: QtBot, key: Qt.Key) -> None:
    """Some desktops give every new window the keyboard; Tab is the way to its buttons."""
    shown = Shown(qtbot, scenes.sitting())
    shown.window.open_unasked()
    assert shown.window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    shown.window.activateWindow()
    qtbot.waitUntil(shown.window.isActiveWindow)
    QTest.keyClick(shown.window.windowHandle(), key)
    assert shown.requested == []
    QTest.keyClick(shown.window.windowHandle(), Qt.Key.Key_Tab)
    QTest.keyClick(shown.window.windowHandle(), Qt.Key.Key_Space)
    assert shown.requested == [inputs.Start("stand")]
