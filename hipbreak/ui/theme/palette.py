"""The colours of windows and of the controls inside."""

import sys

from PySide6.QtGui import QColor, QPalette

from hipbreak.ui.theme.tokens import Tokens

HAS_OWN_STYLE = sys.platform not in ("darwin", "win32")
"""Whether `FlatStyle` paints the controls; elsewhere the platform's own style and colours of controls stay."""
_ROLE = QPalette.ColorRole
INK, MUTED, ACCENT = _ROLE.WindowText, _ROLE.PlaceholderText, _ROLE.Link
"""The colours of texts, for `QWidget.setForegroundRole`."""
EDGE, LINE, WASH, ACCENT_INK = _ROLE.Mid, _ROLE.Midlight, _ROLE.Light, _ROLE.BrightText
"""The roles of tokens whose name no role of Qt has."""


def window_palette(tokens: Tokens) -> QPalette:
    """A palette in these colours, for a window or for the application."""
    palette = QPalette()
    for role, colour in (
        (_ROLE.Window, tokens.paper),
        (_ROLE.Base, tokens.surface),
        (INK, tokens.ink),
        (MUTED, tokens.muted),
        (ACCENT, tokens.accent),
    ):
        palette.setColor(role, QColor(colour))
    if HAS_OWN_STYLE:
        _add_controls(palette, tokens)
    return palette


def _add_controls(palette: QPalette, tokens: Tokens) -> None:
    for role, colour in (
        (_ROLE.AlternateBase, tokens.paper),
        (_ROLE.Button, tokens.surface),
        (_ROLE.Text, tokens.ink),
        (_ROLE.ButtonText, tokens.ink),
        (_ROLE.ToolTipBase, tokens.surface),
        (_ROLE.ToolTipText, tokens.ink),
        (_ROLE.Accent, tokens.accent),
        (_ROLE.Highlight, tokens.accent),
        (_ROLE.HighlightedText, tokens.accent_ink),
        (_ROLE.LinkVisited, tokens.accent),
        (ACCENT_INK, tokens.accent_ink),
        (WASH, tokens.wash),
        (LINE, tokens.line),
        (EDGE, tokens.edge),
        (_ROLE.Dark, tokens.edge),
        (_ROLE.Shadow, tokens.edge),
    ):
        palette.setColor(role, QColor(colour))
    for role in (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    for role, colour in ((EDGE, tokens.line), (_ROLE.Accent, tokens.line), (ACCENT_INK, tokens.muted)):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colour))
