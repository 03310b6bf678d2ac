"""Stretches of time: in little memory, joined."""

from array import array
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta

TimeRange = tuple[datetime, datetime]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class TimeRanges(Collection[TimeRange]):
    """Stretches in order, none overlapping or touching another: 16 bytes each, where two moments have 150."""

    def __init__(self, ranges: Iterable[TimeRange] = ()) -> None:
        """`ranges` in the order of their starts."""
        self._ends = array("q")
        for start, end in ranges:
            self.add(start, end)

    def add(self, start: datetime, end: datetime) -> None:
        """Add a stretch that starts no earlier than the last; they become one if they overlap or touch."""
        first, last = (start - _EPOCH) // _MICROSECOND, (end - _EPOCH) // _MICROSECOND
        if self._ends and first <= self._ends[-1]:
            self._ends[-1] = max(self._ends[-1], last)
        else:
            self._ends.extend((first, last))

    def __contains__(self, stretch: object) -> bool:
        return any(stretch == one for one in self)

    def __len__(self) -> int:
        return len(self._ends) // 2

    def __iter__(self) -> Iterator[TimeRange]:
        for n in range(0, len(self._ends), 2):
            yield _EPOCH + self._ends[n] * _MICROSECOND, _EPOCH + self._ends[n + 1] * _MICROSECOND
