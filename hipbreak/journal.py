"""The log as the engine writes it: troubles come as one sentence, and a damaged file never stops the day."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hipbreak.core.facts import Fact
from hipbreak.core.state import Story
from hipbreak.core.statistics import Day, days_of, running_piece
from hipbreak.core.story import fold
from hipbreak.store.log import Log
from hipbreak.store.log_errors import LogDamaged, LogError
from hipbreak.store.places import Places

_RECENT = timedelta(days=2)  # no running bout, prompt or pause needs more than the last word about it


class Journal:
    """One log, opened for writing; when none can be had, one in memory that ends with the app."""

    def __init__(self, places: Places) -> None:
        self.notes: list[str] = []
        try:
            self._log = Log.open(places.log)
        except LogError as error:
            self.notes.append(f"{error} What happens now is kept only until Hipbreak ends.")
            self._log = Log.in_memory()
        self._take_notes()

    def past(self) -> tuple[Story, datetime | None]:
        """The story so far, and the last moment at which the app was alive."""
        try:
            heard = self._log.heard()
            return (Story(), None) if heard is None else (fold(self._log.recent(heard - _RECENT)), heard)
        except LogDamaged:
            self._begin_anew()
            return Story(), None
        except LogError as error:
            self.notes.append(str(error))
            return Story(), None

    def append(self, facts: Sequence[Fact]) -> None:
        """All of them or none; OSError with one sentence when they cannot be kept now."""
        try:
            self._log.append(facts)
        except LogDamaged:
            self._begin_anew()
            self.append(facts)
        except LogError as error:
            raise OSError(str(error)) from error

    def beat(self, at: datetime) -> None:
        """The app is alive."""
        try:
            self._log.beat(at)
        except LogDamaged:
            self._begin_anew()
        except LogError as error:
            raise OSError(str(error)) from error

    def days(self, story: Story, now: datetime, count: int) -> list[Day]:
        """The last `count` days, today included, with the piece that is running."""
        first = now - timedelta(days=count)
        running = running_piece(story, now)
        try:
            facts = self._log.between(first, now + timedelta(days=1))
        except LogError as error:
            self.notes.append(str(error))
            facts = []
        return days_of([*facts, *([running] if running else [])], (first + timedelta(days=1)).date(), now.date())

    def tidy(self) -> None:
        """Nobody looks: the moment to wait for the disk."""
        try:
            self._log.tidy()
        except LogError as error:
            self.notes.append(str(error))

    def close(self) -> None:
        self._log.close()

    def _begin_anew(self) -> None:
        try:
            self._log.reopen()
        except LogError as error:
            self.notes.append(f"{error} What happens now is kept only until Hipbreak ends.")
            self._log = Log.in_memory()
        self._take_notes()

    def _take_notes(self) -> None:
        self.notes += self._log.notes
        self._log.notes.clear()
