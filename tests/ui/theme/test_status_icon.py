"""The tray icon: seven shapes that differ at 16 px, on light and on dark panels."""

import math
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from hipbreak.core.tracking.status import Face
from hipbreak.ui.theme.status_icon import PANEL_COLOURS, SIZES, face_icon, paint_face, quantised
from tests.ui.theme.contrast import contrast_ratio

PANELS = ("#FFFFFF", "#EFF0F1", "#383C4A", "#202020", "#000000")
ALPHA = QImage.Format.Format_ARGB32_Premultiplied


def painted(face: Face, fill: float, side: int, background: str, colour: str) -> QImage:
    image = QImage(side, side, ALPHA)
    image.fill(QColor(background))
    painter = QPainter(image)
    paint_face(painter, QRectF(0, 0, side, side), face, fill, colour)
    painter.end()
    return image


def coverage(face: Face, fill: float = 0.4, side: int = 16) -> list[float]:
    image = painted(face, fill, side, "#000000", "#FFFFFF")
    return [image.pixelColor(x, y).lightnessF() for y in range(side) for x in range(side)]


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("face", Face)
def test_contrast_of_the_icon_on_every_panel(qtbot: QtBot, face: Face, panel: str) -> None:
    image = painted(face, 0.4, 16, panel, PANEL_COLOURS.of(face))
    pixels = [image.pixelColor(x, y).name() for y in range(16) for x in range(16)]
    visible = sum(contrast_ratio(pixel, panel) >= 3 for pixel in pixels)
    assert visible >= 24, "enough pixels to recognise a shape"


def thickness(covered: list[float], side: int, degrees: float) -> float:
    """How much of the line from the middle to the edge is covered, in pixels."""
    steps = range(side * 2)
    x, y = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    places = [(int(side / 2 + step / 4 * x), int(side / 2 + step / 4 * y)) for step in steps]
    return sum(covered[column + side * row] for column, row in places) / 4


@pytest.mark.parametrize("fill", [0.0, 0.02, 0.1])
@pytest.mark.parametrize("side", [16, 22, 24])
def test_the_young_ring_is_as_thick_as_the_lines_of_a_panels_icons(qtbot: QtBot, side: int, fill: float) -> None:
    """Two pixels all around, and what is filled is thicker."""
    covered = coverage(Face.SITTING, fill, side)
    assert min(thickness(covered, side, degrees) for degrees in range(0, 360, 5)) > 1.75
    assert fill < 0.1 or thickness(covered, side, -80) > 3
    for panel in PANELS:
        image = painted(Face.SITTING, fill, side, panel, PANEL_COLOURS.sitting)
        pixels = [image.pixelColor(x, y).name() for y in range(side) for x in range(side)]
        assert sum(contrast_ratio(pixel, panel) >= 3 for pixel in pixels) > 2 * side, "most of a ring of 2 pixels"


@pytest.mark.parametrize("side", [16, 22, 24])
def test_the_shapes_differ_without_their_colours(qtbot: QtBot, side: int) -> None:
    for one, other in combinations(Face, 2):
        pairs = zip(coverage(one, side=side), coverage(other, side=side), strict=True)
        assert sum(abs(a - b) for a, b in pairs) > side * side * 0.06, (one, other)


@pytest.mark.parametrize("side", [16, 22, 24, 32])
def test_bars_lie_on_whole_pixels(qtbot: QtBot, side: int) -> None:
    middle = coverage(Face.PAUSED, side=side)[side * (side // 2) : side * (side // 2 + 1)]
    assert all(value in (0.0, 1.0) for value in middle)
    ring = coverage(Face.AWAY, side=side)
    row = ring[side * (side // 2) : side * (side // 2 + 1)]
    assert row == pytest.approx(row[::-1], abs=0.05), "the ring is centred"


@pytest.mark.parametrize("side", [16, 22, 48])
def test_the_ring_fills_clockwise_from_twelve(qtbot: QtBot, side: int) -> None:
    sums = [sum(coverage(Face.SITTING, k / 10, side)) for k in range(11)]
    assert sums == sorted(sums)
    quarter, empty = coverage(Face.SITTING, 0.25, side), coverage(Face.SITTING, 0.0, side)
    filled = [(k % side, k // side) for k in range(side * side) if quarter[k] - empty[k] > 0.5]
    assert filled and all(x >= side / 2 and y < side / 2 for x, y in filled)


def test_away_is_open_at_the_top_only(qtbot: QtBot) -> None:
    ring = coverage(Face.AWAY, side=22)
    assert not any(ring[22 * y + 11] for y in range(5)) and any(ring[22 * y + 11] for y in range(17, 22))


def test_the_fill_changes_in_sixtieths() -> None:
    assert quantised(Face.SITTING, 0.501) == quantised(Face.SITTING, 0.5)
    assert quantised(Face.SITTING, 0.52) != quantised(Face.SITTING, 0.5)
    assert quantised(Face.SITTING, 7.0) == 1.0
    assert quantised(Face.AWAY, 0.9) == quantised(Face.AWAY, 0.1)


def test_every_size_has_its_own_pixels(qtbot: QtBot) -> None:
    icon = face_icon(Face.DUE, 1.0)
    for side in (16, 22, 24, 32, 48, 64):
        assert side in SIZES and 2 * side in SIZES
        assert icon.pixmap(side, side).width() == side
