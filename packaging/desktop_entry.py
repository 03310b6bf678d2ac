"""Adds this checkout to the user's application menu, with its icons; usage: desktop_entry.py install|remove."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_ICONS = ROOT / "assets" / "icons" / "hicolor"
_ENTRY = "org.hipbreak.Hipbreak.desktop"
_EARLIER = (
    "applications/hipbreak.desktop",
    "icons/hicolor/scalable/apps/hipbreak.svg",
    "icons/hicolor/128x128/apps/hipbreak.png",
)
"""What was installed before there was an application id."""


def install(data: Path) -> None:
    """Write the entry and the icons below `data`; an entry that is up to date is left alone."""
    from hipbreak.desktop.system.autostart import quote_argument  # noqa: PLC0415 - only .venv has it

    program = quote_argument(str(ROOT / ".venv" / "bin" / "hipbreak"))
    shares = (ROOT / "build" / "share", ROOT / "packaging" / "share")  # with translations, once it was built
    source = next(share / "applications" / _ENTRY for share in shares if (share / "applications" / _ENTRY).is_file())
    template = source.read_text(encoding="utf-8")
    entry, text = data / "applications" / _ENTRY, template.replace("Exec=hipbreak", f"Exec={program}")
    if entry.is_file() and entry.read_text(encoding="utf-8") == text:
        return
    _remove_earlier(data)
    shutil.copytree(_ICONS, data / "icons" / "hicolor", dirs_exist_ok=True)
    entry.parent.mkdir(parents=True, exist_ok=True)
    entry.write_text(text, encoding="utf-8")


def remove(data: Path, configuration: Path) -> None:
    """Remove the entry and the icons, and an autostart entry that starts this checkout."""
    _remove_earlier(data)
    (data / "applications" / _ENTRY).unlink(missing_ok=True)
    for icon in _icons():
        (data / "icons" / "hicolor" / icon).unlink(missing_ok=True)
    for name in (_ENTRY, "hipbreak.desktop"):
        autostart = configuration / "autostart" / name
        if autostart.is_file() and str(ROOT / ".venv") in autostart.read_text(encoding="utf-8", errors="replace"):
            autostart.unlink()


def _remove_earlier(data: Path) -> None:
    for name in _EARLIER:
        (data / name).unlink(missing_ok=True)


def _icons() -> Iterator[Path]:
    return (file.relative_to(_ICONS) for file in _ICONS.rglob("*") if file.is_file())


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
