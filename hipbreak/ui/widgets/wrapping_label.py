"""A label whose text wraps."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def wrapping_label() -> QLabel:
    """A label that shows what it is given, in as many lines as it needs."""
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
