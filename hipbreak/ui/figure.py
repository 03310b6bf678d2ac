"""The illustrated figure that shows a movement: painted from a pose, the time given by whoever shows it."""

from __future__ import annotations

from dataclasses import replace
from math import dist, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipbreak.core.body import Spot
from hipbreak.core.pose import skeleton
from hipbreak.core.pulse_poses import Drawn, Mark, move_seconds, pose_at
from hipbreak.ui.figure_body import Skin
from hipbreak.ui.figure_contours import (
    ARMS,
    HEAD,
    HIP_JOINT,
    HIP_RADIUS,
    LEGS,
    NEAR_ARM_LINE,
    PELVIS,
    RIB_CAGE,
    RIB_LINES,
    TRUNK,
)
from hipbreak.ui.figure_marks import paint_chair, paint_ground, paint_marks, paint_muscle
from hipbreak.ui.tokens import Tokens, current, reduced_motion

# The picture's extent in body units: the same for every step, so that nothing jumps.
LEFT, RIGHT, BOTTOM, TOP = -0.44, 0.42, -0.07, 1.10

BREATH_SECONDS = 4.5
SMALLEST_WITH_RIBS = 180.0  # pixels of body height; below it the single ribs only blur


def skin_in(rect: QRectF, drawn: Drawn) -> Skin:
    """The posed body, placed to stand in the middle of the rectangle."""
    scale = min(rect.width() / (RIGHT - LEFT), rect.height() / (TOP - BOTTOM))
    floor = rect.center().y() + scale * (TOP + BOTTOM) / 2
    return Skin(skeleton(drawn.pose), scale, QPointF(rect.center().x() - scale * (LEFT + RIGHT) / 2, floor))


def line_width(scale: float) -> float:
    """The one outline weight in pixels for a body `scale` pixels tall."""
    return max(1.3, scale * 0.0065)


def paint_figure(painter: QPainter, rect: QRectF, drawn: Drawn, tokens: Tokens) -> None:
    """Paint one moment of a step inside the rectangle (pixels), on a ground of `tokens.surface`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    skin = skin_in(rect, drawn)
    width = line_width(skin.scale)
    paint_ground(painter, skin, tokens, width)
    if drawn.chair:
        paint_chair(painter, skin, tokens, width, drawn.chair)
    if Mark.AVOID in drawn.marks:
        tokens = replace(tokens, body=tokens.surface, far=tokens.surface, inner=tokens.surface)
    _paint_body(painter, skin, drawn, tokens, width)
    paint_marks(painter, skin, drawn, tokens, width)
    painter.restore()


def _paint_body(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens, width: float) -> None:
    if _arms_part(skin):
        _paint_united(painter, [skin.closed(ARMS["far"])], tokens.far, tokens.outline, width)
    _paint_united(painter, [skin.closed(LEGS["far"])], tokens.far, tokens.outline, width)
    near = [skin.closed(part) for part in (LEGS["near"], TRUNK, HEAD, ARMS["near"])]
    near.append(skin.disc(HIP_JOINT, HIP_RADIUS))
    _paint_united(painter, near, tokens.body, tokens.outline, width)
    for contour in (RIB_CAGE, PELVIS):
        path = skin.closed(contour)
        painter.fillPath(path, QColor(tokens.inner))
        painter.strokePath(path, QPen(QColor(tokens.outline), width))
    if tokens.inner != tokens.body and skin.scale >= SMALLEST_WITH_RIBS:
        rib = QPen(QColor(tokens.body), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.strokePath(skin.lines(RIB_LINES), rib)
    paint_muscle(painter, skin, drawn, tokens, width)
    # A pale line, so that the arm never hides ribs and pelvis.
    pale = QColor(tokens.outline)
    pale.setAlphaF(0.6)
    painter.strokePath(skin.closed(NEAR_ARM_LINE), QPen(pale, 0.8 * width))


def _arms_part(skin: Skin) -> bool:
    """Whether the far arm shows beside the near one; else its edge would only thicken the outline."""
    return dist(skin.body.spots[Spot.NEAR_WRIST], skin.body.spots[Spot.FAR_WRIST]) > 0.03


def _paint_united(painter: QPainter, parts: list[QPainterPath], tone: str, outline: str, width: float) -> None:
    """One closed silhouette: all outlines first, then all fills, which costs no path arithmetic."""
    pen = QPen(QColor(outline), 2 * width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    for part in parts:
        painter.strokePath(part, pen)
    for part in parts:
        painter.fillPath(part, QColor(tone))


class FigureView(QWidget):
    """Shows one moment of one step; whoever shows it says which, for it owns no clock."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step, self._seconds = "stand", 0.0
        self._tokens: Tokens | None = None
        self.setMinimumSize(120, 160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_step(self, step: str) -> None:
        """Show the first moment of a step: one of `pulse_poses.PICTURES`, or KeyError."""
        drawn_at(step, 0.0)
        self._step, self._seconds = step, 0.0
        self.update()

    def set_moment(self, seconds_into_step: float) -> None:
        """Show the step as it is so many seconds after it began."""
        self._seconds = seconds_into_step
        self.update()

    def set_tokens(self, tokens: Tokens | None) -> None:
        """Paint in these colours; None, the default, follows the system."""
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a figure that reads from two metres."""
        return QSize(400, 480)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the moment on the tokens' surface."""
        tokens = self._tokens or current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        paint_figure(painter, QRectF(self.rect()), drawn_at(self._step, self._seconds), tokens)
        painter.end()


def drawn_at(step: str, seconds: float) -> Drawn:
    """The picture so many seconds into a step: the way there first, then a hold that breathes."""
    if reduced_motion():
        return pose_at(step, 1.0)
    moving = move_seconds(step)
    held = max(0.0, seconds - moving)
    return pose_at(step, seconds / moving, sin(2 * pi * held / BREATH_SECONDS))
