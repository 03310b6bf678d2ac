"""Room for a button: so many pixels at least, and never less than its words need, whatever they come to be."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QWidget


class MinSizeButton(QPushButton):
    """A least width or height that is set on a button outright would let a layout cut longer words."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._least = QSize()

    def at_least(self, width: int, height: int = 0) -> None:
        """As large as this where the words need less."""
        if self._least != QSize(width, height):
            self._least = QSize(width, height)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(self._least)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
