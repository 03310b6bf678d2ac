"""The painted body of a movement that repeats, kept packed from its first round on."""

from __future__ import annotations

import zlib
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QRegion

from hipbreak.core.figure.dirty_region import extent
from hipbreak.core.figure.pose import Pose
from hipbreak.core.figure.scene import Drawn
from hipbreak.ui.figure.painter import Backdrop, area_of, blank, paint_body, paint_passing, skin_in
from hipbreak.ui.figure.skin import Skin
from hipbreak.ui.theme.tokens import Tokens

_FASTEST = 1  # of zlib: its smallest is smaller by a seventh and takes six times as long
_GRID = 4  # units: a picture begins and ends between two pixels of the screen, also at 125 and 150 %


class _Packed(NamedTuple):
    """The body on its ground: where it is, how many pixels that has, and these; of the pose, what it works out once."""

    pose: Pose
    area: QRect
    size: tuple[int, int]
    pixels: bytes


class FrameCache:
    """As many pictures as the movement has moments; whoever shows it lets them go with it."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._kept: dict[int, _Packed] = {}

    def paint(self, painter: QPainter, rect: QRectF, drawn: Drawn, tokens: Tokens, backdrop: Backdrop) -> None:
        """Paint what `paint_figure` does, of a moment that has a number: from the last round, if it was shown so."""
        assert drawn.moment is not None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sharp, skin = painter.device().devicePixelRatio(), skin_in(rect, drawn)
        key = rect.getRect(), drawn.scene, drawn.mirrored, tokens, sharp
        if key != self._key:
            self.forget()
            self._key = key
        kept = self._kept.get(drawn.moment)
        if kept is None or kept.pose is not drawn.pose:
            area = _snapped(area_of(rect, drawn, extent(drawn))) & rect.toAlignedRect()
            image = _painted(area, rect, drawn, tokens, backdrop, skin, sharp)
            pixels = zlib.compress(image.constBits(), _FASTEST)
            self._kept[drawn.moment] = _Packed(drawn.pose, area, image.size().toTuple(), pixels)
        else:
            (width, height), area = kept.size, kept.area
            pixels = zlib.decompress(kept.pixels, bufsize=4 * width * height)  # the image only borrows them
            image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(sharp)
        painter.save()
        painter.setClipRegion(_seen_round(area, painter))
        backdrop.paint(painter, rect, drawn, tokens, skin)
        painter.restore()
        painter.drawImage(area.topLeft(), image)
        paint_passing(painter, rect, drawn, tokens, skin)

    def forget(self) -> None:
        """Keep none."""
        self._kept.clear()


def _painted(
    area: QRect, rect: QRectF, drawn: Drawn, tokens: Tokens, backdrop: Backdrop, skin: Skin, sharp: float
) -> QImage:
    image = blank(QRectF(area), sharp, QColor(tokens.surface))
    within = QPainter(image)
    within.setRenderHint(QPainter.RenderHint.Antialiasing)
    within.translate(-area.topLeft())
    backdrop.paint(within, rect, drawn, tokens, skin)
    paint_body(within, rect, drawn, tokens, skin)
    within.end()
    return image


def _seen_round(area: QRect, painter: QPainter) -> QRegion:
    """What is to be painted outside of the area, and a little of its rim, which halves pixels on some screens."""
    seen = painter.clipRegion() if painter.hasClipping() else QRegion(painter.window())
    return seen - QRegion(area.adjusted(2, 2, -2, -2))


def _snapped(area: QRect) -> QRect:
    """The area and as little more as puts its edges on the grid."""
    left, top = area.left() // _GRID * _GRID, area.top() // _GRID * _GRID
    right, bottom = -(-(area.right() + 1) // _GRID) * _GRID, -(-(area.bottom() + 1) // _GRID) * _GRID
    return QRect(left, top, right - left, bottom - top)
