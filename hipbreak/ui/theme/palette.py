"""The choice of light or dark for native controls, also on desktops without a platform theme."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from hipbreak.ui.theme.tokens import Tokens, tokens_for

_ROLE = QPalette.ColorRole


def native_palette(tokens: Tokens) -> QPalette:
    """A palette of backgrounds, text and buttons in these colours; Qt derives bevels and shadows from the button."""
    dark = QColor(tokens.surface).lightnessF() < 0.5
    button = QColor(tokens.surface).lighter(150) if dark else QColor(tokens.paper).darker(104)
    palette = QPalette(button, QColor(tokens.surface))
    ink, muted = QColor(tokens.ink), QColor(tokens.muted)
    for role in (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText, _ROLE.ToolTipText):
        palette.setColor(role, ink)
        palette.setColor(QPalette.ColorGroup.Disabled, role, muted)
    for role, colour in (
        (_ROLE.Window, tokens.surface),
        (_ROLE.Base, tokens.surface),
        (_ROLE.AlternateBase, tokens.paper),
        (_ROLE.ToolTipBase, tokens.paper),
        (_ROLE.Highlight, tokens.accent),
        (_ROLE.Link, tokens.accent),
        (_ROLE.HighlightedText, tokens.surface),
        (_ROLE.PlaceholderText, tokens.muted),
    ):
        palette.setColor(role, QColor(colour))
    return palette


def shows_colour_scheme(scheme: Qt.ColorScheme) -> bool:
    """Whether both Qt's hint and the colours of native controls have this scheme."""
    palette = QGuiApplication.palette()
    dark = palette.color(_ROLE.Window).lightness() < palette.color(_ROLE.WindowText).lightness()
    return QGuiApplication.styleHints().colorScheme() == scheme and dark == (scheme == Qt.ColorScheme.Dark)


def request_colour_scheme(scheme: Qt.ColorScheme) -> None:
    """Make native controls light or dark, or (Unknown) as the desktop is set."""
    QGuiApplication.styleHints().setColorScheme(scheme)
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    app.setPalette(QPalette())
    # WORKAROUND: without a platform theme (a bare window manager, offscreen) the first call above has no effect, and
    # with the one for GTK the palette stays light (Qt 6.11).
    if scheme != Qt.ColorScheme.Unknown and not shows_colour_scheme(scheme):
        app.setPalette(native_palette(tokens_for(scheme == Qt.ColorScheme.Dark, False)))
