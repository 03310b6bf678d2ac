"""Adds this checkout to the user's application menu, with its icon; usage: desktop_entry.py install|remove."""

import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_ICONS = {"scalable/apps/hipbreak.svg": "hipbreak.svg", "128x128/apps/hipbreak.png": "hipbreak-128.png"}


def install(data: Path) -> None:
    """Write the entry and the icons below `data`; an entry that is up to date is left alone."""
    from hipbreak.desktop.system.autostart import quote_argument  # noqa: PLC0415 - only .venv has it

    program = quote_argument(str(ROOT / ".venv" / "bin" / "hipbreak"))
    template = (ROOT / "packaging" / "hipbreak.desktop").read_text(encoding="utf-8")
    entry, text = _entry(data), template.replace("Exec=hipbreak", f"Exec={program}")
    if entry.is_file() and entry.read_text(encoding="utf-8") == text:
        return
    for name, source in _ICONS.items():
        icon = data / "icons" / "hicolor" / name
        icon.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "assets" / "icons" / source, icon)
    entry.parent.mkdir(parents=True, exist_ok=True)
    entry.write_text(text, encoding="utf-8")


def remove(data: Path, configuration: Path) -> None:
    """Remove the entry and the icons, and an autostart entry that starts this checkout."""
    for path in (_entry(data), *(data / "icons" / "hicolor" / name for name in _ICONS)):
        path.unlink(missing_ok=True)
    autostart = configuration / "autostart" / "hipbreak.desktop"
    if autostart.is_file() and str(ROOT / ".venv") in autostart.read_text(encoding="utf-8", errors="replace"):
        autostart.unlink()


def _entry(data: Path) -> Path:
    return data / "applications" / "hipbreak.desktop"


def _folder(variable: str, default: str) -> Path:
    value = os.environ.get(variable, "")
    return Path(value) if value.startswith("/") else Path.home() / default


def main(arguments: list[str]) -> None:
    """Run the command."""
    data = _folder("XDG_DATA_HOME", ".local/share")
    match arguments:
        case ["install"]:
            install(data)
        case ["remove"]:
            remove(data, _folder("XDG_CONFIG_HOME", ".config"))
        case _:
            sys.exit("usage: desktop_entry.py install|remove")


if __name__ == "__main__":
    main(sys.argv[1:])
