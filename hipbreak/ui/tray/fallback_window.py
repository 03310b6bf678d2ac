"""The window that replaces the tray icon where a desktop has no tray: the popover's content, and the same menu."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent

from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import menu as menu_text
from hipbreak.core.text.status import headline
from hipbreak.core.tracking.status import Status
from hipbreak.ui.theme.sizes import DIALOG_MARGIN
from hipbreak.ui.theme.status_icon import face_icon
from hipbreak.ui.theme.themed_window import PersistentWindow, ThemedWindow, bring_to_front
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.tray.menu import MainMenu
from hipbreak.ui.tray.status_panel import StatusPanel, Today
from hipbreak.ui.widgets.layouts import column_of
from hipbreak.ui.widgets.wrapping import muted_label

_REFRESH_AFTER = timedelta(minutes=5)  # three pixels of the day's strip


class TrayFallbackWindow(ThemedWindow, PersistentWindow):
    """Closing minimises it, also with Esc; the app is quit from its menu."""

    requested = Signal(object)

    def __init__(self, menu: MainMenu, today: Today, tokens: Tokens | None = None) -> None:
        super().__init__(tokens)
        self.setWindowTitle(menu_text.APP)
        self._menu = menu
        self._shown: Status | None = None
        self._read_at = datetime.min.replace(tzinfo=UTC)
        self.panel = StatusPanel(menu, today, has_menu=True)
        self._note = muted_label(menu_text.runs_in_small_window())
        self.panel.requested.connect(self.requested)
        self._note.hide()
        column_of((self.panel, 1), self._note, parent=self, spacing=12, margins=DIALOG_MARGIN)
        self.reapply_theme()
        self.setFocus()  # so that a key pressed in another window triggers no button

    def open_unasked(self) -> None:
        """Appear without taking the focus."""
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.show()

    def open(self) -> None:
        """Come to the front with the focus."""
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)
        bring_to_front(self)

    def show_status(self, status: Status, settings: Settings) -> None:
        """Update what is shown, and the menu."""
        before, self._shown = self._shown, status
        if before is None or status.face is not before.face:
            self.setWindowIcon(face_icon(status.face, 1.0))
        self._menu.show_status(status, settings)
        self.panel.show_status(status)
        self.panel.setAccessibleName(headline(status))
        self._refresh_day()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_day()

    def _refresh_day(self) -> None:
        """Read the day again if it is seen and was read some minutes ago."""
        status = self._shown
        if status is None or not self.isVisible() or self.isMinimized():
            return
        if status.at - self._read_at >= _REFRESH_AFTER:
            self._read_at = status.at
            self.panel.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Minimise, and show the note; the event is accepted, so that quitting the app is not blocked."""
        self._note.show()
        event.accept()
        QTimer.singleShot(0, self, self.showMinimized)

    def apply_theme(self, tokens: Tokens) -> None:
        self.panel.apply_theme(tokens)
