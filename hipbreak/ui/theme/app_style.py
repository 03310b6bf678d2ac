"""The style and the palette of the whole application."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from hipbreak.ui.theme.palette import HAS_OWN_STYLE, window_palette
from hipbreak.ui.theme.tokens import Tokens, high_contrast, system_tokens, tokens_for

_KINDS = (
    "QAbstractButton",
    "QAbstractItemView",
    "QCheckBox",
    "QComboBox",
    "QGroupBox",
    "QHeaderView",
    "QLabel",
    "QLineEdit",
    "QMenu",
    "QMessageBoxLabel",
    "QRadioButton",
    "QTabBar",
    "QTextEdit",
    "QToolButton",
)
"""Those for which a platform theme may have a palette of its own."""


class AppStyle(QObject):
    """Created before the first window, and kept: an app in the tray alone needs neither style nor palette."""

    def __init__(self) -> None:
        super().__init__()
        self._dark: bool | None = None
        self._tokens: Tokens | None = None
        self._change = QTimer(self, singleShot=True, interval=0)
        self._change.timeout.connect(self._apply)
        QGuiApplication.styleHints().installEventFilter(self)
        if HAS_OWN_STYLE:
            from hipbreak.ui.theme.flat_style import FlatStyle  # noqa: PLC0415 - not needed elsewhere
            from hipbreak.ui.theme.focus_ring import FocusRing  # noqa: PLC0415

            QApplication.setStyle(FlatStyle())
            self._ring = FocusRing(self)

    def request(self, dark: bool | None, tokens: Tokens | None = None) -> None:
        """Use the dark or the light scheme, None for the desktop's, and its colours or the given ones."""
        self._dark, self._tokens = dark, tokens
        schemes = {None: Qt.ColorScheme.Unknown, False: Qt.ColorScheme.Light, True: Qt.ColorScheme.Dark}
        QGuiApplication.styleHints().setColorScheme(schemes[dark])
        self._apply()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """See a change of the platform theme: it may change colours without a signal of Qt's hint."""
        if event.type() == QEvent.Type.ThemeChange:
            self._change.start()
        return False

    def _apply(self) -> None:
        palette = window_palette(self._tokens or self._chosen_tokens())
        if palette != QApplication.palette():
            QApplication.setPalette(palette)
        if HAS_OWN_STYLE:
            QToolTip.setPalette(palette)
            for kind in _KINDS:
                if QApplication.palette(kind) != palette:  # type: ignore[call-overload]  # not bytes
                    QApplication.setPalette(palette, kind)  # type: ignore[arg-type]  # not bytes

    def _chosen_tokens(self) -> Tokens:
        if self._dark is not None:
            return tokens_for(self._dark, high_contrast())
        if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Unknown:
            QApplication.setPalette(QPalette())  # the desktop's own shows which one it is
        return system_tokens()
