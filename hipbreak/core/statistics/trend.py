"""The usual range of weekly values."""

from collections.abc import Sequence

_LEAST = 3  # values, for a range (project default)


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
