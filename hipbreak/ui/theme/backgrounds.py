"""Window backgrounds and text colours by palette, so that controls stay native."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractButton, QWidget

from hipbreak.ui.theme.tokens import Tokens

THEME_CHANGES = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.ThemeChange)
"""Events after which a window reapplies its theme; Qt 6 sends windows none of the application's own changes."""


def set_paper_background(window: QWidget, tokens: Tokens) -> None:
    """Paper colour and ink; buttons and fields keep the system's palette."""
    _set_background(window, tokens.paper, tokens)


def set_surface_background(window: QWidget, tokens: Tokens) -> None:
    """The background of the drawings, for windows that are one drawing."""
    _set_background(window, tokens.surface, tokens)


def _set_background(window: QWidget, colour: str, tokens: Tokens) -> None:
    palette = QPalette(window.palette())
    palette.setColor(QPalette.ColorRole.Window, QColor(colour))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(tokens.ink))
    window.setPalette(palette)


def set_field_colours(field: QWidget, background: str, text: str) -> None:
    """Background and text of a list or a line edit."""
    palette = QPalette(field.palette())
    palette.setColor(QPalette.ColorRole.Base, background)
    palette.setColor(QPalette.ColorRole.Text, text)
    field.setPalette(palette)


def set_text_colour(label: QWidget, colour: str) -> None:
    """Text of a label."""
    palette = QPalette(label.palette())
    palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
    label.setPalette(palette)


def set_indicator_edge(button: QAbstractButton, tokens: Tokens) -> None:
    """Qt's own style derives the edge of a check mark's box from the background, too faint on paper."""
    palette = QPalette(button.palette())
    palette.setColor(QPalette.ColorRole.Window, QColor(tokens.muted))
    button.setPalette(palette)
