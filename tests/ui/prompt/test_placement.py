"""The area of the card on a real X display with panels, at several scales, and the place of the guide."""

import json
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, QRect, QSize

from hipbreak.ui.prompt.placement import MARGIN, framed_geometry
from tests.desktop.fakes import START_LIMIT_S, real_display, require

pytestmark = pytest.mark.display

AREA = """
import json
from PySide6.QtWidgets import QApplication
from hipbreak.ui.prompt.placement import available_area
app = QApplication([])
print(json.dumps(available_area(app.primaryScreen()).getRect()))
"""


@pytest.mark.parametrize("scale", [1, 1.5, 2])
def test_panels_are_left_free_at_every_scale(scale: float) -> None:
    """Of 1200x900 pixels panels use 48 at the top and 96 at the left; the margin is in units of the scale."""
    require("xprop")
    with real_display("1200x900x24") as display:
        environment = {**os.environ, **display.environment, "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": str(scale)}
        panels = ["xprop", "-root", "-f", "_NET_WORKAREA", "32c", "-set", "_NET_WORKAREA", "96,48,1104,852"]
        subprocess.run(panels, env=environment, check=True, timeout=START_LIMIT_S)
        command = [sys.executable, "-c", AREA]
        result = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=START_LIMIT_S)
    left, top, width, height = json.loads(result.stdout)
    assert (left, top) == (96 / scale + 16, 48 / scale + 16)
    assert (left + width + 16, top + height + 16) == (1200 / scale, 900 / scale)


def test_a_window_with_a_frame_is_at_the_corner_and_inside_the_area() -> None:
    area, size, title = QRect(0, 0, 1600, 1000), QSize(960, 540), 24
    assert framed_geometry(size, QPoint(1500, 900), area, title).bottomRight() == QPoint(1500, 900)
    assert framed_geometry(size, QPoint(300, 200), area, title).topLeft() == QPoint(MARGIN, title)
    assert framed_geometry(size, QPoint(1599, 999), area, title).bottomRight() == QPoint(1599 - MARGIN, 999 - MARGIN)
    assert framed_geometry(size, QPoint(), QRect(0, 0, 800, 480), title).size() == QSize(800 - 2 * MARGIN, 480 - 40)
