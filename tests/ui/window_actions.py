"""Actions of the window tests: point, press keys, enlarge text, find clipped text."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QSizePolicy, QWidget


def press(widget: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))


def point(widget: QWidget, spot: QPointF) -> None:
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, spot, widget.mapToGlobal(spot), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, event)


def times(font: QFont, factor: float) -> QFont:
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * factor)
    return larger


@contextmanager
def text_of(factor: float) -> Iterator[None]:
    """Enlarge the system's font by this factor."""
    before = QApplication.font()
    QApplication.setFont(times(before, factor))
    try:
        yield
    finally:
        QApplication.setFont(before)


def settle() -> None:
    """Process events until all layouts are done."""
    for _ in range(3):
        QApplication.processEvents()


def lay_out() -> None:
    """Do all layouts, without painting anything."""
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def clipped(window: QWidget) -> list[str]:
    """The texts of labels and buttons that are smaller than they need to be."""
    found = []
    for label in window.findChildren(QLabel):
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        if label.isVisible() and (label.height() < needed or label.width() < label.minimumSizeHint().width()):
            found.append(label.text())
    for button in window.findChildren(QAbstractButton):
        needed = button.minimumSizeHint().width()
        if button.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored:  # sized by its text alone
            needed = button.fontMetrics().horizontalAdvance(button.text()) + 8
        if button.isVisible() and button.text() and button.width() < needed:
            found.append(button.text())
    return found
