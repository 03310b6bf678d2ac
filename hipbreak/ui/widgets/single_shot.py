"""Single-shot timers."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def single_shot(callback: Callable[[], object], parent: QObject) -> QTimer:
    """A stopped timer that calls `callback` once after each `start`."""
    timer = QTimer(parent, singleShot=True)
    timer.timeout.connect(callback)
    return timer
