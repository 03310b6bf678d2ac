"""An error in a routine file is one sentence that names its place."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.exercise.routine import MoveKind, Range
from hipbreak.core.exercise.routine_parser import RoutineError, find_errors, read_routine

GOOD: dict[str, Any] = {
    "name": "mine",
    "title": "Mine",
    "block": [
        {
            "name": "floor",
            "title": "On the floor",
            "set_up": [{"verb": "Lie down", "text": "On your back.", "picture": "bridge_down", "seconds": 5}],
            "move": [
                {
                    "name": "lift",
                    "title": "Lift",
                    "kind": "reps",
                    "picture": "bridge_up",
                    "seconds": 3,
                    "reps": [6, 8, 8],
                }
            ],
        }
    ],
}
PART = {"bridge": {**GOOD["block"][0], "name": "bridge", "ids": ["X1"]}}


def changed(**changes: Any) -> dict[str, Any]:
    """GOOD with its move changed; None takes a key away."""
    table = copy.deepcopy(GOOD)
    move = table["block"][0]["move"][0] | changes
    table["block"][0]["move"][0] = {key: value for key, value in move.items() if value is not None}
    return table


def error_of(table: Any, parts: Any = None) -> str:
    with pytest.raises(RoutineError) as caught:
        read_routine(table, "mine.toml", parts)
    text = str(caught.value)
    assert text.startswith("mine.toml") and text.endswith(".") and "\n" not in text
    return text


def test_a_routine_is_read() -> None:
    routine = read_routine(GOOD, "mine.toml")
    (block,) = routine.blocks
    assert block.moves[0].kind is MoveKind.REPS
    assert block.moves[0].reps == Range(6, 8, 8)
    assert block.moves[0].seconds == Range(3, 3, 3)
    assert block.set_up[0].verb == "Lie down"


@pytest.mark.parametrize(
    ("changes", "key", "says"),
    [
        ({"reps": [9, 8, 8]}, "reps", "must rise"),
        ({"reps": 0}, "reps", "must rise"),
        ({"reps": 2.5}, "reps", "whole"),
        ({"reps": True}, "reps", "must be a number"),
        ({"reps": [1, 2]}, "reps", "[low, default, high]"),
        ({"seconds": "3 s"}, "seconds", "must be a number"),
        ({"seconds": None}, "seconds", "is missing"),
        ({"seconds": float("nan")}, "seconds", "must rise"),
        ({"kind": "jump"}, "kind", "must be one of"),
        ({"kind": "press", "release": 3}, "release", "as long as the press"),
        ({"picture": "nowhere"}, "picture", "names no picture"),
        ({"picture": "mine.png"}, "picture", "names no picture"),
        ({"picture": 3}, "picture", "must be a text"),
        ({"title": "x" * 501}, "title", "longer than 500"),
        ({"title": ""}, "title", "must be a text"),
        ({"cues": ["ribs"]}, "cues", "must be a table"),
        ({"cues": [{"text": 3}]}, "text", "must be a text"),
        ({"exhale": 0.5}, "exhale", "longer"),
        ({"exhale": 2}, "exhale", "0 to 0.9"),
        ({"ids": [1]}, "ids", "list of texts"),
        ({"dynamic": "yes"}, "dynamic", "true or false"),
        ({"holds": 3}, "holds", "not known"),
        ({"effort": {"text": "hard"}}, "percent", "is missing"),
        ({"ready": {"picture": "stand"}}, "text", "is missing"),
    ],
)
def test_an_error_names_file_routine_block_move_and_key(changes: dict[str, Any], key: str, says: str) -> None:
    text = error_of(changed(**changes))
    assert text.startswith("mine.toml, routine mine, block floor, move lift")
    assert f": {key} " in text and says in text


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"block": []}, "block is missing"),
        ({"block": [{"name": "empty", "title": "Empty"}]}, "block empty: move is missing"),
        ({"block": ["floor"]}, "must be a table"),
        ({"block": [*GOOD["block"], *GOOD["block"]]}, "twice"),
        ({"block": [{"use": "nothing"}]}, "use must be one of"),
        ({"core": ["roof"]}, "core must name blocks"),
        ({"kind": "dance"}, "kind must be"),
        ({"order": "first"}, "order must be a whole number"),
        ({"titel": "Mine"}, "titel is not known"),
        ({"title": 3}, "title must be a text"),
        ({"title": "to\x1b[31mred"}, "title has a control character"),
        ({"name": "turned\u202eround"}, "name has a control character"),
    ],
)
def test_an_error_outside_blocks_is_reported(changes: dict[str, Any], says: str) -> None:
    assert says in error_of({**GOOD, **changes})


def test_a_routine_needs_a_name() -> None:
    assert error_of({"title": "x"}) == "mine.toml: name is missing."


def test_a_shipped_block_can_be_used_with_other_numbers() -> None:
    block = {"use": "bridge", "set": {"lift": {"reps": 12, "ids": ["Q4"]}}, "ids": ["M3"], "title": "Again"}
    (used,) = read_routine({**GOOD, "block": [block]}, "mine.toml", PART).blocks
    assert used.moves[0].reps == Range(12, 12, 12)
    assert used.moves[0].ids == ("Q4",)
    assert (used.ids, used.title) == (("X1", "M3"), "Again")
    assert PART["bridge"]["move"][0]["reps"] == [6, 8, 8], "the part itself is left as it is"


@pytest.mark.parametrize(
    ("block", "says"),
    [
        ({"use": "bridge", "set": {"jump": {}}}, "jump is not known"),
        ({"use": "bridge", "set": {"lift": {"reps": 0}}}, "move lift: reps must rise"),
        ({"use": "bridge", "set": {"lift": 3}}, "set must be a table"),
        ({"use": "bridge", "set": 3}, "set must be a table"),
        ({"use": "bridge", "moves": ["jump"]}, "moves must be of lift"),
        ({"use": "bridge", "picture": "stand"}, "picture is not known"),
        ({"use": 3}, "use must be a text"),
    ],
)
def test_an_error_in_a_reused_block_is_reported(block: dict[str, Any], says: str) -> None:
    assert says in error_of({**GOOD, "block": [block]}, PART)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "title", "kind", "block", "move", "use", "set", "reps"]), inner)
    ),
    max_leaves=12,
)


@given(JSON, st.sampled_from(["block", "title", "core", "needs", "order"]))
def test_any_file_gives_a_routine_or_one_sentence(value: Any, key: str) -> None:
    try:
        read_routine({**GOOD, key: value}, "mine.toml", PART)
    except RoutineError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("changes", "says"),
    [({"reps": 100, "sets": 100}, "steps"), ({"seconds": 3600, "reps": 5, "kind": "hold"}, "5.0 hours")],
)
def test_a_session_of_very_many_steps_or_hours_is_refused(changes: dict[str, Any], says: str) -> None:
    (error,) = find_errors(changed(**changes), "mine.toml", picture_file=str)
    assert says in str(error)


def test_a_movement_without_a_picture_has_words_alone() -> None:
    routine = read_routine(changed(picture=None), "mine.toml")
    assert routine.blocks[0].moves[0].picture == ""
    assert routine.pictures() == {"bridge_down"}


def test_a_picture_file_becomes_the_path_that_was_found() -> None:
    table = changed(picture="arm.png", off_picture="stand")
    (move,) = read_routine(table, "mine.toml", picture_file=lambda name: f"/pictures/{name}").blocks[0].moves
    assert (move.picture, move.off_picture) == ("/pictures/arm.png", "stand")


def test_every_error_is_found_at_once() -> None:
    table = changed(reps=0, picture="nowhere", kind=None, cues=[{"text": "Breathe."}, 3, {"text": 4}])
    table["block"][0]["set_up"].append("stand")
    table["block"].append({"name": "x"})
    table["order"] = "first"
    errors = find_errors(table, "mine.toml")
    assert {error.keys for error in errors} == {
        ("order",),
        ("block", 0, "set_up", 1, "set_up"),
        ("block", 0, "move", 0, "reps"),
        ("block", 0, "move", 0, "picture"),
        ("block", 0, "move", 0, "kind"),
        ("block", 0, "move", 0, "cues", 1, "cues"),
        ("block", 0, "move", 0, "cues", 2, "text"),
        ("block", 1, "title"),
        ("block", 1, "move"),
    }


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["hold", "stand"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*GOOD, "move", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*GOOD, "core", "needs", "x"]), _VALUES))
def test_errors_are_found_exactly_where_reading_fails(changes: dict[str, Any]) -> None:
    table = copy.deepcopy(GOOD) | changes
    found = find_errors(table, "mine.toml")
    try:
        read_routine(table, "mine.toml")
    except RoutineError:
        assert found
    else:
        assert found == []
