"""Idle time on Wayland, with a real sway, a real KWin and a fake compositor."""

import socket
import struct
import time
from datetime import timedelta

import pytest

from hipbreak.desktop.display import wayland
from hipbreak.desktop.idle.base import IdleUnavailable
from hipbreak.desktop.idle.last_input import LastInputTracker
from hipbreak.desktop.idle.wayland import WaylandIdleSource
from tests.desktop.display.fake_compositor import IDLED, KDE_IDLE, NOTIFIER, RESUMED, Compositor
from tests.desktop.fakes import PATIENCE, does_not_wait, real_bus
from tests.desktop.gnome_session import needs_mutter, real_mutter
from tests.desktop.wayland_sessions import SimulatedPointer, needs_kwin, needs_sway, real_kwin, real_sway

pytestmark = pytest.mark.display
NAME = "wayland-hipbreak"
NOTICE = timedelta(milliseconds=300)


@pytest.fixture
def start_compositor(tmp_path, stack):
    def start(**versions):
        compositor = Compositor(tmp_path, **versions)
        stack.callback(compositor.end)
        return compositor

    return start


@pytest.fixture
def create_source(qapp, stack):
    def make(environment, **more):
        source = WaylandIdleSource(environment, **more)
        stack.callback(source.close)
        return source

    return make


def reports_idle_time_and_returns(qtbot, stack, source, compositor):
    """Check with real input, twice: idle, its length, and the return."""
    pointer = SimulatedPointer(compositor.environment)
    stack.callback(pointer.close)
    qtbot.waitUntil(lambda: pointer.is_ready)
    pointer.move()
    for _ in range(2):
        returns = []
        qtbot.waitUntil(lambda: source.tracker.is_idle)
        assert source.watch_return(lambda returns=returns: returns.append(None))
        assert NOTICE <= source.idle() < NOTICE + timedelta(seconds=2)
        qtbot.waitUntil(lambda: source.idle() > 2 * NOTICE)
        assert returns == []
        began = time.monotonic()
        pointer.move()
        qtbot.waitUntil(lambda returns=returns: returns == [None])
        assert source.idle() <= timedelta(seconds=time.monotonic() - began)
    assert source.problem is None
    compositor.kill()
    qtbot.waitUntil(lambda: source.problem is not None)
    assert source.idle() is None


@needs_sway
def test_a_real_sway_reports_idle_time_and_the_next_input(qtbot, stack, create_source):
    """Debian 12's sway has KDE's protocol, later ones the common one."""
    compositor = stack.enter_context(real_sway())
    reports_idle_time_and_returns(
        qtbot, stack, create_source(compositor.environment, tracker=LastInputTracker(NOTICE)), compositor
    )


@needs_kwin
def test_a_real_kwin_reports_idle_time_and_the_next_input(qtbot, stack, create_source, tmp_path):
    compositor = stack.enter_context(real_kwin(stack.enter_context(real_bus(tmp_path)), tmp_path / "run"))
    source = create_source(compositor.environment, tracker=LastInputTracker(NOTICE))
    reports_idle_time_and_returns(qtbot, stack, source, compositor)
    assert source.name == "wayland-idle-notify"


@pytest.mark.parametrize(
    ("interfaces", "asked", "name"),
    [
        ({NOTIFIER: 1}, "any", "wayland-idle-notify"),
        ({NOTIFIER: 2}, "input", "wayland-idle-notify"),
        ({NOTIFIER: 7}, "input", "wayland-idle-notify"),
        ({NOTIFIER: 1, KDE_IDLE: 1}, "any", "wayland-idle-notify"),
        ({KDE_IDLE: 1}, "older", "wayland-kde-idle"),
    ],
)
def test_idle_and_return(qtbot, start_compositor, create_source, interfaces, asked, name):
    """Version 2 is asked to ignore inhibitors; a newer version is bound as version 2."""
    compositor = start_compositor(**interfaces)
    source = create_source(compositor.environment)
    assert source.idle() is None
    assert not source.watch_return(lambda: None)
    qtbot.waitUntil(lambda: not compositor.asked.empty())
    assert compositor.asked.get() == (asked, 5000)
    assert all(version <= 2 for _interface, version in compositor.bound)
    assert source.name == name
    assert source.idle() < timedelta(seconds=1)  # it would report an idle time
    for _ in range(2):
        returns = []
        compositor.send_idle_event(IDLED)
        qtbot.waitUntil(lambda: source.idle() is not None and source.idle() >= timedelta(seconds=5))
        assert source.watch_return(lambda returns=returns: returns.append(None))
        assert returns == []
        compositor.send_idle_event(RESUMED)
        qtbot.waitUntil(lambda returns=returns: returns == [None])
        assert source.idle() < timedelta(seconds=1)
    source.close()
    source.close()
    assert not source.watch_return(lambda: None)


def test_the_end_of_the_compositor_is_reported_once(qtbot, start_compositor, create_source):
    compositor = start_compositor(**{NOTIFIER: 2})
    source = create_source(compositor.environment)
    qtbot.waitUntil(lambda: not compositor.asked.empty())
    compositor.end()
    qtbot.waitUntil(lambda: source.problem is not None)
    assert not source.connection.notifier.isEnabled()
    assert source.idle() is None
    assert not source.watch_return(lambda: None)


@pytest.mark.parametrize(
    "fail",
    [lambda compositor: compositor.send_error(), lambda compositor: compositor.raw(bytes(64))],
    ids=["no", "zeros"],
)
def test_a_protocol_error_or_garbage_is_reported(qtbot, start_compositor, create_source, fail):
    compositor = start_compositor(**{NOTIFIER: 2})
    source = create_source(compositor.environment)
    qtbot.waitUntil(lambda: not compositor.asked.empty())
    fail(compositor)
    qtbot.waitUntil(lambda: source.problem is not None)
    assert source.problem.endswith(".")


def test_a_message_in_pieces_is_read_as_one(qtbot, start_compositor, create_source):
    compositor = start_compositor(**{NOTIFIER: 2})
    source = create_source(compositor.environment)
    qtbot.waitUntil(lambda: not compositor.asked.empty())
    idled = struct.pack("=II", compositor.notification, 8 << 16 | IDLED)
    for at in range(len(idled)):
        assert not source.tracker.is_idle
        compositor.raw(idled[at : at + 1])
        qtbot.waitUntil(lambda at=at: len(source.connection.buffer) == (at + 1) % len(idled))
    assert source.tracker.is_idle


def test_a_compositor_without_the_protocol_is_refused(qtbot, start_compositor, create_source):
    source = create_source(start_compositor().environment)
    qtbot.waitUntil(lambda: source.problem is not None)
    assert "ext-idle-notify-v1" in source.problem


@needs_mutter
def test_a_real_mutter_does_not_offer_it(qtbot, tmp_path, create_source):
    """So Mutter is asked first on GNOME."""
    with real_bus(tmp_path) as bus, real_mutter(bus, tmp_path / "run") as mutter:
        source = create_source({"WAYLAND_DISPLAY": mutter.wayland})
        qtbot.waitUntil(lambda: source.problem is not None)


def test_a_compositor_that_never_answers_delays_nothing(qtbot, tmp_path, create_source, monkeypatch):
    monkeypatch.setattr(wayland, "TIMEOUT_MS", PATIENCE // timedelta(milliseconds=1))
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / NAME))
        listener.listen()
        with does_not_wait():
            source = create_source({"WAYLAND_DISPLAY": NAME, "XDG_RUNTIME_DIR": str(tmp_path)})
            assert source.idle() is None
        qtbot.waitUntil(lambda: source.problem is not None)


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"WAYLAND_DISPLAY": "missing", "XDG_RUNTIME_DIR": "/nonexistent"},
        {"XDG_SESSION_TYPE": "wayland", "XDG_RUNTIME_DIR": "/nonexistent"},
    ],
)
def test_without_a_compositor_the_error_is_one_sentence(qapp, environment):
    with pytest.raises(IdleUnavailable, match=r"Wayland display .*\.$"):
        WaylandIdleSource(environment)
