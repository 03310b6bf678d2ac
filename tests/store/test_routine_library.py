"""The shipped routines, and the valid ones of the person."""

from pathlib import Path

import pytest

from hipbreak.store.routine_library import read_library
from tests.core.exercise.shipped import NAMES

OWN = """
name = "mine"
title = "Mine"
order = 5
[[block]]
use = "couch"
moves = ["press"]
[block.set.press]
reps = 4
"""


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    (tmp_path / "routines").mkdir()
    return tmp_path / "settings.toml"


def put(settings: Path, name: str, text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    (settings.parent / "routines" / name).write_bytes(data)


def test_without_a_folder_there_are_the_shipped_routines(tmp_path: Path) -> None:
    library = read_library(tmp_path / "settings.toml")
    assert [r.name for r in library.routines] == list(NAMES)
    assert library.notes == ()
    assert library.get("nothing") is None


def test_a_custom_routine_is_added(settings: Path) -> None:
    put(settings, "mine.toml", OWN)
    library = read_library(settings)
    mine = library.get("mine")
    assert mine and mine.own and mine.blocks[0].moves[0].reps.default == 4
    assert [r.name for r in library.routines] == ["mine", *NAMES]
    assert not any(r.own for r in library.routines[1:])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name = ", "line 1 cannot be understood"),
        (b"\xff\xfe", "is not UTF-8"),
        (OWN.replace("reps = 4", "reps = 0"), "routine mine, block couch, move press: reps must rise"),
        (OWN.replace('"mine"', '"mini"'), "routine mini: name is taken"),
        ("#" * 200_001, "too large"),
    ],
)
def test_an_invalid_routine_gives_one_sentence_and_hides_no_other(settings: Path, text: str | bytes, says: str) -> None:
    put(settings, "a-broken.toml", text)
    put(settings, "b-sound.toml", OWN)
    library = read_library(settings)
    (note,) = library.notes
    assert says in note and "a-broken.toml" in note and "\n" not in note and note.endswith(".")
    assert {r.name for r in library.routines} == {"mine", *NAMES}
    mini = library.get("mini")
    assert mini and not mini.own


def test_a_folder_instead_of_a_file_is_reported(settings: Path) -> None:
    (settings.parent / "routines" / "odd.toml").mkdir()
    (note,) = read_library(settings).notes
    assert "cannot be read" in note


def test_a_duplicate_name_is_reported(settings: Path) -> None:
    put(settings, "a.toml", OWN)
    put(settings, "b.toml", OWN)
    library = read_library(settings)
    assert [r.name for r in library.routines if r.own] == ["mine"]
    assert "b.toml" in library.notes[0]
