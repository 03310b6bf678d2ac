"""The ways in which prompts and pictures may be shown."""

from enum import Enum


class LanguageCode(str):
    """A language like `de` or `pt_BR`, or `system` for that of the desktop."""


class PromptsAs(Enum):
    """What comes up when a break is offered; the tray shows it in any case."""

    CARD = "card"
    NOTIFICATION = "notification"
    BOTH = "both"

    @property
    def notifies(self) -> bool:
        """Whether a notification is part of it."""
        return self is not PromptsAs.CARD


class CardScreen(Enum):
    """On which screen the card comes up."""

    POINTER = "pointer"
    PRIMARY = "primary"
    ALL = "all"


class DisplayPlatform(Enum):
    """On which of Qt's platforms windows are opened in a Wayland session."""

    AUTO = "auto"
    XCB = "xcb"
    WAYLAND = "wayland"


class Appearance(Enum):
    """Which colours Hipbreak's drawings take."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "high-contrast"


class Motion(Enum):
    """Whether the figure moves."""

    SYSTEM = "system"
    FULL = "full"
    REDUCED = "reduced"
