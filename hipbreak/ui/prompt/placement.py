"""The geometry of card and guide on a screen, and the shape of the card."""

from PySide6.QtCore import QLibraryInfo, QPoint, QRect, QSize, Qt, QVersionNumber
from PySide6.QtGui import QBitmap, QCursor, QGuiApplication, QPainter, QScreen

from hipbreak.ui.theme.sizes import CARD_RADIUS

MARGIN = 16  # px
_OFFSET_NOT_SCALED = QVersionNumber(6, 9)


def screen_at(position: QPoint | None) -> QScreen:
    """The screen with this position, by default the pointer's, else the primary one."""
    return QGuiApplication.screenAt(position or QCursor.pos()) or QGuiApplication.primaryScreen()


def available_area(screen: QScreen) -> QRect:
    """The area of the screen without panels and without a margin."""
    return area_without_panels(screen).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)


def has_panel_below(screen: QScreen) -> bool:
    """Whether a panel takes the lower edge of the screen."""
    return area_without_panels(screen).bottom() < screen.geometry().bottom()


def area_without_panels(screen: QScreen) -> QRect:
    """The area of the screen that no panel takes."""
    available = screen.availableGeometry()
    if QGuiApplication.platformName() == "xcb" and QLibraryInfo.version() >= _OFFSET_NOT_SCALED:
        # WORKAROUND: on X11 Qt scales the size of this and not its offset from the screen's corner (6.9 to 6.11).
        corner = screen.geometry().topLeft()
        available.moveTopLeft(corner + (available.topLeft() - corner) / screen.devicePixelRatio())
    return available


def corner_position(size: QSize, area: QRect, right_to_left: bool) -> QPoint:
    """The top left of a window of this size in the bottom corner where a line of text ends."""
    x = area.left() if right_to_left else area.left() + area.width() - size.width()
    return QPoint(x, max(area.top(), area.top() + area.height() - size.height()))


def framed_geometry(size: QSize, corner: QPoint, area: QRect, title: int) -> QRect:
    """The geometry of a window with its bottom right at `corner`, moved so that frame and title bar are inside."""
    free = area.adjusted(MARGIN, title, -MARGIN, -MARGIN)
    geometry = QRect(QPoint(), size.boundedTo(free.size()))
    geometry.moveBottomRight(corner)
    geometry.moveRight(min(geometry.right(), free.right()))
    geometry.moveBottom(min(geometry.bottom(), free.bottom()))
    geometry.moveLeft(max(geometry.left(), free.left()))
    geometry.moveTop(max(geometry.top(), free.top()))
    return geometry


def rounded_mask(size: QSize) -> QBitmap:
    """The mask of a rectangle with round corners."""
    mask = QBitmap(size)
    mask.fill(Qt.GlobalColor.color0)
    painter = QPainter(mask)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.color1)
    painter.drawRoundedRect(QRect(QPoint(0, 0), size), CARD_RADIUS, CARD_RADIUS)
    painter.end()
    return mask
