"""Reads when a person was active out of the history that GNOME keeps (GNOME 48 and later).

`session-active-history.json` in the folder of gnome-shell: `[{"oldState", "newState" (0 inactive, 1 active),
"wallTimeSecs"}]`, in order of time, of the last 14 weeks; whole seconds since 1970 (gnome-shell
`js/misc/timeLimitsManager.js`). Inactive is logged out, locked, suspended or idle; idle begins when the screen turns
blank, so an absence by idleness is known only from then on. A session that ended in a crash leaves no change.
"""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from hipbreak.core.i18n import gettext as _
from hipbreak.core.time_limits import ImplausibleTime, clip_stretch
from hipbreak.store.event_log.import_batch import ImportRefused
from hipbreak.store.small_file import UnusableText, parse_json, read_text
from hipbreak.store.transfer.activitywatch import Bucket
from hipbreak.store.transfer.time_ranges import TimeRange, TimeRanges

NAME = "session-active-history.json"
COMPUTER = "GNOME"
_LARGEST = 16_000_000  # bytes; 14 weeks have some hundred thousand
_LONGEST_ACTIVE = timedelta(hours=16)  # without five idle minutes: the session has crashed (project default)
_LONGEST_AWAY = timedelta(days=3)
_ACTIVE = 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def gnome_history_file(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The history of this user; None where GNOME keeps none."""
    data = environment.get("XDG_DATA_HOME", "")
    folder = Path(data) if Path(data).is_absolute() else Path(environment.get("HOME", "/"), ".local", "share")
    file = folder / "gnome-shell" / NAME
    return file if file.is_file() else None


def read_gnome_history(file: Path, now: datetime | None) -> Bucket:
    """The stretches at the desk and away from it, up to the last change before `now`. ImportRefused, OSError.

    Stretches that cannot be right are skipped: one that is active for longer than 16 h, or one in the future.
    """
    now = now or datetime.now(UTC)
    try:
        changes = parse_json(read_text(file, _LARGEST))
    except UnusableText as error:
        raise ImportRefused(_("{file} {why}; nothing was imported.").format(file=file, why=error.why)) from None
    if not isinstance(changes, list):
        raise ImportRefused(_("{file} is no history of GNOME; nothing was imported.").format(file=file))
    desk, away, skipped = TimeRanges(), TimeRanges(), 0
    for active, start, end in _stretches(file, changes):
        found = _plausible(active, start, end, now)
        if found is None:
            skipped += active
        elif found[0] < found[1]:
            (desk if active else away).add(*found)
    if not desk:
        raise ImportRefused(_("{file} has no time at the desk in it; nothing was imported.").format(file=file))
    return Bucket("gnome-shell", COMPUTER, desk, away, skipped, now)


def _stretches(file: Path, changes: list[Any]) -> Iterator[tuple[bool, datetime, datetime]]:
    """What the state was between two changes; what came after the last one is not known."""
    moments = [_change(file, number, change) for number, change in enumerate(changes)]
    for (at, active), (after, _active) in pairwise(moments):
        if after < at:
            raise ImportRefused(_("{file}: its times are not in order; nothing was imported.").format(file=file))
        yield active, at, after


def _change(file: Path, number: int, change: Any) -> tuple[datetime, bool]:
    try:
        seconds, state = change["wallTimeSecs"], change["newState"]
        if isinstance(seconds, int) and not isinstance(seconds, bool) and state in (0, 1):
            return _EPOCH + timedelta(seconds=seconds), state == _ACTIVE
    except (LookupError, TypeError, OverflowError):
        pass
    raise ImportRefused(
        _("{file}, entry {number}: this is no change of GNOME's history; nothing was imported.").format(
            file=file, number=number + 1
        )
    )


def _plausible(active: bool, start: datetime, end: datetime, now: datetime) -> TimeRange | None:
    try:
        found = clip_stretch(start, end, now)
    except ImplausibleTime:
        return None
    return found if end - start <= (_LONGEST_ACTIVE if active else _LONGEST_AWAY) else None
