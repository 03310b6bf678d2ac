"""Durations as people type them: `45min`, `30s`, `1h30min`."""

import re
from datetime import timedelta

from hipbreak.core.i18n import gettext as _
from hipbreak.core.quoting import quoted

_UNITS = {"d": 86_400, "h": 3_600, "min": 60, "m": 60, "s": 1}
_UNIT = r"([0-9]+(?:\.[0-9]+)?)\s*(d|h|min|m|s)"
_WHOLE = r"\s*(?:[0-9]+(?:\.[0-9]+)?\s*(?:d|h|min|m|s)\s*)+"


def parse_duration(text: str) -> timedelta:
    """Read `1h30min`, `45min`, `10m`, `30s`; ValueError with one sentence on anything else."""
    if text.strip() == "0":
        return timedelta(0)
    if not re.fullmatch(_WHOLE, text.strip().lower()):
        raise ValueError(_("{text} is not a duration; write it like 45min, 30s or 1h30min").format(text=quoted(text)))
    try:
        return timedelta(seconds=sum(float(n) * _UNITS[u] for n, u in re.findall(_UNIT, text.lower())))
    except OverflowError:
        raise ValueError(_("{text} is too long a duration").format(text=quoted(text))) from None


def duration_text(duration: timedelta) -> str:
    """Write a duration the way `parse_duration` reads it, to the second."""
    total = round(duration.total_seconds())
    hours, rest = divmod(total, 3_600)
    minutes, seconds = divmod(rest, 60)
    parts = ((hours, "h"), (minutes, "min"), (seconds, "s"))
    return "".join(f"{n}{unit}" for n, unit in parts if n) or "0s"
