"""The data of the programme's pages: the programme at a moment, and the routines."""

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.session_plan import RoutineLengths, lengths
from hipbreak.core.programme.progress import Programme
from hipbreak.core.programme.reminder import shown_at
from hipbreak.core.programme.schedule import DayPlan, day_plan, options_for
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import programme_view as programme_view_text
from hipbreak.core.text.programme import reminder_line
from hipbreak.core.text.suggestions import Suggestion, suggestions_for

_DEFAULTS = Settings()


class ProgrammeViewModel(Struct, frozen=True):
    """`reminder` is the time of the next one; `notes` are about unusable routine files."""

    programme: Programme
    now: datetime
    routines: Sequence[Routine]
    settings: Settings = _DEFAULTS
    reminder: datetime | None = None
    notes: Sequence[str] = ()

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
        return reminder_line(self.reminder, shown, self.now)

    @property
    def visible_state(self) -> tuple[object, ...]:
        """Everything visible that changes with time."""
        return (
            self.programme,
            self.today,
            self.settings,
            self.suggestions,
            self.reminder_line,
            self.routines,
            self.notes,
        )

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def plan(self) -> DayPlan | None:
        """The plan of today; None while the programme is not running."""
        own = self.routine(self.settings.own_session)
        is_usable = own is not None and own.own and own.kind == "exercise"
        return day_plan(self.programme, self.today, self.settings.own_session if is_usable else None)

    @property
    def own_routines(self) -> tuple[Routine, ...]:
        """The person's own."""
        return tuple(routine for routine in self.routines if routine.own)

    def routine(self, name: str | None) -> Routine | None:
        """The routine of that name, None if there is none."""
        return next((routine for routine in self.routines if routine.name == name), None)

    def lengths(self, routine: Routine) -> RoutineLengths:
        """The lengths of a routine with the options of the programme."""
        return lengths(routine, options_for(self.programme, routine, self.settings))

    def length_and_needs(self, routine: Routine) -> str:
        """One line: how long it takes with the current options, and what is needed."""
        took = self.lengths(routine)
        length = programme_view_text.length_line(took.without_set_up, took.set_up)
        return f"{length} {programme_view_text.needs_line(routine.needs)}"

    def titles(self) -> dict[str, str]:
        """The routines' titles by name."""
        return {routine.name: routine.title for routine in self.routines}
