"""Contours as smooth paths, deformed by the rotations of their bones, and offset or stroked as areas."""

from collections.abc import Sequence
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from hipbreak.ui.figure.contours import Contour

# Points are complex numbers with y down; a bone moves one of the rest pose to rotation * point + translation.
# This is the fastest arithmetic for what is done for every vertex of every frame.
BoneTransform = tuple[complex, complex]
_SIXTH = 1 / 6  # a product of complex numbers is cheaper than a quotient


class Shape:
    """A contour whose runs are moved by these transforms (thousandths)."""

    def __init__(self, contour: Contour, transforms: Sequence[BoneTransform]) -> None:
        runs = zip(contour.runs, transforms, strict=True)
        self._points = [
            rotation * point + translation for (_, points), (rotation, translation) in runs for point in points
        ]
        self._normal = -1j if _runs_clockwise(contour) else 1j
        self._paths: dict[float, QPainterPath] = {}
        self._rings: dict[tuple[float, float], QPainterPath] = {}

    def path(self, offset: float) -> QPainterPath:
        """The contour, or the line at this distance outside of it; cached.

        A thick outline is painted as a larger area below: a stroke costs four times as much.
        """
        offset = round(offset, 1)
        path = self._paths.get(offset)
        if path is None:
            path = self._paths[offset] = _closed(self._offset_points(offset * self._normal) if offset else self._points)
        return path

    def ring(self, outer: float, inner: float) -> QPainterPath:
        """The area between the lines at these distances outside of the contour; cached."""
        ends = round(outer, 1), round(inner, 1)
        ring = self._rings.get(ends)
        if ring is None:
            ring = self._rings[ends] = QPainterPath(self.path(outer))
            ring.addPath(self.path(inner).toReversed())
        return ring

    def _offset_points(self, offset: complex) -> list[complex]:
        points = self._points
        ends = zip((points[-1], *points), points, (*points[1:], points[0]), strict=False)
        return [here + (after - before) * (offset / abs(after - before)) for before, here, after in ends]


@cache
def _runs_clockwise(contour: Contour) -> bool:
    return sum(a.x * b.y - b.x * a.y for a, b in zip(contour, (*contour[1:], contour[0]), strict=True)) < 0.0


def _closed(points: list[complex]) -> QPainterPath:
    path = _catmull_rom([points[-1], *points, points[0], points[1]])
    path.closeSubpath()
    path.setFillRule(Qt.FillRule.WindingFill)  # a sharply bent limb overlaps itself
    return path


@lru_cache(maxsize=32)
def stroked_lines(lines: tuple[Contour, ...], width: float, round_ends: bool) -> QPainterPath:
    """Open lines of the rest pose as an area `width` wide."""
    return stroked(_open_lines(lines), width, round_ends)


@lru_cache(maxsize=16)
def stroked_outline(contour: Contour, width: float) -> QPainterPath:
    """The outline of a contour in the rest pose as an area `width` wide."""
    return stroked(_closed([complex(v.x, -v.y) for v in contour]), width, True)


def stroked(path: QPainterPath, width: float, round_ends: bool) -> QPainterPath:
    """The area that a pen would cover: cached, it costs a third of a stroke in each frame."""
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap if round_ends else Qt.PenCapStyle.FlatCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    area = stroker.createStroke(path)
    area.setFillRule(Qt.FillRule.WindingFill)
    return area


def _open_lines(lines: tuple[Contour, ...]) -> QPainterPath:
    """Smooth open lines of the rest pose, all in one path."""
    path = QPainterPath()
    for line in lines:
        points = [complex(v.x, -v.y) for v in line]
        if len(points) == 2:
            path.moveTo(points[0].real, points[0].imag)
            path.lineTo(points[1].real, points[1].imag)
        else:
            path.addPath(_catmull_rom([points[0], *points, points[-1]]))
    return path


def _catmull_rom(points: Sequence[complex]) -> QPainterPath:
    """A Catmull-Rom spline; the first and last points only give the direction."""
    before, here, next_point = points[:3]
    path = QPainterPath(QPointF(here.real, here.imag))
    curve_to, slope = path.cubicTo, (next_point - before) * _SIXTH
    for after in points[3:]:
        control_1, slope = here + slope, (after - here) * _SIXTH
        control_2 = next_point - slope
        curve_to(control_1.real, control_1.imag, control_2.real, control_2.imag, next_point.real, next_point.imag)
        here, next_point = next_point, after
    return path
