"""Where the card goes: the bottom corner of a screen, with corners of its own; and the guide, in its place."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QBitmap, QCursor, QGuiApplication, QPainter, QScreen

FROM_EDGE, RADIUS = 16, 10


def screen_at(pointer: QPoint | None) -> QScreen:
    """The screen with the pointer, else the first."""
    return QGuiApplication.screenAt(pointer or QCursor.pos()) or QGuiApplication.primaryScreen()


def room_on(screen: QScreen) -> QRect:
    """What panels leave of the screen, less a margin."""
    return screen.availableGeometry().adjusted(FROM_EDGE, FROM_EDGE, -FROM_EDGE, -FROM_EDGE)


def in_corner(size: QSize, room: QRect, right_to_left: bool) -> QPoint:
    """The top left point that puts `size` into the corner where reading ends."""
    x = room.left() if right_to_left else room.left() + room.width() - size.width()
    return QPoint(x, max(room.top(), room.top() + room.height() - size.height()))


def framed(size: QSize, corner: QPoint, room: QRect, title: int) -> QRect:
    """Where a window whose bottom right corner is to be at `corner` stands in the room with its frame and title bar."""
    free = room.adjusted(FROM_EDGE, title, -FROM_EDGE, -FROM_EDGE)
    place = QRect(QPoint(), size.boundedTo(free.size()))
    place.moveBottomRight(corner)
    place.moveRight(min(place.right(), free.right()))
    place.moveBottom(min(place.bottom(), free.bottom()))
    place.moveLeft(max(place.left(), free.left()))
    place.moveTop(max(place.top(), free.top()))
    return place


def rounded(size: QSize) -> QBitmap:
    """The mask of a rectangle with round corners."""
    mask = QBitmap(size)
    mask.fill(Qt.GlobalColor.color0)
    painter = QPainter(mask)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.color1)
    painter.drawRoundedRect(QRect(QPoint(0, 0), size), RADIUS, RADIUS)
    painter.end()
    return mask
