"""Autostart with the user's session, as stored on disk."""

import errno
import json
import os
import plistlib
import re
import shutil
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from configparser import ConfigParser, Error
from contextlib import suppress
from pathlib import Path
from subprocess import list2cmdline
from typing import Any, Protocol
from xml.parsers.expat import ExpatError

from hipbreak.core.i18n import gettext as _
from hipbreak.core.identity import APP_ID
from hipbreak.desktop.system.own_program import FLATPAK_INFO

_EARLIER_FILE = "hipbreak.desktop"
"""The name before the application id, read and replaced."""
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_GROUP = "Desktop Entry"
_REQUEST_BACKGROUND = (
    *("gdbus", "call", "--session", "--dest", "org.freedesktop.portal.Desktop"),
    *("--object-path", "/org/freedesktop/portal/desktop"),
    *("--method", "org.freedesktop.portal.Background.RequestBackground"),
)
_CALL_S = 10
_RESERVED = set(" \t\n\"'\\><~|&;$*?#()`")


class Autostart(ABC):
    """Reads and writes one small file or key, at once."""

    name: str
    """Its name in `doctor`."""
    place: str
    """Where it is stored, for the user."""

    def is_on(self) -> bool:
        """Return whether the next session starts Hipbreak, read from `place` now."""
        return bool(self._started())

    def missing_program(self) -> str:
        """Return the program that the next session would start in vain, empty if all is well or it is off."""
        program = next(iter(self._started()), "")
        return program if program and shutil.which(program) is None else ""

    @abstractmethod
    def _started(self) -> Sequence[str]:
        """Return the program, perhaps with its arguments; nothing if it is off."""

    @abstractmethod
    def set(self, on: bool) -> None:
        """Switch it on or off; OSError on failure."""


class FileWriter(Protocol):
    """Writes a text file atomically; OSError on failure."""

    def __call__(self, path: Path, text: str, *, mode: int) -> None: ...


class _FileAutostart(Autostart):
    """Kept in a file of the user."""

    def __init__(self, command: Sequence[str], write: FileWriter, file: Path) -> None:
        self._command, self._write, self._file = tuple(command), write, file
        self.place = str(file)

    def set(self, on: bool) -> None:
        if on:
            _require_utf8(self._command)
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._write(self._file, self._text(), mode=0o644)
        else:
            self._file.unlink(missing_ok=True)

    @abstractmethod
    def _text(self) -> str:
        """The content of the file."""


class XdgAutostart(_FileAutostart):
    """https://specifications.freedesktop.org/autostart-spec/latest/"""

    name = "xdg-autostart"

    def __init__(self, command: Sequence[str], write: FileWriter, folder: Path) -> None:
        """`folder` is the user's `autostart`."""
        super().__init__(command, write, folder / f"{APP_ID}.desktop")
        self._earlier = folder / _EARLIER_FILE

    def _started(self) -> Sequence[str]:
        """A file that another program has hidden or switched off is off."""
        entry = ConfigParser(interpolation=None, strict=False)
        entry.optionxform = str  # type: ignore[assignment,method-assign]  # the documented way to keep the case
        file = self._file if self._file.exists() else self._earlier
        try:
            entry.read_string(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, Error):
            return ()
        off = entry.get(_GROUP, "X-GNOME-Autostart-enabled", fallback="true") == "false"
        hidden = entry.get(_GROUP, "Hidden", fallback="false") == "true"
        value = "" if off or hidden else entry.get(_GROUP, "Exec", fallback="")
        return (_program_of(value),) if value else ()

    def set(self, on: bool) -> None:
        super().set(on)
        self._earlier.unlink(missing_ok=True)

    def _text(self) -> str:
        return desktop_entry(self._command)


class PortalAutostart(XdgAutostart):
    """https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Background.html

    A Flatpak cannot write the entry that the session reads: the portal does. The entry inside the sandbox only
    remembers what was asked for; what the person answers the portal is not read.
    """

    name = "background-portal"

    def __init__(
        self, command: Sequence[str], write: FileWriter, folder: Path, call: Callable[[Sequence[str]], None]
    ) -> None:
        """`call` runs a command; OSError on failure."""
        super().__init__(command, write, folder)
        self._call = call

    def set(self, on: bool) -> None:
        _require_utf8(self._command)
        words = json.dumps(self._command, ensure_ascii=False)
        options = f"{{'autostart': <{str(on).lower()}>, 'commandline': <{words}>}}"
        self._call((*_REQUEST_BACKGROUND, "", options))
        super().set(on)


def run_quietly(command: Sequence[str]) -> None:
    """Run a command; OSError if it fails."""
    import subprocess  # noqa: PLC0415 - 5 ms that only a Flatpak needs

    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_CALL_S)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise OSError(errno.EIO, _("the desktop's Background portal refused it or did not answer")) from error


def _require_utf8(command: Sequence[str]) -> None:
    """OSError for a folder whose name is not UTF-8: the file could not hold it."""
    try:
        "".join(command).encode()
    except UnicodeEncodeError:
        raise OSError(errno.EILSEQ, _("the name of a folder in the command is not UTF-8")) from None


def desktop_entry(command: Sequence[str]) -> str:
    """The file's text: https://specifications.freedesktop.org/desktop-entry/latest/exec-variables.html"""
    lines = (
        f"[{_GROUP}]",
        "Type=Application",
        "Name=Hipbreak",
        "Comment=Stand-up breaks and the half-minute pulse",
        f"Exec={' '.join(map(quote_argument, command))}",
        f"Icon={APP_ID}",
        "Terminal=false",
        "X-GNOME-Autostart-enabled=true",
    )
    return "\n".join(lines) + "\n"


def quote_argument(argument: str) -> str:
    """Quote an argument for `Exec`: as an argument, then as a value of the file; a percent sign is doubled."""
    argument = argument.replace("%", "%%")
    if not argument or set(argument) & _RESERVED:
        argument = '"' + "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in argument) + '"'
    return argument.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def _program_of(value: str) -> str:
    """The program of an Exec value: the reverse of `quote_argument`."""
    text = re.sub(r"\\(.)", lambda found: {"s": " ", "n": "\n", "t": "\t", "r": "\r"}.get(found[1], found[1]), value)
    quoted = re.match(r'\s*"((?:[^"\\]|\\.)*)"', text, re.DOTALL)
    argument = re.sub(r"\\(.)", r"\1", quoted[1], flags=re.DOTALL) if quoted else text.strip().partition(" ")[0]
    return argument.replace("%%", "%")


class WindowsAutostart(Autostart):
    """https://learn.microsoft.com/windows/win32/setupapi/run-and-runonce-registry-keys"""

    name = "windows-run-key"
    place = rf"HKEY_CURRENT_USER\{_RUN_KEY}"

    def __init__(self, command: Sequence[str], registry: Any = None) -> None:
        """`registry` is the module `winreg`."""
        self._command = tuple(command)
        if registry is None:
            import winreg as registry  # noqa: PLC0415 - only there
        self._registry = registry

    def _started(self) -> Sequence[str]:
        with suppress(OSError), self._registry.OpenKey(self._registry.HKEY_CURRENT_USER, _RUN_KEY) as key:
            value = str(self._registry.QueryValueEx(key, "Hipbreak")[0])
            program = value[1:].partition('"')[0] if value.startswith('"') else value.partition(" ")[0]
            return (program,) if value else ()
        return ()

    def set(self, on: bool) -> None:
        registry = self._registry
        with registry.CreateKey(registry.HKEY_CURRENT_USER, _RUN_KEY) as key:
            if on:
                registry.SetValueEx(key, "Hipbreak", 0, registry.REG_SZ, list2cmdline(self._command))
            else:
                with suppress(FileNotFoundError):
                    registry.DeleteValue(key, "Hipbreak")


class MacAutostart(_FileAutostart):
    """https://developer.apple.com/library/archive/documentation/MacOSX/Conceptual/BPSystemStartup/

    A LaunchAgent that macOS loads at the next login.
    """

    name = "macos-launch-agent"

    def __init__(self, command: Sequence[str], write: FileWriter, folder: Path) -> None:
        """`folder` is the user's `Library/LaunchAgents`."""
        super().__init__(command, write, folder / f"{APP_ID}.plist")

    def _started(self) -> Sequence[str]:
        try:
            agent = plistlib.loads(self._file.read_bytes())
        except (OSError, ValueError, ExpatError):
            return ()
        if not isinstance(agent, dict) or agent.get("RunAtLoad") is not True or agent.get("Disabled", False):
            return ()
        arguments = agent.get("ProgramArguments", [])
        return [str(argument) for argument in arguments] if isinstance(arguments, list) else ()

    def _text(self) -> str:
        agent = {"Label": APP_ID, "ProgramArguments": [*self._command], "RunAtLoad": True, "ProcessType": "Interactive"}
        return plistlib.dumps(agent).decode()


def find_autostart(
    command: Sequence[str],
    write: FileWriter,
    platform: str = sys.platform,
    environment: Mapping[str, str] = os.environ,
    home: Callable[[], Path] = Path.home,
    flatpak_info: Path = FLATPAK_INFO,
) -> Autostart:
    """Return the autostart of this desktop."""
    if platform == "win32":
        return WindowsAutostart(command)
    configuration = environment.get("XDG_CONFIG_HOME", "")
    try:
        if platform == "darwin":
            return MacAutostart(command, write, home() / "Library" / "LaunchAgents")
        base = Path(configuration) if configuration.startswith("/") else home() / ".config"
    except RuntimeError:  # neither HOME nor the list of users names one: it is off, and cannot be switched on
        base = Path(os.devnull)
    if flatpak_info.exists():
        return PortalAutostart(command, write, base / "autostart", run_quietly)
    return XdgAutostart(command, write, base / "autostart")
