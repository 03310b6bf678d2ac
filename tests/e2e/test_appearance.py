"""GNOME's dark style is followed at the start and live, though Qt's theme for it says otherwise."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.desktop.settings_portal import SettingsPortal
from tests.e2e.app_process import AppProcess
from tests.e2e.desktop import Desktop, wait_until

pytestmark = pytest.mark.display

LIGHT, DARK = 2, 1


@pytest.fixture
def portal(desktop: Desktop, stack: ExitStack) -> Iterator[SettingsPortal]:
    """GNOME's settings, on an X display."""
    bus = desktop.start_empty_session_bus()
    desktop.environment["XDG_CURRENT_DESKTOP"] = "GNOME"
    with SettingsPortal(bus.address) as portal:
        yield portal


def dark_share(desktop: Desktop) -> float:
    """How much of the settings window is darker than half."""
    shown = desktop.pixels(desktop.window("^Settings"))
    green = shown[1::4]
    return sum(value < 128 for value in green) / len(green)


def is_all_dark(desktop: Desktop) -> bool:
    """Text and marks are 3 % of it; fields and buttons alone are 4 %."""
    return dark_share(desktop) > 0.95


def is_all_light(desktop: Desktop) -> bool:
    return dark_share(desktop) < 0.06


@pytest.mark.parametrize("at_start", [LIGHT, DARK])
def test_the_style_is_followed(desktop: Desktop, app: AppProcess, portal: SettingsPortal, at_start: int) -> None:
    shown = {LIGHT: is_all_light, DARK: is_all_dark}
    portal.change(scheme=at_start)
    app.write_settings({})
    app.start()
    desktop.open_settings()
    wait_until(lambda: shown[at_start](desktop), "the style of the start")
    for changed in (LIGHT + DARK - at_start, at_start) * 2:
        portal.change(scheme=changed)
        wait_until(lambda wanted=changed: shown[wanted](desktop), "the other style")


def test_a_chosen_style_stays(desktop: Desktop, app: AppProcess, portal: SettingsPortal) -> None:
    app.write_settings({"appearance": "dark"})
    app.start()
    desktop.open_settings()
    wait_until(lambda: is_all_dark(desktop), "the chosen style")
    portal.change(scheme=DARK)
    portal.change(scheme=LIGHT)
    assert app.exit_code("settings", "set", "appearance", "system") == 0
    wait_until(lambda: is_all_light(desktop), "the desktop's style")
    assert app.exit_code("settings", "set", "appearance", "dark") == 0
    wait_until(lambda: is_all_dark(desktop), "the chosen style again")
