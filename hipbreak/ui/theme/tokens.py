"""The colours of everything Hipbreak paints, light and dark, with a high-contrast set of each."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication


class Tokens(Struct, frozen=True):
    """Colours as '#RRGGBB': backgrounds, lines, text, accent, states in charts and the ring, and those of the figure.

    `line` separates; `edge` outlines controls; `accent_ink` is text on the accent; `wash` is behind selected rows;
    `beyond` is for sitting beyond the window.
    """

    paper: str
    surface: str
    line: str
    edge: str
    ink: str
    muted: str
    accent: str
    accent_ink: str
    wash: str
    beyond: str
    standing: str
    away: str
    body: str
    inner: str
    far: str
    outline: str
    working: str
    hatch: str
    ground: str
    shadow: str
    stretch: str
    band: str


LIGHT = Tokens(
    paper="#FAF8F5",
    surface="#FFFFFF",
    line="#E7E2DA",
    edge="#8A8378",
    ink="#1F2933",
    muted="#5A6570",
    accent="#0F766E",
    accent_ink="#FFFFFF",
    wash="#E3F1EF",
    beyond="#B93A0B",
    standing="#1D4ED8",
    away="#64748B",
    body="#F3E7D8",
    inner="#997B5C",
    far="#DCCBB6",
    outline="#3B342D",
    working="#0F766E",
    hatch="#F3E7D8",
    ground="#7D756B",
    shadow="#E4DDD3",
    stretch="#9A6A00",
    band="#DCCBB6",
)
DARK = Tokens(
    paper="#14181B",
    surface="#1C2226",
    line="#2C3439",
    edge="#7C868C",
    ink="#E8ECEF",
    muted="#A5B0B8",
    accent="#5EC8BC",
    accent_ink="#0B1B1A",
    wash="#16302D",
    beyond="#F4A261",
    standing="#8AB4F8",
    away="#94A3B8",
    body="#2C353B",
    inner="#8E7A62",
    far="#20272B",
    outline="#E3DDD3",
    working="#5EC8BC",
    hatch="#14181B",
    ground="#8C979E",
    shadow="#0C0F11",
    stretch="#E3B341",
    band="#4B4237",
)
HIGH_CONTRAST_LIGHT = Tokens(
    paper="#FFFFFF",
    surface="#FFFFFF",
    line="#9A9FA4",
    edge="#000000",
    ink="#000000",
    muted="#2B3238",
    accent="#00504A",
    accent_ink="#FFFFFF",
    wash="#D5EAE7",
    beyond="#8A2500",
    standing="#0B2FA0",
    away="#3A4656",
    body="#FFFFFF",
    inner="#8A6B49",
    far="#DDDDDD",
    outline="#000000",
    working="#00504A",
    hatch="#FFFFFF",
    ground="#000000",
    shadow="#D0D0D0",
    stretch="#6B4900",
    band="#DDDDDD",
)
HIGH_CONTRAST_DARK = Tokens(
    paper="#000000",
    surface="#000000",
    line="#646C72",
    edge="#FFFFFF",
    ink="#FFFFFF",
    muted="#D5DCE1",
    accent="#7FEADD",
    accent_ink="#000000",
    wash="#0C2F2B",
    beyond="#FFB77A",
    standing="#B0CCFF",
    away="#C3CEDB",
    body="#1E2428",
    inner="#A18C70",
    far="#000000",
    outline="#FFFFFF",
    working="#7FEADD",
    hatch="#000000",
    ground="#FFFFFF",
    shadow="#33393D",
    stretch="#FFD666",
    band="#4B4237",
)


def tokens_for(dark: bool, high_contrast: bool) -> Tokens:
    """The colours for light or dark and for normal or high contrast."""
    if high_contrast:
        return HIGH_CONTRAST_DARK if dark else HIGH_CONTRAST_LIGHT
    return DARK if dark else LIGHT


def system_tokens() -> Tokens:
    """The colours that the system's settings select now; they change with its palette and style."""
    return tokens_for(_dark(), high_contrast())


def _dark() -> bool:
    scheme = QGuiApplication.styleHints().colorScheme()
    if scheme != Qt.ColorScheme.Unknown:
        return scheme == Qt.ColorScheme.Dark
    palette = QGuiApplication.palette()
    text, window = palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window)
    return window.lightness() < text.lightness()


def high_contrast() -> bool:
    """Whether the system asks for high contrast."""
    return accessibility_hint("contrastPreference") == "HighContrast"


def reduced_motion() -> bool:
    """Whether the platform, or its style, disables animations."""
    from PySide6.QtWidgets import QStyle  # noqa: PLC0415 - its enumerations take 6 ms and 0.3 MB of each start

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return False
    disabled = app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0
    return disabled or accessibility_hint("motionPreference") == "ReducedMotion"


def accessibility_hint(name: str) -> str:
    """The value of an accessibility hint, empty when Qt lacks it: contrast before 6.10, motion before 6.11."""
    accessibility = getattr(QGuiApplication.styleHints(), "accessibility", None)
    hint = getattr(accessibility() if accessibility else None, name, None)
    return str(hint().name) if hint else ""
