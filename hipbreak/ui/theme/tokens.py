"""The colours of everything Hipbreak paints, light and dark, with a high-contrast set of each."""

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


_COLOURS = {  # light, dark, high contrast light, high contrast dark
    "paper": ("#FAF8F5", "#14181B", "#FFFFFF", "#000000"),
    "surface": ("#FFFFFF", "#1C2226", "#FFFFFF", "#000000"),
    "line": ("#E7E2DA", "#2C3439", "#9A9FA4", "#646C72"),
    "edge": ("#8A8378", "#7C868C", "#000000", "#FFFFFF"),
    "ink": ("#1F2933", "#E8ECEF", "#000000", "#FFFFFF"),
    "muted": ("#5A6570", "#A5B0B8", "#2B3238", "#D5DCE1"),
    "accent": ("#0F766E", "#5EC8BC", "#00504A", "#7FEADD"),
    "accent_ink": ("#FFFFFF", "#0B1B1A", "#FFFFFF", "#000000"),
    "wash": ("#E3F1EF", "#16302D", "#D5EAE7", "#0C2F2B"),
    "beyond": ("#B93A0B", "#F4A261", "#8A2500", "#FFB77A"),
    "standing": ("#1D4ED8", "#8AB4F8", "#0B2FA0", "#B0CCFF"),
    "away": ("#64748B", "#94A3B8", "#3A4656", "#C3CEDB"),
    "body": ("#F3E7D8", "#2C353B", "#FFFFFF", "#1E2428"),
    "inner": ("#997B5C", "#8E7A62", "#8A6B49", "#A18C70"),
    "far": ("#DCCBB6", "#20272B", "#DDDDDD", "#000000"),
    "outline": ("#3B342D", "#E3DDD3", "#000000", "#FFFFFF"),
    "working": ("#0F766E", "#5EC8BC", "#00504A", "#7FEADD"),
    "hatch": ("#F3E7D8", "#14181B", "#FFFFFF", "#000000"),
    "ground": ("#7D756B", "#8C979E", "#000000", "#FFFFFF"),
    "shadow": ("#E4DDD3", "#0C0F11", "#D0D0D0", "#33393D"),
    "stretch": ("#9A6A00", "#E3B341", "#6B4900", "#FFD666"),
    "band": ("#DCCBB6", "#4B4237", "#DDDDDD", "#4B4237"),
}
LIGHT, DARK, HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK = (
    Tokens(**{name: colours[n] for name, colours in _COLOURS.items()}) for n in range(4)
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
