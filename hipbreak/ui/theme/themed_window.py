"""A window that stands on a ground of our own, and takes other colours as the system or the person does."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from hipbreak.ui.theme.backgrounds import RESTYLED, lay_paper, lay_surface
from hipbreak.ui.theme.persistent_window import PersistentWindow
from hipbreak.ui.theme.tokens import Tokens, current


class ThemedWindow(QWidget):
    """Subclasses call `set_tokens` once they are built, and say in `dress` what wears the colours."""

    given: Tokens | None = None
    """None to follow the system."""
    _worn = False

    @property
    def tokens(self) -> Tokens:
        """The colours as they are now."""
        return self.given or current()

    def dress(self, tokens: Tokens) -> None:
        """Take font and colours anew."""
        raise NotImplementedError

    def lay_ground(self, tokens: Tokens) -> None:
        """What is below everything."""
        lay_surface(self, tokens)

    def set_tokens(self, tokens: Tokens | None) -> None:
        """Take other colours; None to follow the system."""
        self.given = tokens
        self.put_on()

    def put_on(self) -> None:
        """Dress once more: something has been added."""
        self._worn = False  # a palette of our own is no change of the system's
        self.lay_ground(self.tokens)
        self.dress(self.tokens)
        self._worn = True

    def changeEvent(self, event: QEvent) -> None:
        """The system's colours, or the font, have changed."""
        if self._worn and event.type() in RESTYLED:
            self._worn = False
            self.setPalette(QPalette())
            self.put_on()
        super().changeEvent(event)


class PaperWindow(ThemedWindow, PersistentWindow):
    """One that is read rather than watched: paper below, Esc closes it, and its place is kept."""

    def lay_ground(self, tokens: Tokens) -> None:
        lay_paper(self, tokens)
