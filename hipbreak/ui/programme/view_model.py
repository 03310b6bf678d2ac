"""The data of the programme's pages: the programme at a moment, and the routines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.session_plan import RoutineLengths, lengths
from hipbreak.core.programme.progress import Programme
from hipbreak.core.programme.reminder import shown_at
from hipbreak.core.programme.schedule import DayPlan, day_plan, options_for
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text.programme import reminder_line
from hipbreak.core.text.suggestions import Suggestion, suggestions_for
from hipbreak.ui.theme.locale_format import weekday

_DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class ProgrammeViewModel:
    """`reminder` is the time of the next one."""

    programme: Programme
    now: datetime
    routines: Sequence[Routine]
    settings: Settings = _DEFAULTS
    reminder: datetime | None = None

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """The suggestions to show now."""
        return suggestions_for(self.programme, self.now, self.settings.self_test_reminder)

    @property
    def reminder_line(self) -> str:
        """When the next reminder comes, or why it does not."""
        if self.reminder is None:
            return ""
        shown = shown_at(self.settings, max(self.reminder, self.now))
        return reminder_line(self.reminder, shown, self.now, weekday(shown.date()) if shown else "")

    @property
    def visible_state(self) -> tuple[object, ...]:
        """Everything visible that changes with time."""
        return (self.programme, self.today, self.settings, self.suggestions, self.reminder_line)

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def plan(self) -> DayPlan | None:
        """The plan of today; None while the programme is not running."""
        return day_plan(self.programme, self.today)

    def routine(self, name: str | None) -> Routine | None:
        """The routine of that name, None if there is none."""
        return next((routine for routine in self.routines if routine.name == name), None)

    def lengths(self, routine: Routine) -> RoutineLengths:
        """The lengths of a routine with the options of the programme."""
        return lengths(routine, options_for(self.programme, routine))

    def titles(self) -> dict[str, str]:
        """The routines' titles by name."""
        return {routine.name: routine.title for routine in self.routines}
