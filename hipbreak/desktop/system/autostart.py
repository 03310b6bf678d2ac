"""Autostart with the user's session, as stored on disk."""

import os
import plistlib
import sys
from collections.abc import Callable, Mapping, Sequence
from configparser import ConfigParser, Error
from contextlib import suppress
from pathlib import Path
from subprocess import list2cmdline
from typing import Any, Protocol

_ID = "hipbreak"
_MAC_ID = "org.hipbreak.Hipbreak"
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_GROUP = "Desktop Entry"
_RESERVED = set(" \t\n\"'\\><~|&;$*?#()`")


class Autostart(Protocol):
    """Reads and writes one small file or key, at once."""

    @property
    def name(self) -> str:
        """Its name in `doctor`."""

    @property
    def place(self) -> str:
        """Where it is stored, for the user."""

    def is_on(self) -> bool:
        """Return whether the next session starts Hipbreak, read from `place` now."""

    def set(self, on: bool) -> None:
        """Switch it on or off; OSError on failure."""


class FileWriter(Protocol):
    """Writes a text file atomically; OSError on failure."""

    def __call__(self, path: Path, text: str, *, mode: int) -> None: ...


class XdgAutostart:
    """https://specifications.freedesktop.org/autostart-spec/latest/"""

    name = "xdg-autostart"

    def __init__(self, command: Sequence[str], write: FileWriter, folder: Path) -> None:
        """`folder` is the user's `autostart`."""
        self._command, self._write = tuple(command), write
        self._file = folder / f"{_ID}.desktop"

    @property
    def place(self) -> str:
        return str(self._file)

    def is_on(self) -> bool:
        """A file that another program has hidden or switched off is off."""
        entry = ConfigParser(interpolation=None, strict=False)
        entry.optionxform = str  # type: ignore[assignment,method-assign]  # the documented way to keep the case
        try:
            entry.read_string(self._file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, Error):
            return False
        if not entry.has_option(_GROUP, "Exec"):
            return False
        off = entry.get(_GROUP, "X-GNOME-Autostart-enabled", fallback="true") == "false"
        return not off and entry.get(_GROUP, "Hidden", fallback="false") != "true"

    def set(self, on: bool) -> None:
        if not on:
            self._file.unlink(missing_ok=True)
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._write(self._file, desktop_entry(self._command), mode=0o644)


def desktop_entry(command: Sequence[str]) -> str:
    """The file's text: https://specifications.freedesktop.org/desktop-entry/latest/exec-variables.html"""
    lines = (
        f"[{_GROUP}]",
        "Type=Application",
        "Name=Hipbreak",
        "Comment=Stand-up breaks and the half-minute pulse",
        f"Exec={' '.join(map(exec_word, command))}",
        f"Icon={_ID}",
        "Terminal=false",
        "X-GNOME-Autostart-enabled=true",
    )
    return "\n".join(lines) + "\n"


def exec_word(word: str) -> str:
    """Quote a word for `Exec`: as an argument, then once more as a value of the file; a percent sign is doubled."""
    word = word.replace("%", "%%")
    if not word or set(word) & _RESERVED:
        word = '"' + "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in word) + '"'
    return word.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


class WindowsAutostart:
    """https://learn.microsoft.com/windows/win32/setupapi/run-and-runonce-registry-keys"""

    name = "windows-run-key"
    place = rf"HKEY_CURRENT_USER\{_RUN_KEY}"

    def __init__(self, command: Sequence[str], registry: Any = None) -> None:
        """`registry` is the module `winreg`."""
        self._command = tuple(command)
        if registry is None:
            import winreg as registry  # noqa: PLC0415 - only there
        self._registry = registry

    def is_on(self) -> bool:
        with suppress(OSError), self._registry.OpenKey(self._registry.HKEY_CURRENT_USER, _RUN_KEY) as key:
            value, _type = self._registry.QueryValueEx(key, "Hipbreak")
            return bool(value)
        return False

    def set(self, on: bool) -> None:
        registry = self._registry
        with registry.CreateKey(registry.HKEY_CURRENT_USER, _RUN_KEY) as key:
            if on:
                registry.SetValueEx(key, "Hipbreak", 0, registry.REG_SZ, list2cmdline(self._command))
            else:
                with suppress(FileNotFoundError):
                    registry.DeleteValue(key, "Hipbreak")


class MacAutostart:
    """https://developer.apple.com/library/archive/documentation/MacOSX/Conceptual/BPSystemStartup/

    A LaunchAgent that macOS loads at the next login.
    """

    name = "macos-launch-agent"

    def __init__(self, command: Sequence[str], write: FileWriter, folder: Path) -> None:
        """`folder` is the user's `Library/LaunchAgents`."""
        self._command, self._write = list(command), write
        self._file = folder / f"{_MAC_ID}.plist"

    @property
    def place(self) -> str:
        return str(self._file)

    def is_on(self) -> bool:
        try:
            agent = plistlib.loads(self._file.read_bytes())
        except (OSError, ValueError, plistlib.InvalidFileException):
            return False
        return isinstance(agent, dict) and agent.get("RunAtLoad") is True and not agent.get("Disabled", False)

    def set(self, on: bool) -> None:
        if not on:
            self._file.unlink(missing_ok=True)
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        agent = {"Label": _MAC_ID, "ProgramArguments": self._command, "RunAtLoad": True, "ProcessType": "Interactive"}
        self._write(self._file, plistlib.dumps(agent).decode(), mode=0o644)


def own_command(arguments: Sequence[str] = (), executable: str = sys.executable) -> tuple[str, ...]:
    """Return the command that starts this installation of Hipbreak."""
    return (executable, "-m", "hipbreak", *arguments)


def find_autostart(
    command: Sequence[str],
    write: FileWriter,
    platform: str = sys.platform,
    environment: Mapping[str, str] = os.environ,
    home: Callable[[], Path] = Path.home,
) -> Autostart:
    """Return the autostart of this desktop."""
    if platform == "win32":
        return WindowsAutostart(command)
    if platform == "darwin":
        return MacAutostart(command, write, home() / "Library" / "LaunchAgents")
    configuration = environment.get("XDG_CONFIG_HOME", "")
    base = Path(configuration) if configuration.startswith("/") else home() / ".config"
    return XdgAutostart(command, write, base / "autostart")
