"""A window that stands on the surface of our own drawings, and takes other colours as the system or the person does."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from hipbreak.ui.tokens import Tokens, current


class DressedWindow(QWidget):
    """Subclasses call `set_tokens` once they are built, and say in `dress` what wears the colours."""

    _fixed: Tokens | None = None
    _worn = False

    def dress(self, tokens: Tokens) -> None:
        """Take font and colours anew."""
        raise NotImplementedError

    def set_tokens(self, tokens: Tokens | None) -> None:
        """Take other colours; None to follow the system."""
        self._fixed, self._worn = tokens, True
        self._put_on()

    def changeEvent(self, event: QEvent) -> None:
        """The system's colours, or the font, have changed."""
        theme = event.type() == QEvent.Type.ThemeChange and self._fixed is None
        if self._worn and (theme or event.type() == QEvent.Type.FontChange):
            self._put_on()
        super().changeEvent(event)

    def _put_on(self) -> None:
        tokens = self._fixed or current()
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, tokens.surface)
        palette.setColor(QPalette.ColorRole.WindowText, tokens.ink)
        self.setPalette(palette)
        self.dress(tokens)
