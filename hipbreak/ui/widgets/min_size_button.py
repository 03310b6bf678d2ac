"""A button with a minimum size that never cuts its text."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QWidget


class MinSizeButton(QPushButton):
    """With `setMinimumSize` a layout could make the button narrower than a longer text needs."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._minimum = QSize()

    def set_minimum(self, width: int, height: int = 0) -> None:
        """Make the button at least this large."""
        if self._minimum != QSize(width, height):
            self._minimum = QSize(width, height)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(self._minimum)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
