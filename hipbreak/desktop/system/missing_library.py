"""The system package that brings a library which the loader did not find."""

import re

from hipbreak.core.i18n import gettext as _

_NOT_LOADED = re.compile(
    r"(?:^|[\s/])(?P<name>lib[\w.+-]+?\.so)(?:\.(?P<version>\d+))?[\d.]*: "
    r"(?:cannot open shared object file|file too short|invalid ELF header|wrong ELF class)"
)
_OF_FEDORA = {
    "libEGL": "libglvnd-egl",
    "libGL": "libglvnd-glx",
    "libdbus-1": "dbus-libs",
    "libfontconfig": "fontconfig",
    "libfreetype": "freetype",
    "libglib-2.0": "glib2",
    "libgssapi_krb5": "krb5-libs",
    "libgthread-2.0": "glib2",
}
_OF_ARCH = {
    "libEGL": "libglvnd",
    "libGL": "libglvnd",
    "libX11": "libx11",
    "libX11-xcb": "libx11",
    "libdbus-1": "dbus",
    "libfontconfig": "fontconfig",
    "libfreetype": "freetype2",
    "libglib-2.0": "glib2",
    "libgssapi_krb5": "krb5",
    "libgthread-2.0": "glib2",
    "libwayland-client": "wayland",
    "libwayland-cursor": "wayland",
    "libwayland-egl": "wayland",
}
_XCB_UTIL = {
    "libxcb-cursor": "xcb-util-cursor",
    "libxcb-icccm": "xcb-util-wm",
    "libxcb-image": "xcb-util-image",
    "libxcb-keysyms": "xcb-util-keysyms",
    "libxcb-render-util": "xcb-util-renderutil",
    "libxcb-util": "xcb-util",
}
"""Of Fedora and of Arch; both have the rest of libxcb in one package."""


def missing_library(loader_text: str, distribution: str | None = None) -> str | None:
    """What is missing and which package has it, as a clause; None for any other message of the loader.

    `distribution` is its id and those it derives from, as in os-release; without it that of this machine.
    """
    found = _NOT_LOADED.search(loader_text)
    if found is None:
        return None
    name, version = found["name"].removesuffix(".so"), found["version"] or ""
    library = f"{name}.so.{version}" if version else f"{name}.so"
    package = _package(name, version, _this_distribution() if distribution is None else distribution)
    return (
        _("{library} is missing: install the package {package}").format(library=library, package=package)
        if package
        else _("{library} is missing").format(library=library)
    )


def _package(name: str, version: str, distribution: str) -> str:
    names = set(distribution.split())
    if names & {"fedora", "rhel", "centos"}:
        return _XCB_UTIL.get(name) or _OF_FEDORA.get(name) or ("libxcb" if name.startswith("libxcb") else name)
    if "arch" in names:
        return _XCB_UTIL.get(name) or _OF_ARCH.get(name) or ("libxcb" if name.startswith("libxcb") else name)
    named = name + ("-" if name[-1].isdigit() else "") + version
    if names & {"suse", "opensuse"}:
        return "krb5" if name == "libgssapi_krb5" else named.replace(".", "_")
    if names & {"debian", "ubuntu"}:
        named = named.lower().replace("_", "-")
        return named.replace("libglib-2.0", "libglib2.0").replace("libgthread-2.0", "libglib2.0")
    return ""


def _this_distribution() -> str:
    import platform  # noqa: PLC0415 - 4 ms for the case of an error

    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return ""
    return f"{release.get('ID', '')} {release.get('ID_LIKE', '')}"
