"""The three kinds of buttons, primary, secondary (the usual one) and tertiary, arrows, and a minimum size."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

_PRIMARY = "primary"


def make_primary(button: QAbstractButton, primary: bool = True) -> None:
    """Fill it with the accent, or no longer; at most one button of a window."""
    button.setProperty(_PRIMARY, primary)
    button.update()
    button.updateGeometry()


def is_primary(widget: QWidget | None) -> bool:
    """Whether the widget is a primary button."""
    return widget is not None and bool(widget.property(_PRIMARY))


def make_tertiary(button: QPushButton) -> None:
    """Show only its text."""
    button.setFlat(True)


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


def arrow_button(text: str, name: str, help_text: str) -> QToolButton:
    """An arrow as text, which grows with the font and is mirrored for right-to-left languages."""
    button = QToolButton(autoRaise=True)
    button.setText(text)
    button.setAccessibleName(name)
    button.setToolTip(help_text)
    return button
