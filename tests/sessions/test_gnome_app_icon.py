"""The app in GNOME's overview and dash, without a tray: its name, its icon's actions, and a second start."""

import json
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from hipbreak.core.facts import tracking_facts
from tests.e2e.app_process import ROOT, AppProcess
from tests.e2e.desktop import wait_until
from tests.sessions.nested import NestedSession, evaluate, nested_session, shell_windows, start_gnome_services

pytestmark = [pytest.mark.display, pytest.mark.desktops]

SMALL, GUIDE = "Hipbreak", "Stand-up break - Hipbreak"
WITHOUT_TRAY_S = 3  # after which the app no longer waits for one
_ID = "org.hipbreak.Hipbreak.desktop"
_APP = f"imports.gi.Shell.AppSystem.get_default().lookup_app('{_ID}')"


def click_on_icon(session: NestedSession) -> None:
    """On the app's icon in the dash, in the overview: GNOME shows a minimised window only for a real click."""
    script = f"Main.overview.dash._box.get_children().filter(c => c.child?.app?.get_id() === '{_ID}')"
    script += ".map(c => { const [x, y] = c.get_transformed_position(), [w, h] = c.get_transformed_size(); "
    script += "return [Math.round(x + w / 2), Math.round(y + h / 2)]; })"
    evaluate(session.environment, "Main.overview.show()")
    shown = "Main.overview.visible && !Main.overview.animationInProgress"
    wait_until(lambda: evaluate(session.environment, shown) == "true", "the overview")
    (middle,) = json.loads(evaluate(session.environment, script))
    session.click(*middle)


@pytest.fixture
def session(stack: ExitStack) -> NestedSession:
    if shutil.which("gnome-shell") is None:
        pytest.skip("gnome-shell is not installed")
    session = stack.enter_context(nested_session("gnome-shell", tray=False))
    start_gnome_services(session, stack)
    return session


@pytest.fixture
def app(session: NestedSession, tmp_path: Path) -> Iterator[AppProcess]:
    """Started from the icon, whose entry is the real one but for the profile."""
    calm = {"window_opens": "20min", "window_closes": "30min", "pulse_length": "30s"}
    app = AppProcess(tmp_path / "hip", session.environment, calm)
    command = f"{sys.executable} -m hipbreak --home {tmp_path / 'hip'}"
    template = (ROOT / "packaging" / "share" / "applications" / _ID).read_text()
    entry = template.replace("Exec=hipbreak", f"Exec={command}")
    applications = Path(session.environment["HOME"], ".local", "share", "applications")
    applications.mkdir(parents=True, exist_ok=True)
    (applications / _ID).write_text(entry.replace("[Desktop Entry]", f"[Desktop Entry]\nPath={ROOT}"))
    wait_until(lambda: evaluate(session.environment, f"{_APP}?.get_name()") == '"Hipbreak"', "the app's icon")
    evaluate(session.environment, f"{_APP}.activate()")
    wait_until(app.answers, "the app")
    yield app
    assert app.exit_code("quit") == 0


def test_everything_is_reached_from_the_icon(session: NestedSession, app: AppProcess) -> None:
    """The icon shows the small window again after it was minimised, and its actions stand up, open today and pause."""

    def act(action: str) -> None:
        evaluate(session.environment, f"{_APP}.launch_action('{action}', 0, -1)")

    def titles() -> list[str]:
        return list(shell_windows(session.environment))

    wait_until(lambda: SMALL in titles(), "the small window")
    name = "imports.gi.Shell.WindowTracker.get_default().get_window_app(w).get_name()"
    script = (
        f"global.get_window_actors().map(a => a.meta_window).filter(w => w.get_title() === '{SMALL}').map(w => {name})"
    )
    assert json.loads(evaluate(session.environment, script)) == ["Hipbreak"]
    (window,) = wait_until(lambda: session.windows("^Hipbreak$"), "the small window")
    session.minimise(window)
    wait_until(lambda: session.state(window) == "Iconic", "it to be minimised")
    click_on_icon(session)
    wait_until(lambda: session.state(window) == "Normal" and session.has_focus(window), "the icon to show it again")
    act("StandUp")
    app.wait_for(tracking_facts.Started)
    wait_until(lambda: GUIDE in titles(), "the guide")
    act("Today")
    wait_until(lambda: any(title.startswith("Now") for title in titles()), "the window")
    act("Pause")
    app.wait_for(tracking_facts.Paused)


def test_the_small_window_waits_for_the_welcome(session: NestedSession, stack: ExitStack, tmp_path: Path) -> None:
    """At the first start the welcome keeps the keyboard; the small window comes once it is closed."""
    app = AppProcess(tmp_path / "hip", session.environment)
    stack.callback(app.end)
    app.paths.settings.unlink()
    app.start()
    (welcome,) = wait_until(lambda: session.windows("^Welcome"), "the welcome")
    wait_until(lambda: session.has_focus(welcome), "it to have the keyboard")
    until = time.monotonic() + 2 * WITHOUT_TRAY_S
    while time.monotonic() < until:
        assert not session.windows("^Hipbreak$") and session.has_focus(welcome)
    session.type("Escape")
    wait_until(lambda: session.windows("^Hipbreak$"), "the small window")
