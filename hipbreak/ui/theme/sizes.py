"""Sizes in pixels, and the size policies of widgets."""

from PySide6.QtWidgets import QWidget

SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_24, SPACE_32 = 4, 8, 12, 16, 24, 32
"""The distances between widgets."""
CONTROL_RADIUS, PANEL_RADIUS, CARD_RADIUS = 8, 12, 16
PAGE_MARGIN = SPACE_32
"""Left and right of every page."""
DIALOG_MARGIN = SPACE_24
BUTTON_HEIGHT = 36
"""The least height of whatever is clicked."""
PRIMARY_BUTTON_HEIGHT = 40
LARGE_BUTTON_HEIGHT = 44
"""That of a button in an exercise."""
FOCUS_RING, FOCUS_GAP = 2, 2
RING_SPACE = FOCUS_RING + FOCUS_GAP
"""What a control needs at the edges of an area that scrolls."""


def set_minimum_height(widget: QWidget, pixels: int) -> None:
    """Set a minimum height of `pixels`, or of the widget's size hint where that is larger."""
    widget.setMinimumHeight(max(pixels, widget.sizeHint().height()))


def retain_size_when_hidden(widget: QWidget) -> None:
    """Keep the widget's space in its layout while it is hidden."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)
