"""Record what scikit-digital-health, powerlaw and scipy say of random bouts, for the tests of metrics.

They weigh 540 MB (80 s to install), too much for every `make test`, which therefore checks what is recorded here. In an
environment of its own, `pip install scikit-digital-health==0.17.18 powerlaw==2.0.0 pytest hypothesis` and from the top
`python -m pytest -p no:cacheprovider -o addopts= tests/core/statistics/test_metrics_oracles.py` ask them live, about
bouts that Hypothesis draws; `python -m tests.core.statistics.record_oracles` records anew.
"""

import contextlib
import itertools
import json
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any

ANSWERS = Path(__file__).with_name("oracle_answers.json")
VECTOR = [12, 8, 33, 47, 5, 62, 21, 28, 40, 15]
_PACKAGES = ("scikit-digital-health", "powerlaw", "scipy", "numpy")


def bouts() -> list[list[float]]:
    """The vector of evidence.md, and lists of 10 to 80 lengths in minutes, some with many equal ones."""
    chance = Random(4)
    lists: list[list[float]] = [[float(x) for x in VECTOR]]
    for n in range(120):
        digits = (0, 1, 4)[n % 3]
        count = chance.randint(10, 80)
        lists.append([max(1.0, round(chance.lognormvariate(2.8, 0.9), digits)) for _ in range(count)])
    return lists


def curve(t: Any, k: float, w50: float) -> Any:
    """The share of sitting time in bouts up to t."""
    return 1 / (1 + (w50 / t) ** k)


def answers_about(lengths: list[float]) -> dict[str, object]:
    """What the packages say; W50 is scipy's best fit from many starts, None where it finds none."""
    import numpy as np  # noqa: PLC0415
    from powerlaw import Fit  # noqa: PLC0415
    from scipy.optimize import curve_fit  # noqa: PLC0415
    from skdh.utility import average_hazard, gini_index, state_power_law_distribution  # noqa: PLC0415

    times, counts = np.unique(np.array(lengths), return_counts=True)
    shares = np.cumsum(times * counts) / np.sum(lengths)
    narrow, fits = dict.fromkeys(("ftol", "xtol", "gtol"), 1e-15), []
    for k, start in itertools.product((0.5, 2.0, 8.0), np.unique(np.quantile(lengths, np.linspace(0, 1, 9)))):
        with contextlib.suppress(RuntimeError, TypeError):  # no fit from this start, or too few points
            (steep, w50), _ = curve_fit(curve, times, shares, (k, start), maxfev=20_000, **narrow)
            fits.append((float(np.sum((shares - curve(times, steep, w50)) ** 2)), float(w50)))
    return {
        "lengths": lengths,
        "gini": float(gini_index(lengths=lengths)),
        "hazard": float(average_hazard(lengths=lengths)),
        "alpha_min_less_half": float(state_power_law_distribution(lengths=lengths)),
        "alpha": float(Fit(lengths, xmin=min(lengths), verbose=0).power_law.alpha),
        "w50": min(fits)[1] if fits else None,
    }


if __name__ == "__main__":
    record = {"from": {name: version(name) for name in _PACKAGES}, "answers": [answers_about(x) for x in bouts()]}
    ANSWERS.write_text(json.dumps(record, indent=None).replace("}, {", "},\n{") + "\n")
