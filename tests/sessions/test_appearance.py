"""GNOME's dark style and Large Text in a whole GNOME Shell, through Xwayland and on Wayland itself."""

import shutil
import subprocess
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e.app_process import AppProcess
from tests.e2e.desktop import wait_until
from tests.sessions.nested import NestedSession, nested_session, shell_windows, start_gnome_services

pytestmark = [pytest.mark.display, pytest.mark.desktops]

WINDOW = "Hipbreak"


@pytest.fixture
def session(stack: ExitStack) -> NestedSession:
    for program in ("gnome-shell", "/usr/libexec/gsd-xsettings", "/usr/libexec/xdg-desktop-portal-gtk"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    session = stack.enter_context(nested_session("gnome-shell", tray=False))
    start_gnome_services(session, stack)
    return session


def change(session: NestedSession, key: str, value: str) -> None:
    """By the real gsettings."""
    command = ["gsettings", "set", "org.gnome.desktop.interface", key, value]
    subprocess.run(command, env=session.environment, check=True)


def place(session: NestedSession) -> tuple[int, int, int, int]:
    """That of the window that replaces the tray."""
    return wait_until(lambda: shell_windows(session.environment).get(WINDOW), f"the window {WINDOW}")


@pytest.mark.parametrize("platform", ["xcb", "wayland"])
def test_style_and_large_text_are_followed(
    session: NestedSession, stack: ExitStack, tmp_path: Path, platform: str
) -> None:
    """At the start and live: larger text makes a wider window, and its ground is light or dark."""
    app = AppProcess(tmp_path / "hip", session.environment)
    stack.callback(app.end)
    app.write_settings({"display_platform": platform})
    change(session, "color-scheme", "prefer-dark")
    app.start()
    wait_until(lambda: session.brightness(place(session)) < 0.3, "the dark style")
    _, _, usual, _ = place(session)
    change(session, "color-scheme", "prefer-light")
    wait_until(lambda: session.brightness(place(session)) > 0.8, "the light style")
    change(session, "text-scaling-factor", "1.5")
    wait_until(lambda: place(session)[2] > usual * 1.2, "larger text")
    app.quit()
    change(session, "color-scheme", "prefer-dark")
    app.start()
    wait_until(lambda: place(session)[2] > usual * 1.2, "larger text from the start")
    wait_until(lambda: session.brightness(place(session)) < 0.3, "the dark style from the start")
