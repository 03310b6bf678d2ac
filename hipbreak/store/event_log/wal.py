"""Reads a database with its -wal file without SQLite, for where SQLite would have to write."""

import struct
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path

_MAGIC = (0x377F0682, 0x377F0683)  # the second: checksums are big-endian
_HEADER, _FRAME = struct.Struct(">8I"), struct.Struct(">6I")
_MASK = 0xFFFFFFFF
_FRAMES_AT, _COPIED_AT, _INDEX_HEADER = 16, 96, 136


def wal_path(path: Path) -> Path:
    """The -wal file of the database at `path`."""
    return path.with_name(path.name + "-wal")


def shm_path(path: Path) -> Path:
    """The -shm file of the database at `path`."""
    return path.with_name(path.name + "-shm")


def read_merged(path: Path) -> bytes:
    """The database as it would be after a checkpoint, and no longer in WAL mode; OSError.

    The format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
    """
    database = bytearray(path.read_bytes())
    wal = wal_path(path)
    committed, _ = _read_frames(wal.read_bytes() if wal.exists() else b"")
    for number, page in committed.items():
        end = number * len(page)
        database.extend(bytes(max(0, end - len(database))))
        database[end - len(page) : end] = page
    database[18:20] = b"\x01\x01"
    return bytes(database)


def is_cut_off(wal: bytes) -> bool:
    """Whether a damaged transaction was complete, or others follow it: SQLite would leave them out silently."""
    if len(wal) < _HEADER.size:
        return False
    _, end = _read_frames(wal)
    if end < 0:
        return any(commit for _, commit, _ in _frames(wal))
    salts = list(_HEADER.unpack_from(wal)[4:6])
    return any(frame_salts == salts for at, commit, frame_salts in _frames(wal) if at >= end and commit)


def has_lost_frames(shm: Path) -> bool:
    """Whether a -wal file that is missing had pages that were not yet in the database, by its -shm file. OSError.

    The format: https://www.sqlite.org/walformat.html#the_wal_index_file_format
    """
    with shm.open("rb") as file:
        header = file.read(_INDEX_HEADER)
    if len(header) < _INDEX_HEADER:
        return True
    frames, copied = (int.from_bytes(header[at : at + 4], sys.byteorder) for at in (_FRAMES_AT, _COPIED_AT))
    return frames != copied


def all_pages(wal: bytes) -> list[tuple[int, bytes]]:
    """Page number and content of each frame, in order, damaged or not."""
    size = _size_of_page(wal)
    found = []
    for at, _, _ in _frames(wal):
        number = int.from_bytes(wal[at : at + 4], "big")
        found.append((number, wal[at + _FRAME.size : at + _FRAME.size + size]))
    return found


def _size_of_page(wal: bytes) -> int:
    size = int.from_bytes(wal[8:12], "big")
    return size if 512 <= size <= 65536 and size & (size - 1) == 0 else 4096


def _frames(wal: bytes) -> Iterator[tuple[int, int, list[int]]]:
    """Offset, size of the database after the commit or 0, and salts."""
    size = _size_of_page(wal)
    for at in range(_HEADER.size, len(wal) - _FRAME.size - size + 1, _FRAME.size + size):
        _, commit, *salts = _FRAME.unpack_from(wal, at)[:4]
        yield at, commit, salts


def _read_frames(wal: bytes) -> tuple[dict[int, bytes], int]:
    """The newest content of each page, by page number, up to the last intact transaction; where the first damage is.

    That is the offset of a frame, or -1 for the header.
    """
    if len(wal) < _HEADER.size:
        return {}, _HEADER.size
    magic, _, size, _, *salts, first, second = _HEADER.unpack_from(wal)
    big = magic == _MAGIC[1]
    if magic not in _MAGIC or size != _size_of_page(wal):
        return {}, -1
    if _checksum(wal[: _HEADER.size - 8], big, (0, 0)) != (first, second):
        return {}, -1
    total = (first, second)
    committed: dict[int, bytes] = {}
    pending: dict[int, bytes] = {}
    for at, commit, frame_salts in _frames(wal):
        number, *_, first, second = _FRAME.unpack_from(wal, at)
        page = wal[at + _FRAME.size : at + _FRAME.size + size]
        total = _checksum(page, big, _checksum(wal[at : at + 8], big, total))
        if frame_salts != salts or total != (first, second) or not number:
            return committed, at
        pending[number] = page
        if commit:
            committed.update(pending)
            pending = {}
    return committed, len(wal)


def _checksum(data: bytes, big: bool, start: tuple[int, int]) -> tuple[int, int]:
    numbers = array("I", data)
    if big != (sys.byteorder == "big"):
        numbers.byteswap()
    first, second = start
    for even, odd in zip(numbers[::2], numbers[1::2], strict=True):
        first = (first + even + second) & _MASK
        second = (second + odd + first) & _MASK
    return first, second
