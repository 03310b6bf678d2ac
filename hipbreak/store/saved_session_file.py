"""The file of the interrupted session, readable by its user only."""

import json
from datetime import date
from pathlib import Path

from hipbreak.core.exercise.saved_session import SavedSession, session_from_record, session_to_record
from hipbreak.store.atomic_file import write_file
from hipbreak.store.paths import SAVED_SESSION
from hipbreak.store.small_file import parse_json, read_text

_LARGEST = 1_000_000  # bytes


def load_session(folder: Path) -> SavedSession | None:
    """The saved session; None if there is no usable one."""
    try:
        return session_from_record(parse_json(read_text(folder / SAVED_SESSION, _LARGEST)))
    except (OSError, ValueError, TypeError, OverflowError):
        return None


def store_session(folder: Path, kept: SavedSession | None) -> None:
    """Replace the saved session, or delete it for None. OSError."""
    if kept is None:
        (folder / SAVED_SESSION).unlink(missing_ok=True)
        return
    write_file(folder / SAVED_SESSION, json.dumps(session_to_record(kept)), durable=False)


def delete_session(folder: Path, first: date | None, last: date | None) -> None:
    """Delete the saved session if it is of one of these days (None for no bound). OSError."""
    kept = load_session(folder)
    day = kept.at.date() if kept else None
    if day and (first is None or first <= day) and (last is None or day <= last):
        store_session(folder, None)
