"""The order of the idle sources on ten desktops and in unusual environments."""

import pytest

from hipbreak.desktop.idle.base import IdleUnavailable, NoIdleSource
from hipbreak.desktop.idle.failover import FailoverIdleSource
from hipbreak.desktop.idle.selection import LOGIND, MACOS, MUTTER, WAYLAND, WINDOWS, X11, candidate_names, candidates

ON_WAYLAND = {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"}
ON_X11 = {"DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}


def desktop(where, name):
    return {**where, "XDG_CURRENT_DESKTOP": name}


@pytest.mark.parametrize(
    ("platform", "environment", "names"),
    [
        ("win32", {}, (WINDOWS,)),
        ("darwin", {}, (MACOS,)),
        ("linux", desktop(ON_WAYLAND, "ubuntu:GNOME"), (MUTTER, WAYLAND, LOGIND)),
        ("linux", desktop(ON_X11, "GNOME-Classic:GNOME"), (X11, MUTTER, LOGIND)),
        ("linux", desktop(ON_WAYLAND, "KDE"), (WAYLAND, MUTTER, LOGIND)),
        ("linux", desktop(ON_X11, "KDE"), (X11, LOGIND)),
        ("linux", desktop(ON_WAYLAND, "sway"), (WAYLAND, MUTTER, LOGIND)),
        ("linux", desktop(ON_WAYLAND, "Hyprland"), (WAYLAND, MUTTER, LOGIND)),
        ("linux", desktop(ON_WAYLAND, "Phosh:GNOME"), (MUTTER, WAYLAND, LOGIND)),
        ("linux", desktop(ON_X11, "XFCE"), (X11, LOGIND)),
        ("linux", {"DISPLAY": ":1"}, (X11, LOGIND)),  # bare openbox
        ("linux", {"WAYLAND_DISPLAY": "wayland-1"}, (WAYLAND, MUTTER, LOGIND)),  # weston by hand
        ("linux", {"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"}, (WAYLAND, MUTTER, LOGIND)),  # only XWayland left
        ("linux", {"XDG_SESSION_TYPE": "tty"}, (LOGIND,)),
        ("freebsd14", desktop(ON_X11, "MATE"), (X11, LOGIND)),
    ],
)
def test_the_order_follows_the_desktop(platform, environment, names):
    assert candidate_names(platform, environment) == names


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
@pytest.mark.parametrize("environment", [{}, ON_X11 | {"DISPLAY": ":63999"}, desktop(ON_WAYLAND, "GNOME")])
def test_without_a_working_source_each_gives_its_reason(qapp, platform, environment):
    if platform == "linux" or not environment:
        reasons = []
        names = candidates(platform, environment, lambda: None, lambda: None)
        watch = FailoverIdleSource(names, reasons.append, lambda *_change: None)
        assert isinstance(watch.source, NoIdleSource)
        assert len(reasons) == len(names)
        assert all(reason.endswith(".") for reason in reasons)


def test_a_candidate_is_created_only_when_called():
    made = candidates("linux", ON_WAYLAND, lambda: pytest.fail("not yet"), lambda: pytest.fail("not yet"))
    assert len(made) == 3
    with pytest.raises(IdleUnavailable):
        candidates("linux", {}, lambda: None, lambda: None)[0]()
