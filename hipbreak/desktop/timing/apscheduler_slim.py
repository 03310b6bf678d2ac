"""Loads the parts of APScheduler that the alarm uses, without those that it never calls.

WORKAROUND for APScheduler 3.11: `schedulers.base` imports a thread pool, a process pool, asyncio, tzlocal
and the plug-in look-up of `importlib.metadata` whether they are used or not: 16 MB and 100 ms, of which 2 MB
and 15 ms remain without them. Here every executor, store, trigger and zone is given by hand, so stand-ins
keep those places while the package is loaded. What another part has loaded already is used as it is, and no
stand-in is left behind in `sys.modules`.
"""

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


class _NeverUsed:
    """Stands for a class that is named while APScheduler loads and never made."""


def _version(_distribution: str) -> str:
    return "3.11"  # only becomes `apscheduler.version`, which nobody here reads


def _no_plugins(**_which: str) -> tuple[()]:
    return ()


_STAND_INS: dict[str, dict[str, object]] = {
    "apscheduler.executors.pool": {"ThreadPoolExecutor": _NeverUsed},
    "asyncio": {"iscoroutinefunction": inspect.iscoroutinefunction},
    "importlib.metadata": {
        "PackageNotFoundError": LookupError,
        "entry_points": _no_plugins,
        "version": _version,
    },
    "tzlocal": {"get_localzone": _NeverUsed},
    "uuid": {"uuid4": _NeverUsed},
    "zoneinfo": {"ZoneInfo": _NeverUsed},
}


@contextmanager
def _stand_ins() -> Iterator[None]:
    placed = {}
    for name, contents in _STAND_INS.items():
        if name not in sys.modules:
            placed[name] = sys.modules[name] = ModuleType(name)
            vars(placed[name]).update(contents)
    try:
        yield
    finally:
        for name, module in placed.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


with _stand_ins():
    from apscheduler.executors.debug import DebugExecutor
    from apscheduler.jobstores.memory import MemoryJobStore
    from apscheduler.schedulers.base import BaseScheduler
    from apscheduler.triggers.date import DateTrigger

__all__ = ["BaseScheduler", "DateTrigger", "DebugExecutor", "MemoryJobStore"]
