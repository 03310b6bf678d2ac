"""A small figure that sits when the person does, stands when they stand, and has left its chair when they are away."""

from msgspec.structs import replace
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from hipbreak.core.text import menu as menu_text
from hipbreak.core.tracking.status import Status
from hipbreak.ui.widgets.painted_widget import PaintedWidget

_WIDTH, _HEIGHT = 84, 120  # px
_SMALLEST = 0.4  # of that, on low screens
_NAMES = {"sitting": menu_text.posture_sitting, "standing": menu_text.posture_standing, "away": menu_text.posture_away}


class PostureFigure(PaintedWidget):
    """Decoration beside a text with the same content; its code is loaded when it is first painted."""

    accessible_role = QAccessible.Role.Graphic

    def __init__(self) -> None:
        super().__init__()
        self._posture = "sitting"
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def show_status(self, status: Status) -> None:
        """Show the posture, or the empty chair."""
        stands = status.standing or status.phase == "guiding"
        posture = "away" if status.phase == "away" else "standing" if stands else "sitting"
        self.setAccessibleName(_NAMES[posture]())
        if posture != self._posture:
            self._posture = posture
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(_WIDTH * _SMALLEST), round(_HEIGHT * _SMALLEST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        from hipbreak.core.figure.illustration import Illustration  # noqa: PLC0415 - not before it is seen
        from hipbreak.core.figure.poses.standing import SIT, SITTING, STAND, STANDING  # noqa: PLC0415
        from hipbreak.ui.figure.painter import paint_figure, paint_scene  # noqa: PLC0415

        stands = self._posture == "standing"
        shown = Illustration("standing", STANDING, STAND) if stands else Illustration("sitting", SITTING, SIT)
        tokens = replace(self.tokens, surface=self.palette().color(self.window().backgroundRole()).name())
        paint = paint_scene if self._posture == "away" else paint_figure
        paint(QPainter(self), QRectF(self.rect()), shown.still(), tokens)
