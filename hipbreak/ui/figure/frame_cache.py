"""The painted frames of a movement that repeats, compressed and cached from its first cycle on."""

import zlib
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QRegion

from hipbreak.core.figure.dirty_region import extent
from hipbreak.core.figure.pose import Pose
from hipbreak.core.figure.scene import Drawn
from hipbreak.ui.figure.painter import Backdrop, blank_image, paint_body, paint_moving_floor, pixel_rect, skin_in
from hipbreak.ui.figure.skin import Skin
from hipbreak.ui.theme.tokens import Tokens

_COMPRESSION_LEVEL = 1  # the fastest of zlib; the best is smaller by a seventh and takes six times as long
_GRID = 4  # units: images begin and end between two device pixels, also at 125 and 150 %


class _CompressedFrame(NamedTuple):
    """The body on its background: the pose that it shows, its area, and the size and data of the image."""

    pose: Pose
    area: QRect
    size: tuple[int, int]
    pixels: bytes


class FrameCache:
    """One image for each numbered moment of the movement; its owner clears it."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._frames: dict[int, _CompressedFrame] = {}

    def paint(self, painter: QPainter, rect: QRectF, drawn: Drawn, tokens: Tokens, backdrop: Backdrop) -> None:
        """Paint what `paint_figure` does, for a numbered moment; from the cache if it was painted before."""
        assert drawn.moment is not None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pixel_ratio, skin = painter.device().devicePixelRatio(), skin_in(rect, drawn)
        key = rect.getRect(), drawn.scene, drawn.mirrored, tokens, pixel_ratio
        if key != self._key:
            self.clear()
            self._key = key
        frame = self._frames.get(drawn.moment)
        if frame is None or frame.pose is not drawn.pose:
            area = _aligned(pixel_rect(rect, drawn, extent(drawn))) & rect.toAlignedRect()
            image = _painted_body(area, rect, drawn, tokens, backdrop, skin, pixel_ratio)
            pixels = zlib.compress(image.constBits(), _COMPRESSION_LEVEL)
            self._frames[drawn.moment] = _CompressedFrame(drawn.pose, area, image.size().toTuple(), pixels)
        else:
            (width, height), area = frame.size, frame.area
            pixels = zlib.decompress(frame.pixels, bufsize=4 * width * height)  # the image does not copy them
            image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(pixel_ratio)
        painter.save()
        painter.setClipRegion(_region_around(area, painter))
        backdrop.paint(painter, rect, drawn, tokens, skin)
        painter.restore()
        painter.drawImage(area.topLeft(), image)
        paint_moving_floor(painter, rect, drawn, tokens, skin)

    def clear(self) -> None:
        """Remove all frames."""
        self._frames.clear()


def _painted_body(
    area: QRect, rect: QRectF, drawn: Drawn, tokens: Tokens, backdrop: Backdrop, skin: Skin, pixel_ratio: float
) -> QImage:
    image = blank_image(QRectF(area), pixel_ratio, QColor(tokens.surface))
    inner_painter = QPainter(image)
    inner_painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner_painter.translate(-area.topLeft())
    backdrop.paint(inner_painter, rect, drawn, tokens, skin)
    paint_body(inner_painter, rect, drawn, tokens, skin)
    inner_painter.end()
    return image


def _region_around(area: QRect, painter: QPainter) -> QRegion:
    """The region to paint outside of the area, with a margin inside, since scaling may split pixels."""
    region = painter.clipRegion() if painter.hasClipping() else QRegion(painter.window())
    return region - QRegion(area.adjusted(2, 2, -2, -2))


def _aligned(area: QRect) -> QRect:
    """The smallest rectangle around the area whose edges are aligned."""
    left, top = area.left() // _GRID * _GRID, area.top() // _GRID * _GRID
    right, bottom = -(-(area.right() + 1) // _GRID) * _GRID, -(-(area.bottom() + 1) // _GRID) * _GRID
    return QRect(left, top, right - left, bottom - top)
