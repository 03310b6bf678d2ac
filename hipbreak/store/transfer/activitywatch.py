"""Reads the history out of an ActivityWatch export: its AFK buckets become bouts, breaks and unobserved time.

The format as aw-server writes it: `GET /api/0/export` and `/api/0/buckets/ID/export` give `{"buckets": {ID: {"id",
"type": "afkstatus", "client", "hostname", "created", "events": [{"timestamp", "duration" (seconds), "data": {"status":
"afk" | "not-afk"}}]}}}`, the latest event first, the events without ids (aw-server `aw_server/rest.py`,
`aw_server/api.py` `export_bucket`, `aw_core/models.py` `Event`; aw-watcher-afk `afk.py`). A bucket alone is read too.
"""

import heapq
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Interval
from hipbreak.core.i18n import gettext as _
from hipbreak.core.quoting import visible
from hipbreak.core.settings.settings import Settings
from hipbreak.core.time_limits import EARLIEST, LONGEST, clip_stretch, local_moment
from hipbreak.store.event_log.import_batch import ImportRefused
from hipbreak.store.event_log.import_overlaps import derived_id, uncovered
from hipbreak.store.transfer.json_stream import JsonError, JsonStream
from hipbreak.store.transfer.time_ranges import TimeRange, TimeRanges
from hipbreak.store.work_progress import Progress, ProgressGenerator

UNKNOWN_COMPUTER = "unknown computer"  # what a person types after --host
_AFK = "afkstatus"
_SLICE = 1000
_MOST_BUCKETS = 10_000
_MOST_WRONG = 1000  # events of a bucket, unless even more are right
_HEARTBEATS_APART = timedelta(seconds=185)  # the pulse time of aw-watcher-afk: its time-out and its interval
_MICROSECOND = timedelta(microseconds=1)
_LENGTH_BITS = 46  # of a year in microseconds, and one for the status
_STATUSES = {"not-afk": 0, "afk": 1}
_HEADER = {"id": "id", "type": "kind", "hostname": "host"}  # what describes a bucket, by its keys in the file


class Bucket(Struct, frozen=True):
    """What one computer's AFK watcher recorded: stretches at the desk and away from it; `skipped` are unusable events.

    Each in order, none overlapping, cut at `now`.
    """

    id: str
    host: str
    desk: Collection[TimeRange]
    away: Collection[TimeRange]
    skipped: int = 0
    now: datetime | None = None


def read_buckets(file: Path, now: datetime | None = None) -> ProgressGenerator[list[Bucket]]:
    """The AFK buckets of the export that have events, up to `now` (None: this moment). ImportRefused, OSError."""
    found: list[Bucket] = []
    size = file.stat().st_size
    with file.open("rb") as content:
        stream = JsonStream(content)
        try:
            for raw in _raw_buckets(stream, now or datetime.now(UTC)):
                if raw is None:
                    yield Progress(min(stream.consumed, size), 2 * size + 1)
                elif raw.kind == _AFK:
                    raw.require_usable(file)
                    found += [raw.bucket()] if raw.events else []
        except JsonError:
            raise ImportRefused(
                _("{file} is not JSON, or is cut off; nothing was imported.").format(file=file)
            ) from None
    if not found:
        raise ImportRefused(
            _("{file} has no AFK bucket of ActivityWatch with events in it; nothing was imported.").format(file=file)
        )
    return found


class SeveralHosts(ImportRefused):
    """The file has the same time of several computers, and none was chosen."""

    def __init__(self, file: Path, hosts: Sequence[str]) -> None:
        self.hosts = hosts
        super().__init__(
            _("{file} has buckets of the same time, of {names}: choose one computer (--host NAME).").format(
                file=file, names=", ".join(hosts)
            )
        )


def select_host(file: Path, buckets: Sequence[Bucket], host: str | None) -> list[Bucket]:
    """Those of that host; without one all, if no two are of the same time. ImportRefused names the hosts."""
    names = sorted({bucket.host for bucket in buckets})
    if host is not None:
        buckets = [bucket for bucket in buckets if bucket.host == visible(host)]
        if not buckets:
            raise ImportRefused(
                _("{file} has nothing of a computer named {host}, but of {names}.").format(
                    file=file, host=visible(host), names=", ".join(names)
                )
            )
    ordered = heapq.merge(*(stretches for bucket in buckets for stretches in (bucket.desk, bucket.away)))
    if any(after[0] < before[1] for before, after in pairwise(ordered)):
        if host is None:
            raise SeveralHosts(file, names)
        raise ImportRefused(
            _("{file} has several buckets of {host} of the same time: export one of them alone.").format(
                file=file, host=visible(host)
            )
        )
    return list(buckets)


def facts_of(bucket: Bucket, settings: Settings, zone: tzinfo | None = None) -> Iterator[tuple[bytes, Interval]]:
    """The intervals with their ids, in order; each moment with the offset that `zone` (this machine's) had then.

    Like R1 and R2: away for less than the idle limit between desk time is sitting, a gap shorter than a short
    absence is none, and what was not watched is unobserved. Away is an assumed break if a bout ended with it and one
    followed; otherwise its beginning or its end is unknown.
    """
    runs = _split_long(_absorb_short_absences(_close_gaps(_sorted_runs(bucket), settings), settings))
    for before, (what, start, end), after in _with_neighbours(runs):
        a, b = local_moment(start, zone), local_moment(end, zone)
        if before and before[2] < start:
            c = local_moment(before[2], zone)
            yield derived_id(bucket.id, "unobserved", c, a), tracking_facts.Unobserved(a, c, a)
        between = before and after and before[2] == start and after[1] == end and end - start <= LONGEST
        interval: Interval = tracking_facts.Bout(b, a, b)
        if what == "away":
            interval = tracking_facts.Break(b, a, b, "assumed", "away") if between else tracking_facts.Away(b, a, b)
        known_end = a if end == bucket.now else b  # one that was cut at now is the same at the next import
        yield derived_id(bucket.id, interval.name, a, known_end), interval


# Runs: what the person did, from when, until when

Run = tuple[str, datetime, datetime]


def _sorted_runs(bucket: Bucket) -> Iterator[Run]:
    desk = (("desk", *stretch) for stretch in bucket.desk)
    away = (("away", *stretch) for stretch in bucket.away)
    return heapq.merge(desk, away, key=lambda run: run[1])


def _with_neighbours(runs: Iterable[Run]) -> Iterator[tuple[Run | None, Run, Run | None]]:
    """Each run, with the one before it and the one after it."""
    before: Run | None = None
    for run, after in pairwise(chain(runs, (None,))):
        if run is not None:
            yield before, run, after
        before = run


def _close_gaps(runs: Iterable[Run], settings: Settings) -> Iterator[Run]:
    """Gaps shorter than a short absence belong to what was before them."""
    return _join_neighbours(
        (*run[:2], after[1]) if after and after[1] - run[2] < settings.short_absence else run
        for _before, run, after in _with_neighbours(runs)
    )


def _absorb_short_absences(runs: Iterable[Run], settings: Settings) -> Iterator[Run]:
    """Away for less than the idle limit, with desk time on both sides, is sitting."""
    return _join_neighbours(
        ("desk", *run[1:])
        if before and after and before[2] == run[1] and after[1] == run[2] and run[2] - run[1] < settings.idle_limit
        else run
        for before, run, after in _with_neighbours(runs)
    )


def _split_long(runs: Iterable[Run]) -> Iterator[Run]:
    """Desk time longer than the longest bout is several."""
    for what, start, end in runs:
        begin = start
        while what == "desk" and end - begin > LONGEST:
            yield what, begin, begin + LONGEST
            begin += LONGEST
        yield what, begin, end


def _join_neighbours(runs: Iterable[Run]) -> Iterator[Run]:
    last: Run | None = None
    for run in runs:
        if last is not None and last[0] == run[0] and last[2] == run[1]:
            last = (last[0], last[1], run[2])
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


# Reading


class _RawBucket(Struct):
    """A bucket as it is read; an event is one number, so that a million of them take 50 MB and can be sorted."""

    now: datetime
    id: str = ""
    host: str = ""
    kind: str | None = None
    events: list[int] = field(default_factory=list)
    skipped: int = 0
    first_skipped: int = 0
    hopeless: bool = False

    def add(self, event: Any, number: int) -> None:
        """Add an event, or count it as unusable."""
        try:
            away = _STATUSES.get(event["data"]["status"])
            start = datetime.fromisoformat(event["timestamp"])
            start = start.replace(tzinfo=UTC) if start.tzinfo is None else start.astimezone(UTC)
            duration = event["duration"]
            if isinstance(duration, bool):
                raise TypeError
            start, end = clip_stretch(start, start + timedelta(seconds=duration), self.now)
            if away is not None:
                length = (end - start) // _MICROSECOND
                self.events.append(((start - EARLIEST) // _MICROSECOND) << _LENGTH_BITS | length << 1 | away)
        except (LookupError, TypeError, ValueError, OverflowError):
            self.skipped += 1
            self.first_skipped = self.first_skipped or number
            self.hopeless = self.skipped > _MOST_WRONG and self.skipped > len(self.events)

    def require_usable(self, file: Path) -> None:
        """ImportRefused when no event, or hardly any, can be used."""
        if self.hopeless or (self.skipped and not self.events):
            raise ImportRefused(
                _(
                    "{file}, bucket {id}, event {number}: this is no AFK event of ActivityWatch, or "
                    "its time cannot be right; nothing was imported."
                ).format(file=file, id=self.id, number=self.first_skipped)
            )

    def bucket(self) -> Bucket:
        """The bucket with its stretches; uses up the events."""
        self.events.sort()
        desk, away = TimeRanges(), TimeRanges()
        following = iter(self.events)
        next(following, None)
        for packed in self.events:
            start, length = packed >> _LENGTH_BITS, (packed & ((1 << _LENGTH_BITS) - 1)) >> 1
            after = next(following, None)
            if not length and after is not None:  # a heartbeat that was never merged
                gap = (after >> _LENGTH_BITS) - start
                length = gap if gap * _MICROSECOND <= _HEARTBEATS_APART else 0
            if length:
                begin = EARLIEST + start * _MICROSECOND
                (away if packed & 1 else desk).add(begin, begin + length * _MICROSECOND)
        self.events = []
        host, away = self.host or UNKNOWN_COMPUTER, TimeRanges(chain.from_iterable(uncovered(away, desk)))
        return Bucket(self.id or host, host, desk, away, self.skipped, self.now)


def _raw_buckets(stream: JsonStream, now: datetime) -> Iterator[_RawBucket | None]:
    """The buckets, wherever in the document they lie; None in between, whenever a slice was read."""
    if stream.peek() == "{":
        yield from _bucket_at(stream, now, outermost=True)
    elif stream.peek() == "[":
        yield from _buckets_at(stream, now)
    else:
        stream.value()
    if stream.peek():
        raise JsonError


def _buckets_at(stream: JsonStream, now: datetime) -> Iterator[_RawBucket | None]:
    """The buckets in the list or object at the cursor."""
    for number, _item in enumerate(stream.elements() if stream.peek() == "[" else stream.members()):
        if number > _MOST_BUCKETS:
            raise JsonError
        if stream.peek() == "{":
            yield from _bucket_at(stream, now, outermost=False)
        else:
            stream.skip()


def _bucket_at(stream: JsonStream, now: datetime, outermost: bool) -> Iterator[_RawBucket | None]:
    """The object at the cursor as a bucket; the outermost object may have buckets inside instead."""
    raw = _RawBucket(now)
    for key in stream.members():
        following = stream.peek()
        if key == "events" and following == "[":
            yield from _read_events(stream, raw)
        elif key in _HEADER and following == '"':
            setattr(raw, _HEADER[key], visible(stream.value()))
        elif outermost and key == "buckets" and following in ("{", "["):
            yield from _buckets_at(stream, now)
        elif outermost and following == "{":
            yield from _bucket_at(stream, now, outermost=False)
        else:
            stream.skip()
    yield raw


def _read_events(stream: JsonStream, raw: _RawBucket) -> Iterator[_RawBucket | None]:
    for number, _item in enumerate(stream.elements(), 1):
        event = stream.value()
        if raw.kind in (None, _AFK) and not raw.hopeless:
            raw.add(event, number)
        elif raw.hopeless and raw.kind == _AFK:
            yield raw  # which is refused, before the rest is read
        if number % _SLICE == 0:
            yield None
