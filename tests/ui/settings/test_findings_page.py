"""The autostart switch on the page about this computer: the state on disk, and the error when it cannot be changed."""

from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from hipbreak.ui.settings.computer_page import ComputerPage
from hipbreak.ui.settings.findings_page import AutostartSwitch


class Disk:
    """A store of the autostart setting, or one that returns an error."""

    def __init__(self, error: str = "") -> None:
        self.on, self.error = False, error

    def switch(self, on: bool) -> str:
        if not self.error:
            self.on = on
        return self.error


def page_with(qtbot: QtBot, disk: Disk) -> ComputerPage:
    page = ComputerPage(tuple, lambda: None, AutostartSwitch(lambda: disk.on, disk.switch, "/a/place"))
    qtbot.addWidget(page)
    page.show()
    return page


def box(page: ComputerPage) -> QCheckBox:
    found = page.findChild(QCheckBox)
    assert isinstance(found, QCheckBox)
    return found


def test_a_click_changes_the_disk_and_back(qtbot: QtBot) -> None:
    disk = Disk()
    page = page_with(qtbot, disk)
    box(page).click()
    assert disk.on and box(page).isChecked()
    page.autostart.row.restore.click()
    assert not disk.on and not box(page).isChecked()


def test_changes_by_other_programs_are_shown(qtbot: QtBot) -> None:
    disk = Disk()
    page = page_with(qtbot, disk)
    page.hide()
    disk.on = True
    page.show()
    assert box(page).isChecked()


def test_an_error_is_shown_and_the_state_stays(qtbot: QtBot) -> None:
    page = page_with(qtbot, Disk("This cannot be changed at /a/place: read-only."))
    box(page).click()
    assert not box(page).isChecked()
    assert (
        page.autostart.error.isVisible()
        and page.autostart.error.text() == "This cannot be changed at /a/place: read-only."
    )
    page.hide()
    page.show()
    assert page.autostart.error.isHidden()


def test_the_welcome_can_be_requested(qtbot: QtBot) -> None:
    page = page_with(qtbot, Disk())
    with qtbot.waitSignal(page.welcome_requested):
        page.show_welcome.click()


def test_an_entry_that_would_start_nothing_is_reported_until_it_is_switched(qtbot: QtBot) -> None:
    problem = ["The program is gone."]

    def switch(_: bool) -> str:
        problem.clear()
        return ""

    start = AutostartSwitch(lambda: True, switch, "/a/place", lambda: "".join(problem))
    page = ComputerPage(tuple, lambda: None, start)
    qtbot.addWidget(page)
    row = page.autostart
    assert row.error.text() == "The program is gone."
    row.row.changed.emit("autostart", False)
    assert row.error.text() == ""
