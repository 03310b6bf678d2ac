"""Standard measures of how sitting time is spread over its bouts; lengths in minutes.

Definitions: Chastin and Granat 2010 (Gini, alpha), Bellettiere 2017 (W50), Di 2017 (hazard).
None where a measure does not exist.
"""

from collections import Counter
from collections.abc import Sequence
from math import exp, log

ENOUGH = 10  # bouts below which these measures say nothing
_ROUNDS = 200


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
    points = _time_shares(lengths)
    if len(points) < 3:
        return None
    half = next(t for t, share in points if share >= 0.5)
    return _fit(points, log(half))


def _time_shares(lengths: Sequence[float]) -> list[tuple[float, float]]:
    total, running, points = sum(lengths), 0.0, []
    if total <= 0 or min(lengths) <= 0:
        return []
    for t, count in sorted(Counter(lengths).items()):
        running += t * count
        points.append((t, running / total))
    return points


def _logistic(z: float) -> float:
    return 1 / (1 + exp(-z)) if z > -700 else 0.0


def _error(points: list[tuple[float, float]], k: float, m: float) -> float:
    return sum((y - _logistic(k * (x - m))) ** 2 for x, y in points)


def _fit(shares: list[tuple[float, float]], m: float) -> float | None:
    """Levenberg-Marquardt on k and m = ln W50; in ln t the curve is a logistic."""
    points = [(log(t), y) for t, y in shares]
    k, damping = 2.0, 1e-3
    error = _error(points, k, m)
    for _ in range(_ROUNDS):
        kk = km = mm = gk = gm = 0.0
        for x, y in points:
            p = _logistic(k * (x - m))
            slope = p * (1 - p)
            dk, dm, miss = slope * (x - m), -slope * k, y - p
            kk, km, mm = kk + dk * dk, km + dk * dm, mm + dm * dm
            gk, gm = gk + dk * miss, gm + dm * miss
        a, d = kk * (1 + damping), mm * (1 + damping)
        determinant = a * d - km * km
        if abs(determinant) < 1e-300:
            return None
        step_k, step_m = (d * gk - km * gm) / determinant, (a * gm - km * gk) / determinant
        if damping > 1e12:
            break
        next_error = _error(points, k + step_k, m + step_m) if abs(step_m) < 50 and abs(step_k) < 500 else float("inf")
        if next_error > error:
            damping *= 10
            continue
        k, m, damping = k + step_k, m + step_m, damping / 10
        settled = abs(step_k) < 1e-10 and abs(step_m) < 1e-10
        error = next_error
        if settled:
            break
    return exp(m) if k > 0 and abs(m) < 50 else None
