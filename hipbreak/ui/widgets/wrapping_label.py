"""Labels whose text wraps."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def wrapping_label(text: str = "") -> QLabel:
    """A label for plain text in as many lines as it needs."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def show_text(label: QLabel, text: str) -> None:
    """Set the label's text, and hide the label while that is empty."""
    label.setText(text)
    label.setVisible(bool(text))
