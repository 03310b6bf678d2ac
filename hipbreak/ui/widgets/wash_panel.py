"""A panel in the accent wash with round corners, behind a figure."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from hipbreak.ui.theme.control_painting import box
from hipbreak.ui.theme.palette import WASH
from hipbreak.ui.theme.sizes import PANEL_RADIUS, SPACE_16
from hipbreak.ui.widgets.layouts import column_of


class WashPanel(QWidget):
    """Holds one widget, which paints its own background in the same colour."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        column_of(widget, parent=self, margins=SPACE_16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        box(QPainter(self), QRectF(self.rect()), PANEL_RADIUS, self.palette().color(WASH))
