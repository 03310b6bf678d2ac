"""The colours and the motion that the settings ask for."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from hipbreak.core.settings.display_choices import Appearance, Motion
from hipbreak.core.settings.settings import Settings
from hipbreak.ui.theme import tokens
from hipbreak.ui.theme.tokens import Tokens

_SCHEMES = {
    Appearance.SYSTEM: Qt.ColorScheme.Unknown,
    Appearance.LIGHT: Qt.ColorScheme.Light,
    Appearance.DARK: Qt.ColorScheme.Dark,
    Appearance.CONTRAST: Qt.ColorScheme.Unknown,
}


class AppTheme:
    """Reads the settings at each call."""

    def __init__(self, settings: Callable[[], Settings]) -> None:
        self._settings = settings
        self._scheme: Qt.ColorScheme | None = None
        self.apply_color_scheme()

    def tokens(self) -> Tokens | None:
        """The chosen colours; None to follow the system."""
        match self._settings().appearance:
            case Appearance.SYSTEM:
                return None
            case Appearance.CONTRAST:
                return tokens.tokens_for(tokens.system_tokens() in (tokens.DARK, tokens.HIGH_CONTRAST_DARK), True)
            case chosen:
                return tokens.tokens_for(chosen is Appearance.DARK, False)

    def reduced_motion(self) -> bool:
        """Whether to leave out animations."""
        chosen = self._settings().motion
        return tokens.reduced_motion() if chosen is Motion.SYSTEM else chosen is Motion.REDUCED

    def apply_color_scheme(self) -> None:
        """Give native controls the chosen scheme; Qt's own is left alone until another one is chosen."""
        scheme = _SCHEMES[self._settings().appearance]
        if scheme is not self._scheme and (self._scheme is not None or scheme is not Qt.ColorScheme.Unknown):
            from hipbreak.ui.theme.palette import request_colour_scheme

            request_colour_scheme(scheme)
        self._scheme = scheme
