"""The posed body: contours carried along by the bones, as smooth paths in pixels."""

from __future__ import annotations

from cmath import rect
from functools import cache, cached_property
from math import radians

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QTransform

from hipbreak.core.figure.body import LINKS, Bone, Spot
from hipbreak.core.figure.pose import Pose, Skeleton, skeleton
from hipbreak.ui.figure.contours import Contour
from hipbreak.ui.figure.paths import Carrier, Shape, ribbons, rim

_SAME = 0.04  # degrees: less moves nothing by a tenth of a pixel
_kept: dict[Contour, tuple[list[float], Shape]] = {}  # what each contour looked like last
_ORIGINS: dict[Bone, Spot] = {bone: parent for _, parent, bone, _, _ in LINKS}


@cache
def _rest() -> dict[Bone, tuple[Spot, complex]]:
    """Where each bone begins on the straight figure (thousandths)."""
    straight = skeleton(Pose()).spots
    return {bone: (spot, complex(straight[spot].x, -straight[spot].y) * 1000) for bone, spot in _ORIGINS.items()}


class Skin:
    """The contours of one posed body: `scale` pixels to its height, world (0, 0) at pixel `origin`."""

    def __init__(self, body: Skeleton, scale: float, origin: QPointF) -> None:
        self.body, self.scale, self.origin = body, scale, origin
        self._x, self._y = origin.x(), origin.y()
        self._ways: dict[Bone, QTransform] = {}
        self._shapes: dict[Contour, Shape] = {}
        self._paths: dict[tuple[Contour, float], QPainterPath] = {}

    @cached_property
    def _carriers(self) -> dict[Bone, Carrier]:
        return _carriers(self.body)

    def at(self, x: float, y: float) -> QPointF:
        """A place in the world (body units) in pixels."""
        return QPointF(self._x + x * self.scale, self._y - y * self.scale)

    def spot(self, spot: Spot) -> QPointF:
        """A joint in pixels."""
        return self.at(*self.body.spots[spot])

    def on(self, bone: Bone, x: float, y: float) -> QPointF:
        """A place of the straight figure (thousandths), carried along by a bone, in pixels."""
        turn, shift = self._carriers[bone]
        place = (turn * complex(x, -y) + shift) * self.scale / 1000
        return QPointF(self._x + place.real, self._y + place.imag)

    def ribbons(self, bone: Bone, lines: tuple[Contour, ...], width: float, round_ends: bool = True) -> QPainterPath:
        """Smooth open lines that one bone carries, all in one area `width` pixels wide."""
        return self._way(bone).map(ribbons(lines, self._thousandths(width), round_ends))

    def rim(self, contour: Contour, width: float) -> QPainterPath:
        """The outline of a contour that one bone carries, as an area `width` pixels wide."""
        return self._way(contour.bones[0]).map(rim(contour, self._thousandths(width)))

    def _thousandths(self, pixels: float) -> float:
        return round(pixels * 1000 / self.scale, 1)

    def closed(self, contour: Contour, by: float = 0.0) -> QPainterPath:
        """The contour as one smooth closed path in pixels, or the line that runs `by` pixels outside of it.

        Its shape depends only on how its bones are turned against each other, and is kept until that changes.
        """
        path = self._paths.get((contour, by))
        if path is None:
            path = self._way(contour.bones[0]).map(self._shape(contour).path(by * 1000 / self.scale))
            self._paths[contour, by] = path
        return path

    def ring(self, contour: Contour, outer: float, inner: float) -> QPainterPath:
        """What lies between the lines that run so many pixels outside of the contour."""
        path = QPainterPath(self.closed(contour, outer))
        path.addPath(self.closed(contour, inner).toReversed())
        return path

    def _shape(self, contour: Contour) -> Shape:
        shape = self._shapes.get(contour)
        if shape is None:
            turns, kept = self.body.turns, _kept.get(contour)
            base = turns[contour.bones[0]]
            bends = [turns[bone] - base for bone in contour.bones]
            if kept is None or any(abs(a - b) > _SAME for a, b in zip(bends, kept[0], strict=True)):
                kept = _kept[contour] = bends, self._bent(contour)
            shape = self._shapes[contour] = kept[1]
        return shape

    def _way(self, bone: Bone) -> QTransform:
        """Where a bone takes the straight figure."""
        way = self._ways.get(bone)
        if way is None:
            turn, shift = self._carriers[bone]
            size = self.scale / 1000
            c, s = turn.real * size, turn.imag * size
            way = QTransform(c, s, -s, c, self._x + shift.real * size, self._y + shift.imag * size)
            self._ways[bone] = way
        return way

    def _bent(self, contour: Contour) -> Shape:
        """The contour as it is bent now, its first bone as on the straight figure."""
        carriers = self._carriers
        turn, shift = carriers[contour.bones[0]]
        moves = []
        for (bone, other, share), _ in contour.strands:
            own_turn, own_shift = carriers[bone]
            if other is not None:
                turned, shifted = carriers[other]
                own_turn, own_shift = own_turn + (turned - own_turn) * share, own_shift + (shifted - own_shift) * share
            moves.append((own_turn / turn, (own_shift - shift) / turn))
        return Shape(contour, moves)


def _carriers(body: Skeleton) -> dict[Bone, Carrier]:
    """Of all bones at once, since nearly all are needed."""
    carriers = {}
    for bone, (spot, rest) in _rest().items():
        turn, (x, y) = rect(1.0, radians(body.turns[bone])), body.spots[spot]
        carriers[bone] = turn, complex(x, -y) * 1000 - rest * turn
    return carriers
