"""GNOME's own break reminders."""

import os
import subprocess
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.desktop.system.other_reminders import GnomeBreakReminders

GNOME = {**os.environ, "XDG_CURRENT_DESKTOP": "GNOME"}


@pytest.mark.parametrize(
    ("printed", "expected"), [("['eyesight', 'movement']", True), ("['movement']", True), ("@as []", False)]
)
def test_the_setting_is_read_once(qtbot: QtBot, printed: str, expected: bool) -> None:
    reminders = GnomeBreakReminders(GNOME, ("echo", printed))
    assert reminders.are_on is None
    qtbot.waitUntil(lambda: reminders.are_on is not None)
    assert reminders.are_on == expected


@pytest.fixture
def gnome_48(tmp_path: Path) -> dict[str, str]:
    """An environment with settings of its own, and the unchanged schema of gsettings-desktop-schemas 48.0."""
    schemas = Path(__file__).with_name("schemas")
    subprocess.run(["glib-compile-schemas", "--strict", "--targetdir", tmp_path, schemas], check=True)
    settings = {"GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": str(tmp_path / "config")}
    return {**GNOME, **settings, "GSETTINGS_SCHEMA_DIR": str(tmp_path)}


@pytest.mark.parametrize(
    ("breaks", "expected"),
    [("", False), ("['movement']", True), ("['eyesight']", True), ("['eyesight', 'movement']", True), ("[]", False)],
)
def test_the_real_setting_is_read(qtbot: QtBot, gnome_48: dict[str, str], breaks: str, expected: bool) -> None:
    """Never changed, or changed by the real gsettings."""
    if breaks:
        change = ["gsettings", "set", "org.gnome.desktop.break-reminders", "selected-breaks", breaks]
        subprocess.run(change, env=gnome_48, check=True)
    reminders = GnomeBreakReminders(gnome_48)
    qtbot.waitUntil(lambda: reminders.are_on is not None)
    assert reminders.are_on == expected


@pytest.mark.parametrize("command", [("false",), ("/nowhere/gsettings",)])
def test_without_the_schema_or_gsettings_they_are_off(qtbot: QtBot, command: tuple[str, ...]) -> None:
    reminders = GnomeBreakReminders(GNOME, command)
    qtbot.waitUntil(lambda: reminders.are_on is False)
    reminders.close()


def test_elsewhere_nothing_is_read(qtbot: QtBot) -> None:
    assert GnomeBreakReminders({"XDG_CURRENT_DESKTOP": "KDE"}, ("echo", "['movement']")).are_on is False
