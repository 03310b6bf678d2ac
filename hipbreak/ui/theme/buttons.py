"""The three kinds of buttons, primary, secondary (the usual one) and tertiary, and arrows."""

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


def arrow_button(text: str, name: str, help_text: str) -> QToolButton:
    """An arrow as text, which grows with the font and is mirrored for right-to-left languages."""
    button = QToolButton()
    button.setText(text)
    button.setAutoRaise(True)
    button.setAccessibleName(name)
    button.setToolTip(help_text)
    return button
