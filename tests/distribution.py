"""The order of the tests of a run with several workers: those that wait come first, an equal share for each worker."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice
from typing import Protocol, TypeVar

_SECONDS = {"tests/tools/test_bench": 40.0, "tests/sessions/": 6.0, "tests/e2e/": 3.0, "tests/desktop/": 0.3}
"""About how long a test takes that waits for programs, displays and services, by the beginning of its path."""


class _Item(Protocol):
    @property
    def nodeid(self) -> str:
        """The path of the module, then `::` and the name."""


_T = TypeVar("_T", bound=_Item)


def distributed(items: Sequence[_T], workers: int) -> list[_T]:
    """The tests in the order in which `--dist worksteal` gives each worker one run of neighbours.

    Modules that wait are dealt out whole, the longest first; a worker runs its own at the beginning, while others
    compute, and what is left for the end are short tests that any worker can take.
    """
    modules = defaultdict[str, list[_T]](list)
    for item in items:
        modules[item.nodeid.partition("::")[0]].append(item)
    waiting = {name: _seconds(name) * len(tests) for name, tests in modules.items() if _seconds(name)}
    shares, loads = [list[_T]() for _ in range(workers)], [0.0] * workers
    for name in sorted(waiting, key=lambda name: (-waiting[name], name)):
        least = loads.index(min(loads))
        shares[least] += modules[name]
        loads[least] += waiting[name]
    others = iter([item for name, tests in modules.items() if name not in waiting for item in tests])
    ordered, left = list[_T](), len(items)
    for number, share in enumerate(shares):
        size = left // (workers - number)  # what this worker gets
        left -= size
        ordered += [*share, *islice(others, max(size - len(share), 0))]
    return [*ordered, *others]


def _seconds(module: str) -> float:
    return next((seconds for path, seconds in _SECONDS.items() if module.startswith(path)), 0.0)
