"""The figures of days and ranges as plain values, for `stats --json`, CSV and export."""

from collections.abc import Sequence
from datetime import timedelta

from hipbreak.core.statistics import metrics
from hipbreak.core.statistics.daily import Day, Totals, total_of

_TIMES = (
    "desk", "sitting", "standing", "standing_unconfirmed", "standing_declared", "standing_asked", "standing_sensed",
    "away", "unobserved",
)  # fmt: skip

ADVANCED = {"w50_min": metrics.w50, "gini": metrics.gini, "alpha": metrics.alpha, "hazard": metrics.hazard}
"""The measures that need ten bouts, in the order in which the texts of them end."""


def record_of(figures: Totals) -> dict[str, object]:
    """The keys of `stats --json` for a day or a total; seconds are whole, missing measures None."""
    return {
        **{f"{name}_s": _seconds(getattr(figures, name)) for name in _TIMES},
        "breaks": {"confirmed": figures.confirmed, "assumed": figures.assumed},
        "prompts": {
            "offered": figures.offered,
            **figures.outcomes,
            "decided": figures.decided,
            "followed": figures.followed,
        },
        "bouts": {
            "count": len(figures.bouts),
            "longest_s": _seconds(figures.longest),
            "mean_s": _seconds(figures.mean_bout or timedelta()),
        },
        "prolonged_share": figures.prolonged_share,
        "beyond_45_s": _seconds(figures.beyond),
        "breaks_per_sitting_hour": figures.breaks_per_hour,
        "pulses": figures.pulses,
    }


def range_record(days: Sequence[Day]) -> dict[str, object]:
    """`stats --json` of a range: each day, and the total with the measures that need ten bouts."""
    figures = total_of(days)
    minutes = [length / timedelta(minutes=1) for length in figures.bouts]
    enough = len(minutes) >= metrics.ENOUGH
    total = record_of(figures) | {key: measure(minutes) if enough else None for key, measure in ADVANCED.items()}
    return {"days": [{"date": day.date.isoformat(), **record_of(day.sum)} for day in days], "total": total}


def _seconds(duration: timedelta) -> int:
    return round(duration.total_seconds())
