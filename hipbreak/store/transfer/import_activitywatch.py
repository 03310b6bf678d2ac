"""Enters history that another program watched, where the log has nothing of its own."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Interval
from hipbreak.core.settings.settings import Settings
from hipbreak.store.event_log.days import running_at_last
from hipbreak.store.event_log.event_log import Entry, EventLog
from hipbreak.store.event_log.import_batch import ImportBatch
from hipbreak.store.progress import Progress, ProgressGenerator
from hipbreak.store.transfer.activitywatch import (
    Bucket,
    TimeRange,
    derived_id,
    facts_of,
    merge_overlaps,
    read_buckets,
    select_host,
    subtract,
)
from hipbreak.store.transfer.import_jsonl import ImportResult, nothing_imported, require_free_space

_BATCH = 250
_JUST_NOW = timedelta(minutes=1)  # a running app beats more often, so a piece that runs may have gone on for so long
_NOTHING = timedelta(0)
ImportedPiece = tuple[bytes, str, Interval]  # its id, the bucket, what it says


def import_activitywatch(
    log: EventLog, file: Path, settings: Settings, host: str | None = None, zone: tzinfo | None = None
) -> ProgressGenerator[ImportResult]:
    """Enter desk time, breaks and holes of an ActivityWatch export; cancelled or failed, nothing of it stays.

    Where the log has bouts, breaks or absences it stays as it is, and so much is left out. Where it says that nothing
    was observed, that is corrected (R21). Twice is the same as once. `host` chooses one computer; `zone` is where it
    was, without it where this machine is. ImportRefused, LogError, OSError.
    """
    require_free_space(log, file.stat().st_size)
    buckets = select_host(file, (yield from read_buckets(file)), host)
    seen, holes = yield from _pieces(buckets, settings, zone)
    total = len(seen) + len(holes)
    with nothing_imported(), ImportBatch(log) as arrivals:
        history = _HistoryImport(log, arrivals, [_stretch(piece) for _, _, piece in seen])
        for n in range(0, len(seen), _BATCH):
            history.add(seen[n : n + _BATCH])
            yield Progress(9 * (total + n), 20 * total)
        history.correct_unobserved()
        for n in range(0, len(holes), _BATCH):
            history.add_unobserved(holes[n : n + _BATCH])
            yield Progress(9 * (total + len(seen) + n), 20 * total)
        new = yield from arrivals.commit(9, 10)
    return ImportResult(new, history.known, history.left_out)


def _pieces(
    buckets: Sequence[Bucket], settings: Settings, zone: tzinfo | None
) -> ProgressGenerator[tuple[list[ImportedPiece], list[ImportedPiece]]]:
    """What was observed and what was not, each in order of time."""
    seen: list[ImportedPiece] = []
    holes: list[ImportedPiece] = []
    expected = sum(len(bucket.desk) + len(bucket.away) for bucket in buckets)
    for bucket in buckets:
        for identity, piece in facts_of(bucket, settings, zone):
            (holes if isinstance(piece, tracking_facts.Unobserved) else seen).append((identity, bucket.id, piece))
            if len(seen) % _BATCH == 0:
                yield Progress(min(expected, expected // 2 + len(seen) // 2), 2 * expected)
    return sorted(seen, key=_begins), sorted(holes, key=_begins)


def _begins(piece: ImportedPiece) -> datetime:
    return piece[2].start


class _HistoryImport:
    """One import on its way: what it entered, and what it found in the log."""

    def __init__(self, log: EventLog, arrivals: ImportBatch, seen: list[TimeRange]) -> None:
        self.known, self.left_out = 0, _NOTHING
        self._log, self._arrivals = log, arrivals
        running = running_at_last(log)
        self._running = [(running.start, running.end + _JUST_NOW)] if running else []
        self._seen = merge_overlaps(seen)
        self._entered: list[TimeRange] = []
        self._holes: dict[TimeRange, Interval] = {}

    def add(self, batch: Sequence[ImportedPiece]) -> None:
        """Pieces that were observed, in order: as much of them as the log does not know."""
        found = self._there(batch)
        self._holes |= {_stretch(piece): piece for piece in found if isinstance(piece, tracking_facts.Unobserved)}
        taken = merge_overlaps(
            [_stretch(p) for p in found if not isinstance(p, tracking_facts.Unobserved)] + self._running
        )
        made: list[Entry] = []
        for identity, bucket, piece in self._unknown(batch):
            left = list(subtract([_stretch(piece)], taken))
            self.left_out += piece.end - piece.start - sum((end - start for start, end in left), _NOTHING)
            self._entered += left
            made += _entries_for(identity, bucket, piece, left)
        self._arrivals.add(made)

    def correct_unobserved(self) -> None:
        """Take back that nothing was observed where now something is, and say it again of what is left."""
        starts = [start for start, _ in self._entered]
        made: list[Entry] = []
        for (start, end), hole in sorted(self._holes.items()):
            first = max(0, bisect_left(starts, start) - 1)
            inside = [s for s in self._entered[first : bisect_left(starts, end)] if s[1] > start]
            of = self._log.id_of(hole)
            if inside and of is not None:
                correction = tracking_facts.Corrected(hole.at, hole.name, start)
                made.append(Entry(derived_id(of.hex(), correction.name, start, end), of, correction))
                made += _entries_for(b"", of.hex(), hole, list(subtract([(start, end)], inside)))
        self._arrivals.add(made)

    def add_unobserved(self, batch: Sequence[ImportedPiece]) -> None:
        """Pieces that were not observed: only where nothing else says anything."""
        taken = merge_overlaps([_stretch(piece) for piece in self._there(batch)] + self._running + self._seen)
        made: list[Entry] = []
        for identity, bucket, piece in self._unknown(batch):
            made += _entries_for(identity, bucket, piece, list(subtract([_stretch(piece)], taken)))
        self._arrivals.add(made)

    def _there(self, batch: Sequence[ImportedPiece]) -> list[Interval]:
        start, end = batch[0][2].start, max(piece.end for _, _, piece in batch)
        return [piece for piece in self._log.pieces(start, end) if isinstance(piece, Interval)]

    def _unknown(self, batch: Sequence[ImportedPiece]) -> list[ImportedPiece]:
        there = self._log.existing_ids([identity for identity, _, _ in batch])
        self.known += len(there)
        return [one for one in batch if one[0] not in there]


def _entries_for(identity: bytes, bucket: str, piece: Interval, left: Sequence[TimeRange]) -> Iterator[Entry]:
    """The piece itself if nothing was cut off, otherwise what is left of it."""
    for start, end in left:
        if identity and (start, end) == _stretch(piece):
            yield Entry(identity, None, piece)
            continue
        kind = (
            tracking_facts.Away if isinstance(piece, tracking_facts.Break) else type(piece)
        )  # who knows what a part of a break ended
        part = kind(piece.at if piece.end == end else end, start, end)
        yield Entry(derived_id(bucket, part.name, start, end), None, part)


def _stretch(piece: Interval) -> TimeRange:
    return piece.start, piece.end
