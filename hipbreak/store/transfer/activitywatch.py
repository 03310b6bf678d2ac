"""Reads the history out of an ActivityWatch export: its AFK buckets become bouts, breaks and time not observed.

The format as aw-server writes it: `GET /api/0/export` and `/api/0/buckets/ID/export` give `{"buckets": {ID: {"id",
"type": "afkstatus", "client", "hostname", "created", "events": [{"timestamp", "duration" (seconds), "data": {"status":
"afk" | "not-afk"}}]}}}`, the latest event first, the events without ids (aw-server `aw_server/rest.py`,
`aw_server/api.py` `export_bucket`, `aw_core/models.py` `Event`; aw-watcher-afk `afk.py`). A bucket alone is read too.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Interval
from hipbreak.core.settings.settings import Settings
from hipbreak.store.event_log.import_batch import ImportRefused
from hipbreak.store.progress import Progress, ProgressGenerator

TimeRange = tuple[datetime, datetime]
_LARGEST = 512 * 1024 * 1024
_SLICE = 1000
_NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class Bucket:
    """What one computer's AFK watcher told: stretches at the desk and away from it, each in order, none overlapping."""

    id: str
    host: str
    desk: tuple[TimeRange, ...]
    away: tuple[TimeRange, ...]


def read_buckets(file: Path) -> ProgressGenerator[list[Bucket]]:
    """The AFK buckets of the export that have events. ImportRefused with one sentence; OSError.

    The first slice takes the file at once (0.1 s for 10 MB), since JSON has no lines to go by.
    """
    if file.stat().st_size > _LARGEST:
        raise ImportRefused(f"{file} is larger than 512 MB: export only the AFK bucket from ActivityWatch instead.")
    try:
        export = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        raise ImportRefused(f"{file} is not JSON, or is cut off; nothing was imported.") from None
    found: list[Bucket] = []
    for raw in _raw_buckets(export):
        if raw.get("type") == "afkstatus":
            bucket = yield from _bucket(file, raw)
            found += [bucket] if bucket.desk or bucket.away else []
    if not found:
        raise ImportRefused(f"{file} has no AFK bucket of ActivityWatch with events in it; nothing was imported.")
    return found


class SeveralHosts(ImportRefused):
    """The file tells of the same time at several computers, and none was chosen."""

    def __init__(self, file: Path, hosts: Sequence[str]) -> None:
        self.hosts = hosts
        told = ", ".join(hosts)
        super().__init__(
            f"{file} has buckets that tell of the same time, of {told}: choose one computer (--host NAME)."
        )


def select_host(file: Path, buckets: Sequence[Bucket], host: str | None) -> list[Bucket]:
    """Those of that host; without one all, if no two tell of the same time. ImportRefused names the hosts."""
    names = sorted({bucket.host for bucket in buckets})
    if host is not None:
        buckets = [bucket for bucket in buckets if bucket.host == host]
        if not buckets:
            raise ImportRefused(f"{file} has nothing of a computer named {host}, but of {', '.join(names)}.")
    told = sorted(stretch for bucket in buckets for stretch in merge_overlaps([*bucket.desk, *bucket.away]))
    if any(after[0] < before[1] for before, after in pairwise(told)):
        if host is None:
            raise SeveralHosts(file, names)
        raise ImportRefused(
            f"{file} has several buckets of {host} that tell of the same time: export one of them alone."
        )
    return list(buckets)


def facts_of(bucket: Bucket, settings: Settings, zone: tzinfo | None = None) -> Iterator[tuple[bytes, Interval]]:
    """The pieces of time with their ids, in order; each moment with the offset that `zone` (this machine's) had then.

    Like R1 and R2: away for less than the idle limit between desk time is sitting, a hole shorter than a short
    absence is none, and what nobody watched is unobserved. Away is an assumed break if a bout ended with it and one
    followed; otherwise nobody saw what it was between.
    """
    runs = _absorb_short_absences(_close_gaps(_sorted_runs(bucket), settings), settings)
    for n, (what, start, end) in enumerate(runs):
        before = runs[n - 1] if n else None
        after = runs[n + 1] if n + 1 < len(runs) else None
        a, b = _local(start, zone), _local(end, zone)
        if before and before[2] < start:
            c = _local(before[2], zone)
            yield derived_id(bucket.id, "unobserved", c, a), tracking_facts.Unobserved(a, c, a)
        between = before and after and before[2] == start and after[1] == end
        piece: Interval = tracking_facts.Bout(b, a, b)
        if what == "away":
            piece = tracking_facts.Break(b, a, b, "assumed", "away") if between else tracking_facts.Away(b, a, b)
        yield derived_id(bucket.id, piece.name, a, b), piece


def derived_id(bucket: str, name: str, start: datetime, end: datetime) -> bytes:
    """An id that the same piece always gets: a UUIDv8 (RFC 9562), 122 bits of a SHA-256 over where it comes from."""
    source = "\n".join(("hipbreak", bucket, name, start.astimezone(UTC).isoformat(), end.astimezone(UTC).isoformat()))
    value = int.from_bytes(sha256(source.encode()).digest()[:16], "big")
    value = value & ~(0xF << 76) | 8 << 76
    return (value & ~(3 << 62) | 2 << 62).to_bytes(16, "big")


Run = tuple[str, datetime, datetime]


def _sorted_runs(bucket: Bucket) -> list[Run]:
    runs = [("desk", *stretch) for stretch in bucket.desk] + [("away", *stretch) for stretch in bucket.away]
    return sorted(runs, key=lambda run: run[1])


def _close_gaps(runs: Iterable[Run], settings: Settings) -> list[Run]:
    """Holes shorter than a short absence belong to what was before them."""
    closed: list[Run] = []
    for run in runs:
        if closed and run[1] - closed[-1][2] < settings.short_absence:
            closed[-1] = (*closed[-1][:2], run[1])
        closed.append(run)
    return _join_neighbours(closed)


def _absorb_short_absences(runs: list[Run], settings: Settings) -> list[Run]:
    """Away for less than the idle limit, with desk time on both sides, is sitting."""
    for n in range(1, len(runs) - 1):
        (_, _, before), (what, start, end), (_, after, _) = runs[n - 1 : n + 2]
        if what == "away" and end - start < settings.idle_limit and before == start and after == end:
            runs[n] = ("desk", start, end)
    return _join_neighbours(runs)


def _join_neighbours(runs: Iterable[Run]) -> list[Run]:
    found: list[Run] = []
    for what, start, end in runs:
        if found and found[-1][0] == what and found[-1][2] == start:
            found[-1] = (what, found[-1][1], end)
        else:
            found.append((what, start, end))
    return found


def _raw_buckets(export: object) -> list[dict[str, Any]]:
    if isinstance(export, dict) and "events" in export:
        return [export]
    found = export.get("buckets", export) if isinstance(export, dict) else export
    values = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return [value for value in values if isinstance(value, dict)]


def _bucket(file: Path, raw: dict[str, Any]) -> ProgressGenerator[Bucket]:
    name = str(raw.get("id", "")) or str(raw.get("hostname", ""))
    told: dict[str, list[TimeRange]] = {"not-afk": [], "afk": []}
    found = raw.get("events")
    events = found if isinstance(found, list) else []
    for number, event in enumerate(events, 1):
        if number % _SLICE == 0:
            yield Progress(number, 4 * len(events))
        try:
            status = event["data"]["status"]
            start = datetime.fromisoformat(event["timestamp"])
            start = start.replace(tzinfo=UTC) if start.tzinfo is None else start.astimezone(UTC)
            length = timedelta(seconds=event["duration"])
            if length < _NOTHING:
                raise ValueError("a negative duration")
            if status in told and length:
                told[status].append((start, start + length))
        except (LookupError, TypeError, ValueError, OverflowError):
            raise ImportRefused(
                f"{file}, bucket {name}, event {number}: this is no AFK event of ActivityWatch; nothing was imported."
            ) from None
    desk = merge_overlaps(told["not-afk"])
    return Bucket(
        name, str(raw.get("hostname", "")) or name, tuple(desk), tuple(subtract(merge_overlaps(told["afk"]), desk))
    )


def merge_overlaps(stretches: Iterable[TimeRange]) -> list[TimeRange]:
    """In order, those that overlap or touch as one."""
    found: list[TimeRange] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def subtract(stretches: Iterable[TimeRange], taken: Sequence[TimeRange]) -> Iterator[TimeRange]:
    """What is left of the stretches where none of `taken` is; both in order, without overlaps."""
    n = 0
    for start, end in stretches:
        while n < len(taken) and taken[n][1] <= start:
            n += 1
        m, at = n, start
        while m < len(taken) and taken[m][0] < end:
            if at < taken[m][0]:
                yield at, taken[m][0]
            at = max(at, taken[m][1])
            m += 1
        if at < end:
            yield at, end


def _local(moment: datetime, zone: tzinfo | None) -> datetime:
    """With a fixed offset: differences of moments in one named zone would be those of its wall clock."""
    local = moment.astimezone(zone)
    return local.astimezone(timezone(local.utcoffset() or _NOTHING))
