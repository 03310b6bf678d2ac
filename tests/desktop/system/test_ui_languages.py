"""The languages that Windows and macOS name; neither has been run on its system."""

from pathlib import Path

import pytest

from hipbreak.desktop.system.ui_languages import with_system_languages
from hipbreak.store.languages import preferred

APPLE = '(\n    "zh-Hant-TW",\n    "de-AT",\n    "sr-Latn",\n    en\n)\n'


@pytest.mark.parametrize(
    ("platform", "reported", "found"),
    [
        ("darwin", APPLE, ["zh_TW", "de_AT", "sr", "en", "zh_TW"]),
        ("darwin", "", []),
        ("win32", "pt_BR", ["pt_BR", "pt_BR"]),
        ("linux", "pt_BR", []),
    ],
)
def test_the_languages_of_the_settings_are_wanted(platform: str, reported: str, found: list[str]) -> None:
    assert preferred("system", with_system_languages({}, platform, lambda _platform: reported)) == found


@pytest.mark.parametrize("name", ["LC_ALL", "LC_MESSAGES", "LANG"])
def test_the_environment_goes_first(name: str) -> None:
    def read(_platform: str) -> str:
        raise AssertionError("nothing is asked")

    assert with_system_languages({name: "fr_FR"}, "darwin", read) == {name: "fr_FR"}


def test_the_program_of_macos_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "defaults"
    program.write_text('#!/bin/sh\n[ "$*" = "read -g AppleLanguages" ] && echo "(\n    \\"he-IL\\"\n)"\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert with_system_languages({}, "darwin")["LANG"] == "he_IL"
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    assert with_system_languages({}, "darwin") == {}
