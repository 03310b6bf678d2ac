"""Other programs that remind of breaks."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.system.other_reminders import GnomeBreakReminders, OtherReminders
from tests.desktop.fakes import RealBus, Service


def processes(folder: Path, *names: str) -> Path:
    for number, name in enumerate(names):
        (folder / str(number)).mkdir()
        (folder / str(number) / "comm").write_text(f"{name}\n")
    (folder / "99").mkdir()
    (folder / "self").mkdir()
    return folder


def test_programs_are_found_by_the_names_of_their_processes(qtbot: QtBot, tmp_path: Path) -> None:
    found = OtherReminders({}, None, processes(tmp_path, "safeeyes", "bash", "Stretchly", "stretchly", "workrave-x"))
    assert found.names() == ("Safe Eyes", "Stretchly")
    assert found.settled


def test_programs_are_found_by_their_names_on_the_bus(
    qtbot: QtBot, daemon: RealBus, bus: BusConnection, tmp_path: Path
) -> None:
    with Service(daemon.address, ["org.workrave.Workrave", "org.kde.rsibreak"], {}):
        found = OtherReminders({}, bus, tmp_path)
        assert found.names() == () and not found.settled
        qtbot.waitUntil(lambda: found.settled)
        assert found.names() == ("RSIBreak", "Workrave")


@pytest.mark.parametrize("folder", ["nowhere", "."])
def test_without_processes_and_a_bus_there_are_none(qtbot: QtBot, tmp_path: Path, folder: str) -> None:
    assert OtherReminders({}, None, tmp_path / folder).names() == ()


def test_the_setting_of_gnome_counts_as_one(qtbot: QtBot, tmp_path: Path) -> None:
    gnome = GnomeBreakReminders({"XDG_CURRENT_DESKTOP": "GNOME"}, ("echo", "['movement']"))
    found = OtherReminders({}, None, processes(tmp_path, "rsibreak"), gnome)
    qtbot.waitUntil(lambda: found.settled)
    assert found.names() == ("GNOME", "RSIBreak")
