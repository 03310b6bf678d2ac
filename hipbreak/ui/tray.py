"""The icon in the system's tray, with its tooltip and the menu."""

from PySide6.QtCore import QElapsedTimer, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from hipbreak.core.sentences import headline
from hipbreak.core.settings import Settings
from hipbreak.core.view import Face, Status
from hipbreak.ui.menu import MainMenu, Wanted
from hipbreak.ui.tray_icon import PANEL, TEMPLATE, face_icon, quantised
from hipbreak.ui.wishes import Wish

_TRUSTED = 5 * 60 * 1_000  # ms: Qt waits for three D-Bus calls at each look, and a tray seldom goes


class Tray(QObject):
    """Draws a new icon only when it would look different; a click opens the day and answers nothing."""

    wanted = Signal(object)

    def __init__(self, menu: MainMenu, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._menu = menu
        self._found = QElapsedTimer()
        self._placed = False  # the icon has a place on the screen: only then can its loss be seen there
        self._shown: tuple[Face, float] | None = None
        self._on_message: Wanted | None = None
        self._template = QGuiApplication.platformName() == "cocoa"
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self._message_clicked)

    def available(self) -> bool:
        """Whether this desktop has a tray; one on D-Bus that goes is missed five minutes later, any other at once."""
        placed = self._icon.geometry().isValid()
        lost, self._placed = self._placed and not placed, placed
        if self._found.isValid() and not self._found.hasExpired(_TRUSTED) and not lost:
            return True
        self._found.invalidate()
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._found.start()
        return self._found.isValid()

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
        self._on_message = wish
        self._icon.showMessage(title, text, self._icon.icon())

    def hide(self) -> None:
        """Take the icon away, before the app ends."""
        self._icon.hide()

    def _draw(self, face: Face, fill: float) -> None:
        icon = face_icon(face, fill, TEMPLATE if self._template else PANEL)
        if self._template:
            icon.setIsMask(True)
        self._icon.setIcon(icon)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.wanted.emit(Wish.TODAY)

    def _message_clicked(self) -> None:
        wish, self._on_message = self._on_message, None
        if wish is not None:
            self.wanted.emit(wish)
