"""The bases of the parts of pages that have fonts or colours of their own."""

from PySide6.QtWidgets import QWidget

from hipbreak.ui.theme.accessible_roles import WithAccessibleRole
from hipbreak.ui.theme.tokens import Tokens, system_tokens


class ThemedPart(QWidget, WithAccessibleRole):
    """A page applies the theme to all of these in it."""

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        raise NotImplementedError


class PaintedWidget(ThemedPart):
    """Paints itself; `tokens` are the colours to paint in: those of the system until a theme is applied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tokens = system_tokens()

    def apply_theme(self, tokens: Tokens) -> None:
        """Paint in these colours."""
        self.tokens = tokens
        self.update()
