"""A picture file of the person's own, painted as large as fits."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from hipbreak.core.exercise.picture_check import MAX_PICTURE_BYTES, dark_variant, why_unusable
from hipbreak.ui.theme.tokens import Tokens

_PLATE_RADIUS, _PLATE_MARGIN = 6.0, 6.0  # px
_DARK_BELOW = 0.5  # lightness


class PictureFile:
    """Read when it is first painted; one that cannot be read is not painted."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._key: tuple[object, ...] = ()
        self._image = QImage()
        self._on_plate = False

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
        """Paint it in the middle; a picture without a dark form is on white in dark surroundings."""
        ratio = painter.device().devicePixelRatio()
        key = rect.size().toTuple(), tokens.surface, ratio
        if key != self._key:
            self._key = key
            is_dark = QColor(tokens.surface).lightnessF() < _DARK_BELOW
            dark = _read(dark_variant(self.path)) if is_dark else b""
            self._on_plate = is_dark and not dark
            margin = 2 * _PLATE_MARGIN if self._on_plate else 0
            available = QSizeF(max(rect.width() - margin, 1), max(rect.height() - margin, 1)) * ratio
            self._image = _image(self.path, dark or _read(self.path), available.toSize())
            self._image.setDevicePixelRatio(ratio)
        if self._image.isNull():
            return
        area = QRectF(rect.topLeft(), self._image.deviceIndependentSize())
        area.moveCenter(rect.center())
        if self._on_plate:
            plate = QPainterPath()
            margins = (-_PLATE_MARGIN, -_PLATE_MARGIN, _PLATE_MARGIN, _PLATE_MARGIN)
            plate.addRoundedRect(area.adjusted(*margins), _PLATE_RADIUS, _PLATE_RADIUS)
            painter.fillPath(plate, Qt.GlobalColor.white)
        painter.drawImage(area.topLeft(), self._image)


def _read(path: str) -> bytes:
    """The content, if it is there and may be shown; it was checked before, and may have changed since."""
    try:
        with Path(path).open("rb") as file:
            content = file.read(MAX_PICTURE_BYTES + 1)
    except OSError:
        return b""
    return b"" if why_unusable(path, content) else content


def _image(path: str, content: bytes, available: QSize) -> QImage:
    if not content:
        return QImage()
    if not path.lower().endswith(".svg"):
        image = QImage.fromData(QByteArray(content), "PNG")  # type: ignore[arg-type]  # a text, as in C++
        size = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        return image if image.isNull() else image.scaled(available, *size)
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - only for an SVG

    renderer = QSvgRenderer()
    if not renderer.load(QByteArray(content)) or renderer.defaultSize().isEmpty():
        return QImage()
    image = QImage(
        renderer.defaultSize().scaled(available, Qt.AspectRatioMode.KeepAspectRatio),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    if not image.isNull():
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter, QRectF(image.rect()))
        painter.end()
    return image
