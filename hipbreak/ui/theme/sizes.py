"""Sizes in pixels, and the size policies of widgets."""

from PySide6.QtWidgets import QWidget

PAGE_MARGIN = 32
"""Left and right of every page."""
DIALOG_MARGIN = 20
BUTTON_HEIGHT = 36
LARGE_BUTTON_HEIGHT = 44


def set_minimum_height(widget: QWidget, pixels: int) -> None:
    """Set a minimum height of `pixels`, or of the widget's size hint where that is larger."""
    widget.setMinimumHeight(max(pixels, widget.sizeHint().height()))


def retain_size_when_hidden(widget: QWidget) -> None:
    """Keep the widget's space in its layout while it is hidden."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)
