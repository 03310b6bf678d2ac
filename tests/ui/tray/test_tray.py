"""The tray: icon and tooltip follow the status, and a click opens the statistics of today."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from hipbreak.core.text import prompt as prompt_text
from hipbreak.core.text.status import headline
from hipbreak.core.tracking import inputs
from hipbreak.ui.intents import Intent
from hipbreak.ui.tray.menu import MainMenu, Request
from hipbreak.ui.tray.message_window import MessageWindow
from hipbreak.ui.tray.tray import BREATH, BREATH_FRAME, REPEATED_AFTER, Tray
from tests.ui import tracker_states
from tests.ui.tracker_states import SETTINGS, Tracker


class Shown:
    """A tray, its icon, and its requests."""

    def __init__(self, qtbot: QtBot, tracker: Tracker, has_balloons: bool = True) -> None:
        self.menu = MainMenu(lambda: tracker.now)
        qtbot.addWidget(self.menu)
        self.tray = Tray(self.menu, self.menu, has_balloons=lambda: has_balloons)
        self.requested: list[object] = []
        self.tray.requested.connect(self.requested.append)
        self.tray.show_status(tracker.status, SETTINGS)
        icon = self.tray.findChild(QSystemTrayIcon)
        assert isinstance(icon, QSystemTrayIcon)
        self.icon = icon


def timer_of(tray: Tray, interval: int) -> QTimer:
    (timer,) = [timer for timer in tray.findChildren(QTimer) if timer.interval() == interval]
    return timer


def test_icon_is_shown_with_tooltip_and_menu(qtbot: QtBot) -> None:
    tracker = tracker_states.sitting()
    shown = Shown(qtbot, tracker)
    assert shown.icon.isVisible() and shown.icon.toolTip() == headline(tracker.status)
    assert shown.icon.contextMenu() is shown.menu


def test_icon_changes_only_when_it_would_look_different(qtbot: QtBot) -> None:
    tracker = tracker_states.sitting(23)
    shown = Shown(qtbot, tracker)
    first = shown.icon.icon().cacheKey()
    shown.tray.show_status(tracker.apply(inputs.Settle(), 0.2).status, SETTINGS)
    assert shown.icon.icon().cacheKey() == first
    shown.tray.show_status(tracker.apply(inputs.Settle(), 1.0).status, SETTINGS)
    assert shown.icon.icon().cacheKey() != first


def test_the_icon_of_a_new_face_is_sent_twice(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy panel may have lost the first."""
    shown = Shown(qtbot, tracker_states.sitting())
    sent: list[int] = []
    send = QSystemTrayIcon.setIcon
    monkeypatch.setattr(QSystemTrayIcon, "setIcon", lambda to, icon: (sent.append(icon.cacheKey()), send(to, icon)))
    shown.tray.show_status(tracker_states.card().status, SETTINGS)
    assert len(sent) == 1
    timer_of(shown.tray, REPEATED_AFTER).setInterval(0)
    qtbot.wait_until(lambda: len(sent) == 2)
    assert sent[0] == sent[1]


def test_the_ring_breathes_once_in_few_images(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Shown(qtbot, tracker_states.sitting(23))
    images = [shown.icon.icon().pixmap(22, 22).toImage()]
    send = QSystemTrayIcon.setIcon
    monkeypatch.setattr(
        QSystemTrayIcon, "setIcon", lambda to, icon: (images.append(icon.pixmap(22, 22).toImage()), send(to, icon))
    )
    shown.tray.breathe()
    breath = timer_of(shown.tray, BREATH_FRAME)
    shown.tray.breathe()
    qtbot.waitUntil(lambda: not breath.isActive())
    assert len(images) == 1 + len(BREATH)
    assert images[1] != images[0] != images[2] and images[-1] == images[0]


@pytest.mark.parametrize("tracker", [tracker_states.standing(), tracker_states.card(), tracker_states.away()])
def test_only_the_ring_of_sitting_breathes(qtbot: QtBot, tracker: Tracker) -> None:
    shown = Shown(qtbot, tracker)
    shown.tray.breathe()
    assert not timer_of(shown.tray, BREATH_FRAME).isActive()


@pytest.mark.parametrize(
    "tracker", [tracker_states.sitting(), tracker_states.card(), tracker_states.snoozing(), tracker_states.long_sit()]
)
def test_a_click_is_reported_with_the_place_of_the_icon(qtbot: QtBot, tracker: Tracker) -> None:
    shown = Shown(qtbot, tracker)
    clicks: list[object] = []
    shown.tray.clicked.connect(clicks.append)
    for reason in QSystemTrayIcon.ActivationReason:
        shown.icon.activated.emit(reason)
    assert clicks == [shown.icon.geometry()]
    assert shown.requested == []


def test_a_clicked_message_emits_its_request_once(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.absence_question())
    shown.tray.show_message("Hipbreak", "Were you up?", Intent.LOG_BREAK)
    shown.icon.messageClicked.emit()
    shown.icon.messageClicked.emit()
    assert shown.requested == [Intent.LOG_BREAK]


def test_without_balloons_messages_are_shown_in_a_window(qtbot: QtBot) -> None:
    """It collects messages until it is closed; its button emits the request, and closing it does nothing."""
    shown = Shown(qtbot, tracker_states.sitting(), has_balloons=False)
    shown.tray.show_message("Hipbreak", "The log <b>cannot</b> be written.")
    shown.tray.show_message("Hipbreak", "Were you up?", inputs.ConfirmAbsence())
    (message,) = [window for window in QApplication.topLevelWidgets() if isinstance(window, MessageWindow)]
    assert message.isVisible() and not message.isModal()
    assert message.text() == "The log <b>cannot</b> be written.\nWere you up?"
    assert message.textFormat() == Qt.TextFormat.PlainText
    (confirm,) = [button for button in message.buttons() if button.text() == prompt_text.confirm_absence()]
    confirm.click()
    assert shown.requested == [inputs.ConfirmAbsence()] and not message.isVisible()
    shown.tray.show_message("Hipbreak", "Something else.")
    assert message.isVisible() and message.text() == "Something else."
    assert [button.text() for button in message.buttons() if button.text() == prompt_text.confirm_absence()] == []
    message.close()
    assert shown.requested == [inputs.ConfirmAbsence()]
    answers: list[Request] = [inputs.Stand(), inputs.RevertToSitting(tracker_states.MORNING), Intent.NOW]
    for request, label in zip(answers, ("Yes, still standing", "Undo", "Open"), strict=True):
        shown.tray.show_message("Hipbreak", "A message.", request)
        assert {button.text() for button in message.buttons()} == {"Close", label}
    message.deleteLater()


def test_hide_hides_the_icon(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.sitting())
    shown.tray.hide()
    assert not shown.icon.isVisible()
