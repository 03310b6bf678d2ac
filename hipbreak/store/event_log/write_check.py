"""Whether the log can be written where it is kept, without writing to it or making anything."""

import os
from pathlib import Path

from hipbreak.store.event_log.database import open_for_reading
from hipbreak.store.event_log.errors import LogDamaged, LogError


def why_not_writable(path: Path) -> str | None:
    """One sentence, or None when the app could keep its log there; a damaged one is no hindrance: it is set aside."""
    place = path
    while not place.exists() and place != place.parent:
        place = place.parent
    if path.is_dir():
        return f"The log {path} cannot be used: there is a folder of that name."
    if place != path and not place.is_dir():
        return f"The log {path} cannot be used: {place} is no folder."
    for needed in {place, path.parent if path.exists() else place}:
        if not os.access(needed, os.W_OK):
            return f"The log {path} cannot be used: {needed} cannot be written."
    try:
        open_for_reading(path).close()
    except LogDamaged:
        return None
    except LogError as error:
        return str(error)
    return None
