"""Imports an export of Hipbreak: what the log has stays as it is, so importing twice is the same as once."""

import errno
import json
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.facts.codec import from_record, read_moment
from hipbreak.core.facts.tracking_facts import (
    DECLARED,
    SENSED,
    STANDING,
    Away,
    Corrected,
    Unobserved,
)
from hipbreak.core.i18n import N_
from hipbreak.core.i18n import gettext as _
from hipbreak.core.quoting import visible
from hipbreak.core.text import data_operations as data_operations_text
from hipbreak.core.time_limits import LONGEST, ImplausibleTime, clip_stretch, is_past
from hipbreak.store.event_log.errors import LogUnavailable
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.import_batch import ImportBatch, ImportRefused
from hipbreak.store.event_log.rows import Entry
from hipbreak.store.event_log.uuid7 import IdGenerator, parse_id
from hipbreak.store.work_progress import Progress, ProgressGenerator, run_to_end

_BATCH = 500
_NO_JSON = N_("this is not JSON, or is cut off")
_LONGEST_LINE = 1_000_000
_LONGEST_TEXT = 10_000
_SURROGATE = re.compile("[\ud800-\udfff]")
_LARGEST_NUMBER = 2**63
_LONGEST_DURATION = timedelta(days=100 * 366)  # a clock of 1970 is set by decades
_ALLOWED = {
    "credit": ("confirmed", "assumed", ""),
    "how": ("pulse", *STANDING, "said", "asked", "elsewhere", "away"),
    "kind": ("stand", "cue", "pulse", "routine", "sit"),
    "source": (DECLARED, SENSED),
    "of": ("bout", "break", "away", "unobserved"),
}
"""The allowed values of these fields, which tables and windows show."""
_COMMIT_SHARE = 3  # a third of the time that reading takes
_HEAD = 4096
_SPACE_FACTOR = 3  # times the file: the entries, as much in the -wal file, and the table in which they are gathered


class ImportResult(Struct, frozen=True):
    """What an import did: entries that are new, entries and time that the log had, and what could not be used."""

    new: int
    known: int
    left_out: timedelta = timedelta(0)
    skipped: int = 0


def file_kind(file: Path) -> str:
    """`log` for an export of Hipbreak, `activitywatch` for one of ActivityWatch, `gnome` for GNOME's history.

    ImportRefused for others, OSError.
    """
    _require_regular(file)
    with file.open("rb") as start:
        head = start.read(_HEAD).decode("utf-8-sig", "replace").lstrip()
    first = head.partition("\n")[0]
    if not head:
        raise ImportRefused(_("{file} is empty.").format(file=file))
    if head.startswith("{"):
        return "log" if '"fact"' in first and not first.startswith('{"buckets"') else "activitywatch"
    if first.startswith(("row,", "fact,", "date,")):
        raise ImportRefused(
            _(
                "{file} is a CSV export, which has the bouts, breaks and days but not the entries they "
                "come from; export to a name that ends in .jsonl, and import that."
            ).format(file=file)
        )
    if head.startswith("[") and '"wallTimeSecs"' in head:
        return "gnome"
    raise ImportRefused(
        _(
            "{file} is neither an export of Hipbreak (JSON Lines) or of ActivityWatch (JSON) nor GNOME's history."
        ).format(file=file)
    )


def import_log(
    log: EventLog, file: Path, until: datetime | None = None, now: datetime | None = None
) -> ProgressGenerator[ImportResult]:
    """Enter what the log does not have yet, by id: all of it or, if cancelled or failed, nothing (`ImportBatch`).

    An entry that is new and of the time after `until` refuses the file: a running app records that time itself.
    Entries of a time before 1990 or after `now` (None: this moment) come from a wrong clock, and are skipped; an
    interval is cut at `now`. Of intervals that overlap others only the rest is entered.

    Old entries go in front of the log's, newer ones behind (`InsertionPoint`). The last heartbeat becomes that of the
    export if it is later. ImportRefused names the line; LogError; OSError.
    """
    size, done, skipped = file.stat().st_size, 0, 0
    now = now or datetime.now(UTC)
    require_free_space(log, size)
    last_alive: datetime | None = None
    batch: list[Entry] = []
    with nothing_imported(), ImportBatch(log, until) as arrivals:
        for entry, length, alive in _lines(file):
            fact = _plausible(entry.fact, now)
            skipped += fact is None
            batch += [replace(entry, fact=fact)] if fact else []
            last_alive = alive if alive is not None and is_past(alive, now) else last_alive
            done += length
            if len(batch) == _BATCH or (not fact and skipped % _BATCH == 0):
                arrivals.add(batch)
                batch = []
                yield Progress(min(done, size), size + size // _COMMIT_SHARE)
        arrivals.add(batch)
        new = yield from arrivals.commit(size, size + size // _COMMIT_SHARE, last_alive)
    return ImportResult(new, arrivals.known, arrivals.left_out, skipped)


def enter_facts(log: EventLog, facts: Sequence[Fact]) -> None:
    """Enter what was recorded elsewhere (a replayed day), all or nothing, where it belongs in time.

    A Corrected takes back the newest of these facts of its kind and start. LogError.
    """
    identities, newest = IdGenerator(), dict[tuple[str, datetime], bytes]()
    arriving: list[Entry] = []
    for fact in facts:
        identity = identities.new_id(fact.at)
        of = newest.pop((fact.of, fact.start), None) if isinstance(fact, Corrected) else None
        if isinstance(fact, Interval):
            newest[fact.name, fact.start] = identity
        arriving.append(Entry(identity, fact, of))
    with ImportBatch(log) as arrivals:
        for n in range(0, len(arriving), _BATCH):
            arrivals.add(arriving[n : n + _BATCH])
        run_to_end(arrivals.commit())


@contextmanager
def nothing_imported() -> Iterator[None]:
    """Add to an error of the log that nothing was imported."""
    try:
        yield
    except LogUnavailable as error:
        raise LogUnavailable(data_operations_text.nothing_imported(str(error))) from error


def require_free_space(log: EventLog, size: int) -> None:
    """LogUnavailable unless the disk has space for the import of `size` bytes."""
    if log.free_bytes() < _SPACE_FACTOR * size:
        raise LogUnavailable(data_operations_text.disk_too_full(_SPACE_FACTOR * size))


def _lines(file: Path) -> Iterator[tuple[Entry, int, datetime | None]]:
    """Each entry, the length of its line in bytes, and the last heartbeat if the line has it."""
    with file.open("rb") as lines:
        number = 0
        while line := lines.readline(_LONGEST_LINE):
            number += 1
            if not line.strip():
                continue
            try:
                entry, alive = entry_of(line)
            except (ValueError, TypeError, LookupError, OverflowError, RecursionError) as error:
                raise ImportRefused(
                    _("{file}, line {number}: {why}; nothing was imported.").format(
                        file=file, number=number, why=_why(error)
                    )
                ) from None
            yield entry, len(line), alive


def entry_of(line: bytes) -> tuple[Entry, datetime | None]:
    """The entry of a line, and the last heartbeat if the line has it; errors for one that is none."""
    try:
        record = json.loads(line.decode().removeprefix("\ufeff"))
    except ValueError:  # also for a number with too many digits
        raise ValueError(_(_NO_JSON)) from None
    if not isinstance(record, dict):
        raise ValueError(_("this is no entry of a log"))
    fact = from_record(record)
    if isinstance(fact, Interval) and fact.end < fact.start:
        raise ValueError(_("it ends before it begins"))
    if "of_id" in record and fact.name != "corrected":
        raise ValueError(_("only a correction takes an entry back"))
    of = _id(record["of_id"]) if record.get("of_id") is not None else None
    alive = read_moment(record["heard"], "heard") if "heard" in record else None
    for name in fact.__struct_fields__:
        _require_usable(name, getattr(fact, name))
    _require_usable("heard", alive)
    return Entry(_id(record["id"]), fact, of), alive


def _require_usable(name: str, value: object) -> None:
    if name in _ALLOWED and value not in _ALLOWED[name]:
        raise ValueError(_("{name} has a value that Hipbreak does not write").format(name=name))
    if isinstance(value, datetime) and not 1970 <= value.year < 9999:
        raise ValueError(_("its moment is out of reach"))
    if isinstance(value, timedelta) and abs(value) > _LONGEST_DURATION:
        raise ValueError(_("{name} is out of reach").format(name=name))
    if isinstance(value, str) and (len(value) > _LONGEST_TEXT or _SURROGATE.search(value)):
        raise ValueError(_("it has a text that Hipbreak does not write"))
    if isinstance(value, int) and abs(value) > _LARGEST_NUMBER:
        raise ValueError(_("it has a number that Hipbreak does not write"))


def _require_regular(path: Path) -> None:
    """OSError unless this is a regular file, or a link to one: reading a pipe or a device might never end."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, _("it is a folder"))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, _("it is not a regular file"))


def is_plausible(fact: Fact, now: datetime) -> bool:
    """Whether the fact is of the time from 1990 up to `now`, and not too long."""
    return _plausible(fact, now) == fact


def _plausible(fact: Fact, now: datetime) -> Fact | None:
    """The fact, an interval cut at `now`; None if a wrong clock recorded it."""
    if not isinstance(fact, Interval):
        moments = ((name, getattr(fact, name)) for name in fact.__struct_fields__)
        limits = ((moment, now + LONGEST if name == "until" else now) for name, moment in moments)
        return fact if all(is_past(m, limit) for m, limit in limits if isinstance(m, datetime)) else None
    if isinstance(fact, Unobserved | Away):  # of any length
        return fact if is_past(fact.start, now) and is_past(fact.end, now) and is_past(fact.at, now) else None
    try:
        start, end = clip_stretch(fact.start, fact.end, now)
    except ImplausibleTime:
        return None
    if not is_past(fact.at, now) and end == fact.end:
        return None
    return fact if end == fact.end else replace(fact, at=end, start=start, end=end)


def _id(text: object) -> bytes:
    try:
        return parse_id(str(text))
    except ValueError:
        raise ValueError(_("'{text}' is not the id of an entry").format(text=text)) from None


def _why(error: Exception) -> str:
    match error:
        case RecursionError():
            return _(_NO_JSON)
        case KeyError():
            return visible(_("{key} is missing, or not known to this version").format(key=error))
        case TypeError() | OverflowError() | IndexError():
            return _("this is no entry of a log")
        case _:
            return visible(str(error))
