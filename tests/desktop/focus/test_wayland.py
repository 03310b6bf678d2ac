"""Window switches and full screen on Wayland: a real sway, and a small compositor of ours for what it never does."""

import pytest

from hipbreak.desktop.focus.base import FocusListener, FocusUnavailable
from hipbreak.desktop.focus.wayland import WaylandFocusSource
from tests.desktop.display.fake_compositor import ACTIVE, FULL, MAXIMIZED, MINIMIZED, TOPLEVELS, Compositor
from tests.desktop.wayland_sessions import a_window, needs_sway, real_sway

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
def desk(tmp_path, stack):
    desk = Compositor(tmp_path, **{TOPLEVELS: 3})
    stack.callback(desk.end)
    return desk


@pytest.fixture
def source(qtbot, desk, watch):
    source = watch(desk.environment)
    qtbot.waitUntil(lambda: (TOPLEVELS, 2) in desk.bound)
    return source


@needs_sway
def test_a_real_sway_reports_switches_and_full_screen(qtbot, stack, received, watch):
    """Two real windows; and a full screen ends with its compositor."""
    sway = stack.enter_context(real_sway())
    source = watch(sway.environment)
    for count in (1, 2):
        stack.enter_context(a_window(sway))
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
    assert source.trouble == "The Wayland compositor has ended."


def test_only_the_active_window_counts(qtbot, desk, source, received):
    """A film behind the letter is no full screen; the first window is no switch."""
    film = desk.open(FULL, MAXIMIZED)
    letter = desk.open(ACTIVE)
    desk.state(film, FULL, ACTIVE)
    qtbot.waitUntil(lambda: received == ["switch", True])
    desk.state(letter)
    desk.state(film, FULL)  # for a moment nobody is active
    desk.state(letter, ACTIVE)
    qtbot.waitUntil(lambda: received[2:] == ["switch", False])
    desk.state(letter, ACTIVE, MAXIMIZED)
    desk.state(letter, ACTIVE)
    desk.state(film, FULL, MINIMIZED, ACTIVE)
    qtbot.waitUntil(lambda: received[4:] == ["switch"])


def test_full_screen_ends_with_its_window(qtbot, desk, source, received):
    film = desk.open(FULL, ACTIVE)
    qtbot.waitUntil(lambda: received == [True])
    desk.close_window(film)
    qtbot.waitUntil(lambda: received == [True, False])
    qtbot.waitUntil(lambda: desk.destroyed == [film])
    desk.open(ACTIVE)
    qtbot.waitUntil(lambda: received == [True, False, "switch"])


def test_titles_are_not_kept(qtbot, desk, source, received):
    """They come along, and nothing of them is anywhere in us."""
    desk.open(ACTIVE, FULL)
    qtbot.waitUntil(lambda: received == [True])
    assert source.connection.buffered_bytes == 0
    assert "secret" not in repr(vars(source)) + repr(source.windows)


def test_nothing_is_reported_after_close(qtbot, desk, source, received):
    desk.open(ACTIVE)
    qtbot.waitUntil(lambda: source.active != 0)
    source.close()
    source.close()
    assert received == []


@pytest.mark.parametrize("interfaces", [{}, {TOPLEVELS: 1}])
def test_a_compositor_without_the_protocol_is_unavailable(qtbot, tmp_path, stack, watch, interfaces):
    """GNOME and KDE; version 1 knows of no full screen."""
    desk = Compositor(tmp_path, **interfaces)
    stack.callback(desk.end)
    source = watch(desk.environment)
    qtbot.waitUntil(lambda: source.trouble is not None)
    assert source.trouble.endswith(".")


def test_without_a_compositor_the_error_is_one_sentence(received):
    with pytest.raises(FocusUnavailable, match=r"Wayland display .*\.$"):
        WaylandFocusSource(received.listener, {})
