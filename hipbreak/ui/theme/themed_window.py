"""The base classes of top-level windows."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QWidget

from hipbreak.ui.theme.tokens import Tokens, system_tokens
from hipbreak.ui.theme.widget_colours import set_paper_background, set_surface_background

# Qt 6 sends windows none of the application's own changes.
_THEME_CHANGES = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.ThemeChange)


def bring_to_front(window: QWidget) -> None:
    """Show the window above others, with the focus."""
    window.show()
    window.raise_()
    window.activateWindow()


class ThemedWindow(QWidget):
    """A window whose colours are given, or else follow the system.

    Subclasses implement `apply_theme`, and call `reapply_theme` at the end of their constructor.
    """

    def __init__(
        self,
        tokens: Tokens | None = None,
        parent: QWidget | None = None,
        flags: Qt.WindowType = Qt.WindowType.Widget,
    ) -> None:
        """`tokens` are None to follow the system."""
        super().__init__(parent, flags)
        self._fixed_tokens = tokens
        self._applied = False

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        return self._fixed_tokens or system_tokens()

    def set_tokens(self, tokens: Tokens | None) -> None:
        """Use these colours; None to follow the system."""
        self._fixed_tokens = tokens
        self.reapply_theme()

    def reapply_theme(self) -> None:
        """Apply the theme again, as after a change or when widgets were added."""
        self._applied = False  # our own change of the palette is not one of the system's
        self.apply_background(self.tokens)
        self.apply_theme(self.tokens)
        self._applied = True

    def apply_background(self, tokens: Tokens) -> None:
        """Set the palette of the window itself."""
        set_surface_background(self, tokens)

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


class PersistentWindow(QWidget):
    """A window that closes with Esc, and whose geometry is kept by its owner."""

    def geometry_bytes(self) -> bytes:
        """Position and size, for `restore_geometry_bytes`."""
        return bytes(self.saveGeometry().data())

    def restore_geometry_bytes(self, geometry: bytes) -> bool:
        """Restore position and size; False when the bytes are unusable."""
        return self.restoreGeometry(geometry)

    def set_initial_size(self, width: int, height: int) -> None:
        """Set the size of the first opening, limited by the screen."""
        available = self.screen().availableSize()
        self.resize(min(width, available.width() - 32), min(height, available.height() - 64))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)


class PaperWindow(ThemedWindow, PersistentWindow):
    """A window of text and controls on the paper colour; closes with Esc and keeps its geometry."""

    def apply_background(self, tokens: Tokens) -> None:
        set_paper_background(self, tokens)
