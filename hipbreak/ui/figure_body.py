"""The posed body: contours carried along by the bones, as smooth paths in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import cos, radians, sin

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath

from hipbreak.core.body import LINKS, Bone, Spot
from hipbreak.core.pose import Pose, Skeleton, skeleton
from hipbreak.ui.figure_contours import Contour, Vertex

_ORIGINS: dict[Bone, Spot] = {bone: parent for _, parent, bone, _, _ in LINKS}


@cache
def _rest() -> dict[Bone, tuple[Spot, float, float]]:
    """Where each bone begins on the straight figure (thousandths)."""
    straight = skeleton(Pose()).spots
    return {bone: (spot, straight[spot].x * 1000, straight[spot].y * 1000) for bone, spot in _ORIGINS.items()}


class Skin:
    """The contours of one posed body: `scale` pixels to its height, world (0, 0) at pixel `origin`."""

    def __init__(self, body: Skeleton, scale: float, origin: QPointF) -> None:
        self.body, self.scale, self.origin = body, scale, origin
        self._frames = {bone: self._frame(bone, *rest) for bone, rest in _rest().items()}

    def at(self, x: float, y: float) -> QPointF:
        """A place in the world (body units) in pixels."""
        return QPointF(self.origin.x() + x * self.scale, self.origin.y() - y * self.scale)

    def spot(self, spot: Spot) -> QPointF:
        """A joint in pixels."""
        return self.at(*self.body.spots[spot])

    def on(self, bone: Bone, x: float, y: float) -> QPointF:
        """A place of the straight figure (thousandths), carried along by a bone, in pixels."""
        return QPointF(*self._carried(Vertex(x, y, bone)))

    def closed(self, contour: Contour) -> QPainterPath:
        """The contour as one smooth closed path in pixels."""
        points = [self._carried(v) for v in contour]
        path = _through([points[-1], *points, points[0], points[1]])
        path.closeSubpath()
        path.setFillRule(Qt.FillRule.WindingFill)  # a sharply bent limb overlaps itself
        return path

    def lines(self, contours: Sequence[Contour]) -> QPainterPath:
        """The contours as smooth open lines, all in one path."""
        path = QPainterPath()
        for contour in contours:
            points = [self._carried(v) for v in contour]
            path.addPath(_through([points[0], *points, points[-1]]))
        return path

    def _frame(self, bone: Bone, spot: Spot, x: float, y: float) -> tuple[float, float, float, float]:
        """Cosine, sine and shift that take the straight figure's thousandths to pixels."""
        turn = radians(self.body.turns[bone])
        c, s = cos(turn) * self.scale / 1000, sin(turn) * self.scale / 1000
        here = self.spot(spot)
        return c, s, here.x() - x * c - y * s, here.y() + y * c - x * s

    def _carried(self, v: Vertex) -> tuple[float, float]:
        c, s, dx, dy = self._frames[v.bone]
        x, y = v.x * c + v.y * s + dx, v.x * s - v.y * c + dy
        if v.other is None:
            return x, y
        c, s, dx, dy = self._frames[v.other]
        k = v.share
        return x + (v.x * c + v.y * s + dx - x) * k, y + (v.x * s - v.y * c + dy - y) * k


def _through(points: Sequence[tuple[float, float]]) -> QPainterPath:
    """A Catmull-Rom path; the first and last points only give the direction."""
    path = QPainterPath(QPointF(*points[1]))
    fours = zip(points, points[1:], points[2:], points[3:], strict=False)
    for (ax, ay), (bx, by), (cx, cy), (dx, dy) in fours:
        path.cubicTo(bx + (cx - ax) / 6, by + (cy - ay) / 6, cx - (dx - bx) / 6, cy - (dy - by) / 6, cx, cy)
    return path
