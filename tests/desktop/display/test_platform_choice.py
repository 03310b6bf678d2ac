"""The choice of Qt's platform, and how a card can be shown there."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from hipbreak.core.settings.display_choices import DisplayPlatform
from hipbreak.desktop.display.availability import NoDisplay
from hipbreak.desktop.display.platform_choice import PlatformChoice, choose_platform
from hipbreak.desktop.display.x_server import XServer

AUTO, XCB, WAYLAND = DisplayPlatform
GNOME = XServer(True, "GNOME Shell")


class Servers:
    """The X servers that run; `asked` are the displays that were connected to."""

    def __init__(self, **servers: XServer) -> None:
        self._servers = {f":{name[1:]}": server for name, server in servers.items()}
        self.asked: list[str] = []

    def __call__(self, name: str) -> XServer | None:
        self.asked.append(name)
        return self._servers.get(name)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a Wayland session whose compositor listens, and that has an X display `:0`."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "wayland-0"))
        listener.listen()
        yield {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}


def ways(choice: PlatformChoice) -> tuple[str, str, bool, bool]:
    """All fields except the sentence."""
    return choice.display, choice.option, choice.unmanaged_card, choice.card_on_request


THROUGH_XWAYLAND = ("xcb :0", "xcb", True, False)
ON_WAYLAND = ("wayland wayland-0", "", False, True)


@pytest.mark.parametrize("manager", ["GNOME Shell", "Mutter", "Mutter (Muffin)", "KWin", "wlroots wm"])
def test_xwayland_is_taken_where_an_unmanaged_window_takes_no_keys(session: dict[str, str], manager: str) -> None:
    servers = Servers(x0=XServer(True, manager))
    choice = choose_platform(AUTO, session, "linux", servers)
    assert ways(choice) == THROUGH_XWAYLAND and "Xwayland" in choice.why
    assert servers.asked == [":0"]  # once


@pytest.mark.parametrize(
    ("servers", "why"),
    [
        (Servers(), "No Xwayland answers"),
        (Servers(x0=XServer(False)), "No Xwayland answers"),
        (Servers(x0=XServer(True, "Weston WM")), "in Weston WM's Xwayland is not known"),
        (Servers(x0=XServer(True)), "in this compositor's Xwayland is not known"),
    ],
    ids=["nobody answers", "another X server", "another window manager", "no window manager"],
)
def test_on_other_compositors_the_card_waits_for_a_request(session: dict[str, str], servers: Servers, why: str) -> None:
    choice = choose_platform(AUTO, session, "linux", servers)
    assert ways(choice) == ON_WAYLAND
    assert why in choice.why and choice.why.endswith("prompts come as notifications.")


def test_no_x_display_is_named(session: dict[str, str]) -> None:
    del session["DISPLAY"]
    servers = Servers(x0=GNOME)
    assert ways(choose_platform(AUTO, session, "linux", servers)) == ON_WAYLAND and servers.asked == []


def test_the_setting_decides(session: dict[str, str]) -> None:
    """It overrides the session's variable; an Xwayland that is not used is not started."""
    unknown = Servers(x0=XServer(True, "Weston WM"))
    for variable in ({}, {"QT_QPA_PLATFORM": "wayland"}):
        assert ways(choose_platform(XCB, session | variable, "linux", unknown)) == THROUGH_XWAYLAND
    unused = Servers(x0=GNOME)
    choice = choose_platform(WAYLAND, session, "linux", unused)
    assert ways(choice) == ("wayland wayland-0", "wayland", False, True) and "display_platform" in choice.why
    assert unused.asked == []


def test_an_unavailable_platform_in_the_settings_is_ignored(session: dict[str, str]) -> None:
    assert ways(choose_platform(XCB, session, "linux", Servers())) == ON_WAYLAND
    x11 = {"DISPLAY": ":0"}
    assert choose_platform(WAYLAND, x11, "linux", Servers(x0=XServer(False))) == PlatformChoice("xcb :0")


def test_the_variable_of_the_session_decides_otherwise(session: dict[str, str]) -> None:
    servers = Servers(x0=GNOME)
    choice = choose_platform(AUTO, session | {"QT_QPA_PLATFORM": "wayland;xcb"}, "linux", servers)
    assert ways(choice) == ON_WAYLAND and choice.why.startswith("QT_QPA_PLATFORM") and servers.asked == []
    choice = choose_platform(AUTO, session | {"QT_QPA_PLATFORM": "xcb"}, "linux", servers)
    assert ways(choice) == ("xcb :0", "", True, False)
    other = {"QT_QPA_PLATFORM": "offscreen"}
    assert choose_platform(AUTO, session | other, "linux", servers) == PlatformChoice("offscreen")


def test_xwayland_is_recognised_where_the_environment_has_lost_the_session() -> None:
    """A process started by a service manager or `su` has only DISPLAY."""
    assert ways(choose_platform(AUTO, {"DISPLAY": ":0"}, "linux", Servers(x0=GNOME))) == ("xcb :0", "", True, False)


def test_without_wayland_there_is_nothing_to_choose() -> None:
    assert choose_platform(AUTO, {"DISPLAY": ":0"}, "linux", Servers(x0=XServer(False))) == PlatformChoice("xcb :0")
    for wanted in DisplayPlatform:
        assert choose_platform(wanted, {}, "win32", Servers()) == PlatformChoice("windows")
        assert choose_platform(wanted, {}, "darwin", Servers()) == PlatformChoice("cocoa")
        with pytest.raises(NoDisplay):
            choose_platform(wanted, {}, "linux", Servers())
