"""The player: each second belongs to one step, and the sums are right after any commands."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from hipbreak.core.exercise import session_result
from hipbreak.core.exercise.player import (
    Player,
    bookmark,
    held,
    is_done,
    is_waiting,
    more_time,
    move,
    move_station,
    new_player,
    pause,
    player_at_bookmark,
    position,
    remaining,
    resume,
    set_speed,
    spent,
    step_at,
)
from hipbreak.core.exercise.session_plan import RoutineOptions, build
from hipbreak.core.exercise.session_steps import StepKind, StepPart, length
from tests.core.exercise.shipped import NAMES, routine

ZERO = timedelta(0)
STEPS = {name: build(routine(name)) for name in NAMES}
WAITING = {name: build(routine(name), RoutineOptions(auto_advance=False)) for name in NAMES}
CLOSE = timedelta(milliseconds=1)

names = st.sampled_from(NAMES)
times = st.integers(0, 40_000).map(lambda ms: timedelta(milliseconds=ms))
wishes = st.lists(
    st.tuples(
        times,
        st.sampled_from(["pause", "resume", "back", "next", "step back", "step on", "again", "more", "fast", "slow"])
        | st.sampled_from(["wait", "sleep"]),
    ),
    max_size=25,
)


def s(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def begin(name: str, at: float = 0) -> Player:
    return resume(new_player(STEPS[name]), s(at))


def played(name: str, until: timedelta) -> Player:
    """A player with a key pressed at each wait, once the length of the step has passed."""
    player = begin(name)
    for end, step in zip(player.ends, player.steps, strict=True):
        if step.waits and end < until:
            player = move(player, end, 1)
    return player


def press(player: Player, now: timedelta, what: str) -> Player:
    moves = {"step back": -1, "step on": 1, "again": 0}
    if what in moves:
        return move(player, now, moves[what])
    return {
        "pause": lambda: pause(player, now),
        "resume": lambda: resume(player, now),
        "back": lambda: move_station(player, now, -1),
        "next": lambda: move_station(player, now, 1),
        "more": lambda: more_time(player, now),
        "fast": lambda: set_speed(player, now, 2),
        "slow": lambda: set_speed(player, now, 0.5),
        "wait": lambda: player,
        "sleep": lambda: resume(player, now),  # awake again, and the person goes on
    }[what]()


@given(names, st.integers(0, 700_000))
def test_each_moment_belongs_to_exactly_one_step(name: str, ms: int) -> None:
    now = timedelta(milliseconds=ms)
    at = step_at(begin(name), now)
    before = length(STEPS[name][: at.index])
    waits = next((n for n, step in enumerate(STEPS[name]) if step.waits), None)
    if waits is None:
        into = min(now, length(STEPS[name]))
        assert before + at.into == into
        assert before <= into <= before + at.step.length
        assert into < before + at.step.length or at.index == len(STEPS[name]) - 1
    assert at.into + at.left == at.step.length
    assert at.step == STEPS[name][at.index]


@given(names)
def test_step_durations_add_up_to_the_session(name: str) -> None:
    """Played through with a key at every wait, each step took its own length and nothing else."""
    player, now = begin(name), ZERO
    while not is_done(player, now):
        now += s(700)
        if is_waiting(player, now):
            player = move_station(player, now, 1)
    halted = pause(player, now)
    for step, time_spent in zip(STEPS[name], halted.spent, strict=True):
        assert abs(time_spent - step.length) <= timedelta(microseconds=1)
    assert abs(held(player, now) - length(x for x in STEPS[name] if x.part is StepPart.EXERCISE)) < CLOSE
    assert session_result.share_done(player, now) == pytest.approx(1)


@given(names, st.booleans(), wishes)
def test_any_commands_keep_the_sums(name: str, auto: bool, asked: list[tuple[timedelta, str]]) -> None:
    """Time elapsed = time spent in steps + time halted, asleep, waiting for a key or after the end."""
    player, now, idle = resume(new_player((STEPS if auto else WAITING)[name]), ZERO), ZERO, ZERO
    for gap, what in asked:
        if what == "sleep":
            player = pause(player, now)
        running = player.running_since is not None
        before, spent_before = position(player, now), spent(player, now)
        now += gap
        ran = position(player, now) - before
        assert ran <= gap
        assert spent(player, now) - spent_before == ran
        idle += gap - ran
        assert running or ran == ZERO
        spent_before, held_before = spent(player, now), held(player, now)
        player = press(player, now, what)
        assert (spent(player, now), held(player, now)) == (spent_before, held_before), "a press takes no time"
        at = step_at(player, now)
        assert ZERO <= at.into <= at.step.length and at.into + at.left == at.step.length
        assert player.ends[-1] == length(player.steps)
        assert 0 <= session_result.share_done(player, now) <= 1 + 1e-9
    parts = [spent(player, now, part) for part in StepPart]
    assert sum(parts, ZERO) == spent(player, now) == now - idle
    assert held(player, now) == parts[list(StepPart).index(StepPart.EXERCISE)]


@given(names, wishes)
def test_holds_keep_their_length_at_any_speed(name: str, asked: list[tuple[timedelta, str]]) -> None:
    player, now = begin(name), ZERO
    for gap, what in asked:
        now += gap
        player = press(player, now, what)
    for step, plain in zip(player.steps, STEPS[name], strict=True):
        if plain.fixed:
            assert step.length == plain.length
        elif plain.part is StepPart.EXERCISE:
            assert abs(step.length - plain.length / player.speed) < CLOSE


@given(names, times, times)
def test_suspend_does_not_count_as_exercise(name: str, played: timedelta, slept: timedelta) -> None:
    player = pause(begin(name), played)
    assert spent(player, played + slept) == spent(begin(name), played)
    assert position(player, played + slept) == position(begin(name), played)
    on = resume(player, played + slept)
    assert step_at(on, played + slept) == step_at(begin(name), played)


@given(names, times, wishes)
def test_an_interrupted_session_is_resumed_at_its_station(
    name: str, played: timedelta, asked: list[tuple[timedelta, str]]
) -> None:
    player, now = begin(name), played
    for gap, what in asked:
        now += gap
        if what != "more":
            player = press(player, now, what)
    mark = json.loads(json.dumps(bookmark(player, now)))
    again = player_at_bookmark(STEPS[name], mark)
    was, at = step_at(player, now), step_at(again, s(9_999))
    assert at.step.station == was.step.station and at.into == ZERO
    assert at.index == 0 or STEPS[name][at.index - 1].station < at.step.station
    assert again.running_since is None
    assert held(again, ZERO) == held(player, now)
    assert session_result.share_done(again, ZERO) == pytest.approx(session_result.share_done(player, now))


@pytest.mark.parametrize("bad", [{}, {"steps": 3}, {"steps": 5, "spent_s": [], "covered": [], "index": 0, "speed": 1}])
def test_a_position_of_another_session_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError)):
        player_at_bookmark(STEPS["pulse-30"], bad)


def test_no_steps_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one step"):
        new_player(())


def test_back_goes_to_the_start_of_the_station_then_to_the_previous_one() -> None:
    player = begin("couch-stretch")
    now = s(20 + 12)  # in the third breath
    player = move_station(player, now, -1)
    assert position(player, now) == s(20)
    player = move_station(player, now + s(1), -1)
    assert position(player, now + s(1)) == ZERO
    player = move_station(player, now + s(1), -1)
    assert position(player, now + s(1)) == ZERO


def test_next_goes_to_the_next_station_and_after_the_last_to_the_end() -> None:
    player, kinds, now = begin("couch-stretch"), [], ZERO
    while not is_done(player, now):
        kinds.append(step_at(player, now).step.kind)
        now += s(1)
        player = move_station(player, now, 1)
    one_side = [StepKind.SET_UP, StepKind.IN, StepKind.PRESS, StepKind.WORK]
    assert kinds == [*one_side, StepKind.CHANGE, *one_side]
    assert held(player, now) == s(6), "a second of each exercise was truly done"
    assert session_result.extent(player, now, frozenset(), frozenset()) == "part"


def test_time_is_added_only_between_exercises() -> None:
    player = begin("mini")
    longer = more_time(player, s(3))
    assert step_at(longer, s(3)).left == s(27)
    assert step_at(longer, s(3)).into == s(3)
    assert more_time(player, s(21)) is player, "in a breath"
    assert length(longer.steps) == length(player.steps) + s(20)
    for _ in range(10):
        longer = more_time(longer, s(3))
    assert step_at(longer, s(3)).left == s(227)


def test_a_waiting_step_continues_only_by_a_key() -> None:
    player = resume(new_player(WAITING["couch-stretch"]), ZERO)
    assert is_waiting(player, s(600))
    assert step_at(player, s(600)).index == 2, "the last of the set-up"
    assert spent(player, s(600)) < s(20) + CLOSE
    player = move_station(player, s(600), 1)
    assert step_at(player, s(600)).step.kind is StepKind.IN
    assert not is_waiting(player, s(601))


def test_the_self_test_waits_at_each_look_and_at_the_change_of_side() -> None:
    player, now = begin("self-test"), ZERO
    for _ in range(3):
        now += s(100)
        assert is_waiting(player, now) and not is_done(player, now)
        player = move(player, now, 1)
    assert is_done(player, now)


def test_speed_keeps_the_place_in_the_step() -> None:
    player = set_speed(begin("mini"), s(5), 2)
    at = step_at(player, s(5))
    assert (at.into, at.left) == (s(2.5), s(2.5))
    player = set_speed(player, s(5), 1)
    assert step_at(player, s(5)).into == s(5)


def test_a_step_of_zero_length_takes_no_time() -> None:
    steps = tuple(replace(step, length=ZERO) if n == 1 else step for n, step in enumerate(STEPS["pulse-10"]))
    player = resume(new_player(steps), ZERO)
    assert [step_at(player, s(t)).index for t in (0, 2.9, 3, 13)] == [0, 0, 2, 2]
    assert pause(player, s(13)).spent == (s(3), ZERO, s(10))
    at_it = move(player, s(1), 1)
    assert step_at(set_speed(at_it, s(1), 2), s(1)).index == 2
    assert is_done(player, s(13)) and held(player, s(99)) == s(10)


def test_extent_is_core_or_whole() -> None:
    of = routine("mini")
    core, optional = frozenset(of.core), frozenset(b.name for b in of.blocks if b.optional)
    player = played("mini", s(318))
    assert session_result.extent(played("mini", s(60)), s(60), core, optional) == "part"
    assert session_result.extent(played("mini", s(141)), s(141), core, optional) == "core"
    assert session_result.extent(player, s(318), core, optional) == "whole"
    assert session_result.share_done(played("mini", s(140)), s(140)) == pytest.approx(0.5)


def test_a_full_routine_without_bridges_is_whole() -> None:
    of = routine("full")
    optional = frozenset(b.name for b in of.blocks if b.optional)
    bridge = next(n for n, step in enumerate(STEPS["full"]) if step.block == "bridge")
    now = length(STEPS["full"][:bridge])
    assert session_result.extent(played("full", now), now, frozenset(of.core), optional) == "whole"


def test_a_repeated_step_counts_in_the_time_and_once_in_the_share() -> None:
    player = begin("walk")
    player = move(player, s(100), 0)
    assert held(player, s(200)) == s(200)
    assert session_result.share_done(player, s(200)) == pytest.approx(200 / 300)
    assert remaining(player, s(200)) == s(200)
