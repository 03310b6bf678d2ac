"""Saves the good entries of a damaged log: reads the pages of the file itself, whatever of SQLite's structure is left.

The format: https://www.sqlite.org/fileformat2.html
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from hipbreak.store.event_log.rows import Row, checksum, key_of, to_fact, to_moment
from hipbreak.store.event_log.wal import all_pages, wal_path

_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR = 0x0D, 0x0A, 0x02
_KINDS = {_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR, 0x05}
_INT_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_ID_BYTES = 16
_WAL_HEADER = 32
_EARLIEST_US, _LATEST_US = (
    (datetime(year, 1, 1, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    for year in (1990, 2100)
)
_UNREADABLE = (LookupError, TypeError, ValueError, OverflowError, RecursionError)

SalvagedRow = tuple[int, bytes, bytes | None, Row]
"""seq, id, the id of what it takes back, the columns."""


class Salvaged(Struct):
    """The good rows in the order of the log, the heartbeat, and what is known of the others."""

    rows: list[SalvagedRow] = field(default_factory=list)
    heartbeat: tuple[int, int] | None = None
    lost_days: list[date] = field(default_factory=list)
    lost_entries: bool = False
    """Whether entries were lost, perhaps of days that are not known."""


def salvage(path: Path) -> Salvaged:
    """Read the damaged log at `path` and its -wal file; nothing is written. OSError."""
    wal = wal_path(path)
    scan = _Scan(path.read_bytes(), wal.read_bytes() if wal.exists() else b"")
    rows = _newest(scan)
    heartbeat = max(scan.heartbeats, default=None)
    salvaged = Salvaged(rows, heartbeat)
    lost = _lost(scan, rows)
    offsets = [(seq, row[2]) for seq, _, _, row in rows]
    days = {to_moment(at, _offset_near(offsets, seq)).date() for seq in lost for at in scan.moments.get(seq, ())}
    if scan.unreadable_pages and not days:
        days = _days_of_gaps(rows)
    salvaged.lost_days = sorted(days)
    salvaged.lost_entries = bool(lost or days or (scan.unreadable_pages and not rows))
    return salvaged


def keys_in_wal(wal: bytes) -> Iterator[int]:
    """The keys of the checksums of the entries in a -wal file, page by page."""
    scan = _Scan(b"", wal[:_WAL_HEADER])
    for number, page in all_pages(wal):
        scan.read_table(number, page, from_wal=True)
        yield from {key for *_, key, _ in scan.rows if key is not None}
        scan.rows.clear()


class _Scan:
    """Every record that looks like a row of the log, or like one of an index with a moment."""

    def __init__(self, database: bytes, wal: bytes) -> None:
        self.size = _page_size(database, wal)
        self.usable = self.size - (database[20] if len(database) > 20 and database[20] <= 32 else 0)
        main = {n + 1: database[n * self.size : (n + 1) * self.size] for n in range(-(-len(database) // self.size))}
        overlays = [(number, page) for number, page in all_pages(wal) if len(page) == self.size]
        self.pages = main | dict(overlays)  # the newest content of each
        self.rows: list[tuple[int, bytes, bytes | None, Row, int | None, bool]] = []
        self.heartbeats: list[tuple[int, int]] = []
        self.moments: defaultdict[int, set[int]] = defaultdict(set)
        self.broken: set[int] = set()
        self.unreadable_pages = 0
        free = self._free_pages()
        for number, page in main.items():
            self.read_table(number, page, from_wal=False)
        for number, page in overlays:
            self.read_table(number, page, from_wal=True)
        for number, page in self.pages.items():
            if number not in free:
                self._read_index(number, page)
        expected = int.from_bytes(database[28:32], "big")
        self.unreadable_pages += max(0, min(expected, 2**20) - len(self.pages)) if main else 0

    def _free_pages(self) -> set[int]:
        free: set[int] = set()
        trunk = int.from_bytes(self.pages.get(1, b"")[32:36], "big")
        while trunk in self.pages and trunk not in free:
            page = self.pages[trunk]
            count = min(int.from_bytes(page[4:8], "big"), self.size // 4 - 2)
            free |= {trunk, *(int.from_bytes(page[8 + 4 * n : 12 + 4 * n], "big") for n in range(count))}
            trunk = int.from_bytes(page[:4], "big")
        return free

    def _cells(self, number: int, page: bytes, kinds: tuple[int, ...]) -> Iterator[int]:
        start = 100 if number == 1 else 0
        if len(page) < self.size or page[start] not in kinds:
            return
        header = start + (12 if page[start] in (_INDEX_INTERIOR, 0x05) else 8)
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        for n in range(min(count, self.size // 4)):
            yield int.from_bytes(page[header + 2 * n : header + 2 * n + 2], "big")

    def read_table(self, number: int, page: bytes, from_wal: bool) -> None:
        start = 100 if number == 1 else 0
        if page[start : start + 1] and page[start] not in _KINDS and any(page) and not self._is_overflow(page):
            self.unreadable_pages += 1
        for at in self._cells(number, page, (_TABLE_LEAF,)):
            seq: int | None = None
            try:
                length, at = _varint(page, at)  # noqa: PLW2901 - the cell's own place
                seq, at = _varint(page, at)  # noqa: PLW2901
                self._add(seq, _record(self._payload(page, at, length, self.usable - 35)), from_wal)
            except _UNREADABLE:
                if seq is not None:
                    self.broken.add(seq)

    def _add(self, seq: int, values: list[Any], from_wal: bool) -> None:
        if len(values) == 3 and all(type(value) is int for value in values[1:]) and _is_plausible(values[1]):
            self.heartbeats.append((values[1], values[2]))
        elif len(values) in (12, 13):
            _, identity, fact, at, at_offset, start, start_offset, end, end_offset, span, of, body, *check = values
            row: Row = (fact, at, at_offset, start, start_offset, end, end_offset, span, body)
            if not isinstance(identity, bytes) or len(identity) != _ID_BYTES:
                raise ValueError("no id")
            key = key_of(check[0]) if check else None
            if key is None:
                to_fact(row)
            elif checksum(key, identity, of, row) != check[0]:
                self.broken.add(seq)
                return
            self.rows.append((seq, identity, of, row, key, from_wal))

    def _read_index(self, number: int, page: bytes) -> None:
        start = 100 if number == 1 else 0
        interior = page[start : start + 1] == bytes([_INDEX_INTERIOR])
        largest = (self.usable - 12) * 64 // 255 - 23
        for at in self._cells(number, page, (_INDEX_LEAF, _INDEX_INTERIOR)):
            try:
                length, place = _varint(page, at + (4 if interior else 0))
                values = _record(self._payload(page, place, length, largest))
            except _UNREADABLE:
                continue
            if len(values) != 2 or type(values[1]) is not int:
                continue
            moment, seq = values
            if isinstance(moment, bytes) and len(moment) == _ID_BYTES:
                moment = int.from_bytes(moment[:6], "big") * 1000
            if type(moment) is int and _is_plausible(moment):
                self.moments[seq].add(moment)

    def _payload(self, page: bytes, at: int, length: int, largest: int) -> bytes:
        if length <= largest:
            return _exactly(page[at : at + length], length)
        least = (self.usable - 12) * 32 // 255 - 23
        local = least + (length - least) % (self.usable - 4)
        local = local if local <= largest else least
        payload = page[at : at + local]
        following = int.from_bytes(page[at + local : at + local + 4], "big")
        for _ in range(length // (self.usable - 4) + 1):
            if len(payload) >= length:
                break
            more = self.pages[following]
            payload += more[4 : self.usable]
            following = int.from_bytes(more[:4], "big")
        return _exactly(payload[:length], length)

    def _is_overflow(self, page: bytes) -> bool:
        following = int.from_bytes(page[:4], "big")
        return following == 0 or following in self.pages


def _newest(scan: _Scan) -> list[SalvagedRow]:
    """Each entry once, without those of another log whose -wal file lay there."""
    keys = Counter(key for *_, key, from_wal in scan.rows if key is not None and not from_wal)
    keys = keys or Counter(key for *_, key, _ in scan.rows if key is not None)
    own = keys.most_common(1)[0][0] if keys else None
    by_id: dict[bytes, SalvagedRow] = {}
    taken: dict[int, bytes] = {}
    for seq, identity, of, row, key, _ in scan.rows:  # those of the -wal file come last
        if key == own:
            by_id[identity] = (seq, identity, of, row)
    found = sorted(by_id.values(), key=lambda one: one[0])
    for seq, identity, _, _ in found:
        taken.setdefault(seq, identity)
    if len(taken) < len(found):  # an entry that was moved, in a page from before: behind what took its place
        return [(n, *one[1:]) for n, one in enumerate(found, 1)]
    return found


def _lost(scan: _Scan, rows: list[SalvagedRow]) -> set[int]:
    """The seq of the entries that are known to be missing."""
    there = {seq for seq, *_ in rows}
    return (set(scan.moments) | (scan.broken if rows else set())) - there


def _days_of_gaps(rows: list[SalvagedRow]) -> set[date]:
    days: set[date] = set()
    for (before, _, _, row), (seq, _, _, after) in pairwise(rows):
        if seq > before + 1 and 0 <= after[1] - row[1] < timedelta(days=31) // timedelta(microseconds=1):
            first, last = to_moment(row[1], row[2]).date(), to_moment(after[1], after[2]).date()
            days |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return days


def _offset_near(offsets: list[tuple[int, int]], seq: int) -> int:
    if not offsets:
        return 0
    return offsets[min(bisect_left(offsets, (seq, -(2**31))), len(offsets) - 1)][1]


def _page_size(database: bytes, wal: bytes) -> int:
    for number in (int.from_bytes(database[16:18], "big"), int.from_bytes(wal[8:12], "big")):
        size = 65536 if number == 1 else number
        if 512 <= size <= 65536 and size & (size - 1) == 0:
            return size
    return 4096


def _is_plausible(moment: int) -> bool:
    return _EARLIEST_US <= moment < _LATEST_US


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for n in range(8):
        byte = data[at + n]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + n + 1
    value = value << 8 | data[at + 8]
    return value - 2**64 if value >= 2**63 else value, at + 9


def _record(payload: bytes) -> list[Any]:
    end, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Any] = []
    for kind in kinds:
        length = _INT_SIZES.get(kind, 8 if kind == 7 else max(0, (kind - 12) // 2))
        piece = _exactly(payload[at : at + length], length)
        at += length
        if kind in _INT_SIZES:
            values.append(int.from_bytes(piece, "big", signed=True))
        elif kind in (8, 9):
            values.append(kind - 8)
        elif kind >= 12:
            values.append(piece.decode() if kind % 2 else piece)
        else:
            values.append(None)
    return values


def _exactly(piece: bytes, length: int) -> bytes:
    if len(piece) != length:
        raise ValueError("it ends too soon")
    return piece
