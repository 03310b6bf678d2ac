"""What the person may want that is not a word to the engine."""

from enum import Enum


class Wish(Enum):
    """Windows to open, and the way out; everything else is a `core.inputs.Command`."""

    TODAY = "today"
    SETTINGS = "settings"
    LOG_BREAK = "log break"
    DISMISS = "dismiss the question"
    QUIT = "quit"
