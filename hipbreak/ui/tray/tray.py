"""The icon in the system's tray, with its tooltip and the menu."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from hipbreak.core.settings.settings import Settings
from hipbreak.core.text.status import headline
from hipbreak.core.tracking.status import Face, Status
from hipbreak.ui.intents import Intent
from hipbreak.ui.theme.status_icon import PANEL, TEMPLATE, face_icon, quantised
from hipbreak.ui.tray.menu import MainMenu, Wanted

if TYPE_CHECKING:
    from hipbreak.ui.tray.message_window import MessageWindow

DEMONSTRATION = 5_000  # ms


class Tray(QObject):
    """Draws a new icon only when it would look different; a click opens the day and answers nothing."""

    wanted = Signal(object)

    def __init__(
        self,
        menu: MainMenu,
        parent: QObject | None = None,
        available: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
        has_balloons: Callable[[], bool] = lambda: True,
    ) -> None:
        """`available` returns whether the desktop has a tray; Qt's own answer waits for three D-Bus calls.

        `has_balloons` returns whether messages beside the icon are drawn by Qt. On the session bus they would be
        notifications, which the caller has tried before, and Qt waits 25 s for a server that hangs.
        """
        super().__init__(parent)
        self._menu = menu
        self._available, self._has_balloons = available, has_balloons
        self._note: MessageWindow | None = None
        self._shown: tuple[Face, float] | None = None
        self._on_message: Wanted | None = None
        self._template = QGuiApplication.platformName() == "cocoa"
        self._icon = self._made()

    def available(self) -> bool:
        """Whether the icon has a place on this desktop."""
        return self._available()

    def renew(self) -> None:
        """A new icon in place of the old one: on X11 Qt chooses between bus and display when it makes one."""
        if self._shown is None:
            return
        old, self._icon = self._icon, self._made()
        self._icon.setIcon(old.icon())
        self._icon.setToolTip(old.toolTip())
        old.hide()
        self._icon.show()
        old.deleteLater()

    def show_status(self, status: Status, settings: Settings) -> None:
        """Bring icon, tooltip and menu up to date; the first time the icon appears, as soon as there is a tray."""
        look = (status.face, quantised(status.face, status.fill))
        first = self._shown is None
        if look != self._shown:
            self._shown = look
            self._draw(*look)
        told = headline(status)
        if told != self._icon.toolTip():
            self._icon.setToolTip(told)
        self._menu.show_status(status, settings)
        if first:
            self._icon.show()

    def say(self, title: str, text: str, wish: Wanted | None = None) -> None:
        """Show a rare message; a click on it means `wish`."""
        if not self._has_balloons():
            from hipbreak.ui.tray.message_window import MessageWindow  # noqa: PLC0415 - seldom said

            self._note = self._note or MessageWindow(self.wanted.emit)
            self._note.tell(text, wish)
            return
        self._on_message = wish
        self._icon.showMessage(title, text, self._icon.icon())

    def demonstrate(self) -> None:
        """Look for some seconds as when a break is due, whatever is."""
        self._draw(Face.DUE, 1.0)
        QTimer.singleShot(DEMONSTRATION, self, lambda: self._draw(*self._shown) if self._shown else None)

    def hide(self) -> None:
        """Take the icon away, before the app ends."""
        self._icon.hide()
        if self._note is not None:
            self._note.close()

    def _made(self) -> QSystemTrayIcon:
        icon = QSystemTrayIcon(self)
        icon.setContextMenu(self._menu)
        icon.activated.connect(self._activated)
        icon.messageClicked.connect(self._message_clicked)
        return icon

    def _draw(self, face: Face, fill: float) -> None:
        icon = face_icon(face, fill, TEMPLATE if self._template else PANEL)
        if self._template:
            icon.setIsMask(True)
        self._icon.setIcon(icon)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.wanted.emit(Intent.TODAY)

    def _message_clicked(self) -> None:
        wish, self._on_message = self._on_message, None
        if wish is not None:
            self.wanted.emit(wish)
