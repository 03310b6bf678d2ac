"""Which entries of the log are about a range of local days."""

from dataclasses import dataclass
from datetime import date, timedelta

_EPOCH = date(1970, 1, 1)
_DAY_US = 86_400_000_000
_SECOND_US = 1_000_000

LOCAL_START = f"(start + start_offset * {_SECOND_US})"
LOCAL_END = f'("end" + end_offset * {_SECOND_US})'
_LOCAL_AT = f"(at + at_offset * {_SECOND_US})"

IN_RANGE = f"""(CASE WHEN "end" IS NOT NULL
    THEN {LOCAL_START} < ?2 AND ({LOCAL_END} > ?1 OR {LOCAL_START} >= ?1)
    ELSE {_LOCAL_AT} >= ?1 AND {_LOCAL_AT} < ?2 END)"""
"""What has a start and an end counts by the time it covers, the rest by when it was told; in its own local time."""

IN_RANGE_OR_CORRECTING = f"({IN_RANGE} OR (of IS NOT NULL AND of IN (SELECT id FROM entry WHERE {IN_RANGE})))"
"""The same, and whatever takes such an entry back, however late."""


@dataclass(frozen=True, slots=True)
class LocalRange:
    """A range of local days as the numbers that the conditions above compare with (microseconds of a local clock)."""

    start: int
    end: int


def local_range(first: date | None, last: date | None) -> LocalRange | None:
    """The days from `first` to `last`, each included; None when neither bounds it. ValueError if turned round."""
    if first is None and last is None:
        return None
    first, last = first or date.min, last or date.max
    if first > last:
        raise ValueError("The first day is later than the last.")
    return LocalRange(_number(first), _number(last) + _DAY_US)


def _number(day: date) -> int:
    return (day - _EPOCH) // timedelta(days=1) * _DAY_US
