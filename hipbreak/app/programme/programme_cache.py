"""The programme's course: folded from the log once, and kept up to date for reminder, windows and menu."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.programme_facts import NAMES
from hipbreak.core.settings.settings import Settings

if TYPE_CHECKING:
    from hipbreak.core.programme.progress import Programme
    from hipbreak.store.routine_library import Library


class ProgrammeCache:
    """For who has no programme nothing of its code is loaded, and the reminder costs nothing."""

    def __init__(self, past: Callable[[], Sequence[Fact]], settings_path: Path) -> None:
        """`past` reads the programme's facts from the log; the person's own routines lie beside the settings."""
        self._past, self._settings_path = past, settings_path
        self._programme: Programme | None = None
        self._library: Library | None = None
        self._read = False
        self._chosen: tuple[bool, time] | None = None
        self._since: datetime | None = None  # when the time was chosen anew, in this run
        self._known: tuple[object, datetime | None] = (None, None)
        self._line: tuple[object, str] = (None, "")

    def tell(self, told: Sequence[Fact]) -> None:
        """New facts, in the order of the log; they are in it already."""
        if any(fact.name in NAMES for fact in told):
            from hipbreak.core.programme.progress import fold

            if self._read:
                self._programme = fold(told, self._programme)
            else:
                self._begin()

    def forget(self) -> None:
        """The log has changed: fold it anew when it is asked for."""
        self._read, self._programme = False, None

    @property
    def programme(self) -> "Programme":
        """The programme as it is now."""
        self._begin()
        if self._programme is None:
            from hipbreak.core.programme.progress import Programme

            self._programme = Programme()
        return self._programme

    def _begin(self) -> None:
        if self._read:
            return
        self._read = True
        if past := self._past():
            from hipbreak.core.programme.progress import fold

            self._programme = fold(past)

    def reminder(self, now: datetime, settings: Settings) -> datetime | None:
        """When the next session is to be reminded of (R18), for the engine to ask at every beat."""
        self._begin()
        chosen = (settings.routine_reminder, settings.routine_time)
        if chosen != self._chosen:
            self._since, self._chosen = now if self._chosen else None, chosen
        if self._programme is None:
            return None
        asked = (self._programme, now.date(), now.utcoffset(), chosen, self._since)
        if asked != self._known[0]:
            from hipbreak.core.programme.reminder import reminder_at

            self._known = (asked, reminder_at(self._programme, now, settings, self._since))
        return self._known[1]

    def next_reminder(self, now: datetime, settings: Settings, reminded: date | None) -> datetime | None:
        """The one that is still to come; `reminded` is the day of the last one."""
        from hipbreak.core.programme.reminder import next_reminder

        return next_reminder(self.programme, now, settings, reminded, self._since)

    def menu_line(self, now: datetime, settings: Settings) -> str:
        """What the programme has to say besides, for the menu; empty when nothing."""
        if self._programme is None:
            return ""
        asked = (self._programme, now.date(), now.hour, settings.self_test_reminder)
        if asked != self._line[0]:
            from hipbreak.core.text.suggestions import mentions

            found = mentions(self._programme, now, settings.self_test_reminder)
            self._line = (asked, found[0].menu if found else "")
        return self._line[1]

    @property
    def library(self) -> "Library":
        """Every routine, as read last."""
        return self._library or self.read_library()

    def read_library(self) -> "Library":
        """Read the routines anew."""
        from hipbreak.store.routine_library import read_library

        self._library = read_library(self._settings_path)
        return self._library

    def titles(self) -> dict[str, str]:
        """The routines' titles by name; nothing is read for who has done none."""
        return {routine.name: routine.title for routine in self.library.routines} if self.programme.sessions else {}

    def session(self, now: datetime) -> str | None:
        """The name of the routine that is meant for today, or may be done besides; None when there is none."""
        from hipbreak.core.programme.schedule import where

        at = where(self.programme, now.date())
        return (at.today or at.optional) if at else None

    def session_line(self, now: datetime) -> str:
        """Today's session and its length, for the card; empty when there is none."""
        from hipbreak.core.exercise.session_plan import lengths
        from hipbreak.core.programme.session_options import options_for
        from hipbreak.core.text.programme import titled

        routine = self.library.get(self.session(now) or "")
        if routine is None:
            return ""
        return titled(routine.title, lengths(routine, options_for(self.programme, routine)).without_set_up)
