"""Variants of a routine: gentler, with a light weight, with numbers chosen inside the programme's ranges."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from hipbreak.core.exercise.routine import Block, Cue, Move, MoveKind, Range, Routine

NUMBERS = ("reps", "seconds", "release", "sets", "rest")
_EXERCISE = ("reps", "seconds", "sets")


def gentle(routine: Routine, share: float = 1.0) -> Routine:
    """The low end of every range (C4); on request below it, `share` (0 to 1) of the lowest time of presses and holds.

    Rests and releases keep their usual length.
    """

    def low(number: Range) -> Range:
        return Range(number.low, number.low, number.low)

    def lowest(number: Range) -> Range:
        return replace(number, default=number.low)

    def soften(move: Move) -> Move:
        shorten = lowest if move.kind is MoveKind.BREATHS else low  # the number of breaths follows from their pace
        numbers: dict[str, Any] = {name: shorten(getattr(move, name)) for name in _EXERCISE}
        if move.kind in (MoveKind.HOLD, MoveKind.PRESS) and share < 1:
            seconds = max(numbers["seconds"].low * share, 1)
            numbers["seconds"] = Range(seconds, seconds, seconds)
        effort = move.effort and replace(move.effort, percent=low(move.effort.percent))
        return replace(move, **numbers, effort=effort)

    return _map_moves(routine, soften, lambda block: replace(block, rounds=low(block.rounds)))


def with_weight(routine: Routine) -> Routine:
    """The form with a light weight at the chest (G1), where a move has one; the same routine where none has."""

    def load(move: Move) -> Move:
        if move.weight is None:
            return move
        cues = move.cues or (Cue(""),)
        first = replace(cues[0], text=f"{move.weight.text} {cues[0].text}".strip())
        ids = (*move.ids, *move.weight.ids)
        return replace(move, picture=move.weight.picture, cues=(first, *cues[1:]), ids=ids)

    needs = (*routine.needs, "light weight") if routine.weighted else routine.needs
    return replace(_map_moves(routine, load), needs=needs)


def with_numbers(routine: Routine, numbers: Mapping[str, float]) -> Routine:
    """The routine with the person's numbers, each clamped to its range.

    A key is the move's name and the number's (`press.seconds`, `hold.reps`) or `couch.rounds` of a block; KeyError for
    a number that no routine has, while one that only this routine lacks is ignored.
    """
    for key in numbers:
        if key.rpartition(".")[2] not in (*NUMBERS, "rounds"):
            raise KeyError(key)

    def pick(name: str, what: str, number: Range) -> Range:
        chosen = numbers.get(f"{name}.{what}")
        return number if chosen is None else replace(number, default=number.within(chosen))

    def tune(move: Move) -> Move:
        numbers: dict[str, Any] = {what: pick(move.name, what, getattr(move, what)) for what in NUMBERS}
        return replace(move, **numbers)

    return _map_moves(routine, tune, lambda block: replace(block, rounds=pick(block.name, "rounds", block.rounds)))


def with_blocks(routine: Routine, wanted: Iterable[str] | None) -> Routine:
    """The routine with these of its optional blocks; None for those included by default."""
    chosen = None if wanted is None else frozenset(wanted)

    def stays(block: Block) -> bool:
        return not block.optional or (block.included if chosen is None else block.name in chosen)

    return replace(routine, blocks=tuple(block for block in routine.blocks if stays(block)))


def _map_moves(
    routine: Routine, change: Callable[[Move], Move], frame: Callable[[Block], Block] = lambda block: block
) -> Routine:
    return replace(
        routine,
        blocks=tuple(replace(frame(block), moves=tuple(map(change, block.moves))) for block in routine.blocks),
    )
