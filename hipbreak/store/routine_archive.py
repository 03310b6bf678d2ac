"""The file in which a routine is given to somebody else: a zip of one TOML file and its pictures, read with limits."""

import stat
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from hipbreak.core.exercise.picture_check import MAX_PICTURE_BYTES, is_plain_name
from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.quoting import visible
from hipbreak.store.small_file import UnusableText, read_bytes

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

SUFFIX = ".hipbreak-routine"
MAX_ROUTINE_BYTES = 200_000
"""Of the TOML file: more is no routine."""
MAX_PICTURES = 40
_MAX_BYTES = 20_000_000  # of the archive, and of what is in it
_MAX_DIRECTORY = 64_000  # bytes
_DIRECTORY_END = b"PK\x05\x06"
_TIME = (1980, 1, 1, 0, 0, 0)  # no date of the person's in it


class UnusableArchive(ValueError):
    """The file is no routine that can be read; the text is a clause."""


class RoutineFiles(Struct, frozen=True):
    """A routine as files: the name and content of its TOML file, and its pictures by name."""

    name: str
    toml: bytes
    pictures: Mapping[str, bytes]


def read_archive(path: Path) -> RoutineFiles:
    """The files in an archive; nothing is unpacked to the disk. UnusableArchive; OSError."""
    try:
        content = read_bytes(path, _MAX_BYTES)
    except UnusableText:
        raise UnusableArchive(_("is larger than {n} MB").format(n=_MAX_BYTES // 1000000)) from None
    _check_directory(content)
    from io import BytesIO  # noqa: PLC0415 - only for an archive
    from zipfile import BadZipFile, ZipFile  # noqa: PLC0415 - 10 ms that a library without archives does not need

    try:
        with ZipFile(BytesIO(content)) as archive:
            return _read_files(archive)
    except UnusableArchive:
        raise
    except (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError, struct.error,
            LookupError, OverflowError):  # fmt: skip
        raise UnusableArchive(_("is damaged, or no zip file")) from None


def write_archive(files: RoutineFiles) -> bytes:
    """The archive of a routine; equal files give an equal archive."""
    from io import BytesIO  # noqa: PLC0415 - only for an archive
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo  # noqa: PLC0415

    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in ((files.name, files.toml), *sorted(files.pictures.items())):
            entry = ZipInfo(name, _TIME)
            entry.external_attr = (stat.S_IFREG | 0o600) << 16
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def _check_directory(content: bytes) -> None:
    """UnusableArchive if the list of files is missing or long; Python would read it whole, however long it is."""
    at = content.rfind(_DIRECTORY_END, max(0, len(content) - 65_557))
    if at < 0 or len(content) - at < 22:
        raise UnusableArchive(_("is damaged, or no zip file"))
    entries, size = struct.unpack("<HI", content[at + 10 : at + 16])
    if entries > MAX_PICTURES + 1 or size > _MAX_DIRECTORY:
        raise UnusableArchive(
            _("has too many files: a routine is one TOML file with at most {n} pictures").format(n=MAX_PICTURES)
        )


def _read_files(archive: "ZipFile") -> RoutineFiles:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    for entry in entries:
        _check_entry(entry)
    if len({name.lower() for name in names}) != len(names):
        raise UnusableArchive(_("has two files of one name"))
    routines = [entry for entry in entries if entry.filename.lower().endswith(".toml")]
    if len(routines) != 1:
        raise UnusableArchive(
            _n("has {n} TOML file instead of one", "has {n} TOML files instead of one", len(routines)).format(
                n=len(routines)
            )
        )
    if sum(entry.file_size for entry in entries) > _MAX_BYTES:
        raise UnusableArchive(_("holds more than {n} MB").format(n=_MAX_BYTES // 1000000))
    (routine,) = routines
    pictures = {
        entry.filename: _content(archive, entry, MAX_PICTURE_BYTES) for entry in entries if entry is not routine
    }
    return RoutineFiles(routine.filename, _content(archive, routine, MAX_ROUTINE_BYTES), pictures)


def _check_entry(entry: "ZipInfo") -> None:
    from zipfile import ZIP_DEFLATED, ZIP_STORED  # noqa: PLC0415

    name, shown = entry.filename, visible(entry.filename, 60)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if entry.is_dir() or kind not in (0, stat.S_IFREG):
        raise UnusableArchive(_("has {name}, which is a folder or a link").format(name=shown))
    if entry.orig_filename != name or not is_plain_name(f"{name[:-5]}.png" if name.lower().endswith(".toml") else name):
        raise UnusableArchive(_("has {name}, which is neither a TOML file nor a picture beside it").format(name=shown))
    if entry.flag_bits & 0x1 or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise UnusableArchive(_("has {name}, which is encrypted or packed in another way").format(name=shown))


def _content(archive: "ZipFile", entry: "ZipInfo", largest: int) -> bytes:
    with archive.open(entry) as file:
        content = file.read(largest + 1)
        if len(content) > largest or file.read(1):
            raise UnusableArchive(_("has {name}, which is too large").format(name=visible(entry.filename, 60)))
    return content
