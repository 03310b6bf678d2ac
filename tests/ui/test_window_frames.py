"""With a real window manager on a screen of 1280 by 800, no frame or title bar crosses the edge."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.desktop.fakes import real_display, terminated

ROOT = Path(__file__).parents[2]


@pytest.mark.display
def test_each_frame_is_inside_the_available_screen(stack: ExitStack) -> None:
    display = stack.enter_context(real_display("1280x800x24"))
    environment = {**os.environ, **display.environment, "QT_QPA_PLATFORM": "xcb"}
    manager = subprocess.Popen(["openbox", "--sm-disable"], env=environment, stderr=subprocess.DEVNULL)
    stack.enter_context(terminated(manager))
    command = [sys.executable, "-m", "tests.ui.window_frames"]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=90, check=True)
    seen = json.loads(done.stdout.splitlines()[-1])
    left, top, right, bottom = seen["available"]
    assert seen["frames"].keys() >= {"programme-today", "health-screening", "overview", "guide-left", "guide-right"}
    over = {
        name: (a, b, c, d)
        for name, (a, b, c, d) in seen["frames"].items()
        if a < left or b < top or c > right or d > bottom
    }
    assert over == {}
