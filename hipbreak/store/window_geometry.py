"""The file of window geometries."""

import base64
import json
from pathlib import Path

from hipbreak.store.atomic_file import write_file
from hipbreak.store.small_file import parse_json, read_text

_LARGEST = 1_000_000  # bytes


def load_geometries(folder: Path) -> dict[str, bytes]:
    """The saved geometries by window name; empty if unusable."""
    try:
        saved = parse_json(read_text(folder / "windows.json", _LARGEST))
        return {str(name): base64.b64decode(place, validate=True) for name, place in saved.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def save_geometries(folder: Path, places: dict[str, bytes]) -> None:
    """Save them for the next run. OSError."""
    text = json.dumps({name: base64.b64encode(place).decode() for name, place in places.items()})
    write_file(folder / "windows.json", text, durable=False)
