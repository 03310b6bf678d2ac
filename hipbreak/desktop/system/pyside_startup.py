"""Disables PySide6's inspection of the source of every module that is imported after it.

WORKAROUND for PySide6 6.11: to find modules that use its `__feature__` switches, which are not used here, it has
`inspect` read each module's source file, and `linecache` keeps them all: 20 ms of every start and 4 MB of memory.
"""

import linecache
import sys
from types import ModuleType

import PySide6.QtCore  # noqa: F401 - imports the module that is changed below


def _uses_features(_module: ModuleType) -> bool:
    return False


def disable_source_inspection() -> None:
    """Disable it before the rest of the app is imported; without effect where PySide6 has no such inspection."""
    features = sys.modules.get("PySide6.support.feature")
    if features is not None and hasattr(features, "_mod_uses_pyside"):
        vars(features)["_mod_uses_pyside"] = _uses_features
        linecache.clearcache()  # of what was read before; 0.2 MB
