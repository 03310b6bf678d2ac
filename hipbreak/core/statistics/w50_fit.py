"""W50, the usual bout duration (Bellettiere 2017): the curve t^k / (t^k + W50^k) with the least squares of all.

The squares may have several valleys (bouts of 1 min seven times, and one of 3, 13 and 29 each), and a descent ends in
the one where it begins. So a coarse map of the whole comes first, and a descent from each of its lowest valleys.
In x = ln t the curve is a logistic; what is searched is u = ln k and m = ln W50.
"""

from collections.abc import Sequence
from math import exp, log

_ROUNDS = 200
_FEW, _THINNED = 30, 20  # points; more than a few have no narrow valleys, so that the map looks at some of them
_DESCENTS = 8
_SETTLED, _ROUNDING = 1e-10, 1e-8  # steps: one that ends the descent, one too short for a measurable improvement
_STEEPNESS = tuple(log(0.1) + n * 0.6 for n in range(17))  # k from 0.1 to 1,480

Points = Sequence[tuple[float, float]]  # ln t, share of the time in bouts up to t
_Spot = tuple[float, float]  # u, m


def fit(points: Points) -> tuple[float, float] | None:
    """k and W50 of the best curve through at least three points, in order of x; None when none settles."""
    few = _thinned(points)
    found = [spot for start in _valleys(few) if (spot := _descend(few, start))]
    if not found:
        return None
    best: _Spot | None = min(found, key=lambda spot: error(few, *spot))
    if best is not None and len(few) < len(points):
        best = _descend(points, best)
    return best and (exp(best[0]), exp(best[1]))


def error(points: Points, u: float, m: float) -> float:
    """The sum of squares of what the curve misses."""
    k = exp(u)
    return sum((y - _logistic(k * (x - m))) ** 2 for x, y in points)


def _logistic(z: float) -> float:
    return 1 / (1 + exp(-z)) if z > -700 else 0.0


def _thinned(points: Points) -> Points:
    """Evenly by rank, so that each part of the curve keeps its weight."""
    if len(points) <= _FEW:
        return points
    return [points[round(n * (len(points) - 1) / (_THINNED - 1))] for n in range(_THINNED)]


def _valleys(points: Points) -> list[_Spot]:
    """Where to descend from: curves through a point that, a little steeper or flatter, would miss the others by more.

    The best curve passes close by some point, so the map needs no places but these.
    """
    odds = [(x, log(y / (1 - y))) for x, y in points if 0 < y < 1]
    lines = [[_mapped(points, u, x - odd / exp(u)) for u in _STEEPNESS] for x, odd in odds]
    low = [line[n] for line in lines for n in range(len(line)) if line[n] == min(line[max(n - 1, 0) : n + 2])]
    return [(u, m) for _, u, m in sorted(low)[:_DESCENTS]]


def _mapped(points: Points, u: float, m: float) -> tuple[float, float, float]:
    return error(points, u, m), u, m


def _descend(points: Points, start: _Spot) -> _Spot | None:
    """Levenberg-Marquardt; None where the curve becomes a step or a level line, which has no usual bout."""
    (u, m), damping = start, 1e-3
    before, uu, um, mm, gu, gm = _squares_and_slopes(points, u, m)
    for _ in range(_ROUNDS):
        a, d = uu * (1 + damping), mm * (1 + damping)
        determinant = a * d - um * um
        if determinant < 1e-300 or damping > 1e12:
            break
        step_u, step_m = (d * gu - um * gm) / determinant, (a * gm - um * gu) / determinant
        longest = max(abs(step_u), abs(step_m))
        seen = _squares_and_slopes(points, u + step_u, m + step_m) if abs(step_u) < 2 and abs(step_m) < 50 else None
        if seen is None or seen[0] > before:
            if longest < _ROUNDING:
                break
            damping *= 10
            continue
        u, m, damping = u + step_u, m + step_m, damping / 10
        before, uu, um, mm, gu, gm = seen
        if longest < _SETTLED:
            break
    return (u, m) if abs(m) < 50 and abs(u) < 20 else None


def _squares_and_slopes(points: Points, u: float, m: float) -> tuple[float, float, float, float, float, float]:
    """The sum of squares at a point, and its slopes there, computed in one pass."""
    k = exp(u)
    squares = uu = um = mm = gu = gm = 0.0
    for x, y in points:
        far = x - m
        z = k * far
        p = 1 / (1 + exp(-z)) if z > -700 else 0.0
        dm = -p * (1 - p) * k
        du, miss = -dm * far, y - p
        squares += miss * miss
        uu += du * du
        um += du * dm
        mm += dm * dm
        gu += du * miss
        gm += dm * miss
    return squares, uu, um, mm, gu, gm
