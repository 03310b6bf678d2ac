"""Keeps a session that was left in the middle, also over a restart: offered for a while, then logged as it is."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from hipbreak.app.ui_context import UiContext
from hipbreak.core.exercise.saved_session import OFFERED_FOR, SavedSession, offered
from hipbreak.core.facts.base import Fact
from hipbreak.core.text.session import not_kept
from hipbreak.core.tracking import inputs
from hipbreak.store.paths import KEPT_SESSION
from hipbreak.store.saved_session_file import load_kept, save_kept

_MS = timedelta(milliseconds=1)


class SessionResume(QObject):
    """`expired` when what was kept has been logged, so that nobody goes on with it any more."""

    expired = Signal()

    def __init__(
        self,
        folder: Path,
        now: Callable[[], datetime],
        house: UiContext,
        past: Callable[[], Sequence[Fact]],
    ) -> None:
        """`past` reads the programme's facts from the log."""
        super().__init__()
        self._folder, self._now, self._house, self._past = folder, now, house, past
        self._known = not (folder / KEPT_SESSION).exists()
        self._kept: SavedSession | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.found)

    @property
    def holds(self) -> bool:
        """Whether something is kept that outlives the app."""
        return (self._folder / KEPT_SESSION).exists()

    def keep(self, kept: SavedSession | None) -> None:
        """As a session goes on; None once it is over."""
        self._known = True
        self._kept = kept
        self._write()
        self._arm()

    def found(self) -> SavedSession | None:
        """What may be gone on with now; what was left too long ago is logged instead, at the moment it was left."""
        if not self._known:
            self._known = True
            self._kept = load_kept(self._folder)
            if self._kept is None or self._logged(self._kept):
                self._kept = None
                self._write()
        if self._kept is not None and not offered(self._kept, self._now()):
            self.give_up()
        self._arm()
        return self._kept

    def give_up(self) -> None:
        """Nobody goes on with it: it is logged as far as it got, at the moment it was left."""
        kept, self._kept = self._kept, None
        if kept is not None:
            for fact in kept.facts:
                self._house.want(inputs.RecordFact(fact, kept.at))
            self._write()
            self.expired.emit()

    def forget(self, first: date | None, last: date | None) -> None:
        """These days (None for no bound) were deleted, and what was kept on one of them goes with them, unlogged."""
        self._kept = self._kept or load_kept(self._folder)
        day = self._kept.at.date() if self._kept else None
        if day and (first is None or first <= day) and (last is None or day <= last):
            self.keep(None)
            self.expired.emit()

    def _logged(self, kept: SavedSession) -> bool:
        """Whether the app was killed after the entry and before the file was gone."""
        return any(fact.name == own.name and fact.at >= kept.at for fact in self._past() for own in kept.facts)

    def _write(self) -> None:
        try:
            save_kept(self._folder, self._kept)
        except OSError as error:
            self._house.engine.trouble(not_kept(error.strerror or str(error)))

    def _arm(self) -> None:
        if self._kept is None:
            self._timer.stop()
        else:
            left = max(self._kept.at + OFFERED_FOR - self._now(), timedelta(0))
            self._timer.start(left // _MS + 1_000)
