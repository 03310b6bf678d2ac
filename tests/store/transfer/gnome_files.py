"""Histories as gnome-shell writes them."""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

NAME = "session-active-history.json"


def write_history(folder: Path, active: Iterable[tuple[datetime, datetime]]) -> Path:
    """A file with these stretches of activity, in order, none touching another."""
    changes = [change for stretch in active for change in zip(stretch, (1, 0), strict=True)]
    file = folder / NAME
    text = [{"oldState": 1 - state, "newState": state, "wallTimeSecs": int(at.timestamp())} for at, state in changes]
    file.write_text(json.dumps(text, separators=(",", ":")))
    return file
