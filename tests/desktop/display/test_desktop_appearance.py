"""Dark style and text size of GNOME and Plasma, from the portal or from dconf."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.display.desktop_appearance import (
    PORTAL,
    PORTAL_PATH,
    SETTINGS,
    DesktopAppearance,
)
from hipbreak.desktop.display.desktop_name import has_appearance, is_gnome
from tests.desktop.fakes import RealBus, Service, wait_for_replies
from tests.desktop.gnome_session import needs_dconf, real_dconf
from tests.desktop.settings_portal import SettingsPortal

pytestmark = pytest.mark.display


class Followed(list[tuple[bool | None, float]]):
    """The values that were reported, in order."""

    def report(self, dark: bool | None, scale: float) -> None:
        self.append((dark, scale))


@pytest.fixture
def environment(daemon: RealBus, tmp_path: Path) -> dict[str, str]:
    """A home folder with GNOME's default settings."""
    folders = {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    desktop = {"XDG_CURRENT_DESKTOP": "GNOME", "DBUS_SESSION_BUS_ADDRESS": daemon.address}
    return {**os.environ, **folders, **desktop}


@pytest.fixture
def followed() -> Iterator[Followed]:
    yield Followed()


@pytest.mark.parametrize(("desktop", "expected"), [("ubuntu:GNOME", True), ("GNOME", True), ("XFCE", False)])
def test_which_desktops_are_gnome(desktop: str, expected: bool) -> None:
    assert is_gnome({"XDG_CURRENT_DESKTOP": desktop}) == expected


@pytest.mark.parametrize(("desktop", "expected"), [("GNOME", True), ("KDE", True), ("sway", False), ("", False)])
def test_which_desktops_are_read(desktop: str, expected: bool) -> None:
    assert has_appearance({"XDG_CURRENT_DESKTOP": desktop}) == expected


def test_the_portal_is_read_and_followed(qtbot: QtBot, daemon: RealBus, bus: BusConnection, followed: Followed) -> None:
    with SettingsPortal(daemon.address, scheme=1, scale=1.25) as portal:
        appearance = DesktopAppearance(bus, environment, followed.report)
        qtbot.waitUntil(lambda: followed == [(True, 1.25)])
        portal.change(scheme=2)
        portal.change(scale=2.0)
        portal.change(scale=2.0)
        portal.change(scheme=0, scale=1.0)
        qtbot.waitUntil(lambda: followed[-1] == (False, 1.0))
        assert followed == [(True, 1.25), (False, 1.25), (False, 2.0), (False, 1.0)]
        appearance.close()
        appearance.close()


@pytest.mark.parametrize(
    ("signature", "answer"),
    [
        ("a{sa{sv}}", {"org.freedesktop.appearance": {"color-scheme": ("s", "dark")}}),
        ("a{sa{sv}}", {"org.gnome.desktop.interface": {"text-scaling-factor": ("d", 1000.0)}}),
        ("a{sa{sv}}", {}),
        ("s", "dark"),
    ],
)
def test_invalid_values_are_ignored(
    qtbot: QtBot,
    daemon: RealBus,
    bus: BusConnection,
    environment: dict[str, str],
    followed: Followed,
    signature: str,
    answer: object,
) -> None:
    answers = {f"{PORTAL_PATH} {SETTINGS}.ReadAll": (signature, (answer,))}
    with Service(daemon.address, [PORTAL], answers) as service:
        appearance = DesktopAppearance(bus, environment, followed.report)
        service.signal(PORTAL_PATH, f"{SETTINGS}.SettingChanged", "s", "org.freedesktop.appearance")
        wait_for_replies(qtbot, bus, PORTAL)
        assert not appearance.dark and appearance.text_scale == 1.0
        appearance.close()


@needs_dconf
def test_without_a_portal_dconf_is_read_and_followed(
    qtbot: QtBot, daemon: RealBus, bus: BusConnection, environment: dict[str, str], followed: Followed
) -> None:
    """The real gsettings writes through the real dconf."""

    def change(key: str, value: str) -> None:
        command = ["gsettings", "set", "org.gnome.desktop.interface", key, value]
        subprocess.run(command, env=environment, check=True, timeout=20)

    with real_dconf(daemon, environment):
        change("color-scheme", "prefer-dark")
        appearance = DesktopAppearance(bus, environment, followed.report)
        qtbot.waitUntil(lambda: followed == [(True, 1.0)])
        change("text-scaling-factor", "1.5")
        qtbot.waitUntil(lambda: followed[-1] == (True, 1.5))
        change("color-scheme", "default")
        qtbot.waitUntil(lambda: followed[-1] == (False, 1.5))
        appearance.close()
