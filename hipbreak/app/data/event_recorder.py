"""The log as the engine writes it: troubles come as one sentence, and a damaged file never stops the day."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta

from hipbreak.core.facts.base import Fact
from hipbreak.core.statistics.daily import Day, days_of, running_piece
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.state import LoggedState
from hipbreak.store.event_log.days import days_with, with_running
from hipbreak.store.event_log.errors import LogDamaged, LogError
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import AppPaths

_RECENT = timedelta(days=2)  # no running bout, prompt or pause needs more than the last word about it
_TOLD_IN_FULL = timedelta(days=7)


class EventRecorder:
    """One log, opened for writing; when none can be had, one in memory that ends with the app."""

    def __init__(self, places: AppPaths) -> None:
        self.notes: list[str] = []
        self._lost: str | None = None
        self._failed: str | None = None
        try:
            self._log = EventLog.open(places.log)
        except LogError as error:
            self._forget(error)
        self._take_notes()

    @property
    def trouble(self) -> str | None:
        """One sentence while what happens cannot be kept."""
        return self._lost or self._failed

    def past(self) -> tuple[LoggedState, datetime | None]:
        """The story so far, and the last moment at which the app was alive."""
        try:
            heard = self._log.heard()
            return (LoggedState(), None) if heard is None else (fold(self._log.recent(heard - _RECENT)), heard)
        except LogDamaged:
            self._begin_anew()
            return LoggedState(), None
        except LogError as error:
            self.notes.append(str(error))
            return LoggedState(), None

    def append(self, facts: Sequence[Fact]) -> None:
        """All of them or none; OSError with one sentence when they cannot be kept now."""
        try:
            self._log.append(facts)
            self._failed = None
        except LogDamaged:
            self._begin_anew()
            self.append(facts)
        except LogError as error:
            self._failed = str(error)
            raise OSError(str(error)) from error

    def beat(self, at: datetime) -> None:
        """The app is alive."""
        try:
            self._log.beat(at)
            self._failed = None
        except LogDamaged:
            self._begin_anew()
        except LogError as error:
            self._failed = str(error)
            raise OSError(str(error)) from error

    def programme(self) -> list[Fact]:
        """Everything of the programme, in the order of the log."""
        try:
            return self._log.programme()
        except LogError as error:
            self.notes.append(str(error))
            return []

    def days(self, story: LoggedState, now: datetime, count: int) -> list[Day]:
        """The last `count` days, today included, with the piece that is running."""
        return self.range(story, now, now.date() - timedelta(days=count - 1), now.date())

    def range(self, story: LoggedState, now: datetime, first: date, last: date) -> list[Day]:
        """Every day of the range, with the piece that is running; in a long one prompts are only counted."""
        running = running_piece(story, now)
        try:
            return days_with(self._log, first, last, running, in_full=last - first <= _TOLD_IN_FULL)
        except LogError as error:
            self.notes.append(str(error))
            return days_of(with_running([], running, first, last), first, last)

    def tidy(self) -> None:
        """Nobody looks: the moment to wait for the disk."""
        try:
            self._log.tidy()
        except LogError as error:
            self.notes.append(str(error))

    def spare(self) -> None:
        """Nobody looks at the past any more: give back the memory that it took."""
        with suppress(LogError):
            self._log.spare()

    def close(self) -> None:
        self._log.close()

    def _begin_anew(self) -> None:
        try:
            self._log.reopen()
        except LogError as error:
            self._forget(error)
        self._take_notes()

    def _forget(self, why: LogError) -> None:
        self._lost = str(why)
        self.notes.append(f"{why} What happens now is kept only until Hipbreak ends.")
        self._log = EventLog.in_memory()

    def _take_notes(self) -> None:
        self.notes += self._log.notes
        self._log.notes.clear()
