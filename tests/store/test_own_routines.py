"""Routines of one's own: made, checked, added, given away and removed."""

import os
from pathlib import Path

import pytest

from hipbreak.store.own_routines import (
    RoutineRefused,
    add_routine,
    check_routine,
    new_routine,
    pack_routine,
    remove_routine,
)
from hipbreak.store.routine_archive import RoutineFiles, write_archive
from hipbreak.store.routine_library import own_folder, read_library
from tests.core.exercise.shipped import NAMES
from tests.core.exercise.test_picture_check import png, svg

ROUTINE = """
name = "knee"
title = "Knee"
[[block]]
name = "only"
title = "Only"
[[block.move]]
name = "bend"
title = "Bend"
kind = "reps"
picture = "knee.png"
off_picture = "knee.svg"
seconds = 3
reps = 5
"""


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A routine with its pictures, as somebody has sent it."""
    folder = tmp_path / "sent"
    folder.mkdir()
    (folder / "knee.toml").write_text(ROUTINE)
    (folder / "knee.png").write_bytes(png(40, 30))
    (folder / "knee-dark.png").write_bytes(png(40, 30))
    (folder / "knee.svg").write_bytes(svg())
    (folder / "other.png").write_bytes(png(1, 1))
    return folder / "knee.toml"


def test_the_beginning_of_a_routine_has_no_errors_and_can_be_played(settings: Path) -> None:
    file = new_routine(settings, "my-knee")
    assert check_routine(file) == []
    assert str(file) in file.read_text()
    library = read_library(settings)
    assert library.files == {"my-knee": file} and library.notes == ()
    with pytest.raises(RoutineRefused, match="my-knee already"):
        new_routine(settings, "my-knee")


@pytest.mark.parametrize("name", ["mini", "../x", "", "A", "a b", "-a", "x" * 41])
def test_a_name_that_is_taken_or_no_name_is_refused(settings: Path, name: str) -> None:
    with pytest.raises(RoutineRefused):
        new_routine(settings, name)
    assert not settings.parent.exists()


def test_a_routine_is_added_with_the_pictures_that_it_names(settings: Path, given: Path) -> None:
    assert add_routine(settings, given) == "knee"
    folder = own_folder(settings) / "knee"
    assert {file.name for file in folder.iterdir()} == {"knee.toml", "knee.png", "knee-dark.png", "knee.svg"}
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    routine = read_library(settings).get("knee")
    assert routine and routine.own and routine.pictures() == {str(folder / "knee.png"), str(folder / "knee.svg")}
    assert [path.name for path in own_folder(settings).iterdir()] == ["knee"], "nothing is left beside it"


def test_a_routine_given_away_is_the_same_on_the_other_side(settings: Path, given: Path, tmp_path: Path) -> None:
    add_routine(settings, given)
    packed = pack_routine(settings, "knee", tmp_path / "for-you")
    assert packed.name == "for-you.hipbreak-routine" and packed.stat().st_mode & 0o777 == 0o600
    assert check_routine(packed) == []
    other = tmp_path / "other" / "settings.toml"
    assert add_routine(other, packed) == "knee"
    assert {file.name: file.read_bytes() for file in (own_folder(other) / "knee").iterdir()} == {
        file.name: file.read_bytes() for file in (own_folder(settings) / "knee").iterdir()
    }


@pytest.mark.parametrize(
    ("pictures", "says"),
    [
        ({"knee.png": png(40, 30)}, "line 12, routine knee, block only, move bend: off_picture names 'knee.svg'"),
        ({"knee.png": b"x", "knee.svg": svg()}, "is not a PNG picture"),
        ({"knee.png": png(9, 9), "knee-dark.png": b"x", "knee.svg": svg()}, "'knee-dark.png', which is not a PNG"),
    ],
)
def test_a_routine_with_a_wrong_picture_is_not_added(
    settings: Path, tmp_path: Path, pictures: dict[str, bytes], says: str
) -> None:
    file = tmp_path / "given.hipbreak-routine"
    file.write_bytes(write_archive(RoutineFiles("knee.toml", ROUTINE.encode(), pictures)))
    with pytest.raises(RoutineRefused) as caught:
        add_routine(settings, file)
    assert says in str(caught.value) and "\n" not in str(caught.value)
    assert not own_folder(settings).exists()


def test_nothing_is_replaced_and_nothing_half_is_left(settings: Path, given: Path) -> None:
    add_routine(settings, given)
    with pytest.raises(RoutineRefused, match="knee already"):
        add_routine(settings, given)
    assert [path.name for path in own_folder(settings).iterdir()] == ["knee"]


def test_the_file_of_an_add_must_be_a_routine(settings: Path, tmp_path: Path) -> None:
    for name, says in (("no.toml", "cannot be read"), ("no.hipbreak-routine", "cannot be read")):
        with pytest.raises(RoutineRefused, match=says):
            add_routine(settings, tmp_path / name)
    damaged = tmp_path / "x.hipbreak-routine"
    damaged.write_bytes(b"no zip")
    with pytest.raises(RoutineRefused, match=r"is damaged, or no zip file\.$"):
        add_routine(settings, damaged)
    assert check_routine(damaged) == [f"{damaged} is damaged, or no zip file."]


def test_check_names_line_and_field_of_each_error(given: Path) -> None:
    given.write_text(ROUTINE.replace("seconds = 3", "seconds = 0").replace('"reps"', '"jump"') + "colour = 1\n")
    errors = check_routine(given)
    assert [error.removeprefix(f"{given}, ").split(" ")[1] for error in errors] == ["15,", "10,", "13,"]
    assert (
        "kind must be one of" in errors[1] and "seconds must rise" in errors[2] and "colour is not known" in errors[0]
    )
    given.write_text('name = "x\n')
    assert check_routine(given) == [f"{given}: line 1 cannot be understood (a quotation mark is missing)."]


def test_a_removed_routine_takes_its_pictures_with_it_and_nothing_else(settings: Path, given: Path) -> None:
    add_routine(settings, given)
    kept = own_folder(settings) / "knee" / "notes.txt"
    kept.write_text("mine")
    remove_routine(settings, "knee")
    assert [file.name for file in kept.parent.iterdir()] == ["notes.txt"]
    with pytest.raises(RoutineRefused, match="no routine of your own"):
        remove_routine(settings, "mini")


def test_a_file_beside_others_leaves_the_pictures(settings: Path, given: Path) -> None:
    own_folder(settings).parent.mkdir()
    given.parent.rename(own_folder(settings))
    remove_routine(settings, "knee")
    assert {file.name for file in own_folder(settings).iterdir()} == {
        "knee.png", "knee-dark.png", "knee.svg", "other.png",
    }  # fmt: skip


def test_links_that_lead_out_of_the_folder_are_not_followed(settings: Path, given: Path) -> None:
    add_routine(settings, given)
    folder = own_folder(settings)
    (folder / "out.toml").symlink_to(given)
    (folder / "loop.toml").symlink_to("loop.toml")
    (folder / "knee" / "knee.svg").unlink()
    (folder / "knee" / "knee.svg").symlink_to(given.with_name("knee.svg"))
    library = read_library(settings)
    assert [routine.name for routine in library.routines] == list(NAMES)
    knee, loop, out = library.notes
    assert "a link that leads out of the folder" in knee and "line 12" in knee
    assert "loop.toml" in loop and "link that leads out of the folder" in out


def test_a_picture_that_is_a_pipe_or_a_folder_is_reported(settings: Path, given: Path) -> None:
    add_routine(settings, given)
    picture = own_folder(settings) / "knee" / "knee.png"
    for make, unmake in ((os.mkfifo, Path.unlink), (os.mkdir, Path.rmdir)):
        picture.unlink(missing_ok=True)
        make(picture)
        (note,) = read_library(settings).notes
        assert "'knee.png', which cannot be read" in note
        unmake(picture)
