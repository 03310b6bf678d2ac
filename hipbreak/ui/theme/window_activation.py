"""Bringing a window to the front where a desktop guards the focus."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_EVENT_MS = 50  # for an event of the X server to arrive


def activate(window: QWidget) -> None:
    """Show the window in front of others and with the focus, also if it is minimised."""
    handle = window.windowHandle()
    if handle is None or not window.isVisible() or QGuiApplication.platformName() != "xcb":
        _bring_to_front(window)
        return
    # WORKAROUND: GNOME refuses the focus to a request that is older than the last input elsewhere, and Qt dates its
    # requests by the last event of its own. A property that is written, even if nothing changes, makes a new event.
    handle.setTitle(handle.title())
    QTimer.singleShot(_EVENT_MS, window, partial(_bring_to_front, window))


def _bring_to_front(window: QWidget) -> None:
    if window.isMinimized():
        if QGuiApplication.platformName().startswith("wayland"):
            window.hide()  # a compositor restores no window at the wish of its program
        window.showNormal()
    window.show()
    window.raise_()
    window.activateWindow()
