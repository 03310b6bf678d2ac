"""The running timers of a window, from Qt's event loop."""

from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QObject


def timers_of(window: QObject) -> list[int]:
    """The intervals (ms) of the running timers of the window and its children, after pending events."""
    QCoreApplication.processEvents()
    loop = QAbstractEventDispatcher.instance()
    assert loop is not None
    everything = (window, *window.findChildren(QObject))
    return sorted(timer.interval for one in everything for timer in loop.registeredTimers(one))
