"""Enters a file of another program or of another Hipbreak, whichever it is, where the log has nothing of its own."""

import heapq
from collections.abc import Sequence
from datetime import datetime, tzinfo
from itertools import islice
from pathlib import Path

from hipbreak.core.settings.settings import Settings
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.import_batch import ImportBatch
from hipbreak.store.event_log.rows import Entry
from hipbreak.store.transfer.activitywatch import Bucket, facts_of, read_buckets, select_host
from hipbreak.store.transfer.gnome_history import read_gnome_history
from hipbreak.store.transfer.import_jsonl import (
    ImportResult,
    file_kind,
    import_log,
    nothing_imported,
    require_free_space,
)
from hipbreak.store.work_progress import Progress, ProgressGenerator

_BATCH = 250


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


def import_activitywatch(
    log: EventLog,
    file: Path,
    settings: Settings,
    host: str | None = None,
    zone: tzinfo | None = None,
    now: datetime | None = None,
) -> ProgressGenerator[ImportResult]:
    """Enter an ActivityWatch export up to `now` (None: this moment); cancelled or failed, nothing of it stays.

    Where the log has bouts, breaks or absences it stays as it is, and the import is cut. Where it has unobserved time,
    that is corrected (R21). Importing twice is the same as once. `host` chooses one computer; `zone` is where it
    was, without it where this machine is. ImportRefused, LogError, OSError.
    """
    require_free_space(log, file.stat().st_size)
    buckets = select_host(file, (yield from read_buckets(file, now)), host)
    return (yield from _enter(log, buckets, settings, zone))


def import_gnome_history(
    log: EventLog, file: Path, settings: Settings, zone: tzinfo | None = None, now: datetime | None = None
) -> ProgressGenerator[ImportResult]:
    """Enter GNOME's history of when the person was active, in the same way."""
    require_free_space(log, file.stat().st_size)
    return (yield from _enter(log, [read_gnome_history(file, now)], settings, zone))


def _enter(
    log: EventLog, buckets: Sequence[Bucket], settings: Settings, zone: tzinfo | None
) -> ProgressGenerator[ImportResult]:
    streams = (facts_of(bucket, settings, zone) for bucket in buckets)
    facts = heapq.merge(*streams, key=lambda interval: interval[1].start)
    total = sum(len(bucket.desk) + len(bucket.away) for bucket in buckets)
    with nothing_imported(), ImportBatch(log) as arrivals:
        done = 0
        while batch := [Entry(identity, fact) for identity, fact in islice(facts, _BATCH)]:
            arrivals.add(batch)
            done += len(batch)
            yield Progress(min(total, done) + total, 3 * total)
        new = yield from arrivals.commit(2, 3)
    return ImportResult(new, arrivals.known, arrivals.left_out, sum(bucket.skipped for bucket in buckets))
