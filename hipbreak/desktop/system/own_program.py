"""The commands that start Hipbreak again, or a child process of it, in every form of installation."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

FLATPAK_INFO = Path("/.flatpak-info")
"""Every Flatpak has this file inside its sandbox."""
_CHILD = "--child-process"


def is_bundle() -> bool:
    """Return whether this is the self-contained program, in which `sys.executable` is Hipbreak and not Python."""
    return bool(getattr(sys, "frozen", False))


def own_command(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Return the command that starts this installation.

    Its first word is gone when the installation is removed. An AppImage is named itself, not what it has mounted.
    """
    if is_bundle():
        return (environment.get("APPIMAGE") or _sibling("hipbreak-tray.exe"), *arguments)
    script = Path(sys.executable).with_name("hipbreak.exe" if sys.platform == "win32" else "hipbreak")
    if script.is_file() and os.access(script, os.X_OK):
        return (str(script), *arguments)
    return (sys.executable, "-P", "-m", "hipbreak", *arguments)


def module_command(module: str, *arguments: str) -> tuple[str, ...]:
    """Return the command that runs a module of Hipbreak as a child process.

    The current folder, often the person's home, may have files named like modules of Python: `-P` leaves it out, unless
    Hipbreak itself is run from there.
    """
    if is_bundle():
        return (_sibling("hipbreak.exe"), _CHILD, module, *arguments)
    try:
        is_run_from_here = Path.cwd() == Path(__file__).parents[3]
    except OSError:  # the folder is gone
        is_run_from_here = False
    return (sys.executable, *(() if is_run_from_here else ("-P",)), "-m", module, *arguments)


def run_as_child_process(argv: Sequence[str]) -> bool:
    """Run the module that `module_command` named in the arguments of a bundle; False if it named none."""
    match argv:
        case [_, option, str(module), *arguments] if option == _CHILD and module.startswith("hipbreak."):
            import runpy  # noqa: PLC0415 - only a bundle needs it

            sys.argv[:] = [module, *arguments]
            runpy.run_module(module, run_name="__main__", alter_sys=True)
            return True
        case _:
            return False


def _sibling(name: str) -> str:
    """That program beside this one if it is there, else this one.

    On Windows there are two: only one without a console starts without a window, and only one with it has pipes.
    """
    program = Path(sys.executable).with_name(name)
    return str(program) if program.is_file() else sys.executable
