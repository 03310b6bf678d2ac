"""Daily copies of the log, in a folder beside it, the last seven."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from hipbreak.store.event_log.database import COMPANION_SUFFIXES, create_private
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.quarantine import quarantine
from hipbreak.store.work_progress import Progress, ProgressGenerator

_KEPT = 7
_PREFIX, _SUFFIX = "hipbreak-", ".sqlite"


def copies_folder(log: Path) -> Path:
    """The folder of the copies of the log at this path."""
    return log.with_name("copies")


def find_copies(log: Path) -> dict[date, Path]:
    """The copies by their day, the newest first."""
    return dict(sorted(_dated(copies_folder(log)), reverse=True))


def check_and_copy(log: EventLog, day: date, copying: bool) -> ProgressGenerator[bool]:
    """Whether the log is sound; if so, and with `copying`, it is the copy of this day. LogError, OSError.

    An empty log is not copied: it would take the place of a copy with something in it.
    """
    is_sound = yield from log.verify()
    if is_sound and copying and log.last_day() is not None:
        while not _copy(log, day):
            yield Progress(0, 1)
        for old in list(find_copies(log.path).values())[_KEPT:]:
            remove_copy(old)
    return is_sound


def _copy(log: EventLog, day: date) -> bool:
    """Copy the log, unless days were deleted from it meanwhile."""
    part = _part(log.path)
    part.parent.mkdir(mode=0o700, exist_ok=True)
    part.unlink(missing_ok=True)
    create_private(part)
    try:
        log.copy_to(part)
        part.replace(part.with_name(f"{_PREFIX}{day}{_SUFFIX}"))
    except FileNotFoundError:
        return False
    finally:
        part.unlink(missing_ok=True)
    return True


def restore(log: Path, copy: Path) -> Path:
    """Replace the log, which no process may have open, by the copy; return the new path of the old log. OSError.

    LogError if the copy is no log that this Hipbreak can read.
    """
    part = log.with_name(log.name + "-restored")
    part.unlink(missing_ok=True)
    create_private(part)
    try:
        with EventLog.read(copy) as found:
            found.copy_to(part)
        aside = quarantine(log, "replaced", COMPANION_SUFFIXES)
        try:
            part.replace(log)
        except OSError:
            aside.rename(log)
            raise
    finally:
        part.unlink(missing_ok=True)
    return aside


def discard_unfinished(log: Path) -> None:
    """Let a copy that is being made start again: it would have what was deleted from the log meanwhile. OSError."""
    _part(log).unlink(missing_ok=True)


def remove_copy(copy: Path) -> None:
    """Remove a copy. OSError."""
    copy.unlink(missing_ok=True)
    remove_companions(copy)


def remove_companions(copy: Path) -> None:
    """Remove what opening a copy for writing left beside it: set aside, backed up, or of a killed process. OSError."""
    for file in copy.parent.glob(f"{copy.name}?*"):
        file.unlink()


def _part(log: Path) -> Path:
    return copies_folder(log) / "hipbreak.part"


def _dated(folder: Path) -> Iterator[tuple[date, Path]]:
    for file in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(ValueError):
            yield date.fromisoformat(file.name[len(_PREFIX) : -len(_SUFFIX)]), file
