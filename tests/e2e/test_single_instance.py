"""One process for a profile, however often it is started."""

import os
import subprocess

import pytest

from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.desktop import Desktop, wait_until

pytestmark = pytest.mark.display

CALM = QUICK | {"window_opens": "20min", "window_closes": "30min"}


def test_twenty_starts_at_once_leave_one(full_desktop: Desktop, app: AppProcess) -> None:
    """Nineteen end with exit code 0 and no output, one answers, and its window is shown once."""
    app.write_settings(CALM)
    starts = [app.spawn() for _ in range(20)]
    wait_until(lambda: sum(start.poll() is None for start in starts) == 1, "nineteen to end", 60)
    wait_until(app.answers, "an answer of the one")
    assert "".join(app.all_stderr()) == ""
    assert [start.returncode for start in starts if start.returncode is not None] == [0] * 19
    full_desktop.window("^Now")
    wait_until(full_desktop.icon, "its icon")


def test_a_second_start_shows_the_window_of_the_first(full_desktop: Desktop, app: AppProcess) -> None:
    """It ends with 0 at once; Today is shown and active, and again after it was closed."""
    app.write_settings(CALM)
    app.start()
    for _ in range(2):
        assert not full_desktop.windows("^Now")
        second = app.run()
        assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
        full_desktop.window("^Now")
        wait_until(lambda: full_desktop.focus()[0] in full_desktop.windows("^Now"), "the window to be active")
        full_desktop.display.xdotool("key", "Escape")
        wait_until(lambda: not full_desktop.windows("^Now"), "the window to close")
    assert app.process.poll() is None


def test_open_starts_the_app_and_is_answered_by_the_one_that_runs(full_desktop: Desktop, app: AppProcess) -> None:
    app.write_settings(CALM)
    app.start(words=("open", "settings"))
    full_desktop.window("^Settings")
    second = app.run("open", "learn")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    full_desktop.window("^Learn")
    assert app.process.poll() is None


def test_its_windows_have_its_icon_and_its_name(full_desktop: Desktop, app: AppProcess) -> None:
    """By which window managers, panels and docks know them."""
    app.write_settings(CALM)
    app.start()
    assert app.run().returncode == 0
    (window,) = wait_until(lambda: full_desktop.windows("^Now"), "the window")
    asked = ["xprop", "-id", window, "-notype", "WM_CLASS", "_NET_WM_ICON"]
    environment = {**os.environ, **full_desktop.display.environment}
    output = subprocess.run(asked, env=environment, capture_output=True, text=True, check=True).stdout
    assert 'WM_CLASS = "org.hipbreak.Hipbreak", "Hipbreak"' in output
    assert [side for side in (48, 128) if f"Icon ({side} x {side}):" in output] == [48, 128]


def test_after_kill_9_the_profile_is_free(full_desktop: Desktop, app: AppProcess) -> None:
    """The files of its lock and its socket remain, and the next start replaces them."""
    app.write_settings(CALM)
    app.start()
    app.kill()
    assert app.paths.lock.exists()
    assert app.exit_code("status") == 3
    app.start()
    assert app.status()["phase"] == "sitting"
