"""Loads Qt's binding without its look through the source of every module that is imported afterwards.

WORKAROUND for PySide6 6.11: to find out who may use its `__feature__` switches, which nobody here does, it has
`inspect` read each module's source file, and `linecache` keeps them all: 20 ms of every start and 4 MB for good.
"""

import sys
from types import ModuleType

import PySide6.QtCore  # noqa: F401 - it brings the room that is changed below


def _uses_features(_module: ModuleType) -> bool:
    return False


def read_no_sources() -> None:
    """Before the rest of the app is loaded; where the binding has no such look, nothing happens."""
    features = sys.modules.get("PySide6.support.feature")
    if features is not None and hasattr(features, "_mod_uses_pyside"):
        vars(features)["_mod_uses_pyside"] = _uses_features
