"""Writes facts to the log, or holds them, in order, until it can be written (decision 0037)."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.facts.programme_facts import ProgrammeFact
from hipbreak.core.facts.tracking_facts import Corrected
from hipbreak.core.text import log as log_text
from hipbreak.core.text.messages import another_writer
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.state import LoggedState
from hipbreak.store.event_log.clock_check import looks_wrong
from hipbreak.store.event_log.database import LOCK_TIMEOUT_S
from hipbreak.store.event_log.errors import LogDamaged, LogError, LogReplaced, LogUnavailable
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.held_facts import (
    HeldFacts,
    append_held,
    complete_held,
    decode,
    encode,
    held_path,
    read_held,
)
from hipbreak.store.event_log.rows import Entry
from hipbreak.store.paths import AppPaths

if TYPE_CHECKING:
    from hipbreak.core.statistics.before_after import BeforeAfter
    from hipbreak.core.statistics.daily import Day
    from hipbreak.store.event_log.clock_correction import ClockCorrection
    from hipbreak.store.event_log.days import DayLog

    Merge = Callable[[EventLog, Interval | None], DayLog | None]

_RECENT = timedelta(days=2)  # enough for the running bout, prompt and pause
_RECENT_KEPT = 256 * 1024  # bytes, about ten working days; then what is older than two days is dropped
_IN_FULL = timedelta(days=7)
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=1), timedelta(seconds=30)  # between two attempts
_REPAIRS = 2  # a log that was replaced by a damaged one needs two

_Result = TypeVar("_Result")

Schedule = Callable[[timedelta, Callable[[], None]], None]


class EventRecorder:
    """The log of the running app. Facts are held while it cannot be opened or written, and written as soon as it can.

    Held facts are also appended to a file beside the log, so that a kill does not lose them. The facts that the current
    state follows from stay in memory, so that a log which is removed while the app runs can be created again with them.
    """

    def __init__(
        self,
        paths: AppPaths,
        schedule: Schedule = lambda _delay, _call: None,
        on_note: Callable[[], None] = lambda: None,
        on_past: Callable[[], None] = lambda: None,
        may_write: Callable[[], bool] = lambda: True,
        quit_wait_s: float = 3.0,
        merge: "Merge" = lambda _log, _running: None,
    ) -> None:
        """`schedule` calls once after a delay, replacing the call before; without it facts and beats are the attempts.

        `on_note` is called when `notes` has a new one. `on_past` is called when the log of earlier runs can be read at
        last: `past` has changed. `may_write` returns whether no other process writes to the log meanwhile. `close`
        waits `quit_wait_s` for another program that has locked the log. `merge` returns the log with those of other
        machines, given what runs; None without any.
        """
        self.notes: list[str] = []
        """Sentences for the person."""
        self._path, self._schedule, self._on_note, self._on_past = paths.log, schedule, on_note, on_past
        self._may_write, self._merge = may_write, merge
        self._quit_wait_s = quit_wait_s
        self.problem: str | None = None
        """One sentence while facts cannot be written."""
        self._is_problem_noted = False
        self._pause = _FIRST_PAUSE
        self._failed_at: datetime | None = None
        self._held: list[Entry] = []
        self._past: list[Entry] = []  # the entries of `past`
        self._since = bytearray()  # those since then, encoded: a tenth of the memory
        self._alive: datetime | None = None
        self._clock_estimate: ClockCorrection | None = None
        self._reentered = 0  # of the held facts: those that another log had
        self._is_replaced = self._lacks_past = False
        self._is_open, self._needs_reopening = True, False
        try:
            self._log = EventLog.open(paths.log)
        except LogError as error:
            self._log = self._open_substitute()
            self._begin_problem(error)
            self._note_problem()
        self._take_notes()

    def _open_substitute(self) -> EventLog:
        """The log for reading, or an empty one; with what an earlier run has left in the file beside it."""
        self._is_open = False
        with suppress(OSError):
            held = read_held(self._path)
            self._held, self._alive, self._lacks_past = held.entries, held.alive, held.lacks_past
        try:
            return EventLog.read(self._path)
        except LogError:
            self._lacks_past = True
            return EventLog.in_memory()

    @property
    def not_kept(self) -> str | None:
        """One sentence while facts are held."""
        return log_text.not_kept(self.problem) if self.problem is not None and self._held else None

    # Writing

    def append(self, facts: Sequence[Fact]) -> None:
        """Write these facts, or hold them."""
        self._held += (new := self._log.identify(facts))
        self._alive = facts[-1].at
        self._write(new)

    def beat(self, at: datetime) -> bool:
        """Write that the app is alive; after a failure not before a pause. Whether it was written."""
        known, self._alive = self._alive, at
        if self.problem is None and known == at and not self._held:
            return True  # written with the facts of the same moment
        if self._failed_at is not None and timedelta(0) <= at - self._failed_at < self._pause:
            return False
        return self._write([])

    def check(self) -> str | None:
        """Write that the app is alive, unless that failed last; return `problem`."""
        if self.problem is None:
            self._write([])
        return self.problem

    def _retry(self) -> None:
        if self.problem is not None:
            self._write([])

    def _write(self, new: Sequence[Entry], wait_s: float = LOCK_TIMEOUT_S) -> bool:
        why: LogError | None = None
        for _ in range(_REPAIRS + 1):
            try:
                if isinstance(why, LogReplaced):
                    self._hold_recent()
                entered = self._open(wait_s)
                held = HeldFacts(self._held, self._alive, self._lacks_past)
                entered += self._log.add_held(held) if self._lacks_past else self._log.add(self._held, self._alive)
            except (LogReplaced, LogDamaged) as error:
                why, self._needs_reopening = error, True
            except LogError as error:
                why = error
                break
            else:
                self._end_problem(entered)
                return True
        assert why is not None, "else it has returned"
        self._hold(new, why)
        return False

    def _hold_recent(self) -> None:
        """Enter in the log that is at the path now what it lacks of the recent facts."""
        recent = self._recent()
        self._is_replaced = self._lacks_past = True
        self._reentered += len(recent)
        self._held, self._past, self._since = recent + self._held, [], bytearray()

    def _recent(self) -> list[Entry]:
        return self._past + decode(bytes(self._since)).entries

    def _open(self, wait_s: float) -> int:
        """Open the log if it could not be opened before, or not be used; return how many held facts that entered."""
        if not self._may_write():
            raise LogUnavailable(another_writer(str(self._path)))
        if self._is_open and not self._needs_reopening:
            return 0
        if self._held and self.problem is not None:
            with suppress(OSError):  # opening enters this file first: it may have been removed or replaced meanwhile
                entries = self._recent() + self._held
                complete_held(self._path, HeldFacts(entries, self._alive, self._lacks_past))
        if self._needs_reopening:
            self._log.reopen()
            self._needs_reopening = False
        if not self._is_open:
            log = EventLog.open(self._path, wait_s)
            self._log.close()
            self._log, self._is_open = log, True
            if self._past:  # read at the start, perhaps from another file
                self._hold_recent()
        return self._log.entered_at_opening

    def _hold(self, new: Sequence[Entry], why: LogError) -> None:
        entries = list(new) if self.problem is not None else self._held
        with suppress(OSError):  # where the log cannot be written, perhaps nothing can: they are in memory
            append_held(self._path, HeldFacts(entries, self._alive, self._lacks_past))
        had_problem = self.problem is not None
        self._begin_problem(why)
        if had_problem and not self._is_problem_noted:  # a lock that passes within a second is not worth a message
            self._note_problem()

    def _begin_problem(self, why: LogError) -> None:
        self._pause = _FIRST_PAUSE if self.problem is None else min(self._pause * 2, _LONGEST_PAUSE)
        self.problem, self._failed_at = str(why), self._alive
        self._schedule(self._pause, self._retry)

    def _note_problem(self) -> None:
        self._is_problem_noted = True
        self._note(log_text.held(self.problem or ""))

    def _end_problem(self, entered: int) -> None:
        if self._is_replaced and entered > len(self._held) - self._reentered:
            self._note(log_text.replaced(str(self._path)))
        self._is_replaced, self._reentered = False, 0
        self._since += encode(HeldFacts(self._held))
        self._held = []
        if len(self._since) > _RECENT_KEPT:
            self._drop_old()
        if self.problem is not None:
            self.problem, self._failed_at, self._is_problem_noted = None, None, False
            with suppress(OSError):
                held_path(self._path).unlink(missing_ok=True)
        if self._lacks_past:
            self._lacks_past = False
            self._on_past()
        self._take_notes()

    def _drop_old(self) -> None:
        entries = self._recent()
        since = entries[-1].fact.at - _RECENT
        count = max(len(entries) // 2, next(n for n, entry in enumerate(entries) if entry.fact.at >= since))
        pauses = [entry for entry in entries[:count] if entry.fact.name in ("paused", "resumed")]
        self._past, self._since = pauses[-1:], bytearray(encode(HeldFacts(entries[count:])))

    def restore(self, copy: Path) -> Path:
        """Let a copy take the place of the log; return what that was set aside as. LogError, OSError.

        LogUnavailable while facts cannot be written, or while another process writes to the log.
        """
        if not self._write([]):
            raise LogUnavailable(self.problem)
        from hipbreak.store.event_log.copies import restore

        self._log.close()
        try:
            aside = restore(self._path, copy)
        except (LogError, OSError):
            self._needs_reopening = True
            self._write([])
            raise
        self._past, self._since, self._alive = [], bytearray(), None
        self._is_open = False
        self._lacks_past = not self._write([])
        return aside

    # Reading

    def past(self) -> tuple[LoggedState, datetime | None]:
        """The logged state, and the last moment at which the app was alive."""

        def read() -> tuple[list[Entry], datetime | None]:
            last_alive = self._log.last_alive()
            return [] if last_alive is None else self._log.recent_entries(last_alive - _RECENT), last_alive

        self._past, last_alive = self._read(read) or ([], None)
        self._since.clear()
        held = [entry.fact for entry in self._held]
        if held:
            last_alive = max(filter(None, (last_alive, self._alive, held[-1].at)))
        self._alive = self._alive or last_alive
        return fold([*(entry.fact for entry in self._past), *held]), last_alive

    def correct_clock(self, now: datetime, by: timedelta | None = None) -> LoggedState | None:
        """Correct what a wrong clock recorded, as `clock_correction.correct_clock` does; the state if it was wrong."""
        if self._held or not self._is_open:
            return None
        estimate, self._clock_estimate = self._clock_estimate, None
        try:
            if not looks_wrong(self._log, now, by):
                return None
            from hipbreak.store.event_log.clock_correction import correct_clock

            correction = correct_clock(self._log, now, by, estimate)
        except LogError:  # the next attempt to write reports it
            return None
        if correction is None:
            return None
        self._clock_estimate = correction if correction.is_estimate else None
        self._alive = now
        return self.past()[0]

    def programme(self) -> list[Fact]:
        """The programme's facts, in the order of the log."""
        held = [entry.fact for entry in self._held if isinstance(entry.fact, ProgrammeFact)]
        return (self._read(self._log.programme) or []) + held

    def start_day(self) -> date | None:
        """The local day on which Hipbreak first ran; None if the log does not know."""
        return self._read(self._log.start_day)

    def lost_days(self) -> list[date]:
        """The days of which entries were lost with a damaged log."""
        return self._read(self._log.lost_days) or []

    def _read(self, read: Callable[[], _Result]) -> _Result | None:
        """Read from the log, and once more if that showed damage; None if it cannot be read."""
        found: _Result | None = None
        for _ in range(2):
            try:
                found = read()
                if not self._log.is_damaged:
                    return found
            except LogDamaged as error:
                found = None
                if not self._is_open:
                    self._note(str(error))
            except LogError as error:
                self._note(str(error))
                return None
            if not self._is_open:
                break
            self.salvage()
        self._take_notes()
        return found

    def salvage(self) -> None:
        """The log was found to be damaged: set it aside, and continue with one of its good entries."""
        self._needs_reopening = True
        self._write([])

    def comparison(self, logged: LoggedState, now: datetime, limit: timedelta) -> "BeforeAfter | None":
        """The days before Hipbreak first ran and those since; None without a record of before."""
        from hipbreak.core.statistics.daily import running_interval
        from hipbreak.store.event_log.comparison import comparison_in

        running = running_interval(logged, now)
        return self._read(lambda: comparison_in(self._log, now.date(), limit, running))

    def range(self, logged: LoggedState, now: datetime, first: date, last: date) -> "list[Day]":
        """Every day of the range, with the running interval; in a long range prompts are only counted."""
        from hipbreak.core.statistics.daily import days_of, running_interval
        from hipbreak.store.event_log.days import days_including, utc_span, with_running

        running = running_interval(logged, now)
        if not self._held:
            in_full = last - first <= _IN_FULL
            shared = self._merge(self._log, running)
            days = (
                self._read(lambda: days_including(self._log, first, last, running, in_full))
                if shared is None
                else self._read(lambda: days_including(shared, first, last, None, in_full))
            )
            if days is not None:
                return days
        start, end = utc_span(first, last)
        facts = self._read(lambda: self._log.between(start, end)) if self._held else None
        return days_of(with_running(self._with_held(facts or [], start, end), running, first, last), first, last)

    def _with_held(self, facts: list[Fact], start: datetime, end: datetime) -> list[Fact]:
        for fact in (entry.fact for entry in self._held):
            if isinstance(fact, Corrected):
                of, began = fact.of, fact.start
                facts = [f for f in facts if not (isinstance(f, Interval) and (f.name, f.start) == (of, began))]
            elif start <= fact.at < end or (isinstance(fact, Interval) and fact.start < end and fact.end > start):
                facts.append(fact)
        return facts

    def checkpoint(self) -> None:
        """Flush the log to disk, which may take a moment: for when the person is away."""
        with suppress(LogError):  # the next attempt to write reports it
            self._log.checkpoint()

    def release_memory(self) -> None:
        """Free what was read of past days."""
        with suppress(LogError):
            self._log.release_memory()

    def close(self) -> None:
        """Write what is held, waiting some seconds if another program has locked the log, and close it."""
        if self.problem is not None:
            with suppress(LogError):
                self._log.set_busy_timeout(self._quit_wait_s)
        self._write([], self._quit_wait_s)  # which also notices a log that was removed
        if not self._is_open and not self._path.is_file():
            self._hold_recent()  # else they are lost
        if self.problem is not None and self._held:
            self._leave_for_next_start(self.problem)
        self._log.close()

    def _leave_for_next_start(self, problem: str) -> None:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            append_held(self._path, HeldFacts(self._held, self._alive, self._lacks_past), durable=True)
        except OSError:
            self._note(log_text.lost(problem))
        else:
            self._note(log_text.held_for_next_start(problem, str(held_path(self._path))))

    def _take_notes(self) -> None:
        for note in self._log.notes:
            self._note(note)
        self._log.notes.clear()

    def _note(self, text: str) -> None:
        self.notes.append(text)
        self._on_note()
