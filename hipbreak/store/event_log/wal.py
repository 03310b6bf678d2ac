"""Reads a database with its -wal file without SQLite, for where SQLite would have to write."""

import struct
import sys
from array import array
from pathlib import Path

_MAGIC = (0x377F0682, 0x377F0683)  # the second: checksums are big-endian
_HEADER, _FRAME = struct.Struct(">8I"), struct.Struct(">6I")
_MASK = 0xFFFFFFFF


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
    for number, page in committed_pages(wal.read_bytes() if wal.exists() else b"").items():
        end = number * len(page)
        database.extend(bytes(max(0, end - len(database))))
        database[end - len(page) : end] = page
    database[18:20] = b"\x01\x01"
    return bytes(database)


def committed_pages(wal: bytes) -> dict[int, bytes]:
    """The newest content of each page, by page number, up to the last intact transaction."""
    if len(wal) < _HEADER.size:
        return {}
    magic, _, size, _, *salts, first, second = _HEADER.unpack_from(wal)
    if magic not in _MAGIC or size < 512 or size & (size - 1):
        return {}
    big = magic == _MAGIC[1]
    if _checksum(wal[: _HEADER.size - 8], big, (0, 0)) != (first, second):
        return {}
    total = (first, second)
    committed: dict[int, bytes] = {}
    pending: dict[int, bytes] = {}
    for at in range(_HEADER.size, len(wal) - _FRAME.size - size + 1, _FRAME.size + size):
        number, pages, *frame_salts, first, second = _FRAME.unpack_from(wal, at)
        page = wal[at + _FRAME.size : at + _FRAME.size + size]
        total = _checksum(page, big, _checksum(wal[at : at + 8], big, total))
        if frame_salts != salts or total != (first, second) or not number:
            break
        pending[number] = page
        if pages:
            committed.update(pending)
            pending = {}
    return committed


def _checksum(data: bytes, big: bool, start: tuple[int, int]) -> tuple[int, int]:
    words = array("I", data)
    if big != (sys.byteorder == "big"):
        words.byteswap()
    first, second = start
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & _MASK
        second = (second + odd + first) & _MASK
    return first, second
