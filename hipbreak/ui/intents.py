"""What the person may want that is not a word to the engine."""

from dataclasses import dataclass
from enum import Enum


class Intent(Enum):
    """Windows to open, and the way out; everything else is a `core.inputs.Command`."""

    TODAY = "today"
    SETTINGS = "settings"
    PROGRAMME = "programme"
    SESSION = "today's session"
    GATE = "the questions before the first routine"
    SELF_TEST = "self-test"
    LOG_BREAK = "log break"
    EXPORT = "export"
    IMPORT = "import"
    DELETE = "delete"
    DISMISS = "dismiss the question"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class OpenRoutine:
    """Open the routine of this name."""

    name: str


@dataclass(frozen=True, slots=True)
class ReportPain:
    """Something hurt at this `move` of a routine; `at` names the moment for people. It has been stopped already."""

    routine: str
    move: str
    at: str
