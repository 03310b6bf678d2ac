"""Sizes in pixels, and minimum heights that grow with the font."""

from PySide6.QtWidgets import QWidget

PAGE_MARGIN = 32
"""Left and right of every page."""
DIALOG_MARGIN = 20
BUTTON_HEIGHT = 36
LARGE_BUTTON_HEIGHT = 44


def set_minimum_height(widget: QWidget, pixels: int) -> None:
    """At least so many pixels, and never less than the widget's text needs."""
    widget.setMinimumHeight(max(pixels, widget.sizeHint().height()))
