"""The popover of the tray icon: it opens at a click beside the icon, and closes when something else is clicked."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QCursor, QGuiApplication, QHideEvent, QPainter, QPaintEvent, QResizeEvent

from hipbreak.core.text import menu as menu_text
from hipbreak.core.tracking.status import Status
from hipbreak.ui.prompt.placement import available_area, corner_position, rounded_mask, screen_at
from hipbreak.ui.theme.control_painting import box
from hipbreak.ui.theme.sizes import CARD_RADIUS
from hipbreak.ui.theme.themed_window import PersistentWindow, SurfaceWindow
from hipbreak.ui.theme.tokens import Tokens, reduced_motion
from hipbreak.ui.tray.menu import MainMenu
from hipbreak.ui.tray.status_panel import StatusPanel, Today
from hipbreak.ui.widgets.layouts import column_of

_WIDTH, _MARGIN = 320, 16  # px
_KEPT_MS = 60_000  # after closing
_REOPEN_MS = 300  # a click on the icon closes an open popover first, and must not open it again
_FLAGS = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint


class Popover(SurfaceWindow, PersistentWindow):
    """`requested` carries a command or an intent; `expired` says that it has been closed for a minute."""

    requested = Signal(object)
    expired = Signal()

    def __init__(
        self,
        menu: MainMenu,
        today: Today,
        tokens: Tokens | None,
        is_motion_reduced: Callable[[], bool] = reduced_motion,
    ) -> None:
        """`is_motion_reduced` is asked at each opening."""
        super().__init__(tokens, _FLAGS)
        self._is_motion_reduced = is_motion_reduced
        self.setWindowTitle(menu_text.popover_title())
        self.panel = StatusPanel(menu, today)
        self.panel.requested.connect(self._request)
        self._layout = column_of(self.panel, parent=self, margins=_MARGIN)
        self._expiry = QTimer(self, singleShot=True, interval=_KEPT_MS)
        self._expiry.timeout.connect(self.expired)
        self._reopening = QTimer(self, singleShot=True, interval=_REOPEN_MS)
        self.reapply_theme()

    def toggle(self, icon: QRect) -> None:
        """Open beside the icon of this geometry (empty where it is not known), or close."""
        if self.isVisible():
            self.close()
        elif not self._reopening.isActive():
            self._expiry.stop()
            self.panel.refresh()
            layout = self._layout
            layout.activate()
            width = max(_WIDTH, layout.totalMinimumSize().width())
            self.resize(width, layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else self.height())
            self.move(self._position(icon))
            self.show()
            self.raise_()
            self.activateWindow()
            self.panel.stand.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self._is_motion_reduced():
                self.panel.breathe()

    def show_status(self, status: Status) -> None:
        """Show a state of the tracking."""
        self.panel.show_status(status)

    def _position(self, icon: QRect) -> QPoint:
        pointer = icon.center() if icon.isValid() else QCursor.pos()
        area = available_area(screen_at(pointer))
        if not icon.isValid() and area.contains(pointer):  # the pointer is not on a panel
            return corner_position(self.size(), area, self.isRightToLeft())
        frame = QRect(QPoint(), self.size())
        frame.moveCenter(pointer)
        frame.moveLeft(min(max(frame.left(), area.left()), area.right() - frame.width() + 1))
        above = pointer.y() > area.center().y()
        frame.moveTop(area.bottom() - frame.height() + 1 if above else area.top())
        return frame.topLeft()

    def _request(self, request: object) -> None:
        self.close()
        self.requested.emit(request)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible() and not self.isActiveWindow():
            self.close()

    def hideEvent(self, event: QHideEvent) -> None:
        self._reopening.start()
        self._expiry.start()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if QGuiApplication.platformName() == "xcb":  # there may be no compositor to blend the corners
            self.setMask(rounded_mask(self.size()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.tokens.edge))
        box(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), CARD_RADIUS - 1, QColor(self.tokens.surface))

    def apply_theme(self, tokens: Tokens) -> None:
        self.panel.apply_theme(tokens)
        self.update()
