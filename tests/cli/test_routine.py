"""`hipbreak routine` with routines of one's own, without a running app."""

from pathlib import Path

import pytest

from hipbreak.cli.main import main


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_a_routine_is_made_checked_given_away_and_taken_in(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["--home", str(home), "routine", "--new", "knee"]) == 0
    file = home / "routines" / "knee" / "knee.toml"
    assert capsys.readouterr().out == f"{file}\n"
    assert main(["routine", "--check", str(file)]) == 0
    assert main(["--home", str(home), "routine", "--pack", "knee"]) == 0
    assert capsys.readouterr().out == f"{file} can be used.\n{tmp_path / 'knee.hipbreak-routine'}\n"
    assert main(["--home", str(home), "routine", "--remove", "knee"]) == 0
    assert not file.parent.exists()
    assert main(["--home", str(home), "routine", "--add", "knee.hipbreak-routine"]) == 0
    assert file.exists()
    assert "The routine knee is" in capsys.readouterr().out


def test_every_error_is_a_line_and_the_code_is_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "x.toml"
    file.write_text('name = "x"\ntitle = ""\n[[block]]\nname = "b"\n')
    assert main(["routine", "--check", str(file)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert [line.split(", ")[1] for line in captured.err.splitlines()] == ["line 3", "line 3", "line 2"]
    assert all(line.startswith(f"hipbreak: {file}, line ") for line in captured.err.splitlines())


@pytest.mark.parametrize("words", [("--add", "none.toml"), ("--pack", "mini"), ("--remove", "x"), ("--new", "../x")])
def test_what_cannot_be_done_is_one_sentence(
    home: Path, words: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(home), "routine", *words]) == 1
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.count("\n") == 1
