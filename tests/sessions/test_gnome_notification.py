"""A prompt as a notification of GNOME Shell."""

import shutil
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from hipbreak.core.facts import tracking_facts
from tests.e2e.app_process import AppProcess
from tests.e2e.desktop import wait_until
from tests.sessions.editor import TextEditor
from tests.sessions.nested import banner_buttons, nested_session, start_gnome_services

pytestmark = pytest.mark.display


@pytest.mark.skipif(shutil.which("gnome-shell") is None, reason="gnome-shell is not installed")
def test_the_buttons_of_a_notification_stay(stack: ExitStack, tmp_path: Path) -> None:
    """A normal one has no buttons without the pointer and is gone after 4 s; it takes no key, and a click works."""
    session = stack.enter_context(nested_session("gnome-shell"))
    start_gnome_services(session, stack)
    editor = TextEditor(session, stack, tmp_path, "wayland")
    longer = {"pulse_length": "30s", "display_platform": "wayland", "ignore_input_for": "0s"}
    app = AppProcess(tmp_path / "hip", session.environment, longer)
    stack.callback(app.end)
    app.start()
    editor.type_until(lambda: "Skip" in banner_buttons(session.environment), "the buttons")
    until = time.monotonic() + 6
    while time.monotonic() < until:
        editor.type("space", "Return", "a")
        assert "Skip" in banner_buttons(session.environment)
    editor.wait_for_everything()
    session.click(*banner_buttons(session.environment)["Skip"])
    app.wait_for(tracking_facts.Skipped)
    wait_until(lambda: not banner_buttons(session.environment), "it to go")
    assert not app.facts(tracking_facts.Started)
