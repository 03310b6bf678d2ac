"""Missing requirements of Qt are reported before Qt would abort."""

import sys

import pytest

from hipbreak.desktop.display import qt_platform
from hipbreak.desktop.display.platform_choice import PlatformChoice
from hipbreak.desktop.display.qt_platform import NoPlatform, require_platform_plugin

XCB = PlatformChoice("xcb :0")
WAYLAND = PlatformChoice("wayland wayland-0")
linux = pytest.mark.skipif(sys.platform != "linux", reason="the plugins of Linux")


@linux
@pytest.mark.parametrize("choice", [XCB, WAYLAND, PlatformChoice("offscreen"), PlatformChoice("wayland w", "xcb")])
def test_the_plugins_of_this_qt_can_be_loaded(choice: PlatformChoice) -> None:
    require_platform_plugin(choice, {})


@linux
@pytest.mark.parametrize("name", ["mir", "../xcb", "", "\x1b[2J", "x" * 70_000])
def test_a_platform_that_qt_does_not_have_is_refused_and_the_others_named(name: str) -> None:
    with pytest.raises(NoPlatform, match="xcb") as refused:
        require_platform_plugin(PlatformChoice(name), {})
    assert str(refused.value).isprintable()


@linux
def test_a_platform_that_cannot_start_here_is_tried_in_a_process_of_its_own() -> None:
    with pytest.raises(NoPlatform, match="linuxfb"):
        require_platform_plugin(PlatformChoice("linuxfb"), {})


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_on_other_systems_qt_decides(platform: str) -> None:
    require_platform_plugin(PlatformChoice("mir"), {}, platform)


@linux
@pytest.mark.parametrize(
    ("choice", "environment"),
    [
        (XCB, {}),
        (WAYLAND, {}),
        (WAYLAND, {"QT_QPA_PLATFORM": "wayland", "DISPLAY": ":0"}),
        (PlatformChoice("wayland w", "wayland"), {"DISPLAY": ":0"}),
    ],
)
def test_a_missing_library_is_named_with_its_package(
    monkeypatch: pytest.MonkeyPatch, choice: PlatformChoice, environment: dict[str, str]
) -> None:
    gone = "libxcb-cursor.so.0: cannot open shared object file: No such file or directory"

    def fail(_: str) -> None:
        raise OSError(gone)

    monkeypatch.setattr(qt_platform.ctypes, "CDLL", fail)
    with pytest.raises(NoPlatform, match=r"libxcb-cursor\.so\.0 is missing"):
        require_platform_plugin(choice, environment)


@linux
def test_without_wayland_libraries_qt_falls_back_to_x11(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(file: str) -> None:
        if "wayland" in file:
            raise OSError("libwayland-client.so.0: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(qt_platform.ctypes, "CDLL", load)
    require_platform_plugin(WAYLAND, {"DISPLAY": ":0"})
    with pytest.raises(NoPlatform, match="libwayland-client"):
        require_platform_plugin(WAYLAND, {})
