"""Where a window opens that has no place of its own yet: over its parent, or in the middle of the screen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from hipbreak.ui.prompt.placement import available_area, framed_geometry, screen_at

_TITLE = 32  # px, about a title bar


def centred(size: QSize, over: QRect | None, area: QRect) -> QRect:
    """A geometry of this size in the middle of `over`, or else of `area`, inside which its frame is."""
    geometry = QRect(QPoint(), size)
    geometry.moveCenter((over or area).center())
    return framed_geometry(size, geometry.bottomRight(), area, _TITLE)


class FirstPlacement(QObject):
    """Moves a window when it is first shown, and is then deleted."""

    def __init__(self, window: QWidget, find_parent: Callable[[QWidget], QWidget | None]) -> None:
        """`find_parent` returns the window over which this one opens."""
        super().__init__(window)
        self._find_parent = find_parent
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            watched.removeEventFilter(self)
            parent = self._find_parent(watched)
            area = available_area(parent.screen() if parent is not None else screen_at(QCursor.pos()))
            over = parent.frameGeometry() if parent is not None else None
            size = watched.size().expandedTo(watched.minimumSizeHint())  # the layout's, which it applies later
            watched.setGeometry(centred(size, over, area))
            self.deleteLater()
        return False


def is_ordinary(window: QWidget) -> bool:
    """Whether it is a window as others are, and not a card or a popover."""
    return window.windowType() in (Qt.WindowType.Window, Qt.WindowType.Dialog) and not window.isMinimized()
