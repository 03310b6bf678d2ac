"""The dialog of "I was up..."."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QSpinBox
from pytestqt.qtbot import QtBot

from hipbreak.core.tracking import inputs
from hipbreak.ui.statistics.log_break_dialog import LogBreakDialog
from tests.ui import tracker_states


class OpenDialog:
    """An open dialog, and its requests."""

    def __init__(self, qtbot: QtBot) -> None:
        self.tracker = tracker_states.sitting(90)
        self.dialog = LogBreakDialog(lambda: self.tracker.now)
        qtbot.addWidget(self.dialog)
        self.requested: list[object] = []
        self.dialog.requested.connect(self.requested.append)
        self.dialog.show()
        self.ago, self.length = self.dialog.findChildren(QSpinBox)

    @property
    def texts(self) -> list[str]:
        return [label.text().replace("&", "") for label in self.dialog.findChildren(QLabel)]

    def press(self, button: QDialogButtonBox.StandardButton) -> None:
        self.dialog.findChildren(QDialogButtonBox)[0].button(button).click()


def test_the_text_shows_the_break_to_be_logged(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot)
    assert "A break from 10:20 to 10:23." in opened.texts
    opened.ago.setValue(25)
    opened.length.setValue(5)
    assert "A break from 10:05 to 10:10." in opened.texts
    assert (opened.ago.text(), opened.length.text()) == ("25 minutes ago", "5 minutes")
    opened.length.setValue(1)
    assert opened.length.text() == "1 minute"


def test_ok_requests_the_break(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot)
    opened.press(QDialogButtonBox.StandardButton.Ok)
    assert opened.requested == [inputs.LogBreak(ago=timedelta(minutes=10), length=timedelta(minutes=3))]
    assert not opened.dialog.isVisible() and not opened.dialog.isModal()


def test_ok_logs_the_break_shown_also_later(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot)
    opened.tracker.apply(inputs.Settle(), 4)
    opened.press(QDialogButtonBox.StandardButton.Ok)
    assert opened.requested == [inputs.LogBreak(ago=timedelta(minutes=14), length=timedelta(minutes=3))]


def test_cancel_and_escape_request_nothing(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot)
    opened.press(QDialogButtonBox.StandardButton.Cancel)
    opened.dialog.show()
    qtbot.keyClick(opened.dialog, Qt.Key.Key_Escape)
    assert opened.requested == [] and not opened.dialog.isVisible()


def test_a_break_cannot_end_in_the_future(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot)
    opened.length.setValue(10)
    opened.ago.setValue(4)
    assert opened.length.value() == 4 and "A break from 10:26 to 10:30." in opened.texts


def test_the_fields_are_reset_at_each_opening(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot)
    opened.ago.setValue(40)
    opened.dialog.hide()
    opened.tracker.apply(inputs.Settle(), 1)
    opened.dialog.show()
    assert opened.ago.value() == 10 and "A break from 10:21 to 10:24." in opened.texts
