"""The log as the engine writes it: errors become one sentence, and a damaged file is replaced."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta

from hipbreak.core.facts.base import Fact
from hipbreak.core.statistics.daily import Day, days_of, running_piece
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.state import LoggedState
from hipbreak.store.event_log.days import days_including, with_running
from hipbreak.store.event_log.errors import LogDamaged, LogError
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import AppPaths

_RECENT = timedelta(days=2)  # enough for the running bout, prompt and pause
_IN_FULL = timedelta(days=7)


class EventRecorder:
    """Opens the log for writing; if that fails, one in memory that ends with the app."""

    def __init__(self, paths: AppPaths) -> None:
        self.notes: list[str] = []
        self._lost: str | None = None
        self._failed: str | None = None
        try:
            self._log = EventLog.open(paths.log)
        except LogError as error:
            self._use_memory(error)
        self._take_notes()

    @property
    def trouble(self) -> str | None:
        """One sentence while facts cannot be written."""
        return self._lost or self._failed

    def past(self) -> tuple[LoggedState, datetime | None]:
        """The logged state, and the last moment at which the app was alive."""
        try:
            last_seen = self._log.last_alive()
            state = LoggedState() if last_seen is None else fold(self._log.recent(last_seen - _RECENT))
            return state, last_seen
        except LogDamaged:
            self._reopen()
            return LoggedState(), None
        except LogError as error:
            self.notes.append(str(error))
            return LoggedState(), None

    def append(self, facts: Sequence[Fact]) -> None:
        """Write all facts or none; OSError with one sentence when that fails."""
        try:
            self._log.append(facts)
            self._failed = None
        except LogDamaged:
            self._reopen()
            self.append(facts)
        except LogError as error:
            self._failed = str(error)
            raise OSError(str(error)) from error

    def beat(self, at: datetime) -> None:
        """Write that the app is alive; OSError with one sentence when that fails."""
        try:
            self._log.beat(at)
            self._failed = None
        except LogDamaged:
            self._reopen()
        except LogError as error:
            self._failed = str(error)
            raise OSError(str(error)) from error

    def programme(self) -> list[Fact]:
        """The programme's facts, in the order of the log."""
        try:
            return self._log.programme()
        except LogError as error:
            self.notes.append(str(error))
            return []

    def days(self, logged: LoggedState, now: datetime, count: int) -> list[Day]:
        """The last `count` days up to today, with the running interval."""
        return self.range(logged, now, now.date() - timedelta(days=count - 1), now.date())

    def range(self, logged: LoggedState, now: datetime, first: date, last: date) -> list[Day]:
        """Every day of the range, with the running interval; in a long range prompts are only counted."""
        running = running_piece(logged, now)
        try:
            return days_including(self._log, first, last, running, in_full=last - first <= _IN_FULL)
        except LogError as error:
            self.notes.append(str(error))
            return days_of(with_running([], running, first, last), first, last)

    def checkpoint(self) -> None:
        """Flush the log to disk, which may take a moment: for when the person is away."""
        try:
            self._log.checkpoint()
        except LogError as error:
            self.notes.append(str(error))

    def release_memory(self) -> None:
        """Free what was read of past days."""
        with suppress(LogError):
            self._log.release_memory()

    def close(self) -> None:
        """Close the log."""
        self._log.close()

    def _reopen(self) -> None:
        try:
            self._log.reopen()
        except LogError as error:
            self._use_memory(error)
        self._take_notes()

    def _use_memory(self, why: LogError) -> None:
        self._lost = str(why)
        self.notes.append(f"{why} What happens now is kept only until Hipbreak ends.")
        self._log = EventLog.in_memory()

    def _take_notes(self) -> None:
        self.notes += self._log.notes
        self._log.notes.clear()
