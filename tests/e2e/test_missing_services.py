"""Desktops without a tray host, a bus or a display."""

import pytest

from hipbreak.core.facts import tracking_facts
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.card import CARD
from tests.e2e.desktop import Desktop, wait_until

pytestmark = pytest.mark.display

FALLBACK = "^Hipbreak$"
CALM = QUICK | {"window_opens": "20min", "window_closes": "30min"}


def test_a_tray_host_comes_and_goes_twice(bare_desktop: Desktop, app: AppProcess) -> None:
    """Complaints 10 and 11: the fallback window is shown while there is no tray host, and only then."""
    app.write_settings(CALM)
    bare_desktop.start_session_bus()
    app.start()
    bare_desktop.window(FALLBACK)
    assert app.run().returncode == 0  # a second start shows it, and not Today
    assert not bare_desktop.windows("^Now")
    for _ in range(2):
        tray = bare_desktop.start_tray()
        wait_until(bare_desktop.icon, "the icon")
        wait_until(lambda: not bare_desktop.windows(FALLBACK), "the fallback window to close")
        tray.kill()
        bare_desktop.window(FALLBACK)
    assert app.process.poll() is None and app.stderr() == ""


@pytest.mark.parametrize("buses", [("system",), ()])
def test_without_a_bus(desktop: Desktop, app: AppProcess, buses: tuple[str, ...]) -> None:
    """The card comes at its moment, commands answer, stderr is empty (most tests have only a session bus)."""
    if "system" in buses:
        desktop.start_system_bus()
    app.start()
    app.wait_for(tracking_facts.Prompted)
    desktop.window(CARD)
    assert app.status()["idle_source"] == "x11-screensaver"
    assert app.stderr() == ""
    app.quit()


def test_a_bus_that_ends_while_the_app_runs(desktop: Desktop, app: AppProcess) -> None:
    """The card comes at its moment, and the app continues."""
    bus = desktop.start_session_bus()
    saver = desktop.start_screen_saver(bus)
    app.start()
    wait_until(lambda: saver.asked, "the app to listen")
    bus.kill()
    app.wait_for(tracking_facts.Prompted)
    desktop.window(CARD)
    assert app.exit_code("skip") == 0
    app.quit()


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_an_unreachable_display(app: AppProcess, variable: str) -> None:
    """One sentence that names the variable and exit code 1, no abort."""
    app.overrides = {"DISPLAY": None, variable: ":987"}
    done = app.run()
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert done.stderr.startswith("hipbreak: ") and f"({variable}=:987)" in done.stderr


def test_without_a_display(bare_desktop: Desktop, app: AppProcess) -> None:
    """One sentence and exit code 1, no abort; the profile is free for the next start, and the other commands work."""
    app.overrides["DISPLAY"] = None
    done = app.run()
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert done.stderr.startswith("hipbreak: ") and "display" in done.stderr
    assert app.exit_code("stats") == 0
    app.start(DISPLAY=bare_desktop.display.name)
    assert app.run().returncode == 0  # a second start, without a display, shows the window of the first
    bare_desktop.window(FALLBACK)
