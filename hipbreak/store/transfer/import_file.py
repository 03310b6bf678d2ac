"""Enters a file of another program or of another Hipbreak, whichever it is."""

from datetime import datetime
from pathlib import Path

from hipbreak.core.settings.settings import Settings
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.transfer.import_activitywatch import import_activitywatch, import_gnome_history
from hipbreak.store.transfer.import_jsonl import ImportResult, file_kind, import_log
from hipbreak.store.work_progress import ProgressGenerator


def import_file(
    log: EventLog, file: Path, settings: Settings, host: str | None = None, until: datetime | None = None
) -> ProgressGenerator[ImportResult]:
    """Enter what the file has and the log has not; as the functions for its kind do. ImportRefused, LogError, OSError.

    `host` chooses one computer of an ActivityWatch export; `until` is for exports of Hipbreak.
    """
    match file_kind(file):
        case "log":
            return import_log(log, file, until)
        case "gnome":
            return import_gnome_history(log, file, settings)
        case _:
            return import_activitywatch(log, file, settings, host)
