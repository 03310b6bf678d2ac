"""Whether Qt can load the plugin that opens its windows: without it Qt aborts instead of raising."""

import ctypes
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.display.availability import NoDisplay
from hipbreak.desktop.display.platform_choice import PlatformChoice
from hipbreak.desktop.system.own_program import module_command

_NEED_NOTHING_ELSE = {"xcb", "wayland", "offscreen", "minimal", "vnc"}
"""The platforms that start once their plugin is loaded, and their display is there; others need hardware or rights."""
_TRIAL_S = 10


class NoPlatform(NoDisplay):
    """Qt itself cannot open windows; one sentence."""


def require_platform_plugin(
    choice: PlatformChoice, environment: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> None:
    """NoPlatform if the plugin is not there or lacks a library.

    It is loaded here, which Qt would do next anyway; so this takes no time of its own.
    """
    if platform in ("win32", "darwin"):
        return
    name = (choice.option or choice.display.split(" ")[0]).lower()
    folders = list(_plugin_folders(environment))
    problem = _load(name, folders)
    may_fall_back = name == "wayland" and not choice.option and not environment.get("QT_QPA_PLATFORM")
    if problem is None and name not in _NEED_NOTHING_ELSE and not _starts(name):
        problem = _("Qt cannot start its platform {name} here.").format(name=ascii(name))
    if problem is None or (may_fall_back and environment.get("DISPLAY") and _load("xcb", folders) is None):
        return
    raise NoPlatform(problem)


def _plugin_folders(environment: Mapping[str, str]) -> Iterator[Path]:
    """https://doc.qt.io/qt-6/qguiapplication.html#supported-command-line-options, and the folder of this Qt."""
    if own := environment.get("QT_QPA_PLATFORM_PLUGIN_PATH"):
        yield from map(Path, own.split(os.pathsep))
    if plugins := environment.get("QT_PLUGIN_PATH"):
        yield from (Path(folder, "platforms") for folder in plugins.split(os.pathsep))
    yield Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforms")


def _load(name: str, folders: list[Path]) -> str | None:
    """None if the plugin of that name can be loaded, else one sentence."""
    files = [file for folder in folders for file in _files(folder) if _is_of(file, name)]
    if not files:
        known = sorted({file.stem.removeprefix("libq") for folder in folders for file in _files(folder)})
        wanted = ascii(name[:40])
        if not known:
            return _("Qt has no platform {name} to open windows on, and no other one.").format(name=wanted)
        return _("Qt has no platform {name} to open windows on; it has {names}.").format(
            name=wanted, names=", ".join(known)
        )
    reason = ""
    for file in files:
        try:
            ctypes.CDLL(str(file))
        except OSError as error:
            reason = str(error)
        else:
            return None
    from hipbreak.desktop.system.missing_library import missing_library  # noqa: PLC0415 - for the case of an error

    if missing := missing_library(reason):
        return _("Qt cannot open windows here, since {missing}.").format(missing=missing)
    return _("Qt cannot open windows here, since its plugin does not load ({reason}).").format(reason=reason)


def _starts(name: str) -> bool:
    """Try it in a process of its own, which may abort."""
    import subprocess  # noqa: PLC0415 - 5 ms for rare platforms

    command = module_command("hipbreak.desktop.display.platform_trial", name)
    try:
        return subprocess.run(command, capture_output=True, timeout=_TRIAL_S, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob("lib*.so"))
    except OSError:
        return []


def _is_of(file: Path, name: str) -> bool:
    """Wayland's plugin is one file or several, depending on the version of Qt."""
    stem = file.stem.removeprefix("lib").removeprefix("q")
    return stem == name or (name == "wayland" and stem.startswith("wayland-"))
