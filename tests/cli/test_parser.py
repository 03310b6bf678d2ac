"""The command line is read in two ways, which agree: a start in the tray does not wait for all commands."""

import pytest

from hipbreak.cli.parser import parse, parser


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--home", "x"],
        ["--home=x"],
        ["--ho", "x"],
        ["status"],
        ["--home", "x", "later", "5"],
        ["later", "--after-meeting"],
        ["routine", "--list"],
    ],
    ids=" ".join,
)
def test_the_quick_parser_agrees_with_the_full_one(words: list[str]) -> None:
    assert parse(words) == parser().parse_args(words)


@pytest.mark.parametrize("words", [["--home"], ["--nonsense"], ["nonsense"]])
def test_misuse_lists_all_commands(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        parse(words)
    assert exit_.value.code == 2
    assert "COMMAND" in capsys.readouterr().err


@pytest.mark.parametrize("minutes", ["0", "-1", "1441", "1e300", "nan", "soon", ""])
def test_minutes_that_cannot_be_are_named_as_they_were_typed(minutes: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        parse(["later", "--", minutes])
    assert exit_.value.code == 2
    assert f"'{minutes}' is not a number of minutes above 0, up to 1440" in capsys.readouterr().err
