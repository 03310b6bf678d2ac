"""The licences that the app shows: of every package that it is installed with."""

import re
from pathlib import Path

from hipbreak.core.identity import BUNDLED_ONLY, COMPONENTS, HOMEPAGE, VERSION
from hipbreak.core.text.learn import about
from tests.ui.long_language import long_language

LOCK = Path(__file__).parents[3] / "packaging" / "requirements.lock"
BUILD_ONLY = {"babel", "editables", "hatchling", "packaging", "pathspec", "pluggy", "trove-classifiers"}
OF_PYSIDE = {"pyside6-essentials", "shiboken6"}


def test_every_installed_package_is_named_with_licence_and_source() -> None:
    locked = set(re.findall(r"^([a-z0-9-]+)==", LOCK.read_text(), re.MULTILINE))
    assert locked > BUILD_ONLY | OF_PYSIDE
    named = {one.name.lower() for one in COMPONENTS}
    assert named == locked - BUILD_ONLY - OF_PYSIDE | {"pyside6", "python", "qt"}
    for one in (*COMPONENTS, *BUNDLED_ONLY):
        assert one.licence and one.source.startswith("https://")


def test_version_and_parts_are_shown() -> None:
    text = "\n".join(note.text for note in about())
    assert VERSION in text
    assert {one.name for one in (*COMPONENTS, *BUNDLED_ONLY) if one.name not in text} == set()


def test_a_translation_says_that_it_is_not_reviewed() -> None:
    assert not any(note.name == "translation" for note in about())
    with long_language():
        (note,) = (note for note in about() if note.name == "translation")
    assert HOMEPAGE in note.text
