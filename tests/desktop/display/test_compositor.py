"""Compositors that begin and end on a real X display."""

from contextlib import ExitStack

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.desktop.display.compositor import CompositorWatch
from hipbreak.desktop.display.xcb import XUnavailable
from tests.desktop.display.compositing import FakeCompositor
from tests.desktop.fakes import real_display, started_program
from tests.desktop.wayland_sessions import needs_sway, real_sway

pytestmark = pytest.mark.display


def test_it_notices_when_a_compositor_begins_and_ends(qtbot: QtBot) -> None:
    with real_display() as display:
        changes: list[bool] = []
        watch = CompositorWatch(display.name, lambda: changes.append(watch.is_running))
        assert not watch.is_running
        compositor = FakeCompositor(display.name)
        qtbot.waitUntil(lambda: changes == [True])
        later = CompositorWatch(display.name, lambda: None)
        assert later.is_running
        compositor.end()
        qtbot.waitUntil(lambda: changes == [True, False])
        for opened in (watch, later):
            opened.close()


def test_a_display_that_cannot_be_reached() -> None:
    with pytest.raises(XUnavailable):
        CompositorWatch(":999", lambda: None)


@needs_sway
def test_not_on_xwayland(stack: ExitStack) -> None:
    """Its compositors give a click to a window that wants none."""
    sway = stack.enter_context(real_sway())
    command = ["Xwayland", "-displayfd", "{fd}", "-shm", "-noreset"]
    _, number = stack.enter_context(started_program(command, sway.environment))
    stack.callback(FakeCompositor(f":{number}").end)
    with pytest.raises(XUnavailable, match="XWayland"):
        CompositorWatch(f":{number}", lambda: None)
