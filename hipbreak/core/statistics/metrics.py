"""Standard measures of how sitting time is spread over its bouts; lengths in minutes.

Definitions: Chastin and Granat 2010 (Gini, alpha), Bellettiere 2017 (W50), Di 2017 (hazard).
None where a measure does not exist.
"""

from collections import Counter
from collections.abc import Sequence
from math import log

from hipbreak.core.statistics.w50_fit import fit

ENOUGH = 10  # bouts below which these measures are not given


def gini(lengths: Sequence[float]) -> float | None:
    """Gini index corrected by n/(n-1): 0 when all bouts are equal, towards 1 when few hold most of the time."""
    n, total = len(lengths), sum(lengths)
    if n < 2 or total <= 0:
        return None
    weighted = sum(rank * x for rank, x in enumerate(sorted(lengths), 1))
    raw = 2 * weighted / (n * total) - (n + 1) / n
    return raw * n / (n - 1)


def alpha(lengths: Sequence[float]) -> float | None:
    """Power-law exponent over the observed minimum: higher means more short bouts."""
    if not lengths or min(lengths) <= 0:
        return None
    shortest = min(lengths)
    spread = sum(log(x / shortest) for x in lengths)
    return 1 + len(lengths) / spread if spread > 1e-12 else None


def hazard(lengths: Sequence[float]) -> float | None:
    """Mean over the distinct lengths t of the share of bouts reaching t that end at t."""
    if not lengths:
        return None
    left, hazards = len(lengths), []
    for _, ended in sorted(Counter(lengths).items()):
        hazards.append(ended / left)
        left -= ended
    return sum(hazards) / len(hazards)


def w50(lengths: Sequence[float]) -> float | None:
    """Usual bout duration: W50 of the least-squares fit of t^k/(t^k+W50^k) to the share of time in bouts up to t."""
    shares = _time_shares(lengths)
    found = fit([(log(t), share) for t, share in shares]) if len(shares) >= 3 else None
    return found and found[1]


def _time_shares(lengths: Sequence[float]) -> list[tuple[float, float]]:
    total, running, points = sum(lengths), 0.0, []
    if total <= 0 or min(lengths) <= 0:
        return []
    for t, count in sorted(Counter(lengths).items()):
        running += t * count
        points.append((t, running / total))
    return points
