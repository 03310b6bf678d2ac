"""The command line in a pseudo-translation: every text of it is translated."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hipbreak.cli import programme, routine, settings, stats
from hipbreak.cli.errors import CommandError
from hipbreak.cli.parser import parser
from hipbreak.store.paths import AppPaths, find_paths
from tests.ui.long_language import CLOSE, OPEN, long_language

_MARKED = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")

_OF_ARGPARSE = re.compile(
    r"options:|positional arguments:|  [-a-z0-9A-Z_{},|. :]+( show (this|program).*)?$| *(show|exit|and exit|number).*$"
)
"""Its own words, which Python's gettext looks up, and the names of commands and arguments."""


@pytest.fixture
def long_texts() -> Iterator[None]:
    parser.cache_clear()
    with long_language():
        yield
    parser.cache_clear()


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    return find_paths(tmp_path)


def untranslated(text: str) -> list[str]:
    """The lines with words outside of the marks of a translation."""
    while _MARKED.search(text):
        text = _MARKED.sub(" ", text)
    return [line for line in text.splitlines() if re.search(r"[A-Za-z]{3,}", line)]


def help_of(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    """The help without the usage."""
    with pytest.raises(SystemExit):
        parser().parse_args([*command, "--help"])
    return capsys.readouterr().out.partition("\n\n")[2]


def test_every_help_is_translated(long_texts: None, capsys: pytest.CaptureFixture[str]) -> None:
    root = help_of(capsys)
    commands = re.findall(r"^    ([a-z]+)$|^    ([a-z]+)  ", root, re.MULTILINE)
    names = [first or second for first, second in commands]
    assert len(names) > 20
    for text in (root, *(help_of(capsys, name) for name in names)):
        assert [line for line in untranslated(text) if not _OF_ARGPARSE.match(line)] == []


def test_lists_are_translated(long_texts: None, paths: AppPaths, capsys: pytest.CaptureFixture[str]) -> None:
    routine.print_routines(paths, as_json=False)
    programme.print_programme(paths, as_json=False, now=datetime(2026, 3, 2, 9, tzinfo=UTC))
    lines = capsys.readouterr().out.splitlines()
    names = {line.split()[0] for line in lines if line}
    assert {rest.split()[0] for line in lines for rest in untranslated(line)} <= names  # those of routines


@pytest.mark.parametrize("arguments", [("settings", "set", "tone_volume", "500"), ("settings", "get", "nothing")])
def test_errors_are_translated(long_texts: None, paths: AppPaths, arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as error:
        settings.run(parser().parse_args(arguments), paths)
    assert OPEN in str(error.value)


def test_statistics_are_translated(long_texts: None, paths: AppPaths, capsys: pytest.CaptureFixture[str]) -> None:
    stats.run(parser().parse_args(["stats"]), paths)
    assert untranslated(capsys.readouterr().out) == []
