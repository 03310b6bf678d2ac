"""Whether a window can be opened, found out before Qt, which would abort."""

import socket
from pathlib import Path

import pytest

from hipbreak.desktop.display.availability import NoDisplay, find_display
from hipbreak.desktop.display.x_server import find_server
from tests.desktop.fakes import real_display


def nowhere(_name: str) -> bool:
    return False


def everywhere(_name: str) -> bool:
    return True


@pytest.fixture
def runtime(tmp_path: Path) -> Path:
    """A runtime folder with the socket `wayland-0` of a compositor."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "wayland-0"))
        listener.listen()
        yield tmp_path


def test_without_any_name_the_variables_are_named() -> None:
    with pytest.raises(NoDisplay, match="neither DISPLAY nor WAYLAND_DISPLAY is set"):
        find_display({}, "linux", everywhere)


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"DISPLAY": ":987"}, r"\(DISPLAY=:987\)"),
        ({"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": "/nowhere"}, r"\(WAYLAND_DISPLAY=wayland-7\)"),
        ({"WAYLAND_DISPLAY": "/nowhere/w", "DISPLAY": ":987"}, r"WAYLAND_DISPLAY=w, DISPLAY=:987"),
        ({"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":987"}, r"\(DISPLAY=:987\)"),
    ],
)
def test_an_unreachable_display_is_named(environment: dict[str, str], named: str) -> None:
    with pytest.raises(NoDisplay, match=named) as received:
        find_display(environment, "linux", nowhere)
    assert str(received.value).endswith(".")


def test_a_compositor_that_listens_is_found(runtime: Path) -> None:
    """Also by its default name, and without an X display."""
    environment = {"XDG_RUNTIME_DIR": str(runtime), "DISPLAY": ":987"}
    for more in ({"WAYLAND_DISPLAY": "wayland-0"}, {"XDG_SESSION_TYPE": "wayland"}):
        assert find_display(environment | more, "linux", nowhere) == "wayland wayland-0"


def test_without_its_compositor_x_is_used(tmp_path: Path) -> None:
    environment = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}
    assert find_display(environment, "linux", everywhere) == "xcb :0"


def test_the_setting_decides_the_platform(runtime: Path) -> None:
    """Qt tries nothing else then."""
    environment = {"XDG_RUNTIME_DIR": str(runtime), "WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}
    assert find_display(environment | {"QT_QPA_PLATFORM": "xcb"}, "linux", everywhere) == "xcb :0"
    with pytest.raises(NoDisplay):
        find_display(environment | {"QT_QPA_PLATFORM": "xcb"}, "linux", nowhere)
    assert find_display({"QT_QPA_PLATFORM": "offscreen"}, "linux", nowhere) == "offscreen"
    assert find_display({"QT_QPA_PLATFORM": "wayland;offscreen:x=1"}, "linux", nowhere) == "offscreen"


def test_windows_and_macos_have_one_always() -> None:
    assert (find_display({}, "win32", nowhere), find_display({}, "darwin", nowhere)) == ("windows", "cocoa")


@pytest.mark.display
def test_a_real_display_is_reachable_until_it_ends() -> None:
    with real_display() as display:
        assert find_server(display.name) is not None
        assert find_display(display.environment, "linux", lambda name: bool(find_server(name))) == f"xcb {display.name}"
        display.kill()
        assert find_server(display.name) is None
