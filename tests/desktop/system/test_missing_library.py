"""The package that brings a missing library, by the names of four families of distributions."""

import pytest

from hipbreak.desktop.system.missing_library import missing_library

GONE = "cannot open shared object file: No such file or directory"


@pytest.mark.parametrize(
    ("library", "debian", "fedora", "arch", "suse"),
    [
        ("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor", "libxcb-cursor0"),
        ("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm", "libxcb-icccm4"),
        ("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb", "libxcb-xkb1"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11", "libxkbcommon-x11-0"),
        ("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd", "libEGL1"),
        ("libX11.so.6", "libx11-6", "libX11", "libx11", "libX11-6"),
        ("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus", "libdbus-1-3"),
        ("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2", "libglib-2_0-0"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2", "krb5-libs", "krb5", "krb5"),
        ("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig", "libfontconfig1"),
        ("libwayland-client.so.0", "libwayland-client0", "libwayland-client", "wayland", "libwayland-client0"),
    ],
)
def test_the_package_is_named_as_the_distribution_names_it(
    library: str, debian: str, fedora: str, arch: str, suse: str
) -> None:
    text = f"{library}: {GONE}"
    for distribution, package in (
        ("debian", debian),
        ("linuxmint ubuntu debian", debian),
        ("fedora", fedora),
        ("rocky rhel centos fedora", fedora),
        ("arch", arch),
        ("opensuse-tumbleweed opensuse suse", suse),
    ):
        assert missing_library(text, distribution) == f"{library} is missing: install the package {package}"


def test_an_unknown_distribution_gets_the_librarys_name() -> None:
    assert missing_library(f"libxcb-cursor.so.0: {GONE}", "nixos") == "libxcb-cursor.so.0 is missing"


@pytest.mark.parametrize(
    "text", ["/usr/lib/libEGL.so.1: file too short", "libEGL.so.1.2.0: invalid ELF header", f"libEGL.so.1: {GONE}"]
)
def test_a_damaged_library_counts_as_missing(text: str) -> None:
    assert missing_library(text, "debian") == "libEGL.so.1 is missing: install the package libegl1"


@pytest.mark.parametrize("text", ["", "No module named 'hipbreak.nothing'", "undefined symbol: qt_version_tag"])
def test_another_error_is_not_caught(text: str) -> None:
    assert missing_library(text) is None
