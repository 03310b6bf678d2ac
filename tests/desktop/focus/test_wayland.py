"""Window switches and full screen on Wayland, with a real sway and a fake compositor."""

import pytest

from hipbreak.desktop.focus.base import FocusListener, FocusUnavailable
from hipbreak.desktop.focus.wayland import WaylandFocusSource
from tests.desktop.display.fake_compositor import ACTIVE, FULL, MAXIMIZED, MINIMIZED, TOPLEVELS, Compositor
from tests.desktop.wayland_sessions import needs_sway, open_window, real_sway

pytestmark = pytest.mark.display


class ReceivedCalls(list):
    @property
    def listener(self):
        return FocusListener(lambda: self.append("switch"), self.append)


@pytest.fixture
def received():
    return ReceivedCalls()


@pytest.fixture
def watch(qapp, received, stack):
    def start(environment):
        source = WaylandFocusSource(received.listener, environment)
        stack.callback(source.close)
        return source

    return start


@pytest.fixture
def compositor(tmp_path, stack):
    compositor = Compositor(tmp_path, **{TOPLEVELS: 3})
    stack.callback(compositor.end)
    return compositor


@pytest.fixture
def source(qtbot, compositor, watch):
    source = watch(compositor.environment)
    qtbot.waitUntil(lambda: (TOPLEVELS, 2) in compositor.bound)
    return source


@needs_sway
def test_a_real_sway_reports_switches_and_full_screen(qtbot, stack, received, watch):
    """With two real windows; full screen ends with the compositor."""
    sway = stack.enter_context(real_sway())
    source = watch(sway.environment)
    for count in (1, 2):
        stack.enter_context(open_window(sway))
        qtbot.waitUntil(lambda count=count: len(source.windows) == count and source.active != 0)
    qtbot.waitUntil(lambda: received == ["switch"])  # to the second, which came to the front
    sway.sway("fullscreen", "enable")
    qtbot.waitUntil(lambda: received[1:] == [True])
    sway.sway("fullscreen", "disable")
    qtbot.waitUntil(lambda: received[2:] == [False])
    sway.sway("focus", "next")
    qtbot.waitUntil(lambda: received[3:] == ["switch"])
    sway.sway("fullscreen", "enable")
    qtbot.waitUntil(lambda: received[4:] == [True])
    sway.kill()
    qtbot.waitUntil(lambda: received[5:] == [False])
    assert source.problem == "The Wayland compositor has ended."


def test_only_the_active_window_counts(qtbot, compositor, source, received):
    """A full-screen window behind the active one does not count; the first window is no switch."""
    film = compositor.open(FULL, MAXIMIZED)
    editor = compositor.open(ACTIVE)
    compositor.state(film, FULL, ACTIVE)
    qtbot.waitUntil(lambda: received == ["switch", True])
    compositor.state(editor)
    compositor.state(film, FULL)  # for a moment no window is active
    compositor.state(editor, ACTIVE)
    qtbot.waitUntil(lambda: received[2:] == ["switch", False])
    compositor.state(editor, ACTIVE, MAXIMIZED)
    compositor.state(editor, ACTIVE)
    compositor.state(film, FULL, MINIMIZED, ACTIVE)
    qtbot.waitUntil(lambda: received[4:] == ["switch"])


def test_full_screen_ends_with_its_window(qtbot, compositor, source, received):
    film = compositor.open(FULL, ACTIVE)
    qtbot.waitUntil(lambda: received == [True])
    compositor.close_window(film)
    qtbot.waitUntil(lambda: received == [True, False])
    qtbot.waitUntil(lambda: compositor.destroyed == [film])
    compositor.open(ACTIVE)
    qtbot.waitUntil(lambda: received == [True, False, "switch"])


def test_titles_are_not_kept(qtbot, compositor, source, received):
    """The compositor sends them, and the source keeps nothing of them."""
    compositor.open(ACTIVE, FULL)
    qtbot.waitUntil(lambda: received == [True])
    assert source.connection.buffer == b""
    assert "secret" not in repr(vars(source)) + repr(source.windows)


def test_nothing_is_reported_after_close(qtbot, compositor, source, received):
    compositor.open(ACTIVE)
    qtbot.waitUntil(lambda: source.active != 0)
    source.close()
    source.close()
    assert received == []


@pytest.mark.parametrize("interfaces", [{}, {TOPLEVELS: 1}])
def test_a_compositor_without_the_protocol_is_unavailable(qtbot, tmp_path, stack, watch, interfaces):
    """As on GNOME and KDE; version 1 has no full-screen state."""
    compositor = Compositor(tmp_path, **interfaces)
    stack.callback(compositor.end)
    source = watch(compositor.environment)
    qtbot.waitUntil(lambda: source.problem is not None)
    assert source.problem.endswith(".")


def test_without_a_compositor_the_error_is_one_sentence(received):
    with pytest.raises(FocusUnavailable, match=r"Wayland display .*\.$"):
        WaylandFocusSource(received.listener, {})
