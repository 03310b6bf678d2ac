"""The window that replaces the tray icon."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from hipbreak.core.text import menu as menu_text
from hipbreak.core.text.status import headline, posture
from hipbreak.core.tracking import inputs
from hipbreak.ui.intents import Intent
from hipbreak.ui.tray.fallback_window import TrayFallbackWindow
from hipbreak.ui.tray.menu import MainMenu
from tests.ui import tracker_states
from tests.ui.days import today
from tests.ui.tracker_states import SETTINGS, Tracker


class Shown:
    """A visible window, and its requests."""

    def __init__(self, qtbot: QtBot, tracker: Tracker) -> None:
        self.menu = MainMenu(lambda: tracker.now)
        qtbot.addWidget(self.menu)
        self.window = TrayFallbackWindow(self.menu, today)
        qtbot.addWidget(self.window)
        self.requested: list[object] = []
        self.window.requested.connect(self.requested.append)
        self.window.show_status(tracker.status, SETTINGS)
        self.window.show()

    def button(self, text: str) -> QPushButton:
        found = self.window.findChildren(QPushButton)
        return next(b for b in found if b.isVisible() and b.text().replace("&", "") == text)

    def has_label(self, text: str) -> bool:
        return any(label.isVisible() and label.text() == text for label in self.window.findChildren(QLabel))


@pytest.mark.parametrize(
    "tracker",
    [
        tracker_states.sitting(),
        tracker_states.card(),
        tracker_states.standing(),
        tracker_states.paused(),
        tracker_states.away(),
    ],
)
def test_it_shows_what_the_menu_says(qtbot: QtBot, tracker: Tracker) -> None:
    shown = Shown(qtbot, tracker)
    assert shown.has_label(posture(tracker.status)) and shown.window.windowTitle() == "Hipbreak"
    assert shown.window.panel.accessibleName() == headline(tracker.status)
    assert shown.menu.actions()[0].text() == headline(tracker.status)


@pytest.mark.parametrize(
    ("tracker", "text", "expected"),
    [
        (tracker_states.sitting(), "Stand up now", inputs.Start("stand")),
        (tracker_states.sitting(), "Standing", inputs.Stand()),
        (tracker_states.standing(), "Sitting", inputs.Sit()),
        (tracker_states.declared_away(), "Sitting", inputs.Sit()),
        (tracker_states.sitting(), "Today's session: Mini routine, 3:50 min", Intent.SESSION),
        (tracker_states.sitting(), "Today", Intent.NOW),
    ],
)
def test_a_button_emits_its_request(qtbot: QtBot, tracker: Tracker, text: str, expected: object) -> None:
    shown = Shown(qtbot, tracker)
    qtbot.mouseClick(shown.button(text), Qt.MouseButton.LeftButton)
    assert shown.requested == [expected]


def test_the_menu_is_the_main_menu(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.sitting())
    assert shown.button("Menu").menu() is shown.menu


@pytest.mark.parametrize("by_key", [False, True])
def test_closing_minimises_and_shows_a_note(qtbot: QtBot, by_key: bool) -> None:
    before = QApplication.quitOnLastWindowClosed()
    QApplication.setQuitOnLastWindowClosed(False)
    try:
        shown = Shown(qtbot, tracker_states.sitting())
        assert not shown.has_label(menu_text.runs_in_small_window())
        if by_key:
            qtbot.keyClick(shown.window, Qt.Key.Key_Escape)
        else:
            shown.window.close()
        qtbot.waitUntil(shown.window.isMinimized)
        assert shown.requested == []
        shown.window.showNormal()
        assert shown.has_label(menu_text.runs_in_small_window())
    finally:
        QApplication.setQuitOnLastWindowClosed(before)


def test_open_restores_a_minimised_window(qtbot: QtBot) -> None:
    window = Shown(qtbot, tracker_states.sitting()).window
    window.showMinimized()
    qtbot.waitUntil(window.isMinimized)
    window.open()
    qtbot.waitUntil(lambda: window.isVisible() and not window.isMinimized() and window.isActiveWindow())


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_S])
def test_a_key_press_triggers_no_button_before_tab(qtbot: QtBot, key: Qt.Key) -> None:
    """Some desktops give every new window the keyboard focus; Tab moves it to the buttons."""
    shown = Shown(qtbot, tracker_states.sitting())
    shown.window.open_unasked()
    assert shown.window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    shown.window.activateWindow()
    qtbot.waitUntil(shown.window.isActiveWindow)
    QTest.keyClick(shown.window.windowHandle(), key)
    assert shown.requested == []
    for _ in range(2):  # past the posture
        QTest.keyClick(shown.window.windowHandle(), Qt.Key.Key_Tab)
    assert shown.window.focusWidget() is shown.window.panel.stand
    QTest.keyClick(shown.window.windowHandle(), Qt.Key.Key_Space)
    assert shown.requested == [inputs.Start("stand")]
