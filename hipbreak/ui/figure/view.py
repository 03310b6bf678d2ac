"""The illustrated figure that shows a movement: the time is given by whoever shows it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipbreak.core.figure.dirty_region import changed
from hipbreak.core.figure.illustration import SIDES
from hipbreak.core.figure.poses.catalogue import picture
from hipbreak.core.figure.scene import Drawn
from hipbreak.ui.figure.frame_cache import FrameCache
from hipbreak.ui.figure.painter import Backdrop, area_of, paint_figure, scale_in
from hipbreak.ui.theme.tokens import Tokens, reduced_motion, system_tokens
from hipbreak.ui.widgets.scroll_page import Illustration

_SEEN = 0.2  # px: a smaller move is not painted


class FigureView(Illustration):
    """Shows one moment of one step; whoever shows it says which, for it owns no clock."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = "stand"
        self._side: str | None = None
        self._reduced = False
        self._after: str | None = None
        self._drawn: Drawn | None = None  # every pixel is of this moment, or waits to be painted again
        self._backdrop, self._film = Backdrop(), FrameCache()
        self._tokens = system_tokens()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # it paints its own ground
        self.setMinimumSize(120, 160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_step(self, step: str, side: str | None = None) -> None:
        """Show the first moment of one of `pictures.PICTURES` for the 'left' or 'right' leg, or KeyError.

        Within a scene the body moves there from where the picture shown last ended.
        """
        picture(step)
        self._reduced = reduced_motion()
        self._after = self._step if side == self._side else None
        self._side = SIDES[side].name if side else None
        self._step, self._drawn = step, None
        self._film.forget()
        self.update()

    def set_moment(self, seconds_into_step: float) -> None:
        """Show the step as it is so many seconds after it began; only what is seen to move is painted again."""
        before, now = self.drawn(), self._at(seconds_into_step)
        rect = QRectF(self.rect())
        part = changed(before, now, _SEEN / scale_in(rect, now))
        if part is not None:
            self._drawn = now
            self.update(area_of(rect, now, part))

    def apply_theme(self, tokens: Tokens) -> None:
        """Paint in these colours."""
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a figure that reads from two metres."""
        return QSize(400, 480)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the moment on the tokens' surface."""
        tokens, painter = self._tokens, QPainter(self)
        painter.setClipRect(event.rect())
        rect, drawn = QRectF(self.rect()), self.drawn()
        if drawn.moment is None:
            paint_figure(painter, rect, drawn, tokens, self._backdrop)
        else:
            self._film.paint(painter, rect, drawn, tokens, self._backdrop)
        painter.end()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is kept of a stride is not kept for the next walk."""
        self._film.forget()
        super().hideEvent(event)

    def drawn(self) -> Drawn:
        """The moment that is shown."""
        if self._drawn is None:
            self._drawn = self._at(0.0)
        return self._drawn

    def _at(self, seconds: float) -> Drawn:
        return drawn_at(self._step, seconds, self._side, self._after, reduced=self._reduced)


def drawn_at(
    step: str, seconds: float, side: str | None = None, after: str | None = None, *, reduced: bool | None = None
) -> Drawn:
    """The picture so many seconds into a step; with reduced motion, by default the platform's wish, its key moment."""
    shown = picture(step)
    if reduced_motion() if reduced is None else reduced:
        return shown.still(side)
    return shown.moment(seconds, side, picture(after) if after else None)


_ROUND = 6.0


class StillFigure(FigureView):
    """Keeps its size, so that a text beside it flows and the picture does not."""

    def __init__(
        self,
        name: str,
        width: int,
        height: int,
        side: str | None = None,
        collapsible: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`collapsible` figures disappear from narrow pages."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, on=False)  # its corners are round
        self.setMinimumSize(0, 0)
        self._size = QSize(width, height)
        self.collapsible = collapsible
        self.setFixedSize(self._size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_picture(name, side)

    def collapse(self, collapsed: bool) -> None:
        self.setFixedSize(QSize(0, 0) if collapsed else self._size)

    def show_picture(self, name: str, side: str | None = None) -> None:
        """Another picture, at its key moment."""
        self._still = (name, side)
        self.show_step(name, side)

    def drawn(self) -> Drawn:
        name, side = self._still
        return picture(name).still(side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """On a ground with round corners, since it stands on paper."""
        tokens, ground = self._tokens, QPainterPath()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground.addRoundedRect(QRectF(self.rect()), _ROUND, _ROUND)
        painter.fillPath(ground, QColor(tokens.surface))
        paint_figure(painter, QRectF(self.rect()).adjusted(4, 4, -4, -4), self.drawn(), tokens, self._backdrop)
        painter.end()
