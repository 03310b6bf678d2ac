"""The base classes of top-level windows, and how a window is brought to the front."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent, QPalette
from PySide6.QtWidgets import QWidget

from hipbreak.ui.theme.accessible_roles import WithAccessibleRole
from hipbreak.ui.theme.palette import window_palette
from hipbreak.ui.theme.tokens import Tokens, system_tokens

# Qt 6 sends windows none of the application's own changes.
_THEME_CHANGES = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.ThemeChange)


_EVENT_MS = 50  # for an event of the X server to arrive


def bring_to_front(window: QWidget) -> None:
    """Show the window in front of others and with the focus, also if it is minimised."""
    handle = window.windowHandle()
    if handle is None or not window.isVisible() or QGuiApplication.platformName() != "xcb":
        _raise(window)
        return
    # WORKAROUND: GNOME refuses the focus to a request that is older than the last input elsewhere, and Qt dates its
    # requests by the last event of its own. A property that is written, even if nothing changes, makes a new event.
    handle.setTitle(handle.title())
    QTimer.singleShot(_EVENT_MS, window, lambda: _raise(window) if window.isVisible() else None)


def _raise(window: QWidget) -> None:
    if window.isMinimized():
        if QGuiApplication.platformName().startswith("wayland"):
            window.hide()  # compositors ignore a request to restore a minimised window
        window.showNormal()
    window.show()
    window.raise_()
    window.activateWindow()


class ThemedWindow(QWidget, WithAccessibleRole):
    """A window whose colours are given, or else follow the system.

    Subclasses implement `apply_theme`, and call `reapply_theme` at the end of their constructor.
    """

    def __init__(self, tokens: Tokens | None = None, flags: Qt.WindowType = Qt.WindowType.Widget) -> None:
        """`tokens` are None to follow the system."""
        super().__init__(None, flags)
        self._fixed_tokens = tokens
        self._applied = False

    @property
    def accessible_role(self) -> QAccessible.Role | None:
        """That of a window, unless it is part of one."""
        return QAccessible.Role.Window if self.isWindow() else None

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        return self._fixed_tokens or system_tokens()

    def set_tokens(self, tokens: Tokens | None) -> None:
        """Use these colours; None to follow the system."""
        self._fixed_tokens = tokens
        if tokens is None:
            self._applied = False
            self.setPalette(QPalette())  # that of the application
        self.reapply_theme()

    def reapply_theme(self) -> None:
        """Apply the theme again, as after a change or when widgets were added."""
        self._applied = False  # the change of the palette made here is not one of the system's
        if self._fixed_tokens is not None:
            self.setPalette(window_palette(self._fixed_tokens))
        self.apply_theme(self.tokens)
        self._applied = True

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours to the widgets inside."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        """Follow the system's colours and font."""
        if self._applied and event.type() in _THEME_CHANGES:
            self._applied = False
            self.setPalette(QPalette())
            self.reapply_theme()
        super().changeEvent(event)


class SurfaceWindow(ThemedWindow):
    """A window on the ground of the drawings."""

    def __init__(self, tokens: Tokens | None = None, flags: Qt.WindowType = Qt.WindowType.Widget) -> None:
        super().__init__(tokens, flags)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)  # else a window is filled with its own role


class PersistentWindow(QWidget):
    """A window that closes with Esc, and whose geometry its owner saves."""

    def set_initial_size(self, width: int, height: int, least: tuple[int, int] = (0, 0)) -> None:
        """Set the size of the first opening in heights of a line, at least these pixels, limited by the screen."""
        unit, available = self.fontMetrics().height(), self.screen().availableSize()
        width, height = max(width * unit, least[0]), max(height * unit, least[1])
        self.resize(min(width, available.width() - 32), min(height, available.height() - 64))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)


class PaperView(ThemedWindow):
    """A window, or a page of one, of text and controls."""

    def initial_focus(self) -> QWidget:
        """The widget that has the focus when the page opens."""
        return self


class PaperWindow(PaperView, PersistentWindow):
    """A window of text and controls; closes with Esc and keeps its geometry."""
