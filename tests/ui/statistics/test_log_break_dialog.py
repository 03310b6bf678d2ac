"""The window behind "I was up..."."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QSpinBox
from pytestqt.qtbot import QtBot

from hipbreak.core.tracking import inputs
from hipbreak.ui.statistics.log_break_dialog import LogBreakDialog
from tests.ui import scenes


class Asked:
    """An open dialog, and what was said in it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.scene = scenes.sitting(90)
        self.dialog = LogBreakDialog(lambda: self.scene.now)
        qtbot.addWidget(self.dialog)
        self.requested: list[object] = []
        self.dialog.requested.connect(self.requested.append)
        self.dialog.show()
        self.ago, self.length = self.dialog.findChildren(QSpinBox)

    @property
    def words(self) -> list[str]:
        return [label.text().replace("&", "") for label in self.dialog.findChildren(QLabel)]

    def press(self, button: QDialogButtonBox.StandardButton) -> None:
        self.dialog.findChildren(QDialogButtonBox)[0].button(button).click()


def test_a_sentence_tells_what_will_be_entered(qtbot: QtBot) -> None:
    asked = Asked(qtbot)
    assert "A break from 10:20 to 10:23." in asked.words
    asked.ago.setValue(25)
    asked.length.setValue(5)
    assert "A break from 10:05 to 10:10." in asked.words
    assert (asked.ago.text(), asked.length.text()) == ("25 minutes ago", "5 minutes")
    asked.length.setValue(1)
    assert asked.length.text() == "1 minute"


def test_ok_wants_it(qtbot: QtBot) -> None:
    asked = Asked(qtbot)
    asked.press(QDialogButtonBox.StandardButton.Ok)
    assert asked.requested == [inputs.LogBreak(ago=timedelta(minutes=10), length=timedelta(minutes=3))]
    assert not asked.dialog.isVisible() and not asked.dialog.isModal()


def test_what_was_said_is_entered_even_if_ok_comes_later(qtbot: QtBot) -> None:
    asked = Asked(qtbot)
    asked.scene.take(inputs.Settle(), 4)
    asked.press(QDialogButtonBox.StandardButton.Ok)
    assert asked.requested == [inputs.LogBreak(ago=timedelta(minutes=14), length=timedelta(minutes=3))]


def test_cancel_and_escape_want_nothing(qtbot: QtBot) -> None:
    asked = Asked(qtbot)
    asked.press(QDialogButtonBox.StandardButton.Cancel)
    asked.dialog.show()
    qtbot.keyClick(asked.dialog, Qt.Key.Key_Escape)
    assert asked.requested == [] and not asked.dialog.isVisible()


def test_a_break_cannot_reach_into_the_future(qtbot: QtBot) -> None:
    asked = Asked(qtbot)
    asked.length.setValue(10)
    asked.ago.setValue(4)
    assert asked.length.value() == 4 and "A break from 10:26 to 10:30." in asked.words


def test_each_opening_begins_anew(qtbot: QtBot) -> None:
    asked = Asked(qtbot)
    asked.ago.setValue(40)
    asked.dialog.hide()
    asked.scene.take(inputs.Settle(), 1)
    asked.dialog.show()
    assert asked.ago.value() == 10 and "A break from 10:21 to 10:24." in asked.words
