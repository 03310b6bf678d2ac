"""The programme as the log has it: folded once, and kept up to date for reminder, windows and menu."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.programme_facts import ProgrammeFact
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text.formatting import format_duration

if TYPE_CHECKING:
    from hipbreak.core.exercise.routine import Routine
    from hipbreak.core.programme.progress import Programme
    from hipbreak.store.routine_library import RoutineLibrary


class ProgrammeCache:
    """Without a programme none of its code is loaded, and the reminder costs nothing."""

    def __init__(self, past: Callable[[], Sequence[Fact]], settings_path: Path) -> None:
        """`past` reads the programme's facts from the log; custom routines lie beside the settings."""
        self._past, self._settings_path = past, settings_path
        self._programme: Programme | None = None
        self._library: RoutineLibrary | None = None
        self._read = False
        self._reminder_settings: tuple[bool, time] | None = None
        self._since: datetime | None = None  # when the time was changed last, in this run
        self._reminder_at: tuple[object, datetime | None] = (None, None)
        self._menu_line: tuple[object, str] = (None, "")
        self._today: tuple[object, tuple[str, timedelta] | None] = (None, None)

    def add_facts(self, facts: Sequence[Fact]) -> None:
        """Fold new facts, in the order of the log, which has them already."""
        if any(isinstance(fact, ProgrammeFact) for fact in facts):
            from hipbreak.core.programme.progress import fold

            if self._read:
                self._programme = fold(facts, self._programme)
            else:
                self._load()

    def invalidate(self) -> None:
        """Fold the log again at the next use: it was changed."""
        self._read, self._programme = False, None

    @property
    def is_loaded(self) -> bool:
        """Whether the code and the facts of a programme were loaded."""
        return self._programme is not None

    @property
    def programme(self) -> "Programme":
        """The programme as it is now."""
        self._load()
        if self._programme is None:
            from hipbreak.core.programme.progress import Programme

            self._programme = Programme()
        return self._programme

    def _load(self) -> None:
        if self._read:
            return
        self._read = True
        if past := self._past():
            from hipbreak.core.programme.progress import fold

            self._programme = fold(past)

    def reminder(self, now: datetime, settings: Settings) -> datetime | None:
        """When to remind of the next session (R18); cheap enough for every beat."""
        self._load()
        choice = (settings.routine_reminder, settings.routine_time)
        if choice != self._reminder_settings:
            self._since, self._reminder_settings = now if self._reminder_settings else None, choice
        if self._programme is None:
            return None
        key = (self._programme, now.date(), now.utcoffset(), choice, self._since)
        if key != self._reminder_at[0]:
            from hipbreak.core.programme.reminder import reminder_at

            self._reminder_at = (key, reminder_at(self._programme, now, settings, self._since))
        return self._reminder_at[1]

    def next_reminder(self, now: datetime, settings: Settings, reminded: date | None) -> datetime | None:
        """The next reminder that is still to come; `reminded` is the day of the last one."""
        from hipbreak.core.programme.reminder import next_reminder

        return next_reminder(self.programme, now, settings, reminded, self._since)

    def menu_line(self, now: datetime, settings: Settings) -> str:
        """The menu's line about the programme; empty for none."""
        if self._programme is None:
            return ""
        key = (self._programme, now.date(), now.hour, settings.self_test_reminder)
        if key != self._menu_line[0]:
            from hipbreak.core.text.suggestions import suggestions_for

            found = suggestions_for(self._programme, now, settings.self_test_reminder)
            self._menu_line = (key, found[0].menu if found else "")
        return self._menu_line[1]

    @property
    def library(self) -> "RoutineLibrary":
        """Every routine, as read last."""
        return self._library or self.read_library()

    def read_library(self) -> "RoutineLibrary":
        """Read the routines again."""
        from hipbreak.store.routine_library import read_library

        self._library = read_library(self._settings_path)
        self._today = (None, None)
        return self._library

    def titles(self) -> dict[str, str]:
        """The routines' titles by name; empty, and nothing read, before the first session."""
        return {routine.name: routine.title for routine in self.library.routines} if self.programme.sessions else {}

    def session(self, now: datetime, settings: Settings) -> str | None:
        """The name of the routine that is due or optional today; None when there is none."""
        from hipbreak.core.programme.schedule import day_plan

        at = day_plan(self.programme, now.date(), self.own_session(settings))
        return (at.today or at.optional) if at else None

    def own_session(self, settings: Settings) -> str | None:
        """The name of the routine of one's own that takes the place of the day's session."""
        return self.library.own_session(settings.own_session)

    def break_routine(self, kind: str, settings: Settings) -> "Routine | None":
        """The routine of one's own that takes the place of a stand-up break or pulse, once the health questions allow.

        Without one nothing is read.
        """
        name = _own_break(kind, settings)
        if not name:
            return None
        from hipbreak.core.programme.health_screening import may_start

        routine = self.library.get(name)
        is_usable = self.library.own_session(name) is not None
        return routine if is_usable and may_start(self.programme, name) else None

    def why_usual_break(self, kind: str, settings: Settings) -> str:
        """One sentence if the shipped pulse is played although the settings name a routine; empty otherwise."""
        name = _own_break(kind, settings)
        if not name or self.break_routine(kind, settings) is not None:
            return ""
        from hipbreak.core.text.programme_view import usual_break

        return usual_break(name, is_usable=self.library.own_session(name) is not None)

    def break_line(self, kind: str, settings: Settings) -> str:
        """That routine with its length; empty for the shipped pulse."""
        routine = self.break_routine(kind, settings)
        if routine is None:
            return ""
        from hipbreak.core.exercise.session_plan import lengths
        from hipbreak.core.text.programme import title_with_length

        return title_with_length(routine.title, lengths(routine).total)

    def mini_length(self) -> timedelta:
        """The length of the mini routine: exercise and rests."""
        from hipbreak.core.exercise.session_plan import lengths

        mini = self.library.get("mini")
        assert mini is not None, "it is shipped"
        return lengths(mini).without_set_up

    def session_line(self, now: datetime, settings: Settings) -> str:
        """Today's session and its length, for the card; empty when there is none."""
        found = self._routine_today(now, settings)
        if found is None:
            return ""
        from hipbreak.core.text.programme import title_with_length

        return title_with_length(*found)

    def session_length(self, now: datetime, settings: Settings) -> str:
        """The length of today's session in minutes, for the menu; empty when there is none."""
        found = self._routine_today(now, settings)
        return format_duration(timedelta(minutes=round(found[1] / timedelta(minutes=1)))) if found is not None else ""

    def _routine_today(self, now: datetime, settings: Settings) -> tuple[str, timedelta] | None:
        """The title and the length of today's routine."""
        key = (self.programme, now.date(), settings.own_session, settings.breath_length, self._library)
        if key != self._today[0]:
            from hipbreak.core.exercise.session_plan import lengths
            from hipbreak.core.programme.schedule import options_for

            routine = self.library.get(self.session(now, settings) or "")
            options = options_for(self.programme, routine, settings) if routine else None
            length = lengths(routine, options).without_set_up if routine else timedelta(0)
            self._today = (key, (routine.title, length) if routine else None)
        return self._today[1]


def _own_break(kind: str, settings: Settings) -> str:
    """The name that the settings give for a kind of break."""
    return {"stand": settings.own_pulse, "pulse": settings.own_cue}.get(kind, "")
