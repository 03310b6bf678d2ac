"""What is left out of the bundle: PyInstaller's hooks take more of Qt than the program ever loads."""

import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

Entry = tuple[str, str, str]
"""A file in a bundle: where it goes, where it comes from, and its kind, as PyInstaller lists it."""

PLUGINS = {
    "platforms": ("qxcb", "qwayland", "qoffscreen", "qminimal", "qwindows", "qcocoa"),
    "platforminputcontexts": ("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"),
    "platformthemes": ("qxdgdesktopportal",),
    "wayland-shell-integration": ("xdg-shell",),
    "wayland-decoration-client": ("bradient",),
    "styles": ("qmodernwindowsstyle", "qmacstyle"),
}
"""The plugins of Qt that are kept, by folder: enough for windows, the tray, typing with a compose key and IBus."""
UNUSED_MODULES = (
    "ssl",
    "_ssl",
    "_hashlib",
    "tkinter",
    "unittest",
    "pydoc",
    "doctest",
    "lib2to3",
    "test",
    "setuptools",
)
"""Modules of Python that something imports conditionally and that nothing here uses: there is no network."""
LIBRARIES = ("libxcb-screensaver.so.0", "libxcb-sync.so.1", "libxcb-xfixes.so.0")
"""Libraries that the program opens by name on Linux; libpulse-simple is the system's, since miniaudio plays here."""
OF_THE_SYSTEM = (
    "libX11", "libX11-xcb", "libXau", "libXdmcp", "libdbus-1", "libexpat", "libfontconfig", "libfreetype",
    "libgcc_s", "libglib-2", "libmvec", "libstdc++", "libz",
)  # fmt: skip
"""Libraries that every desktop on Linux has: its programs share their memory, and some must fit its other parts."""
_PLUGIN = re.compile(r"PySide6/(?:Qt/)?plugins/([^/]+)/(?:lib)?([^/]+?)(?:-generic)?\.(?:so|dll|dylib)$")
_LIBRARY = re.compile(r"(\.so(\.\d+)*|\.dylib|\.dll)$|/Qt\w+\.framework/|/Versions/")
_LOADED_BY_NAME = re.compile(
    r"\.(abi3|cpython-[\w-]+)\.so$|\.pyd$|/lib-dynload/|/plugins/|/(libpython|python3)[\d.]|/Python$"
)
_NEVER = re.compile(r"/translations/|/qml/|\.dist-info/|/typesystems/|/glue/|/include/")


def pruned(entries: Iterable[Entry], imports: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Leave out other plugins, texts and headers, and then the libraries that nothing left needs.

    `imports` returns the names of the libraries that a file is linked with.
    """
    kept = [entry for entry in entries if entry[2] != "SYMLINK" and _is_wanted(_posix(entry[0]))]
    libraries = {_base(entry[0]): entry for entry in kept if _is_library(_posix(entry[0]))}
    needed: set[str] = set()
    waiting = [entry for entry in kept if entry[2] != "DATA" and _base(entry[0]) not in libraries]
    while waiting:
        found = {_base(name) for name in imports(waiting.pop()[1])} & libraries.keys() - needed
        needed |= found
        waiting += [libraries[name] for name in found]
    return [entry for entry in kept if _base(entry[0]) not in libraries or _base(entry[0]) in needed]


def _is_wanted(name: str) -> bool:
    if ".so" in name and _base(name).split(".")[0] in OF_THE_SYSTEM:
        return False
    if plugin := _PLUGIN.search(name):
        return plugin[2] in PLUGINS.get(plugin[1], ())
    return _NEVER.search(f"/{name}") is None


def _is_library(name: str) -> bool:
    """A library that others link with: no plugin, no module of Python, and not Python itself."""
    return bool(_LIBRARY.search(name)) and not _LOADED_BY_NAME.search(f"/{name}") and _base(name) not in LIBRARIES


def _posix(name: str) -> str:
    return name.replace("\\", "/")


def _base(name: str) -> str:
    return PurePosixPath(_posix(name)).name
