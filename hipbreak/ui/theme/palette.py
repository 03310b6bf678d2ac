"""The choice of light or dark for native controls, also on desktops without a platform theme."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from hipbreak.ui.theme.tokens import Tokens, tokens_for

_ROLE = QPalette.ColorRole
_KINDS = ("QWidget", "QAbstractButton", "QAbstractItemView", "QLineEdit", "QMenu", "QTextEdit")
"""Those for which a platform theme may have a palette of its own."""


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
    """Whether Qt's hint and the colours of all kinds of native controls have this scheme."""
    if QGuiApplication.styleHints().colorScheme() != scheme:
        return False
    dark = scheme == Qt.ColorScheme.Dark
    return all(_is_dark(QApplication.palette(kind)) == dark for kind in _KINDS)  # type: ignore[call-overload]  # not bytes


def _is_dark(palette: QPalette) -> bool:
    return palette.color(_ROLE.Base).lightness() < palette.color(_ROLE.Text).lightness()


class ColourScheme(QObject):
    """The scheme of native controls, kept when Qt's platform theme changes its own."""

    def __init__(self) -> None:
        super().__init__()
        self._scheme = Qt.ColorScheme.Unknown
        self._correction = QTimer(self, singleShot=True, interval=0)
        self._correction.timeout.connect(self._apply)
        QGuiApplication.styleHints().installEventFilter(self)

    def request(self, scheme: Qt.ColorScheme) -> None:
        """Make native controls light or dark, or (Unknown) as the desktop is set."""
        self._scheme = scheme
        QGuiApplication.styleHints().setColorScheme(scheme)
        self._apply()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """See a change of the platform theme: it may change colours without a signal of Qt's hint."""
        if event.type() == QEvent.Type.ThemeChange:
            self._correction.start()
        return False

    def _apply(self) -> None:
        """WORKAROUND: without a platform theme (a bare window manager, offscreen) Qt's hint has no effect.

        And with the one for GTK some or all controls stay light (Qt 6.11).
        """
        app, scheme = QApplication.instance(), self._scheme
        if not isinstance(app, QApplication) or (scheme != Qt.ColorScheme.Unknown and shows_colour_scheme(scheme)):
            return
        app.setPalette(QPalette())
        if scheme != Qt.ColorScheme.Unknown and not shows_colour_scheme(scheme):
            app.setPalette(native_palette(tokens_for(scheme == Qt.ColorScheme.Dark, False)))
