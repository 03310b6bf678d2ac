"""Which timers a window has running, asked of Qt's event loop itself: none of them can hide."""

from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QObject


def timers_of(window: QObject) -> list[int]:
    """The intervals (ms) of the timers that the window and all in it have running, once what is due now is done."""
    QCoreApplication.processEvents()
    loop = QAbstractEventDispatcher.instance()
    assert loop is not None
    everything = (window, *window.findChildren(QObject))
    return sorted(timer.interval for one in everything for timer in loop.registeredTimers(one))
