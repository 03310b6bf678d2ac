"""The guided pulse: its steps, and a player that is a function of elapsed time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

_ZERO = timedelta(0)
_SHORT_FORM = timedelta(seconds=10)
_SQUEEZE = timedelta(seconds=10)  # Q6, Q5: a 10 s squeeze
_SHORTEST = timedelta(seconds=20)  # D2: 20-30 s


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of the guide: `name` is the figure's pose, `length` how long it takes."""

    name: str
    length: timedelta


def stand_up_steps(total: timedelta) -> tuple[Step, ...]:
    """The stand-up form (D2, Q6): stand tall, ribs down, tuck, squeeze 10 s, release; below 20 s scaled down."""
    squeeze = _SQUEEZE if total >= _SHORTEST else total / 2
    rest = total - squeeze
    shares = (("stand", 5), ("ribs", 6), ("tuck", 5), ("squeeze", 0), ("release", 4))
    return tuple(Step(name, rest * share / 20 if share else squeeze) for name, share in shares)


def pulse_steps() -> tuple[Step, ...]:
    """The short form (Q5): stand tall with the ribs down, and the squeeze of 10 s."""
    return (
        Step("stand", timedelta(seconds=3)),
        Step("ribs", timedelta(seconds=3)),
        Step("squeeze", _SHORT_FORM),
    )


@dataclass(frozen=True, slots=True)
class Player:
    """Where a run of steps is; `since` is the steady time at which it was last set going, None while paused."""

    steps: tuple[Step, ...]
    position: timedelta = _ZERO
    held: timedelta = _ZERO
    since: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The step being played: its index, what has passed of it and what is left."""

    index: int
    step: Step
    into: timedelta
    left: timedelta


def length(steps: Sequence[Step]) -> timedelta:
    """How long the steps take together."""
    return sum((step.length for step in steps), _ZERO)


def position(player: Player, now: timedelta) -> timedelta:
    """How far into the steps the player is at steady time `now`, at most their length."""
    run = now - player.since if player.since is not None else _ZERO
    return min(player.position + run, length(player.steps))


def held(player: Player, now: timedelta) -> timedelta:
    """Time spent in the steps so far, pauses left out; it counts each second once however often it went back."""
    return player.held + min(position(player, now) - player.position, length(player.steps))


def done(player: Player, now: timedelta) -> bool:
    """Whether all steps are through."""
    return position(player, now) >= length(player.steps)


def place(player: Player, now: timedelta) -> Place:
    """The step at `now`; every moment belongs to exactly one, the end to the last."""
    into = position(player, now)
    last = len(player.steps) - 1
    for index, step in enumerate(player.steps):
        if into < step.length or index == last:
            return Place(index, step, min(into, step.length), max(step.length - into, _ZERO))
        into -= step.length
    raise ValueError("a player needs at least one step")


def resume(player: Player, now: timedelta) -> Player:
    """Set it going."""
    return player if player.since is not None else replace(player, since=now)


def pause(player: Player, now: timedelta) -> Player:
    """Halt it where it is."""
    return replace(player, position=position(player, now), held=held(player, now), since=None)


def move(player: Player, now: timedelta, by: int) -> Player:
    """Go to the start of a step: 0 this one, -1 the one before, 1 the next; past the last is the end."""
    index = max(place(player, now).index + by, 0)
    halted = pause(player, now)
    start = length(player.steps[:index])
    return replace(halted, position=start, since=now if player.since is not None else None)
