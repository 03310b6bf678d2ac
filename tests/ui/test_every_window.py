"""The windows that are drawn and measured, held against those that there are."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from hipbreak import ui
from hipbreak.ui.theme.themed_window import PersistentWindow, ThemedWindow
from tests.ui import every_window


def windows() -> Iterator[type[QWidget]]:
    """The windows and pages of `hipbreak.ui` that are no base classes, but for boxes that Qt draws."""
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        for found in vars(import_module(module.name)).values():
            is_window = isinstance(found, type) and issubclass(found, ThemedWindow | PersistentWindow | QDialog)
            if is_window and found.__module__ == module.name and not found.__subclasses__():
                yield found


def test_every_window_is_drawn_and_measured() -> None:
    found = {window for window in windows() if not issubclass(window, QMessageBox)}
    assert len(found) > 15
    assert found - {value for value in vars(every_window).values() if isinstance(value, type)} == set()
