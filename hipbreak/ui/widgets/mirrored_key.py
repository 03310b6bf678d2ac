"""The arrow keys where texts are written from right to left."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

_MIRRORED = {Qt.Key.Key_Left: Qt.Key.Key_Right, Qt.Key.Key_Right: Qt.Key.Key_Left}


def mirrored_key(key: Qt.Key, widget: QWidget) -> Qt.Key:
    """The key that does from left to right what this one does in the widget's direction."""
    return _MIRRORED.get(key, key) if widget.isRightToLeft() else key
