"""The file of window geometries."""

import json
from pathlib import Path

import msgspec

from hipbreak.store.atomic_file import write_file
from hipbreak.store.small_file import read_text

_LARGEST = 1_000_000  # bytes


def load_geometries(folder: Path) -> dict[str, bytes]:
    """The saved geometries by window name; empty if unusable."""
    try:
        return msgspec.json.decode(read_text(folder / "windows.json", _LARGEST), type=dict[str, bytes])
    except (OSError, ValueError):
        return {}


def save_geometries(folder: Path, places: dict[str, bytes]) -> None:
    """Save them for the next run. OSError."""
    write_file(folder / "windows.json", json.dumps(msgspec.to_builtins(places)), durable=False)
