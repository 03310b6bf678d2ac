"""How the person's answers and choices shape a routine: gentle or not, with a weight or not, which blocks."""

from dataclasses import replace

from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.session_plan import RoutineOptions
from hipbreak.core.programme.health_screening import Clearance, clearance_for
from hipbreak.core.programme.progress import Programme
from hipbreak.core.programme.schedule import chosen_blocks

_WITHOUT_SCREENING = frozenset({"pulse-10", "pulse-30"})  # the stand-up breaks go on whatever the answers


def clearance_of(programme: Programme) -> Clearance | None:
    """What the last answers led to; None if the questions were never answered."""
    gate = programme.health_answers
    return None if gate is None else clearance_for(gate.yes, gate.cleared)


def may_start(programme: Programme, routine: str) -> bool:
    """Whether a routine may be opened now, or the questions come first."""
    return routine in _WITHOUT_SCREENING or clearance_of(programme) in (Clearance.OPEN, Clearance.GENTLE)


def options_for(programme: Programme, routine: Routine, options: RoutineOptions | None = None) -> RoutineOptions:
    """The options for this routine: the answers and what was taken up, on top of what is given."""
    options = options or RoutineOptions()
    return replace(
        options,
        gentle=options.gentle or clearance_of(programme) is Clearance.GENTLE,
        weight=options.weight or ("weight" in programme.progressions and routine.weighted),
        blocks=chosen_blocks(programme, routine) if options.blocks is None else options.blocks,
    )
