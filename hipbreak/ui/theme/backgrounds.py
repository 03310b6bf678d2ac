"""The ground that our own windows stand on, and text in our colours on it: by palette, so controls stay native."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractButton, QWidget

from hipbreak.ui.theme.tokens import Tokens

RESTYLED = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.ThemeChange)
"""The changes after which a window takes its colours and sizes anew; Qt 6 tells no window of the application's own."""


def lay_paper(window: QWidget, tokens: Tokens) -> None:
    """Paper below, ink on it; buttons and fields keep the system's palette."""
    _lay(window, tokens.paper, tokens)


def lay_surface(window: QWidget, tokens: Tokens) -> None:
    """The same with the ground of our drawings, for windows that are one drawing."""
    _lay(window, tokens.surface, tokens)


def _lay(window: QWidget, ground: str, tokens: Tokens) -> None:
    palette = QPalette(window.palette())
    palette.setColor(QPalette.ColorRole.Window, QColor(ground))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(tokens.ink))
    window.setPalette(palette)


def set_text_colour(label: QWidget, colour: str) -> None:
    """Text of one label in one of our colours."""
    palette = QPalette(label.palette())
    palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
    label.setPalette(palette)


def give_edge(button: QAbstractButton, tokens: Tokens) -> None:
    """Qt's own style draws the edge of the sign from the ground's colour, which is too faint on our paper."""
    palette = QPalette(button.palette())
    palette.setColor(QPalette.ColorRole.Window, QColor(tokens.muted))
    button.setPalette(palette)
