"""ext-idle-notify-v1 over the real wire: pywayland at our end, a small compositor of ours at the other."""

import socket
import sys
import time
from contextlib import ExitStack
from datetime import timedelta

import pytest

from hipbreak.desktop import idle_wayland
from hipbreak.desktop.idle import IdleUnavailable
from hipbreak.desktop.idle_wayland import WaylandIdleSource
from tests.desktop.compositor import IDLED, RESUMED, Compositor
from tests.desktop.desk_gnome import needs_mutter, real_mutter
from tests.desktop.desk_parts import real_bus

pytestmark = pytest.mark.desk
NAME = "wayland-hipbreak"


@pytest.fixture
def compositor(tmp_path):
    pytest.importorskip("pywayland", reason="pywayland is not installed (optional)")
    with ExitStack() as stack:

        def start(version):
            desk = Compositor(tmp_path, version)
            stack.callback(desk.end)
            return desk

        yield start


@pytest.mark.parametrize(("version", "request_name"), [(1, "any"), (2, "input")])
def test_rest_and_return(qtbot, compositor, version, request_name):
    """Version 2 is asked for input alone, whatever keeps the screen awake."""
    desk = compositor(version)
    source = WaylandIdleSource(desk.environment)
    assert source.idle() is None
    assert not source.watch_return(lambda: None)
    qtbot.waitUntil(lambda: source._notification is not None)
    assert desk.asked.get(timeout=10) == (request_name, 5000)
    for _ in range(2):
        returns = []
        desk.tell(IDLED)
        qtbot.waitUntil(lambda: source.idle() is not None and source.idle() >= timedelta(seconds=5))
        assert source.watch_return(lambda returns=returns: returns.append(None))
        assert returns == []
        desk.tell(RESUMED)
        qtbot.waitUntil(lambda returns=returns: returns == [None])
        assert source.idle() < timedelta(seconds=1)
    source.close()
    source.close()


def test_a_compositor_that_ends_is_told_and_wakes_once(qtbot, compositor):
    desk = compositor(2)
    source = WaylandIdleSource(desk.environment)
    qtbot.waitUntil(lambda: source._notification is not None)
    desk.end()
    qtbot.waitUntil(lambda: source.trouble is not None)
    assert not source._notifier.isEnabled()
    assert source.idle() is None
    assert not source.watch_return(lambda: None)
    source.close()


def test_a_compositor_without_the_protocol_is_refused(qtbot, compositor):
    source = WaylandIdleSource(compositor(0).environment)
    qtbot.waitUntil(lambda: source.trouble is not None)
    assert "ext-idle-notify-v1" in source.trouble
    source.close()


@needs_mutter
def test_a_real_mutter_does_not_offer_it(qtbot, tmp_path):
    """So on GNOME the ladder asks Mutter first."""
    pytest.importorskip("pywayland", reason="pywayland is not installed (optional)")
    with real_bus(tmp_path) as bus, real_mutter(bus, tmp_path / "run") as mutter:
        source = WaylandIdleSource({"WAYLAND_DISPLAY": mutter.wayland})
        qtbot.waitUntil(lambda: source.trouble is not None)
        source.close()


def test_a_compositor_that_never_answers_delays_nothing(qtbot, tmp_path, monkeypatch):
    pytest.importorskip("pywayland", reason="pywayland is not installed (optional)")
    monkeypatch.setattr(idle_wayland, "_PATIENCE_MS", 100)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / NAME))
        listener.listen()
        began = time.monotonic()
        source = WaylandIdleSource({"WAYLAND_DISPLAY": NAME, "XDG_RUNTIME_DIR": str(tmp_path)})
        assert source.idle() is None
        assert time.monotonic() - began < 0.2
        qtbot.waitUntil(lambda: source.trouble is not None)
        source.close()


def test_without_pywayland_it_is_one_sentence(qapp, monkeypatch):
    monkeypatch.setitem(sys.modules, "pywayland.protocol", None)
    with pytest.raises(IdleUnavailable, match=r"^The Python package pywayland .* is not installed\.$"):
        WaylandIdleSource({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": "/nonexistent"})


@pytest.mark.parametrize("environment", [{}, {"WAYLAND_DISPLAY": "nobody", "XDG_RUNTIME_DIR": "/nonexistent"}])
def test_without_a_compositor_it_is_one_sentence(qapp, environment):
    pytest.importorskip("pywayland", reason="pywayland is not installed (optional)")
    with pytest.raises(IdleUnavailable, match=r"Wayland display .*\.$"):
        WaylandIdleSource(environment)
