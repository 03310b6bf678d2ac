"""Set an unusable file aside under a new name; it is never overwritten or deleted."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path


def quarantine(path: Path, why: str, companions: Sequence[str] = ()) -> Path:
    """Rename `path` to `path.why-YYYYmmdd-HHMMSS` and return the new path; OSError if that cannot be done.

    Files of that name with one of the suffixes `companions` are renamed too, if they exist.
    """
    stamp = datetime.now(UTC).astimezone().strftime("%Y%m%d-%H%M%S")
    target = free_name(path.with_name(f"{path.name}.{why}-{stamp}"))
    for ending in companions:
        companion = path.with_name(path.name + ending)
        if companion.exists():
            companion.rename(target.with_name(target.name + ending))
    return path.rename(target)


def copies_of(path: Path) -> list[str]:
    """The names of what was set aside or backed up beside `path`; a deletion does not reach them."""
    in_use = {path.name + ending for ending in ("", "-wal", "-shm", "-held")}
    return sorted(found.name for found in path.parent.glob(f"{path.name}*") if found.name not in in_use)


def free_name(path: Path) -> Path:
    """This path, or the first of `path-2`, `path-3`... that is not taken."""
    name, number = path, 1
    while name.exists() or name.is_symlink():
        number += 1
        name = path.with_name(f"{path.name}-{number}")
    return name
