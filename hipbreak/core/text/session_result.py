"""What the end of a session says."""

from dataclasses import dataclass
from datetime import timedelta

from hipbreak.core.exercise import player as play
from hipbreak.core.exercise.player import Player
from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.session_plan import RoutineOptions, apply_options
from hipbreak.core.exercise.session_progress import share_done
from hipbreak.core.exercise.session_result import extent_done, percent_done
from hipbreak.core.exercise.session_steps import StepPart
from hipbreak.core.text import session as session_text
from hipbreak.core.text.programme import core_done, self_test_note, stopped_early

_ZERO = timedelta(0)


@dataclass(frozen=True, slots=True)
class SessionResult:
    """What is said at the end: one or two words, a sentence, a line for each block."""

    routine: Routine
    title: str
    sentence: str
    blocks: tuple[str, ...]


def session_result(routine: Routine, options: RoutineOptions, player: Player, finished: bool) -> SessionResult:
    """What is said of a halted session; neutral about what was passed over."""
    title = session_text.done_title() if finished else session_text.stopped_title()
    if routine.kind != "exercise":
        return SessionResult(routine, title, self_test_note(), ())
    done, percent = play.spent(player, _ZERO, StepPart.EXERCISE), percent_done(player)
    if not done:
        return SessionResult(routine, title, session_text.nothing_yet(), ())
    far, parts = extent_done(routine, player), []
    if far != "whole":
        parts.append(session_text.passed_over(percent) if finished else stopped_early(percent))
    if far == "core":
        parts.append(core_done())
    parts.append(session_text.took(done + play.spent(player, _ZERO, StepPart.REST), play.spent(player, _ZERO)))
    lines = [
        session_text.block_done(block.title, share_done(player, _ZERO, frozenset({block.name})))
        for block in apply_options(routine, options).blocks
    ]
    return SessionResult(routine, title, " ".join(parts), tuple(lines) if len(lines) > 1 else ())
