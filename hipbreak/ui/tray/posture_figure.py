"""A small figure that sits when the person does, and stands when they stand."""

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipbreak.core.text import menu as menu_text
from hipbreak.core.tracking.status import Status
from hipbreak.ui.theme.tokens import Tokens, system_tokens

_WIDTH, _HEIGHT = 84, 120  # px
_SMALLEST = 0.4  # of that, on low screens


class PostureFigure(QWidget):
    """Decoration beside a text with the same content; its code is loaded when it is first painted."""

    accessible_role = QAccessible.Role.Graphic

    def __init__(self) -> None:
        super().__init__()
        self._tokens = system_tokens()
        self._stands = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def show_status(self, status: Status) -> None:
        """Show the posture; an absence leaves it as it was."""
        stands = status.standing or status.phase == "guiding"
        self.setAccessibleName(menu_text.posture_standing() if stands else menu_text.posture_sitting())
        if stands != self._stands:
            self._stands = stands
            self.update()

    def apply_theme(self, tokens: Tokens) -> None:
        """Paint in these colours."""
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(_WIDTH * _SMALLEST), round(_HEIGHT * _SMALLEST))

    def paintEvent(self, event: QPaintEvent) -> None:
        from hipbreak.core.figure.illustration import Illustration  # noqa: PLC0415 - not before it is seen
        from hipbreak.core.figure.poses.standing import SIT, SITTING, STAND, STANDING  # noqa: PLC0415
        from hipbreak.ui.figure.painter import paint_figure  # noqa: PLC0415

        shown = Illustration("standing", STANDING, STAND) if self._stands else Illustration("sitting", SITTING, SIT)
        ground = self.palette().color(self.window().backgroundRole()).name()
        painter = QPainter(self)
        paint_figure(painter, QRectF(self.rect()), shown.still(None), replace(self._tokens, surface=ground))
        painter.end()
        event.accept()
