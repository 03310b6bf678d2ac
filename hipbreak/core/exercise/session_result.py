"""The result of a session: how much was done, and the facts for the log."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from hipbreak.core.exercise.player import Player, held, pause
from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.session_plan import RoutineOptions
from hipbreak.core.exercise.session_steps import StepPart
from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.programme_facts import PainReported, SelfTested, SessionDone, SessionRated, WalkDone

_NOW = datetime(1970, 1, 1, tzinfo=UTC)  # replaced by the present moment when RecordFact is applied
_ZERO = timedelta(0)


def percent_done(player: Player) -> int:
    """The per cent of the exercise done in a halted session."""
    return min(round(100 * share_done(player, _ZERO)), 100)


def extent_done(routine: Routine, player: Player) -> str:
    """How much of the routine was done: whole, core or part."""
    optional = frozenset(block.name for block in routine.blocks if block.optional)
    return extent(player, _ZERO, frozenset(routine.core), optional)


def session_facts(
    routine: Routine, options: RoutineOptions, player: Player, answers: Mapping[str, str] | None = None
) -> tuple[Fact, ...]:
    """The facts of a halted session: none before the first exercise; for a self-test both answers."""
    time_held = held(player, _ZERO)
    if routine.kind != "exercise":
        return (SelfTested(_NOW, answers["left"], answers["right"]),) if answers and len(answers) == 2 else ()
    if not time_held:
        return ()
    how_far = extent_done(routine, player)
    if routine.name == "walk" and how_far == "whole":
        return (WalkDone(_NOW, time_held),)
    weight = options.weight and routine.weighted
    return (SessionDone(_NOW, routine.name, how_far, time_held, percent_done(player), options.gentle, weight),)


def rating_fact(routine: Routine, effort: str) -> Fact:
    """The fact of how a session felt."""
    return SessionRated(_NOW, routine.name, effort)


def pain_fact(routine: Routine, move: str, where: str) -> Fact:
    """The fact of a reported pain."""
    return PainReported(_NOW, routine.name, move, where)


_WHOLE = 0.9  # the share of a session from which it counts as whole (project default)


def share_done(at: Player, now: timedelta, blocks: frozenset[str] | None = None) -> float:
    """The share of the exercise (of some blocks) that was done, 0 to 1; each second counts once."""
    halted = pause(at, now)
    wanted = [
        (step.length, covered)
        for step, covered in zip(halted.base_steps, halted.covered, strict=True)
        if step.part is StepPart.EXERCISE and (blocks is None or step.block in blocks)
    ]
    whole = sum((time for time, _ in wanted), _ZERO)
    return sum((time * covered for time, covered in wanted), _ZERO) / whole if whole else 0.0


def extent(at: Player, now: timedelta, core: frozenset[str], optional: frozenset[str]) -> str:
    """Whole (optional blocks may be missing), core (the core's blocks, I1) or part."""
    must = frozenset(step.block for step in at.steps) - optional
    if share_done(at, now, must) >= _WHOLE:
        return "whole"
    return "core" if core and share_done(at, now, core) >= _WHOLE else "part"
