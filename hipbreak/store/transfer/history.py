"""Reads a recorded time as a trace: GNOME's history, an export of ActivityWatch, or a trace itself."""

import heapq
import json
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from pathlib import Path

from msgspec import Struct

from hipbreak.core.i18n import gettext as _
from hipbreak.core.settings.settings import Settings
from hipbreak.core.time_limits import local_moment
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.trace import TraceLine, read_trace
from hipbreak.store.event_log.import_batch import ImportRefused
from hipbreak.store.transfer.activitywatch import Bucket, read_buckets, select_host
from hipbreak.store.transfer.gnome_history import read_gnome_history
from hipbreak.store.transfer.import_jsonl import file_kind
from hipbreak.store.work_progress import run_to_end

_HEAD = 4096


class History(Struct, frozen=True):
    """A recorded time: `kind` is gnome, activitywatch or trace."""

    kind: str
    trace: list[TraceLine]


def read_history(
    file: Path, settings: Settings, host: str | None = None, zone: tzinfo | None = None, now: datetime | None = None
) -> History:
    """The history in a file; `host` chooses one computer of an ActivityWatch export.

    Moments have the offset that `zone` (None: this machine's) had then. ImportRefused, TraceError, OSError, and
    UnicodeDecodeError for a trace.
    """
    if _is_trace(file):
        with file.open(encoding="utf-8-sig") as lines:
            return History("trace", read_trace(lines))
    match file_kind(file):
        case "gnome":
            return History("gnome", trace_of([read_gnome_history(file, now)], settings, zone))
        case "activitywatch":
            buckets = select_host(file, run_to_end(read_buckets(file, now)), host)
            return History("activitywatch", trace_of(buckets, settings, zone))
        case _:
            raise ImportRefused(_("{file} has what Hipbreak itself recorded, not a time without it.").format(file=file))


def trace_of(buckets: Iterable[Bucket], settings: Settings, zone: tzinfo | None = None) -> list[TraceLine]:
    """The stretches at the desk as input that begins and ends; the rest of the time is idle."""
    events = enumerate(_events(buckets, settings), 1)
    return [TraceLine(number, local_moment(at, zone), event) for number, (at, event) in events]


def _events(buckets: Iterable[Bucket], settings: Settings) -> Iterator[tuple[datetime, inputs.Input]]:
    end: datetime | None = None
    for start, stop in heapq.merge(*(bucket.desk for bucket in buckets)):
        yield start, inputs.InputActive()
        yield stop, inputs.InputIdle()
        end = stop
    if end is not None:
        yield end + settings.idle_limit, inputs.Settle()


def _is_trace(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as start:
        first = start.read(_HEAD).decode("utf-8-sig", "replace").lstrip().partition("\n")[0]
    try:
        line = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(line, dict) and "event" in line and "at" in line
