"""Recognition of real X servers and window managers, without Qt's event loop."""

import os
import subprocess
import threading
import time
from contextlib import ExitStack
from datetime import timedelta

import pytest

from hipbreak.desktop.display.x_server import XServer, find_server
from tests.desktop.fakes import real_display, require, started_program, terminated
from tests.desktop.wayland_sessions import needs_sway, real_sway

pytestmark = pytest.mark.display

A_LONG_TIME = timedelta(seconds=60)


@pytest.fixture
def xwayland(stack: ExitStack) -> str:
    """The display of an Xwayland without clients."""
    sway = stack.enter_context(real_sway())
    _, number = stack.enter_context(
        started_program(["Xwayland", "-displayfd", "{fd}", "-shm", "-noreset"], sway.environment)
    )
    assert number
    return f":{number}"


def test_a_real_x_server_until_it_ends() -> None:
    with real_display() as display:
        assert find_server(display.name) == XServer(False)
        display.kill()
        assert find_server(display.name) is None


@needs_sway
def test_xwayland_without_a_window_manager(xwayland: str) -> None:
    """Found after the timeout."""
    began = time.monotonic()
    assert find_server(xwayland, timedelta(milliseconds=200)) == XServer(True)
    assert time.monotonic() - began >= 0.2


@needs_sway
def test_a_window_manager_that_starts_late_is_waited_for(xwayland: str, stack: ExitStack) -> None:
    """As with an Xwayland that the first connection starts; nothing is polled."""
    found: list[XServer | None] = []
    look = threading.Thread(target=lambda: found.append(find_server(xwayland, A_LONG_TIME)))
    look.start()
    require("openbox")
    openbox = subprocess.Popen(["openbox", "--sm-disable"], env={**os.environ, "DISPLAY": xwayland})
    stack.enter_context(terminated(openbox))
    look.join(20)
    assert found == [XServer(True, "Openbox")]
    assert find_server(xwayland, A_LONG_TIME) == found[0]
