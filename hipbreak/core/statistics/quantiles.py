"""The median of lengths, and the usual range of weekly values."""

from collections.abc import Sequence
from datetime import timedelta

_LEAST = 3  # values, for a range (project default)


def median_of(lengths: Sequence[timedelta]) -> timedelta | None:
    """The median; None without lengths."""
    ordered, half = sorted(lengths), len(lengths) // 2  # the library's median takes 12 ms to load
    if not ordered:
        return None
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def usual_range(values: Sequence[float]) -> tuple[float, float] | None:
    """The 25th and the 75th percentile, interpolated between values; None for fewer than three."""
    if len(values) < _LEAST:
        return None
    ordered = sorted(values)
    return _quantile(ordered, 0.25), _quantile(ordered, 0.75)


def _quantile(ordered: Sequence[float], share: float) -> float:
    position = share * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])
