"""The language that a person reads: from the settings, else from the environment, and English for everything else."""

import os
import shutil
import struct
from pathlib import Path

import pytest

from hipbreak.store.languages import ENGLISH, SYSTEM, load_language, preferred, stored_choice


@pytest.mark.parametrize(
    ("environment", "names"),
    [
        ({}, []),
        ({"LANG": "de_DE.UTF-8"}, ["de_DE"]),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "fr_FR"}, ["fr_FR"]),
        ({"LANG": "de_DE", "LC_ALL": "ca_ES@valencia"}, ["ca_ES"]),
        ({"LANG": "de_AT.UTF-8", "LANGUAGE": "sv:de"}, ["sv", "de", "de_AT"]),
        ({"LANG": "C", "LANGUAGE": "de"}, []),
        ({"LANG": "", "LC_ALL": "", "LANGUAGE": ""}, []),
    ],
)
def test_the_environment_names_languages_as_gettext_reads_it(environment: dict[str, str], names: list[str]) -> None:
    assert preferred(SYSTEM, environment) == names


def test_the_choice_comes_before_the_environment() -> None:
    assert preferred("fr", {"LANG": "de_DE.UTF-8"}) == ["fr"]


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ('language = "pt_BR"\n', "pt_BR"),
        ("# a comment\ncue = false\nlanguage='de' # mine\n", "de"),
        ("cue = false\n", SYSTEM),
        ('\ufefflanguage = "de"\n', "de"),
        ('language = "de\n', SYSTEM),
        ("language = 5\n", SYSTEM),
    ],
)
def test_the_choice_is_found_in_the_settings(tmp_path: Path, text: str, choice: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    assert stored_choice(file) == choice


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b""])
def test_a_settings_file_that_cannot_be_read_names_no_language(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.toml").write_bytes(content)
    assert stored_choice(tmp_path / "settings.toml") == stored_choice(tmp_path / "none.toml") == SYSTEM


def test_a_pipe_or_a_folder_in_place_of_the_settings_names_no_language(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert stored_choice(tmp_path / "pipe") == stored_choice(tmp_path) == SYSTEM


@pytest.mark.parametrize("choice", ["xx", "xx_YY", "../../etc", "", "de\0"])
def test_an_unknown_language_is_english_and_named(choice: str) -> None:
    language = load_language(choice, {})
    assert (language.code, language.missing, language.translations.gettext("Start")) == (ENGLISH, choice, "Start")


def test_an_unknown_language_of_the_environment_is_named() -> None:
    assert load_language(SYSTEM, {"LANG": "xx_YY.UTF-8"}).missing == "xx_YY"
    for locale in ("en_GB.UTF-8", "C.UTF-8", "C"):
        assert load_language(SYSTEM, {"LANG": locale}).missing == ""


@pytest.mark.parametrize("content", [b"", b"no catalogue", b"\xde\x12\x04\x95" + b"\xff" * 40])
def test_a_broken_catalogue_is_english_and_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "de" / "LC_MESSAGES" / "hipbreak.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    language = load_language("de", {}, tmp_path)
    assert (language.code, language.missing) == (ENGLISH, "") and str(file) in language.unreadable


@pytest.mark.parametrize(
    ("choice", "code"), [("de_AT", "de"), ("zh_HK", "zh_TW"), ("zh_SG", "zh_CN"), ("pt_PT", "pt_BR"), ("iw_IL", "he")]
)
def test_a_locale_gets_the_nearest_catalogue(tmp_path: Path, choice: str, code: str, catalogue: Path) -> None:
    file = tmp_path / code / "LC_MESSAGES" / "hipbreak.mo"
    file.parent.mkdir(parents=True)
    shutil.copy(catalogue, file)
    assert load_language(choice, {}, tmp_path).code == code


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """A compiled catalogue without messages."""
    file = tmp_path / "empty.mo"
    file.write_bytes(struct.pack("<7I", 0x950412DE, 0, 0, 28, 28, 0, 28))
    return file
