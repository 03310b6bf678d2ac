"""The illustrated figure that shows a movement at a given time."""

from msgspec.structs import replace
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipbreak.core.exercise.picture_check import is_picture_file
from hipbreak.core.figure.dirty_region import changed
from hipbreak.core.figure.poses.catalogue import picture
from hipbreak.core.figure.scene import Drawn
from hipbreak.ui.figure.frame_cache import FrameCache
from hipbreak.ui.figure.painter import Backdrop, paint_figure, pixel_rect, scale_in
from hipbreak.ui.figure.picture_file import PictureFile
from hipbreak.ui.theme.tokens import Tokens, reduced_motion
from hipbreak.ui.widgets.scroll_page import PageIllustration

_VISIBLE_MOVE = 0.2  # px: a smaller move is not painted


class FigureView(PageIllustration):
    """Shows one moment of one step, set by its owner; it has no timer.

    A picture is drawn, or a file, which does not move, or without a name nothing.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = "stand"
        self._side: str | None = None
        self._reduced = False
        self._previous: str | None = None
        self._file: PictureFile | None = None  # instead of a drawn picture
        self._drawn: Drawn | None = None  # the moment that is painted, or will be at the next paint event
        self._backdrop, self._frames = Backdrop(), FrameCache()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # it paints its own background
        self.setMinimumSize(120, 160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_step(self, step: str, side: str | None = None) -> None:
        """Show the first moment of a picture for the 'left' or 'right' leg; KeyError if there is none.

        Within a scene the movement begins at the end of the picture shown before.
        """
        if is_undrawn(step):
            self._show_file(step)
            return
        picture(step).still(side)
        self._file = None
        self._reduced = reduced_motion()
        self._previous = self._step if side == self._side else None
        self._step, self._side, self._drawn = step, side, None
        self._frames.clear()
        self.update()

    def _show_file(self, path: str) -> None:
        if self._file is None or self._file.path != path:
            self._file = PictureFile(path)
            self._frames.clear()
            self.update()

    def set_moment(self, seconds_into_step: float) -> None:
        """Show the step at this time; only the part that visibly changes is repainted."""
        if self._file is not None:
            return
        previous, current = self.drawn(), self._at(seconds_into_step)
        rect = QRectF(self.rect())
        part = changed(previous, current, _VISIBLE_MOVE / scale_in(rect, current))
        if part is not None:
            self._drawn = current
            self.update(pixel_rect(rect, current, part))

    def apply_theme(self, tokens: Tokens, ground: str = "") -> None:
        """Paint in these colours, on `ground` if it is not on the surface."""
        shadow = QColor(ground).darker(110).name()
        super().apply_theme(replace(tokens, surface=ground, shadow=shadow) if ground else tokens)

    def sizeHint(self) -> QSize:
        """Large enough to be recognised from two metres."""
        return QSize(400, 480)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the moment, repeated movements from the cache."""
        tokens, painter = self.tokens, QPainter(self)
        painter.setClipRect(event.rect())
        rect, drawn = QRectF(self.rect()), self.drawn()
        if self._file is not None:
            painter.fillRect(rect, QColor(tokens.surface))
            self._file.paint(painter, rect, tokens)
        elif drawn.moment is None:
            paint_figure(painter, rect, drawn, tokens, self._backdrop)
        else:
            self._frames.paint(painter, rect, drawn, tokens, self._backdrop)

    def hideEvent(self, event: QHideEvent) -> None:
        """Release the cached frames."""
        self._frames.clear()
        super().hideEvent(event)

    def drawn(self) -> Drawn:
        """The moment that is shown."""
        if self._drawn is None:
            self._drawn = self._at(0.0)
        return self._drawn

    def _at(self, seconds: float) -> Drawn:
        return drawn_at(self._step, seconds, self._side, self._previous, reduced=self._reduced)


def is_undrawn(picture_name: str) -> bool:
    """Whether a picture is a file, or none."""
    return not picture_name or is_picture_file(picture_name)


def drawn_at(
    step: str, seconds: float, side: str | None = None, previous: str | None = None, *, reduced: bool | None = None
) -> Drawn:
    """The picture at a time of the step; its key moment with reduced motion, by default as the platform is set."""
    illustration = picture(step)
    if reduced_motion() if reduced is None else reduced:
        return illustration.still(side)
    return illustration.moment(seconds, side, picture(previous) if previous else None)


_CORNER_RADIUS = 6.0


class StillFigure(FigureView):
    """A picture of fixed size, at its key moment."""

    def __init__(
        self,
        name: str,
        width: int,
        height: int,
        side: str | None = None,
        collapsible: bool = False,
        accessible_name: str = "",
    ) -> None:
        """`collapsible` figures disappear from narrow pages."""
        super().__init__()
        self.setAccessibleName(accessible_name)
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
        """Show another picture, at its key moment."""
        self._still = (name, side)
        self.show_step(name, side)

    def drawn(self) -> Drawn:
        name, side = self._still
        return picture(name).still(side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint on a background with round corners."""
        tokens, background = self.tokens, QPainterPath()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        background.addRoundedRect(QRectF(self.rect()), _CORNER_RADIUS, _CORNER_RADIUS)
        painter.setClipPath(background)  # a sign is a part of a picture
        painter.fillPath(background, QColor(tokens.surface))
        inside = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        if self._file is not None:
            self._file.paint(painter, inside, tokens)
        else:
            paint_figure(painter, inside, self.drawn(), tokens, self._backdrop)
