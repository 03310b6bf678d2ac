"""A program of the settings with the real app."""

import json
from pathlib import Path

import pytest

from tests.e2e.app_process import AppProcess
from tests.e2e.desktop import wait_until

pytestmark = pytest.mark.display


def test_an_event_starts_the_program_that_the_settings_name(app: AppProcess, tmp_path: Path) -> None:
    received = tmp_path / "received"
    command = ["sh", "-c", 'cat > "$0.part" && mv "$0.part" "$0"', str(received)]
    with app.paths.settings.open("a") as settings:
        settings.write(f"\n[hooks]\nstarted = {json.dumps(command)}\nskipped = [3]\n")
    app.start()
    assert app.exit_code("stand") == 0
    wait_until(received.exists, "a line of JSON")
    assert json.loads(received.read_text()) | {"at": ""} == {
        "event": "started",
        "at": "",
        "kind": "stand",
        "prompted": False,
    }
    assert "hooks.skipped must be a program" in app.stderr()
