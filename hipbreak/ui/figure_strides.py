"""The posed bodies of a movement that repeats, kept from its first round on."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from hipbreak.core.pose import Pose
from hipbreak.core.scene import Drawn
from hipbreak.ui.figure_body import Skin
from hipbreak.ui.figure_paint import skin_in


class Strides:
    """As many as the movement has moments; whoever shows it lets them go with it."""

    def __init__(self) -> None:
        self._rect = QRectF()
        self._kept: dict[int, tuple[Pose, Skin]] = {}

    def skin(self, rect: QRectF, drawn: Drawn) -> Skin:
        """The body of a moment: the same as in the last round, if it is shown as large and in the same place."""
        if drawn.moment is None:
            return skin_in(rect, drawn)
        if rect != self._rect:
            self.forget()
            self._rect = QRectF(rect)
        pose, skin = self._kept.get(drawn.moment, (None, None))
        if skin is None or pose is not drawn.pose:
            skin = skin_in(rect, drawn)
            self._kept[drawn.moment] = drawn.pose, skin
        return skin

    def forget(self) -> None:
        """Keep none."""
        self._kept.clear()
