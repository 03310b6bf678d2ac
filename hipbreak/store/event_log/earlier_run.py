"""The end of a run whose log could not be read when the next one began."""

from collections.abc import Iterable
from datetime import datetime

from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.tracking_facts import Began, Sat
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.reducer import step
from hipbreak.core.tracking.state import State


def end_of_run(recent: Iterable[Fact], last_alive: datetime, next_start: datetime) -> list[Fact]:
    """The facts with which the next run would have ended it."""
    state = State(min(next_start, last_alive), logged=fold(recent))
    _, facts = step(state, inputs.Launch(last_alive), next_start, Settings())
    return [fact for fact in facts if not isinstance(fact, Began | Sat)]
