"""A session that was closed before its end is saved as plain values, resumed, and logged as far as it got."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from hipbreak.core.exercise import saved_session
from hipbreak.core.exercise.player import Player, held, is_waiting, move_station, new_player, pause, resume, step_at
from hipbreak.core.exercise.session_plan import RoutineOptions, build
from hipbreak.core.exercise.session_result import share_done
from hipbreak.core.exercise.session_steps import Side
from hipbreak.core.facts.programme_facts import SessionDone, WalkDone
from tests.core.exercise.shipped import NAMES, routine

AT = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
ZERO = timedelta(0)

options = st.builds(
    RoutineOptions,
    first_side=st.sampled_from(Side),
    gentle=st.booleans(),
    weight=st.booleans(),
    rest=st.none() | st.integers(10, 30).map(lambda n: timedelta(seconds=n)),
    change=st.none() | st.integers(0, 30).map(lambda n: timedelta(seconds=n)),
    start_delay=st.integers(0, 20).map(lambda n: timedelta(seconds=n)),
    auto_advance=st.booleans(),
    speed=st.sampled_from([0.5, 1.0, 1.25, 2.0]),
)


def halted(name: str, seconds: float, wanted: RoutineOptions) -> Player:
    steps = build(routine(name), replace(wanted, speed=1.0))
    player, now = resume(new_player(steps, wanted.speed), ZERO), timedelta(seconds=seconds)
    while is_waiting(player, now):
        player = move_station(player, now, 1)
    return pause(player, now)


@given(st.sampled_from(NAMES), options, st.integers(1, 400))
def test_a_session_round_trips(name: str, wanted: RoutineOptions, seconds: float) -> None:
    player = halted(name, seconds, wanted)
    found = saved_session.save_session(routine(name), wanted, player, AT)
    if found is None:
        return
    again = saved_session.session_from_record(json.loads(json.dumps(saved_session.session_to_record(found))))
    assert (again.routine, again.options, again.at, again.facts) == (name, wanted, AT, found.facts)
    taken = saved_session.resume_player(again, routine(name))
    assert taken.speed == wanted.speed and taken.running_since is None
    assert held(taken, ZERO) == held(player, ZERO)
    assert share_done(taken, ZERO) == pytest.approx(share_done(player, ZERO))
    assert step_at(taken, ZERO).step.station == step_at(player, ZERO).step.station


def test_the_logged_session_is_what_was_done_before_it_was_closed() -> None:
    found = saved_session.save_session(routine("mini"), RoutineOptions(), halted("mini", 60, RoutineOptions()), AT)
    assert found is not None
    (fact,) = found.facts
    assert isinstance(fact, SessionDone)
    assert (fact.at, fact.routine, fact.extent, fact.held) == (AT, "mini", "part", timedelta(seconds=40))
    assert 0 < found.percent == fact.percent < 100


def test_nothing_is_saved_before_the_first_exercise_or_for_a_self_test() -> None:
    assert (
        saved_session.save_session(routine("mini"), RoutineOptions(), halted("mini", 10, RoutineOptions()), AT) is None
    )
    assert (
        saved_session.save_session(
            routine("self-test"), RoutineOptions(), halted("self-test", 30, RoutineOptions()), AT
        )
        is None
    )


def test_a_nearly_whole_walk_is_a_walk() -> None:
    found = saved_session.save_session(routine("walk"), RoutineOptions(), halted("walk", 290, RoutineOptions()), AT)
    assert found is not None and isinstance(found.facts[0], WalkDone) and found.percent < 100


def test_a_session_can_be_resumed_for_two_hours() -> None:
    found = saved_session.save_session(routine("mini"), RoutineOptions(), halted("mini", 60, RoutineOptions()), AT)
    assert found is not None
    assert saved_session.is_resumable(found, AT + timedelta(minutes=119))
    assert not saved_session.is_resumable(found, AT + timedelta(minutes=120))
    assert saved_session.is_resumable(found, AT - timedelta(minutes=10)), "the clock was set back"


def test_a_session_does_not_fit_another_routine() -> None:
    found = saved_session.save_session(routine("mini"), RoutineOptions(), halted("mini", 60, RoutineOptions()), AT)
    assert found is not None
    assert saved_session.matches_routine(found, routine("mini")) and not saved_session.matches_routine(
        found, routine("full")
    )
    with pytest.raises(ValueError, match="another session"):
        saved_session.resume_player(found, routine("full"))
    broken = replace(found, mark=found.mark | {"index": 10_000})
    assert not saved_session.matches_routine(broken, routine("mini"))


PLAIN = saved_session.session_to_record(
    saved_session.save_session(routine("mini"), RoutineOptions(), halted("mini", 60, RoutineOptions()), AT)  # type: ignore[arg-type]
)


@pytest.mark.parametrize("key", PLAIN)
@pytest.mark.parametrize("wrong", [None, "x", 7, [1], {"a": 1}])
def test_a_damaged_session_is_refused_or_valid(key: str, wrong: object) -> None:
    """Nothing but ValueError, whatever stands in the file."""
    try:
        found = saved_session.session_from_record(PLAIN | {key: wrong})
    except ValueError:
        return
    assert saved_session.matches_routine(found, routine("mini")) in (True, False)


@pytest.mark.parametrize("key", PLAIN)
def test_an_incomplete_session_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="no saved session"):
        saved_session.session_from_record({name: value for name, value in PLAIN.items() if name != key})


def places(value: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """The path to each value inside."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in inner for place in places(each, (*path, key)))]


def with_value(record: object, path: tuple[object, ...], value: object) -> object:
    if not path:
        return value
    copy = dict(record) if isinstance(record, dict) else list(record)  # type: ignore[call-overload]
    copy[path[0]] = with_value(copy[path[0]], path[1:], value)
    return copy


RECORD = json.loads(
    json.dumps(
        saved_session.session_to_record(
            saved_session.save_session(routine("mini"), RoutineOptions(), halted("mini", 60, RoutineOptions()), AT)
            or pytest.fail("nothing is saved")
        )
    )
)
NESTED = json.loads("[" * 500 + "]" * 500)
VALUES = [
    float("nan"), float("inf"), 1e13, 1e300, -1, 0, 10**400, True, None, "", "\ud800", [], {}, [[]], [None], NESTED,
    {"a": {}}, "1970-01-01T00:00:12+00:00", "9999-12-31T23:59:59-12:00", "2026-03-02T09:00", "bout", [1, 2],
    [["hold", 1e300]],
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value)[:20])
def test_a_wrong_value_is_refused_or_can_be_played(value: object) -> None:
    played = set()
    for path in places(RECORD):
        record = with_value(RECORD, path, value)
        try:
            found = saved_session.session_from_record(record)  # type: ignore[arg-type]  # the file may have anything
        except ValueError:
            continue
        left = saved_session.left_by(found, AT)
        assert saved_session.is_resumable(left, AT)
        assert all(timedelta(0) <= getattr(fact, "held", ZERO) <= timedelta(days=1) for fact in left.facts)
        if (resumed := repr((left.options, left.mark))) in played:
            continue  # nothing else of it is played
        played.add(resumed)
        try:
            player = resume(saved_session.resume_player(left, routine("mini")), ZERO)
        except ValueError:
            continue  # the routine is begun anew
        step_at(player, timedelta(seconds=10))
        assert 0 <= held(player, timedelta(seconds=10)).total_seconds() < 86_400


def test_only_what_a_session_logs_is_taken() -> None:
    bout = {"at": AT.isoformat(), "fact": "bout", "from": "1990-01-02T00:00:00+00:00", "to": AT.isoformat()}
    with pytest.raises(ValueError, match="cannot be right"):
        saved_session.session_from_record({**RECORD, "facts": [bout]})
