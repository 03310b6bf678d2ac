"""The screen lock of a desktop, without logind."""

import shutil
import subprocess
from contextlib import ExitStack
from pathlib import Path

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.desktop.ipc.protocol import ask
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.desktop import wait_until
from tests.e2e.doctor import findings_by_name
from tests.sessions.nested import nested_session

pytestmark = [pytest.mark.display, pytest.mark.desktops]

_SAVER = ["-d", "org.freedesktop.ScreenSaver", "-o", "/ScreenSaver", "-m", "org.freedesktop.ScreenSaver.Lock"]


@pytest.mark.parametrize("compositor", ["kwin_wayland"])
def test_a_locked_screen_is_an_absence(stack: ExitStack, tmp_path: Path, compositor: str) -> None:
    """Without logind nothing can unlock it again, so the return is not tested here."""
    if shutil.which(compositor) is None:
        pytest.skip(f"{compositor} is not installed")
    session = stack.enter_context(nested_session(compositor, locker=True))
    app = AppProcess(tmp_path / "hip", session.environment)
    stack.callback(app.end)
    app.write_settings(QUICK | {"window_opens": "20min", "window_closes": "30min"})
    app.start()

    def reading() -> str:
        out = ask(app.paths.socket, "doctor", {}).out
        assert isinstance(out, dict)
        return str(findings_by_name(out)["lock"]["reading"])

    wait_until(lambda: reading() == "not locked", "the source")
    subprocess.run(["gdbus", "call", "--session", *_SAVER], env=session.environment, check=True, capture_output=True)
    wait_until(lambda: reading() == "locked", "the lock")
    app.wait_for(tracking_facts.Left)
