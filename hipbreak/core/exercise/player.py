"""The player of a session's steps, as pure functions of steady time."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from hipbreak.core.exercise.session_steps import Step, StepPart, length, scaled

_ZERO = timedelta(0)
_TICK = timedelta(microseconds=1)
MORE_TIME = timedelta(seconds=20)  # WCAG 2.2.1: at least 20 s by a simple action, as often as wanted
_RESTART_MARGIN = timedelta(seconds=3)  # within it Back goes to the station before


class Player(Struct, frozen=True):
    """The state of a session. `base_steps` are at speed 1, `steps` as played; `running_since` is the steady time of the
    last start, None while halted; `spent` and `covered` hold, for each step, the time spent in it (repeats count
    again) and how much of it was played, 0 to 1."""

    base_steps: tuple[Step, ...]
    steps: tuple[Step, ...]
    ends: tuple[timedelta, ...]  # the end of each step, from the session's start
    spent: tuple[timedelta, ...]
    covered: tuple[float, ...]
    speed: float = 1.0
    position: timedelta = _ZERO
    running_since: timedelta | None = None


class PlayerPosition(Struct, frozen=True):
    """The step being played: its index, the elapsed and the remaining time."""

    index: int
    step: Step
    into: timedelta
    left: timedelta


def new_player(steps: tuple[Step, ...], speed: float = 1.0) -> Player:
    """A player at the start of the steps, halted; ValueError without steps."""
    if not steps:
        raise ValueError("a player needs at least one step")
    played = scaled(steps, speed)
    return Player(steps, played, _edges(played), (_ZERO,) * len(steps), (0.0,) * len(steps), speed)


def _edges(steps: tuple[Step, ...]) -> tuple[timedelta, ...]:
    return tuple(accumulate(step.length for step in steps))


def _start(player: Player, index: int) -> timedelta:
    return player.ends[index - 1] if index else _ZERO


def _index(player: Player, position: timedelta) -> int:
    return min(bisect_right(player.ends, position), len(player.steps) - 1)


def position(player: Player, now: timedelta) -> timedelta:
    """The time into the session at steady time `now`; stops just before the end of a step that waits."""
    run = max(now - player.running_since, _ZERO) if player.running_since is not None else _ZERO
    reached = player.position + run
    for index in range(bisect_right(player.ends, player.position), len(player.ends)):
        edge = player.ends[index]
        if reached <= edge - _TICK:
            return reached
        if player.steps[index].waits:
            return max(edge - _TICK, player.position)
    return min(reached, player.ends[-1])


def step_at(player: Player, now: timedelta) -> PlayerPosition:
    """The step at `now`; every moment belongs to exactly one, the end to the last."""
    at = position(player, now)
    index = _index(player, at)
    return PlayerPosition(index, player.steps[index], at - _start(player, index), player.ends[index] - at)


def is_done(player: Player, now: timedelta) -> bool:
    """Whether all steps are played."""
    return position(player, now) >= player.ends[-1]


def is_waiting(player: Player, now: timedelta) -> bool:
    """Whether it waits for Next."""
    at = step_at(player, now)
    return at.step.waits_at_once or (at.step.waits and at.left <= _TICK)


def _played(player: Player, now: timedelta) -> Iterator[tuple[int, timedelta]]:
    """What was played of each step since the last start."""
    at, end = player.position, position(player, now)
    index = _index(player, at)
    while at < end:
        until = min(player.ends[index], end)
        if until > at:
            yield index, until - at
        at, index = until, index + 1


def pause(player: Player, now: timedelta) -> Player:
    """Halt the player and record what was played."""
    spent, covered = list(player.spent), list(player.covered)
    for index, run in _played(player, now):
        spent[index] += run
        covered[index] = min(covered[index] + run / player.steps[index].length, 1.0)
    return replace(
        player, spent=tuple(spent), covered=tuple(covered), position=position(player, now), running_since=None
    )


def resume(player: Player, now: timedelta) -> Player:
    """Start or continue."""
    return player if player.running_since is not None else replace(player, running_since=now)


def _running_as(player: Player, halted: Player, now: timedelta) -> Player:
    return replace(halted, running_since=now if player.running_since is not None else None)


def _at_step(player: Player, now: timedelta, index: int) -> Player:
    halted = pause(player, now)
    return _running_as(player, replace(halted, position=_start(halted, min(index, len(halted.steps)))), now)


def move(player: Player, now: timedelta, by: int) -> Player:
    """Go to the start of a step: 0 this one, -1 the one before, 1 the next; past the last is the end."""
    return _at_step(player, now, max(step_at(player, now).index + by, 0))


def move_station(player: Player, now: timedelta, by: int) -> Player:
    """Back (-1) or Next (1) by stations: a set of breaths, presses or repetitions, a hold, a rest, a change of side.

    Back goes to the start of the current station, or in its first three seconds to the one before.
    """
    at = step_at(player, now)
    stations = [step.station for step in player.steps]
    here = stations.index(at.step.station)
    if by > 0:
        ahead = [n for n, station in enumerate(stations) if station > at.step.station]
        return _at_step(player, now, ahead[0] if ahead else len(stations))
    fresh = position(player, now) - _start(player, here) < _RESTART_MARGIN
    return _at_step(player, now, stations.index(stations[here - 1]) if here and fresh else here)


def set_speed(player: Player, now: timedelta, speed: float) -> Player:
    """From now on at another speed (0.5 to 2); the present step stays as far through as it is."""
    halted = pause(player, now)
    at = step_at(halted, now)
    steps = scaled(halted.base_steps, speed)
    edges = _edges(steps)
    before = edges[at.index - 1] if at.index else _ZERO
    share = at.into / at.step.length if at.step.length else 0.0
    moved = before + min(steps[at.index].length * share, steps[at.index].length)
    return _running_as(player, replace(halted, steps=steps, ends=edges, speed=speed, position=moved), now)


def more_time(player: Player, now: timedelta) -> Player:
    """Make the present set-up, rest or change longer; an exercise keeps its length."""
    at = step_at(player, now)
    if not at.step.extendable or is_done(player, now):
        return player
    halted = pause(player, now)

    def longer(steps: tuple[Step, ...], time: timedelta) -> tuple[Step, ...]:
        step = steps[at.index]
        return (*steps[: at.index], replace(step, length=step.length + time), *steps[at.index + 1 :])

    grown = longer(halted.steps, MORE_TIME)
    covered = list(halted.covered)
    covered[at.index] *= at.step.length / grown[at.index].length if at.step.length else 0.0
    factor = 1.0 if at.step.fixed else player.speed
    score = longer(halted.base_steps, MORE_TIME * min(max(factor, 0.5), 2.0))
    return _running_as(
        player, replace(halted, base_steps=score, steps=grown, ends=_edges(grown), covered=tuple(covered)), now
    )


def held(player: Player, now: timedelta) -> timedelta:
    """Time exercised, without set-up, rests, changes, pauses and skipped time."""
    return spent(player, now, StepPart.EXERCISE)


def spent(player: Player, now: timedelta, part: StepPart | None = None) -> timedelta:
    """Time spent in steps of a part, or in all, without pauses."""
    pairs = zip(player.steps, pause(player, now).spent, strict=True)
    return sum((time for step, time in pairs if part in (None, step.part)), _ZERO)


def remaining(player: Player, now: timedelta) -> timedelta:
    """The remaining time of the session at this speed."""
    return player.ends[-1] - position(player, now)


def bookmark(at: Player, now: timedelta) -> dict[str, Any]:
    """The state as plain JSON values, to resume an interrupted session after a restart."""
    halted = pause(at, now)
    return {
        "steps": len(halted.base_steps),
        "index": step_at(halted, now).index,
        "spent_s": [time.total_seconds() for time in halted.spent],
        "covered": list(halted.covered),
        "speed": halted.speed,
    }


def player_at_bookmark(steps: tuple[Step, ...], mark: dict[str, Any]) -> Player:
    """A player of the same session, halted at the start of the interrupted station.

    ValueError, KeyError or TypeError when the bookmark belongs to another session or is invalid.
    """
    if mark["steps"] != len(steps) or not len(mark["spent_s"]) == len(mark["covered"]) == len(steps):
        raise ValueError("the bookmark is of another session")
    fresh = new_player(steps, float(mark["speed"]))
    station = steps[int(mark["index"])].station
    index = next(n for n, step in enumerate(steps) if step.station == station)
    return replace(
        fresh,
        position=length(fresh.steps[:index]),
        spent=tuple(timedelta(seconds=time) for time in mark["spent_s"]),
        covered=tuple(min(max(float(part), 0.0), 1.0) for part in mark["covered"]),
    )
