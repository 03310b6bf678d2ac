"""Keeps an unfinished session, also over a restart: it is offered for some hours, then logged as far as it got."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from hipbreak.core.exercise.saved_session import RESUMABLE_FOR, SavedSession, is_resumable, left_by
from hipbreak.core.facts.base import Fact
from hipbreak.core.text.session import not_saved
from hipbreak.core.tracking import inputs
from hipbreak.store.paths import SAVED_SESSION
from hipbreak.store.saved_session_file import load_session, store_session

_MS = timedelta(milliseconds=1)


class SessionResume(QObject):
    """`expired` is emitted when the saved session was logged or deleted and cannot be resumed any more."""

    expired = Signal()

    def __init__(
        self,
        folder: Path,
        now: Callable[[], datetime],
        past: Callable[[], Sequence[Fact]],
        request: Callable[[object], None],
        report_problem: Callable[[str], None],
    ) -> None:
        """`past` reads the programme's facts from the log; `request` executes a command."""
        super().__init__()
        self._folder, self._now, self._past = folder, now, past
        self._request, self._report_problem = request, report_problem
        self._loaded = not self.is_saved
        self._session: SavedSession | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.find)

    @property
    def is_saved(self) -> bool:
        """Whether a session is on disk, where it outlives the app."""
        return (self._folder / SAVED_SESSION).exists()

    def save(self, session: SavedSession | None) -> None:
        """Save how far a session got; None once it is over."""
        self._loaded = True
        self._session = session
        self._write()
        self._start_timer()

    def find(self) -> SavedSession | None:
        """The session that can be resumed now; one that was left too long ago is logged instead."""
        if not self._loaded:
            self._loaded = True
            self._session = load_session(self._folder)
            if self._session is None or self._is_logged(self._session):
                self._session = None
                self._write()
        if self._session is not None:
            self._session = left_by(self._session, self._now())
            if not is_resumable(self._session, self._now()):
                self.expire()
        self._start_timer()
        return self._session

    def expire(self) -> None:
        """Log the session as far as it got, at the moment it was left."""
        session, self._session = self._session, None
        if session is not None:
            for fact in session.facts:
                self._request(inputs.RecordFact(fact, session.at))
            self._write()
            self.expired.emit()

    def delete_days(self, first: date | None, last: date | None) -> None:
        """Delete the session, unlogged, if it is of these days (None for no bound), which were deleted in the log."""
        self._session = self._session or load_session(self._folder)
        day = self._session.at.date() if self._session else None
        if day and (first is None or first <= day) and (last is None or day <= last):
            self.save(None)
            self.expired.emit()

    def _is_logged(self, session: SavedSession) -> bool:
        """Whether the app was killed after the entry was logged and before the file was removed."""
        return any(fact.name == own.name and fact.at >= session.at for fact in self._past() for own in session.facts)

    def _write(self) -> None:
        try:
            store_session(self._folder, self._session)
        except OSError as error:
            self._report_problem(not_saved(error.strerror or str(error)))

    def _start_timer(self) -> None:
        if self._session is None:
            self._timer.stop()
        else:
            left = max(self._session.at + RESUMABLE_FOR - self._now(), timedelta(0))
            self._timer.start(min(left, RESUMABLE_FOR) // _MS + 1_000)
