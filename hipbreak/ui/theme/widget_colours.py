"""Colours of widgets, set with palettes so that controls stay native."""

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractButton, QWidget

from hipbreak.ui.theme.tokens import Tokens


def set_paper_background(window: QWidget, tokens: Tokens) -> None:
    """Set the background of windows of text and controls; buttons and fields keep the system's palette."""
    _set_background(window, tokens.paper, tokens)


def set_surface_background(window: QWidget, tokens: Tokens) -> None:
    """Set the background of the drawings, for windows that are one drawing."""
    _set_background(window, tokens.surface, tokens)


def _set_background(window: QWidget, colour: str, tokens: Tokens) -> None:
    palette = QPalette(window.palette())
    palette.setColor(QPalette.ColorRole.Window, QColor(colour))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(tokens.ink))
    window.setPalette(palette)


def set_field_colours(field: QWidget, background: str, text: str) -> None:
    """Set the background and text colour of a list or a line edit."""
    palette = QPalette(field.palette())
    palette.setColor(QPalette.ColorRole.Base, background)
    palette.setColor(QPalette.ColorRole.Text, text)
    field.setPalette(palette)


def set_text_colour(label: QWidget, colour: str) -> None:
    """Set the text colour of a label."""
    palette = QPalette(label.palette())
    palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
    label.setPalette(palette)


def set_indicator_edge(button: QAbstractButton, tokens: Tokens) -> None:
    """Darken the edge of a check box, which Qt's own style derives from the background: too faint on paper."""
    palette = QPalette(button.palette())
    palette.setColor(QPalette.ColorRole.Window, QColor(tokens.muted))
    button.setPalette(palette)
