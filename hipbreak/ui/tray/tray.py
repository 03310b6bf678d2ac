"""The icon in the system's tray, with its tooltip, menu and messages."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from hipbreak.core.settings.settings import Settings
from hipbreak.core.text.status import headline
from hipbreak.core.tracking.status import Face, Status
from hipbreak.ui.theme.status_icon import FILLING, PANEL_COLOURS, TEMPLATE_COLOURS, face_icon, quantised
from hipbreak.ui.tray.menu import MainMenu, Request

if TYPE_CHECKING:
    from hipbreak.ui.tray.message_window import MessageWindow

DEMONSTRATION = 5_000  # ms
BREATH, BREATH_FRAME = (0.5, 1.0, 1.0, 0.5, 0.0), 180  # ms
REPEATED_AFTER = 4_000  # ms
"""GNOME's tray extension drops an image that comes while it still converts one, which takes long if it is busy."""


class Tray(QObject):
    """Redraws the icon only when it would look different; `clicked` carries its geometry, empty if not known."""

    requested = Signal(object)
    clicked = Signal(QRect)

    def __init__(
        self,
        menu: MainMenu,
        parent: QObject,
        available: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
        has_balloons: Callable[[], bool] = lambda: True,
        prepare_window: Callable[[], None] = lambda: None,
    ) -> None:
        """`available` returns whether the desktop has a tray; Qt's own answer waits for three D-Bus calls.

        `has_balloons` returns whether messages beside the icon are drawn by Qt. On the session bus they would be
        notifications, which the caller has tried before, and Qt waits 25 s for a server that hangs.
        `prepare_window` is called before a window is created.
        """
        super().__init__(parent)
        self._menu = menu
        self._available, self._has_balloons = available, has_balloons
        self._prepare_window = prepare_window
        self._message_window: MessageWindow | None = None
        self._shown: tuple[Face, float] | None = None
        self.message_request: Request | None = None
        """Sent at a click on the last message."""
        self._template = QGuiApplication.platformName() == "cocoa"
        self._icon = self._create_icon()
        self._repeat = QTimer(self, singleShot=True, interval=REPEATED_AFTER)
        self._repeat.timeout.connect(lambda: self._icon.setIcon(self._icon.icon()))
        self._frames: list[float] = []
        self._breath = QTimer(self, interval=BREATH_FRAME)
        self._breath.timeout.connect(self._breathe_on)

    def available(self) -> bool:
        """Whether the desktop has a tray."""
        return self._available()

    def renew(self) -> None:
        """Replace the icon: on X11 Qt chooses between D-Bus and display when it creates one."""
        if self._shown is None:
            return
        old, self._icon = self._icon, self._create_icon()
        self._icon.setIcon(old.icon())
        self._icon.setToolTip(old.toolTip())
        old.hide()
        self._icon.show()
        old.deleteLater()

    def show_status(self, status: Status, settings: Settings) -> None:
        """Update icon, tooltip and menu; the first call shows the icon, as soon as there is a tray."""
        shown = (status.face, quantised(status.face, status.fill))
        first = self._shown is None
        if shown != self._shown:
            if self._shown is None or self._shown[0] != status.face:
                self._repeat.start()
            self._shown = shown
            self._draw(*shown)
        tooltip = headline(status)
        if tooltip != self._icon.toolTip():
            self._icon.setToolTip(tooltip)
        self._menu.show_status(status, settings)
        if first:
            self._icon.show()

    def opens_window_for_messages(self) -> bool:
        """Whether a message would come in a window of its own."""
        return not self._has_balloons()

    def show_message(self, title: str, text: str, request: Request | None = None) -> None:
        """Show a message; a click on it sends `request`."""
        if not self._has_balloons():
            if self._message_window is None:
                from hipbreak.ui.tray.message_window import MessageWindow  # noqa: PLC0415 - most desktops never show it

                self._prepare_window()
                self._message_window = MessageWindow(self.requested.emit)
            self._message_window.add_message(text, request)
            return
        self.message_request = request
        self._icon.showMessage(title, text, self._icon.icon())

    def demonstrate(self) -> None:
        """Show the face of a due break for some seconds."""
        self._draw(Face.DUE, 1.0)
        QTimer.singleShot(DEMONSTRATION, self, lambda: self._draw(*self._shown) if self._shown else None)

    def breathe(self) -> None:
        """Let the ring swell once, in few images, each of which the panel has to fetch."""
        if self._shown is not None and self._shown[0] in FILLING and not self._breath.isActive():
            self._frames = list(BREATH)
            self._breath.start()

    def _breathe_on(self) -> None:
        swelling = self._frames.pop(0)
        if not self._frames:
            self._breath.stop()
            self._repeat.start()
        if self._shown is not None:
            self._draw(*self._shown, swelling)

    def hide(self) -> None:
        """Hide the icon before the app ends."""
        self._icon.hide()
        if self._message_window is not None:
            self._message_window.close()

    def _create_icon(self) -> QSystemTrayIcon:
        icon = QSystemTrayIcon(self)
        icon.setContextMenu(self._menu)
        icon.activated.connect(self._activated)
        icon.messageClicked.connect(self._message_clicked)
        return icon

    def _draw(self, face: Face, fill: float, swelling: float = 0.0) -> None:
        icon = face_icon(face, fill, TEMPLATE_COLOURS if self._template else PANEL_COLOURS, swelling)
        if self._template:
            icon.setIsMask(True)
        self._icon.setIcon(icon)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.clicked.emit(self._icon.geometry())

    def _message_clicked(self) -> None:
        request, self.message_request = self.message_request, None
        if request is not None:
            self.requested.emit(request)
