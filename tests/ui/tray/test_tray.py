"""The tray: icon and tooltip follow the status, a click answers nothing by accident."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from hipbreak.core.text import prompt as prompt_text
from hipbreak.core.text.status import headline
from hipbreak.core.tracking import inputs
from hipbreak.ui.intents import Intent
from hipbreak.ui.tray.menu import MainMenu, Request
from hipbreak.ui.tray.tray import MessageWindow, Tray
from tests.ui import scenes
from tests.ui.scenes import SETTINGS, Scene


class Shown:
    """A tray and what it has said."""

    def __init__(self, qtbot: QtBot, scene: Scene, has_balloons: bool = True) -> None:
        self.menu = MainMenu(lambda: scene.now)
        qtbot.addWidget(self.menu)
        self.tray = Tray(self.menu, self.menu, has_balloons=lambda: has_balloons)
        self.requested: list[object] = []
        self.tray.requested.connect(self.requested.append)
        self.tray.show_status(scene.status, SETTINGS)
        icon = self.tray.findChild(QSystemTrayIcon)
        assert isinstance(icon, QSystemTrayIcon)
        self.icon = icon


def test_icon_is_shown_with_tooltip_and_menu(qtbot: QtBot) -> None:
    scene = scenes.sitting()
    shown = Shown(qtbot, scene)
    assert shown.icon.isVisible() and shown.icon.toolTip() == headline(scene.status)
    assert shown.icon.contextMenu() is shown.menu


def test_icon_changes_only_when_it_would_look_different(qtbot: QtBot) -> None:
    scene = scenes.sitting(23)
    shown = Shown(qtbot, scene)
    first = shown.icon.icon().cacheKey()
    shown.tray.show_status(scene.take(inputs.Settle(), 0.2).status, SETTINGS)
    assert shown.icon.icon().cacheKey() == first
    shown.tray.show_status(scene.take(inputs.Settle(), 1.0).status, SETTINGS)
    assert shown.icon.icon().cacheKey() != first


@pytest.mark.parametrize("scene", [scenes.sitting(), scenes.card(), scenes.snoozing(), scenes.long_sit()])
def test_a_click_opens_the_day_whatever_waits(qtbot: QtBot, scene: Scene) -> None:
    shown = Shown(qtbot, scene)
    for reason in QSystemTrayIcon.ActivationReason:
        shown.icon.activated.emit(reason)
    assert shown.requested == [Intent.TODAY]


def test_a_clicked_message_means_its_wish_once(qtbot: QtBot) -> None:
    shown = Shown(qtbot, scenes.asked())
    shown.tray.show_message("Hipbreak", "Were you up?", Intent.LOG_BREAK)
    shown.icon.messageClicked.emit()
    shown.icon.messageClicked.emit()
    assert shown.requested == [Intent.LOG_BREAK]


def test_where_the_tray_cannot_speak_a_window_does(qtbot: QtBot) -> None:
    """It gathers what has not been closed, its button is the wish, and closing it means nothing."""
    shown = Shown(qtbot, scenes.sitting(), has_balloons=False)
    shown.tray.show_message("Hipbreak", "The log <b>cannot</b> be written.")
    shown.tray.show_message("Hipbreak", "Were you up?", inputs.ConfirmAbsence())
    (note,) = [window for window in QApplication.topLevelWidgets() if isinstance(window, MessageWindow)]
    assert note.isVisible() and not note.isModal()
    assert note.text() == "The log <b>cannot</b> be written.\nWere you up?"
    assert note.textFormat() == Qt.TextFormat.PlainText
    (answer,) = [button for button in note.buttons() if button.text() == prompt_text.confirm_absence()]
    answer.click()
    assert shown.requested == [inputs.ConfirmAbsence()] and not note.isVisible()
    shown.tray.show_message("Hipbreak", "Something else.")
    assert note.isVisible() and note.text() == "Something else."
    assert [button.text() for button in note.buttons() if button.text() == prompt_text.confirm_absence()] == []
    note.close()
    assert shown.requested == [inputs.ConfirmAbsence()]
    answers: list[Request] = [inputs.Stand(), inputs.RevertToSitting(scenes.MORNING), Intent.TODAY]
    for request, label in zip(answers, ("Yes, still standing", "Undo", "Open"), strict=True):
        shown.tray.show_message("Hipbreak", "A message.", request)
        assert {button.text() for button in note.buttons()} == {"Close", label}
    note.deleteLater()


def test_hidden_is_gone(qtbot: QtBot) -> None:
    shown = Shown(qtbot, scenes.sitting())
    shown.tray.hide()
    assert not shown.icon.isVisible()
