"""The posed body: contours carried along by the bones, as smooth paths in pixels."""

from __future__ import annotations

from cmath import rect
from collections.abc import Sequence
from functools import cache
from math import radians

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QTransform

from hipbreak.core.body import LINKS, Bone, Spot
from hipbreak.core.pose import Pose, Skeleton, skeleton
from hipbreak.ui.figure_contours import Contour

# Places are complex numbers with y down, and a carrier's turn and shift take one of the straight figure to
# turn * place + shift: the cheapest arithmetic there is for it, and it is done for every vertex of every frame.
Carrier = tuple[complex, complex]
_SAME = 0.04  # degrees: less moves nothing by a tenth of a pixel
_kept: dict[Contour, tuple[list[float], QPainterPath]] = {}  # what each contour looked like last
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
        self._carriers: dict[Bone, Carrier] = {}

    def at(self, x: float, y: float) -> QPointF:
        """A place in the world (body units) in pixels."""
        return QPointF(self._x + x * self.scale, self._y - y * self.scale)

    def spot(self, spot: Spot) -> QPointF:
        """A joint in pixels."""
        return self.at(*self.body.spots[spot])

    def on(self, bone: Bone, x: float, y: float) -> QPointF:
        """A place of the straight figure (thousandths), carried along by a bone, in pixels."""
        turn, shift = self._carrier(bone)
        place = (turn * complex(x, -y) + shift) * self.scale / 1000
        return QPointF(self._x + place.real, self._y + place.imag)

    def lines(self, bone: Bone, lines: tuple[Contour, ...]) -> QPainterPath:
        """Smooth open lines that one bone carries, all in one path."""
        return self._placed(bone, _open(lines))

    def closed(self, contour: Contour) -> QPainterPath:
        """The contour as one smooth closed path in pixels.

        Its shape depends only on how its bones are turned against each other, and is kept until that changes.
        """
        first, others, turns = contour.bones[0], contour.bones[1:], self.body.turns
        bends = [turns[bone] - turns[first] for bone in others]
        kept = _kept.get(contour)
        if kept is None or any(abs(a - b) > _SAME for a, b in zip(bends, kept[0], strict=True)):
            kept = _kept[contour] = bends, self._bent(contour)
        return self._placed(first, kept[1])

    def _placed(self, bone: Bone, shape: QPainterPath) -> QPainterPath:
        turn, shift = self._carrier(bone)
        size = self.scale / 1000
        c, s = turn.real * size, turn.imag * size
        return QTransform(c, s, -s, c, self._x + shift.real * size, self._y + shift.imag * size).map(shape)

    def _bent(self, contour: Contour) -> QPainterPath:
        """The contour as it is bent now, its first bone as on the straight figure."""
        turn, shift = self._carrier(contour.bones[0])
        places: list[complex] = []
        for pull, points in contour.strands:
            own_turn, own_shift = self._pulled(*pull)
            k, d = own_turn / turn, (own_shift - shift) / turn
            places += [k * point + d for point in points]
        path = _through([places[-1], *places, places[0], places[1]])
        path.closeSubpath()
        path.setFillRule(Qt.FillRule.WindingFill)  # a sharply bent limb overlaps itself
        return path

    def _pulled(self, bone: Bone, other: Bone | None, share: float) -> Carrier:
        turn, shift = self._carrier(bone)
        if other is None:
            return turn, shift
        turned, shifted = self._carrier(other)
        return turn + (turned - turn) * share, shift + (shifted - shift) * share

    def _carrier(self, bone: Bone) -> Carrier:
        carrier = self._carriers.get(bone)
        if carrier is None:
            spot, rest = _rest()[bone]
            turn, (x, y) = rect(1.0, radians(self.body.turns[bone])), self.body.spots[spot]
            carrier = self._carriers[bone] = turn, complex(x, -y) * 1000 - rest * turn
        return carrier


@cache
def _open(lines: tuple[Contour, ...]) -> QPainterPath:
    path = QPainterPath()
    for line in lines:
        places = [complex(v.x, -v.y) for v in line]
        if len(places) == 2:
            path.moveTo(places[0].real, places[0].imag)
            path.lineTo(places[1].real, places[1].imag)
        else:
            path.addPath(_through([places[0], *places, places[-1]]))
    return path


def _through(points: Sequence[complex]) -> QPainterPath:
    """A Catmull-Rom path; the first and last points only give the direction."""
    before, here, there = points[:3]
    path = QPainterPath(QPointF(here.real, here.imag))
    curve_to, slope = path.cubicTo, (there - before) / 6
    for after in points[3:]:
        leaving, slope = here + slope, (after - here) / 6
        coming = there - slope
        curve_to(leaving.real, leaving.imag, coming.real, coming.imag, there.real, there.imag)
        here, there = there, after
    return path
