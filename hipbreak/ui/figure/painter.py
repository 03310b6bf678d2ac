"""Paints one moment of a picture: background, props, the body from far to near, muscles and marks."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from hipbreak.core.figure.pose import skeleton
from hipbreak.core.figure.scene import Drawn, Frame, Mark
from hipbreak.ui.figure import props
from hipbreak.ui.figure.insets import paint_inset
from hipbreak.ui.figure.marks import paint_marks
from hipbreak.ui.figure.person import paint_ghost, paint_person
from hipbreak.ui.figure.skin import Skin
from hipbreak.ui.theme.tokens import Tokens


class Backdrop:
    """The background behind the body, which has most of a picture's lines, cached as images.

    One image has the inset and the earlier position, one the floor and the props besides, which may fade out; the
    third, which is painted, also the background colour and the shadow.
    """

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._still_key: tuple[object, ...] = ()
        self._still_image = QImage()
        self._props_image = QImage()
        self._shadow: props.Shadow | None = None
        self._image = QImage()

    def paint(self, painter: QPainter, rect: QRectF, drawn: Drawn, tokens: Tokens, skin: Skin) -> None:
        """Paint background colour, shadow, floor and props, from the images while these are valid."""
        pixel_ratio, shadow = painter.device().devicePixelRatio(), props.shadow_of(skin, drawn)
        still_key = rect.size().toTuple(), drawn.scene, drawn.mirrored, drawn.ghost, drawn.inset, tokens, pixel_ratio
        key = still_key, drawn.props
        transparent, unmirrored = Qt.GlobalColor.transparent, replace(drawn, mirrored=False)
        local_rect, width = QRectF(0.0, 0.0, rect.width(), rect.height()), line_width(skin.scale)
        changed = key != self._key
        if still_key != self._still_key:
            self._still_key, self._still_image = still_key, blank_image(local_rect, pixel_ratio, transparent)
            with _painting(self._still_image, local_rect, drawn) as inner_painter:
                _paint_still(inner_painter, skin_in(local_rect, drawn), drawn, tokens)
        if changed:
            self._key, self._props_image = key, blank_image(local_rect, pixel_ratio, transparent)
            with _painting(self._props_image, local_rect, drawn) as inner_painter:
                props.paint_behind(inner_painter, skin_in(local_rect, drawn), drawn, tokens, width)
            with _painting(self._props_image, local_rect, unmirrored) as inner_painter:
                inner_painter.drawImage(0, 0, self._still_image)
        if changed or shadow != self._shadow:
            self._shadow, self._image = shadow, blank_image(local_rect, pixel_ratio, QColor(tokens.surface))
            if shadow is not None:
                with _painting(self._image, local_rect, drawn) as inner_painter:
                    props.paint_shadow(inner_painter, skin_in(local_rect, drawn), shadow, tokens, width)
            with _painting(self._image, local_rect, unmirrored) as inner_painter:
                inner_painter.drawImage(0, 0, self._props_image)
        painter.drawImage(rect.topLeft(), self._image)


def _paint_still(painter: QPainter, skin: Skin, drawn: Drawn, tokens: Tokens) -> None:
    width = line_width(skin.scale)
    if drawn.ghost:
        paint_ghost(painter, Skin(skeleton(drawn.ghost), skin.scale, skin.origin), tokens, width)
    if drawn.inset:
        paint_inset(painter, skin, drawn.inset, tokens, width)


def blank_image(rect: QRectF, pixel_ratio: float, colour: QColor | Qt.GlobalColor) -> QImage:
    """An image for a rectangle on a screen with this pixel ratio; a QColor makes it opaque."""
    size = QSize(ceil(rect.width() * pixel_ratio), ceil(rect.height() * pixel_ratio))
    opaque = isinstance(colour, QColor)
    image = QImage(size, QImage.Format.Format_RGB32 if opaque else QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(pixel_ratio)
    image.fill(colour)
    return image


@contextmanager
def _painting(image: QImage, rect: QRectF, drawn: Drawn) -> Iterator[QPainter]:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _mirror(painter, rect, drawn)
    yield painter
    painter.end()


def _mirror(painter: QPainter, rect: QRectF, drawn: Drawn) -> None:
    if drawn.mirrored:
        painter.translate(2 * rect.center().x(), 0.0)
        painter.scale(-1.0, 1.0)


def skin_in(rect: QRectF, drawn: Drawn) -> Skin:
    """The posed body, with the scene's frame in the middle of the rectangle."""
    return Skin(skeleton(drawn.pose), scale_in(rect, drawn), _origin(rect, drawn))


def _origin(rect: QRectF, drawn: Drawn) -> QPointF:
    frame, scale, centre = drawn.scene.frame, scale_in(rect, drawn), rect.center()
    x = centre.x() - scale * (frame.left + frame.right) / 2
    return QPointF(x, centre.y() + scale * (frame.top + frame.bottom) / 2)


def pixel_rect(rect: QRectF, drawn: Drawn, part: Frame) -> QRect:
    """The pixels of a part of the picture (body units) in the rectangle, with a margin of a line's width."""
    origin, scale = _origin(rect, drawn), scale_in(rect, drawn)
    left, right = (origin.x() + scale * x for x in (part.left, part.right))
    if drawn.mirrored:
        left, right = (2 * rect.center().x() - x for x in (right, left))
    top, bottom = (origin.y() - scale * y for y in (part.top, part.bottom))
    margin = 2 * line_width(scale)
    return QRectF(QPointF(left - margin, top - margin), QPointF(right + margin, bottom + margin)).toAlignedRect()


def scale_in(rect: QRectF, drawn: Drawn) -> float:
    """The height of the body in pixels when the scene's frame fills the rectangle."""
    frame = drawn.scene.frame
    return min(rect.width() / (frame.right - frame.left), rect.height() / (frame.top - frame.bottom))


def line_width(scale: float) -> float:
    """The width of all outlines in pixels for a body `scale` pixels tall."""
    return max(1.3, scale * 0.0065)


def paint_figure(
    painter: QPainter, rect: QRectF, drawn: Drawn, tokens: Tokens, backdrop: Backdrop | None = None
) -> None:
    """Paint one moment inside the rectangle (pixels), on `tokens.surface`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    skin = skin_in(rect, drawn)
    (backdrop or Backdrop()).paint(painter, rect, drawn, tokens, skin)
    paint_moving_floor(painter, rect, drawn, tokens, skin)
    paint_body(painter, rect, drawn, tokens, skin)


def paint_scene(painter: QPainter, rect: QRectF, drawn: Drawn, tokens: Tokens) -> None:
    """Paint floor and props inside the rectangle (pixels), without the body and its shadow."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    skin = skin_in(rect, drawn)
    props.paint_behind(painter, skin, drawn, tokens, line_width(skin.scale))


def paint_moving_floor(painter: QPainter, rect: QRectF, drawn: Drawn, tokens: Tokens, skin: Skin) -> None:
    """Paint the marks of a moving floor, if it moves; no part of the body is above them."""
    if drawn.scene.ticks:
        painter.save()
        _mirror(painter, rect, drawn)
        props.paint_floor_marks(painter, skin, drawn, tokens, line_width(skin.scale))
        painter.restore()


def paint_body(painter: QPainter, rect: QRectF, drawn: Drawn, tokens: Tokens, skin: Skin) -> None:
    """Paint the body with what it holds, its muscles and marks, within the painter's clip."""
    width = line_width(skin.scale)
    painter.save()
    _mirror(painter, rect, drawn)
    paint_person(painter, skin, drawn, tokens, width)
    props.paint_props(painter, skin, drawn, props.COVERS, tokens, width)
    if drawn.strength or Mark.AVOID in drawn.marks:
        paint_marks(painter, skin, drawn, tokens, width)
    painter.restore()
