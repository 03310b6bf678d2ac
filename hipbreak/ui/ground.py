"""The ground that our own windows stand on, and text in our colours on it: by palette, so controls stay native."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from hipbreak.ui.tokens import Tokens

RESTYLED = (QEvent.Type.ApplicationPaletteChange, QEvent.Type.ApplicationFontChange, QEvent.Type.FontChange)
"""The events after which a window takes its colours and sizes anew."""


def lay_paper(window: QWidget, tokens: Tokens) -> None:
    """Paper below, ink on it; buttons and fields keep the system's palette."""
    palette = QPalette(window.palette())
    palette.setColor(QPalette.ColorRole.Window, QColor(tokens.paper))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(tokens.ink))
    window.setPalette(palette)


def shade(label: QWidget, colour: str) -> None:
    """Text of one label in one of our colours."""
    palette = QPalette(label.palette())
    palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
    label.setPalette(palette)
