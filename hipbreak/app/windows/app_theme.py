"""The colours, the size of texts and the motion that the settings, or else the desktop, ask for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QIcon, QPixmapCache
from PySide6.QtWidgets import QApplication

from hipbreak.core.identity import APP_ID
from hipbreak.core.settings.display_choices import Appearance, Motion
from hipbreak.core.settings.settings import Settings
from hipbreak.store.assets import asset

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from hipbreak.ui.theme.app_style import AppStyle
    from hipbreak.ui.theme.tokens import Tokens

_CACHE_KB = 10_240  # the default of Qt
_OWN_SCHEMES = (Appearance.LIGHT, Appearance.DARK)


class AppTheme:
    """Reads the settings at each call."""

    def __init__(self, settings: Callable[[], Settings]) -> None:
        self._settings = settings
        self._style: AppStyle | None = None
        self._desktop_dark: bool | None = None
        self._unscaled_font: QFont | None = None
        self._text_scale = 1.0

    def tokens(self) -> "Tokens | None":
        """The chosen colours; None to follow the system."""
        from hipbreak.ui.theme import tokens

        match self._settings().appearance:
            case Appearance.SYSTEM:
                return None
            case Appearance.CONTRAST:
                return tokens.tokens_for(tokens.system_tokens() in (tokens.DARK, tokens.HIGH_CONTRAST_DARK), True)
            case chosen:
                return tokens.tokens_for(chosen is Appearance.DARK, False)

    def reduced_motion(self) -> bool:
        """Whether to leave out animations."""
        from hipbreak.ui.theme import tokens

        chosen = self._settings().motion
        return tokens.reduced_motion() if chosen is Motion.SYSTEM else chosen is Motion.REDUCED

    def follow_desktop(self, dark: bool | None, text_scale: float) -> None:
        """Use the desktop's settings that Qt does not read: its style, None if unknown, and the scale of texts."""
        if dark is not None:
            self._desktop_dark = dark
        self.apply()
        if QGuiApplication.platformName().startswith("wayland"):  # on X11 Qt scales everything with the texts
            self._scale_texts(text_scale)

    def prepare(self) -> None:
        """Create icon and style of windows and menus before the first of them is shown; let Qt cache their pictures."""
        QPixmapCache.setCacheLimit(_CACHE_KB)
        if self._style is None:
            from hipbreak.ui.theme.accessible_roles import install_accessible_roles
            from hipbreak.ui.theme.app_style import AppStyle

            install_accessible_roles()
            # Not every window manager looks for the icon in the desktop file.
            QApplication.setWindowIcon(_app_icon())
            self._style = AppStyle()
            self.apply()
            if self._unscaled_font is not None:
                # A new style brings the fonts of the platform's theme back.
                QApplication.setFont(self._unscaled_font)
                self._scale_texts(self._text_scale)

    def apply(self) -> None:
        """Use the colours that are chosen now."""
        if self._style is not None:
            chosen = self._settings().appearance
            dark = chosen is Appearance.DARK if chosen in _OWN_SCHEMES else self._desktop_dark
            self._style.request(dark, self.tokens())

    def _scale_texts(self, factor: float) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication) or (self._unscaled_font is None and factor == 1.0):
            return
        from hipbreak.ui.theme.fonts import scaled

        self._text_scale = factor
        if self._unscaled_font is None:
            self._unscaled_font = app.font()
        app.setFont(scaled(self._unscaled_font, factor))


def _app_icon() -> QIcon:
    icon = QIcon()
    for side in (48, 128):
        icon.addFile(str(asset(f"icons/hicolor/{side}x{side}/apps/{APP_ID}.png")))
    return icon
