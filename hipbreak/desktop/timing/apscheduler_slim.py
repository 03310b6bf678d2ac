"""Imports the parts of APScheduler that the scheduler uses, without those that it never calls.

WORKAROUND for APScheduler 3.11: `schedulers.base` imports a thread pool, a process pool, asyncio, tzlocal
and the plug-in look-up of `importlib.metadata` whether they are used or not: 16 MB and 100 ms, of which 2 MB
and 15 ms remain without them. Here every executor, store, trigger and zone is given explicitly, so stubs replace
those modules during the import. Modules that are loaded already are used as they are, and no stub stays in
`sys.modules`.
"""

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


class _Placeholder:
    """A class that APScheduler imports but never instantiates."""


def _version(_distribution: str) -> str:
    return "3.11"  # only becomes `apscheduler.version`, which is unused here


def _no_plugins(**_which: str) -> tuple[()]:
    return ()


_STUBS: dict[str, dict[str, object]] = {
    "apscheduler.executors.pool": {"ThreadPoolExecutor": _Placeholder},
    "asyncio": {"iscoroutinefunction": inspect.iscoroutinefunction},
    "importlib.metadata": {
        "PackageNotFoundError": LookupError,
        "entry_points": _no_plugins,
        "version": _version,
    },
    "tzlocal": {"get_localzone": _Placeholder},
    "uuid": {"uuid4": _Placeholder},
    "zoneinfo": {"ZoneInfo": _Placeholder},
}


@contextmanager
def _stub_modules() -> Iterator[None]:
    placed = {}
    for name, contents in _STUBS.items():
        if name not in sys.modules:
            placed[name] = sys.modules[name] = ModuleType(name)
            vars(placed[name]).update(contents)
    try:
        yield
    finally:
        for name, module in placed.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


with _stub_modules():
    from apscheduler.executors.debug import DebugExecutor
    from apscheduler.jobstores.memory import MemoryJobStore
    from apscheduler.schedulers.base import BaseScheduler
    from apscheduler.triggers.date import DateTrigger

__all__ = ["BaseScheduler", "DateTrigger", "DebugExecutor", "MemoryJobStore"]
