"""What the programme's pages show: the programme on a day, and the routines that there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hipbreak.core.programme import Programme
from hipbreak.core.programme_day import Where, where
from hipbreak.core.programme_options import options_for
from hipbreak.core.routine import Routine
from hipbreak.core.session import Lengths, Options, lengths


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment; `options` are the person's settings for all routines."""

    programme: Programme
    now: datetime
    routines: Sequence[Routine]
    options: Options

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def where(self) -> Where | None:
        """Where the person is; None while the programme does not run."""
        return where(self.programme, self.today)

    def routine(self, name: str | None) -> Routine | None:
        """The routine of that name, if there is one."""
        return next((routine for routine in self.routines if routine.name == name), None)

    def lengths(self, routine: Routine) -> Lengths:
        """How long it takes as the person would do it."""
        return lengths(routine, options_for(self.programme, routine, self.options))

    def titles(self) -> dict[str, str]:
        """The routines' titles by name."""
        return {routine.name: routine.title for routine in self.routines}
