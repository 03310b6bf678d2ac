"""What a session came to: how much of it was done, and where it was left so that it can be taken up again."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hipbreak.core.exercise.player import Player, pause, player, step_at
from hipbreak.core.exercise.session_steps import Step, StepPart, length

_ZERO = timedelta(0)
_WHOLE = 0.9  # the share of a session from which it counts as whole (ours)


def share_done(at: Player, now: timedelta, blocks: frozenset[str] | None = None) -> float:
    """How much of the exercise (of some blocks) has been done, 0 to 1; each second counts once."""
    halted = pause(at, now)
    wanted = [
        (step.length, covered)
        for step, covered in zip(halted.base_steps, halted.covered, strict=True)
        if step.part is StepPart.EXERCISE and (blocks is None or step.block in blocks)
    ]
    whole = sum((time for time, _ in wanted), _ZERO)
    return sum((time * covered for time, covered in wanted), _ZERO) / whole if whole else 0.0


def extent(at: Player, now: timedelta, core: frozenset[str], optional: frozenset[str]) -> str:
    """What it comes to: whole (what is optional may be missing), core (the core's blocks, I1) or part."""
    must = frozenset(step.block for step in at.steps) - optional
    if share_done(at, now, must) >= _WHOLE:
        return "whole"
    return "core" if core and share_done(at, now, core) >= _WHOLE else "part"


def bookmark(at: Player, now: timedelta) -> dict[str, Any]:
    """Where it is in plain JSON values, so that an interrupted session can be taken up after a restart."""
    halted = pause(at, now)
    return {
        "steps": len(halted.base_steps),
        "index": step_at(halted, now).index,
        "spent_s": [time.total_seconds() for time in halted.spent],
        "covered": list(halted.covered),
        "speed": halted.speed,
    }


def player_at_bookmark(steps: tuple[Step, ...], mark: dict[str, Any]) -> Player:
    """A player of the same session, halted at the start of the stop that was interrupted.

    ValueError, KeyError or TypeError when the bookmark is of another session or is none.
    """
    if mark["steps"] != len(steps) or not len(mark["spent_s"]) == len(mark["covered"]) == len(steps):
        raise ValueError("the bookmark is of another session")
    fresh = player(steps, float(mark["speed"]))
    station = steps[int(mark["index"])].station
    index = next(n for n, step in enumerate(steps) if step.station == station)
    return replace(
        fresh,
        position=length(fresh.steps[:index]),
        spent=tuple(timedelta(seconds=time) for time in mark["spent_s"]),
        covered=tuple(min(max(float(part), 0.0), 1.0) for part in mark["covered"]),
    )
