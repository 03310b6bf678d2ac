"""`hipbreak rehearse`: its table, its JSON, and what it says of a file that is none."""

import json
from pathlib import Path

import pytest

from hipbreak.cli.main import main
from tests.core.short_trace import trace_of


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    file = tmp_path / "day.jsonl"
    file.write_text(
        "\n".join(trace_of("09:00 active\n10:00 call_start\n10:32 call_end\n11:50 idle\n12:30 active\n12:40 end"))
    )
    return file


def test_the_table_and_what_was_assumed(tmp_path: Path, trace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(tmp_path / "home"), "rehearse", str(trace)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:7] == [
        "From 2026-03-02 to 2026-03-02: 3 h of sitting at the desk (estimated), in 2 stretches.",
        "",
        "                    prompts  in a call  at an empty chair  stretches beyond 45 min",
        "as it was recorded        0          0                  0                   1 of 2",
        "Hipbreak                  3          0                  0                   1 of 5",
        "a timer of 30 min         7          2                  1                   1 of 5",
        "a timer of 45 min         4          1                  1                   1 of 4",
    ]
    assert "  2026-03-02  09:45, 10:32, 11:17" in lines
    assert any(line.startswith("Assumed, the same for all three") for line in lines)
    assert not any("has no calls" in line for line in lines)
    assert not (tmp_path / "home").exists(), "it leaves nothing behind"


def test_the_json(tmp_path: Path, trace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(tmp_path / "home"), "rehearse", "--json", str(trace)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["hipbreak"] == {"prompts": 3, "in_call": 0, "empty_chair": 0, "stretches": 5, "beyond_45": 1}
    assert (found["sitting_s"], found["knows_calls"], len(found["asked"])) == (10800, True, 3)


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "is empty"), ('{"at": 1, "event": 2}', "line 1: needs the texts"), ("[1]", "is neither an export")],
)
def test_another_file_gets_one_sentence(
    tmp_path: Path, text: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x"
    file.write_text(text)
    assert main(["--home", str(tmp_path / "home"), "rehearse", str(file)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and why in said and "imported" not in said


def test_no_file_gets_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(tmp_path / "home"), "rehearse", str(tmp_path / "x")]) == 1
    assert capsys.readouterr().err == f"hipbreak: {tmp_path / 'x'} cannot be used: No such file or directory.\n"
