"""Contours as smooth paths: bent as their bones are turned, and lines that run beside them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from hipbreak.ui.figure.contours import Contour

# Places are complex numbers with y down, and a carrier's turn and shift take one of the straight figure to
# turn * place + shift: the cheapest arithmetic there is for it, and it is done for every vertex of every frame.
Carrier = tuple[complex, complex]
_SIXTH = 1 / 6  # a product of complex numbers is cheaper than a quotient


class Shape:
    """A contour whose strands are moved by these carriers (thousandths)."""

    def __init__(self, contour: Contour, moves: Sequence[Carrier]) -> None:
        strands = zip(contour.strands, moves, strict=True)
        self._places = [turn * place + shift for (_, places), (turn, shift) in strands for place in places]
        self._left = -1j if _runs_clockwise(contour) else 1j
        self._paths: dict[float, QPainterPath] = {}

    def path(self, by: float) -> QPainterPath:
        """The contour, or the line that runs so far outside of it; kept.

        A fat line is painted as one area on another: a stroke costs four times as much.
        """
        by = round(by, 1)
        path = self._paths.get(by)
        if path is None:
            path = self._paths[by] = _closed(self._grown(by * self._left) if by else self._places)
        return path

    def _grown(self, by: complex) -> list[complex]:
        places = self._places
        ends = zip((places[-1], *places), places, (*places[1:], places[0]), strict=False)
        return [here + (after - before) * (by / abs(after - before)) for before, here, after in ends]


@cache
def _runs_clockwise(contour: Contour) -> bool:
    return sum(a.x * b.y - b.x * a.y for a, b in zip(contour, (*contour[1:], contour[0]), strict=True)) < 0.0


def _closed(places: list[complex]) -> QPainterPath:
    path = _through([places[-1], *places, places[0], places[1]])
    path.closeSubpath()
    path.setFillRule(Qt.FillRule.WindingFill)  # a sharply bent limb overlaps itself
    return path


@lru_cache(maxsize=32)
def ribbons(lines: tuple[Contour, ...], width: float, round_ends: bool) -> QPainterPath:
    """Open lines of the straight figure as an area `width` wide."""
    return stroked(_open_lines(lines), width, round_ends)


@lru_cache(maxsize=16)
def rim(contour: Contour, width: float) -> QPainterPath:
    """The outline of a contour on the straight figure as an area `width` wide."""
    return stroked(_closed([complex(v.x, -v.y) for v in contour]), width, True)


def stroked(path: QPainterPath, width: float, round_ends: bool) -> QPainterPath:
    """The area that a pen would cover: worked out once, it costs a third of a stroke in each frame."""
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap if round_ends else Qt.PenCapStyle.FlatCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    area = stroker.createStroke(path)
    area.setFillRule(Qt.FillRule.WindingFill)
    return area


def _open_lines(lines: tuple[Contour, ...]) -> QPainterPath:
    """Smooth open lines of the straight figure, all in one path."""
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
    curve_to, slope = path.cubicTo, (there - before) * _SIXTH
    for after in points[3:]:
        leaving, slope = here + slope, (after - here) * _SIXTH
        coming = there - slope
        curve_to(leaving.real, leaving.imag, coming.real, coming.imag, there.real, there.imag)
        here, there = there, after
    return path
