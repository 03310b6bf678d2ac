"""The events that other programs are notified of: prompts and breaks, and that the person is away or back."""

from collections.abc import Iterator, Sequence

from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.codec import to_record
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking.state import State
from hipbreak.core.tracking.status import status_of

_FACTS = frozenset(("prompted", "started", "finished", "skipped"))


class Events:
    """Finds them in the engine's updates, in their order."""

    def __init__(self) -> None:
        self._away: bool | None = None

    def of(self, state: State, facts: Sequence[Fact], settings: Settings) -> Iterator[tuple[str, dict[str, object]]]:
        """Each event by name, with the fields of its entry in the log."""
        for fact in facts:
            if fact.name in _FACTS:
                yield fact.name, {key: value for key, value in to_record(fact).items() if key != "fact"}
        before, self._away = self._away, status_of(state, settings).phase == "away"
        if before is not None and before != self._away:
            yield "away" if self._away else "back", {"at": state.at.isoformat()}
