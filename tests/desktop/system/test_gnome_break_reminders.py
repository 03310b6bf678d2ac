"""GNOME's own break reminders."""

import os

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.desktop.system.gnome_break_reminders import GnomeBreakReminders

GNOME = {**os.environ, "XDG_CURRENT_DESKTOP": "GNOME"}


@pytest.mark.parametrize(
    ("printed", "expected"), [("['eyesight', 'movement']", True), ("['movement']", True), ("@as []", False)]
)
def test_the_setting_is_read_once(qtbot: QtBot, printed: str, expected: bool) -> None:
    reminders = GnomeBreakReminders(GNOME, ("echo", printed))
    assert reminders.are_on is None
    qtbot.waitUntil(lambda: reminders.are_on is not None)
    assert reminders.are_on == expected


@pytest.mark.parametrize("command", [("false",), ("/nowhere/gsettings",)])
def test_without_the_schema_or_gsettings_they_are_off(qtbot: QtBot, command: tuple[str, ...]) -> None:
    reminders = GnomeBreakReminders(GNOME, command)
    qtbot.waitUntil(lambda: reminders.are_on is False)
    reminders.close()


def test_elsewhere_nothing_is_read(qtbot: QtBot) -> None:
    assert GnomeBreakReminders({"XDG_CURRENT_DESKTOP": "KDE"}, ("echo", "['movement']")).are_on is False
