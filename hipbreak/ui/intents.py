"""Requests from windows that are no commands of the engine."""

from collections.abc import Callable
from enum import Enum

from msgspec import Struct


class Intent(Enum):
    """Windows to open, data operations, and quitting; all other requests are `core.tracking.inputs.Command`s."""

    NOW = "now"
    TRENDS = "trends"
    PROGRAMME = "programme"
    LEARN = "learn"
    SETTINGS = "settings"
    SESSION = "today's session"
    HEALTH_SCREENING = "health screening"
    SELF_TEST = "self-test"
    LOG_BREAK = "log break"
    EXPORT = "export"
    IMPORT = "import"
    DELETE = "delete"
    RESTORE = "restore a copy"
    REPORT = "report"
    ADD_ROUTINE = "add a routine"
    HISTORY = "time before"
    QUIT = "quit"


PAGES = (Intent.NOW, Intent.TRENDS, Intent.PROGRAMME, Intent.LEARN, Intent.SETTINGS)
"""The pages that `hipbreak open PAGE` and Ctrl+1 to Ctrl+5 show, in this order."""


DATA_INTENTS = frozenset((Intent.REPORT, Intent.EXPORT, Intent.IMPORT, Intent.HISTORY, Intent.DELETE, Intent.RESTORE))
"""What is done with the log as a whole."""


class OpenRoutine(Struct, frozen=True):
    """Open the routine of this name."""

    name: str


class RoutineAction(Enum):
    """What can be done with a routine of the person's own, besides opening it."""

    EDIT = "edit"
    PACK = "pack"
    REMOVE = "remove"


class ChangeRoutine(Struct, frozen=True):
    """Change the person's own routine of this name."""

    name: str
    action: RoutineAction


class ReportPain(Struct, frozen=True):
    """Pain was reported at this `move` of a routine, which is paused; `at` is the moment as text.

    `stop` ends what is paused; `go_on` continues it, if the report was a mistake.
    """

    routine: str
    move: str
    at: str
    stop: Callable[[], object]
    go_on: Callable[[], object]
