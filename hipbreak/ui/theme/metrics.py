"""Sizes in pixels, and minimum heights that grow with the font."""

from PySide6.QtWidgets import QWidget

PAGE_MARGIN = 32
"""Left and right of every page."""
DIALOG_MARGIN = 20
BUTTON_HEIGHT = 36
LARGE_BUTTON_HEIGHT = 44


def set_minimum_height(widget: QWidget, pixels: int) -> None:
    """Set a minimum height of `pixels`, or of the widget's size hint where that is larger."""
    widget.setMinimumHeight(max(pixels, widget.sizeHint().height()))
