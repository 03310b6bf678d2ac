"""The tray icon: one shape for each face, drawn as vectors aligned to whole pixels."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPainterPath, QPainterPathStroker, QPalette, QPixmap

from hipbreak.core.tracking.status import Face

# Device pixels: 16, 22, 24, 32, 48 and 64, the same at twice the density, and sizes that panels use in between.
SIZES = (16, 20, 22, 24, 26, 32, 44, 48, 64, 96, 128)
FILL_STEPS = 48
GRID = 22
FILLING = (Face.SITTING, Face.OTHER_DUE)
"""The faces whose ring fills as one sits."""
_SWELLING = 1.6  # units that a ring gets thicker


class IconColours(Struct, frozen=True):
    """Colours as '#RRGGBB' for a panel of unknown lightness: at least 3:1 on light panels and on dark ones."""

    sitting: str = "#13998F"
    due: str = "#F15216"
    standing: str = "#5F84EA"
    away: str = "#7A8AA0"

    def of(self, face: Face) -> str:
        """The colour of a face."""
        if face in (Face.DUE, Face.LONG_SIT):
            return self.due
        if face is Face.STANDING:
            return self.standing
        return self.sitting if face in FILLING else self.away


PANEL_COLOURS = IconColours()
TEMPLATE_COLOURS = IconColours("#000000", "#000000", "#000000", "#000000")


class _Cell:
    """The icon's square on whole pixels; `unit` is 1/22 of its side, and every stroke is a whole number of pixels."""

    def __init__(self, rect: QRectF) -> None:
        side = int(min(rect.width(), rect.height()))
        self.unit = side / GRID
        self.stroke = max(2, round(2 * self.unit))
        margin = round(self.unit)
        left = round(rect.center().x() - side / 2) + margin
        top = round(rect.center().y() - side / 2) + margin
        self.circle = QRectF(left, top, side - 2 * margin, side - 2 * margin)
        self.centre = self.circle.center()
        self.odd = (side - 2 * margin) % 2

    def px(self, units: float) -> int:
        """A length in whole pixels, at least one."""
        return max(1, round(units * self.unit))

    def even(self, units: float) -> int:
        """As `px`, but with the parity that is symmetric on whole pixels around the centre."""
        low = int(units * self.unit)
        low -= (low - self.odd) % 2
        return max(2 - self.odd, low if units * self.unit - low < 1 else low + 2)

    def centred(self, width: float, height: float) -> QRectF:
        """A rectangle centred in the square."""
        return QRectF(self.centre.x() - width / 2, self.centre.y() - height / 2, width, height)

    def disc(self, inset: float = 0) -> QPainterPath:
        """The icon's disc, `inset` pixels smaller at each side."""
        path = QPainterPath()
        path.addEllipse(self.circle.adjusted(inset, inset, -inset, -inset))
        return path

    def ring(self, thickness: float) -> QPainterPath:
        """A closed ring, `thickness` pixels wide inwards from the disc's edge."""
        path = self.disc()
        path.addPath(self.disc(thickness))
        return path

    def arc(self, thickness: float, share: float) -> QPainterPath:
        """As `ring`, but only this share of it, clockwise from the top."""
        inner = self.circle.adjusted(thickness, thickness, -thickness, -thickness)
        path = QPainterPath()
        path.arcMoveTo(self.circle, 90)
        path.arcTo(self.circle, 90, -360 * share)
        path.arcTo(inner, 90 - 360 * share, 360 * share)
        path.closeSubpath()
        return path


Shape = tuple[QPainterPath, ...]


def _rectangle(rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRect(rect)
    return path


def _rounded(rect: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path


def _sitting(cell: _Cell, fill: float, swelling: float = 0, units: float = 5) -> Shape:
    """A ring as thick as the lines of a panel's other icons, and `units` thick as far as it is filled."""
    more = _SWELLING * swelling
    track, thickness = cell.ring(cell.stroke + round(more * cell.unit)), cell.px(units + more)
    if fill <= 0:
        return (track,)
    return track, cell.ring(thickness) if fill >= 1 else cell.arc(thickness, fill)


def _due(cell: _Cell, _fill: float, _swelling: float) -> Shape:
    from PySide6.QtCore import Qt  # noqa: PLC0415 - see `_brush`

    reach, rise = cell.even(10) / 2, cell.px(4.8)
    tip = QPointF(cell.centre.x(), cell.centre.y() - rise / 2)
    line = QPainterPath(QPointF(tip.x() - reach, tip.y() + rise))
    line.lineTo(tip)
    line.lineTo(QPointF(tip.x() + reach, tip.y() + rise))
    pen = QPainterPathStroker()
    pen.setWidth(max(2.0, 2.6 * cell.unit))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return (cell.disc().subtracted(pen.createStroke(line)),)


def _other_due(cell: _Cell, fill: float, swelling: float = 0) -> Shape:
    """The ring of sitting around a dot."""
    dot, side = QPainterPath(), cell.even(7)
    dot.addEllipse(cell.centred(side, side))
    return *_sitting(cell, fill, swelling / 2, 3.5), dot


def _standing(cell: _Cell, _fill: float, _swelling: float) -> Shape:
    width = cell.even(3.4)
    return cell.ring(cell.stroke), _rounded(cell.centred(width, cell.even(11)), width / 4)


def _away(cell: _Cell, _fill: float, _swelling: float) -> Shape:
    opening = QRectF(0, 0, cell.even(10), cell.circle.height() / 2 + 2)
    opening.moveBottom(cell.centre.y())
    opening.moveLeft(cell.centre.x() - opening.width() / 2)
    return (cell.ring(cell.stroke).subtracted(_rectangle(opening)),)


def _paused(cell: _Cell, _fill: float, _swelling: float) -> Shape:
    gap, thickness, height = cell.even(4), cell.px(4), cell.even(15)
    top, left = cell.centre.y() - height / 2, cell.centre.x() - gap / 2 - thickness
    bars = QRectF(left, top, thickness, height), QRectF(left + thickness + gap, top, thickness, height)
    return tuple(_rounded(bar, cell.unit / 2) for bar in bars)


def _long_sit(cell: _Cell, _fill: float, _swelling: float) -> Shape:
    gap = cell.centred(cell.circle.width() + 4, cell.even(3))
    return (cell.ring(cell.px(6)).subtracted(_rectangle(gap)),)


_SHAPES: dict[Face, Callable[[_Cell, float, float], Shape]] = {
    Face.SITTING: _sitting,
    Face.DUE: _due,
    Face.OTHER_DUE: _other_due,
    Face.STANDING: _standing,
    Face.AWAY: _away,
    Face.PAUSED: _paused,
    Face.LONG_SIT: _long_sit,
}


def quantised(face: Face, fill: float) -> float:
    """The fill as drawn: in steps of 1/48, and 0 for shapes that do not show it."""
    steps = round(max(0.0, min(1.0, fill)) * FILL_STEPS)
    return steps / FILL_STEPS if face in FILLING else 0.0


def _brush(colour: str) -> QBrush:
    """A brush from a palette; PySide6 loads all of `Qt` for one from a colour, which takes 11 ms and 1.2 MB."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(colour))
    return palette.window()


def paint_face(painter: QPainter, rect: QRectF, face: Face, fill: float, colour: str, swelling: float = 0) -> None:
    """Paint a face in one colour into the square in the middle of `rect`, without a background.

    `swelling` (0 to 1) thickens the ring of `FILLING`.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    brush = _brush(colour)
    for path in _SHAPES[face](_Cell(rect), quantised(face, fill), swelling):
        painter.fillPath(path, brush)
    painter.restore()


def face_pixmap(face: Face, fill: float, side: int, colour: str, swelling: float = 0) -> QPixmap:
    """The face on a transparent background, `side` device pixels wide; `swelling` as in `paint_face`."""
    pixmap = QPixmap(side, side)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    paint_face(painter, QRectF(0, 0, side, side), face, fill, colour, swelling)
    painter.end()
    return pixmap


def face_pixels(face: Face, side: int, colour: str) -> bytes:
    """The face as RGBA bytes, row by row."""
    from PySide6.QtGui import QImage  # noqa: PLC0415 - not for the icon; PySide6 makes a class when it is imported

    image = face_pixmap(face, 0, side, colour).toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    return bytes(image.constBits())


def face_icon(face: Face, fill: float, colours: IconColours = PANEL_COLOURS, swelling: float = 0) -> QIcon:
    """The icon of a face in every size of `SIZES`; `swelling` as in `paint_face`."""
    icon = QIcon()
    for side in SIZES:
        icon.addPixmap(face_pixmap(face, fill, side, colours.of(face), swelling))
    return icon
