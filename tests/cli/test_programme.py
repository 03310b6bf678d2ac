"""`hipbreak routine` and `hipbreak programme` without a running app."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hipbreak.cli.main import main
from hipbreak.cli.programme import print_programme
from hipbreak.core.facts import programme_facts, tracking_facts
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import create_folders, find_paths


def begun(home: str, days: int) -> None:
    """A programme begun so many days ago, with a session on each day since and none today."""
    paths = find_paths(Path(home))
    create_folders(paths)
    now = datetime.now().astimezone()
    with EventLog.open(paths.log) as log:
        log.append([programme_facts.ProgrammeBegan(now - timedelta(days=days))])
        for back in range(days, 0, -1):
            log.append(
                [programme_facts.SessionDone(now - timedelta(days=back), "mini", "whole", timedelta(seconds=230), 100)]
            )


def test_the_list_has_every_routine_with_its_computed_lengths(home: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", home, "routine", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:2] == ["name", "length"]
    assert next(line for line in lines if line.startswith("mini ")).split()[1] == "3:50"
    assert main(["--home", home, "routine", "--list", "--json"]) == 0
    routines = json.loads(capsys.readouterr().out)
    assert {"name", "length_s", "with_set_up_s", "needs"} <= set(routines[0])
    assert len(routines) == len(lines) - 1
    assert not Path(home).exists(), "a list leaves nothing behind"


def test_a_broken_custom_routine_is_reported_and_the_others_are_listed(
    home: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = find_paths(Path(home)).settings.parent / "routines"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text("name = ")
    assert main(["--home", home, "routine", "--list"]) == 0
    output = capsys.readouterr()
    assert "mine.toml" in output.err
    assert "mini-core" in output.out


def test_the_current_day_is_printed(home: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", home, "programme"]) == 0
    assert capsys.readouterr().out == "The programme has not begun. It starts on the day you say so.\n"
    begun(home, 8)
    assert main(["--home", home, "programme"]) == 0
    assert capsys.readouterr().out.splitlines()[:3] == [
        "Week 2, day 9; 8 of 9 sessions.",
        "The first two weeks: the mini routine once a day.",
        "Today: Mini routine, 3:58 min.",
    ]
    assert main(["--home", home, "programme", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["today"] == "mini"


def reported(home: str, capsys: pytest.CaptureFixture[str], now: datetime, *settings: str) -> tuple[object, str]:
    """The next reminder as JSON and as the last line for people."""
    paths = find_paths(Path(home))
    paths.settings.write_text("\n".join(settings))
    capsys.readouterr()
    print_programme(paths, True, now)
    record = json.loads(capsys.readouterr().out)
    print_programme(paths, False, now)
    return record.get("next_reminder"), capsys.readouterr().out.splitlines()[-1]


def test_the_next_reminder_is_printed(home: str, capsys: pytest.CaptureFixture[str]) -> None:
    begun(home, 3)
    now = datetime.now().astimezone().replace(hour=12, minute=0, second=0, microsecond=0)
    five = now.replace(hour=17)
    assert reported(home, capsys, now) == (five.isoformat(), "The reminder comes today at 17:00.")
    assert reported(home, capsys, now, 'routine_time = "08:00"') == (
        now.isoformat(),
        "The reminder comes as soon as nothing is in its way.",
    )
    assert reported(home, capsys, now, "routine_reminder = false")[0] is None
    night = [f"{day} 20:00-21:00" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")]
    hours = f'working_hours = "{"; ".join(night)}"'
    assert reported(home, capsys, now, hours)[1] == "The reminder comes today at 20:00."
    assert reported(home, capsys, now, hours, 'routine_time = "22:00"') == (
        None,
        "The reminder is set to 22:00, outside your working hours: nothing is shown then.",
    )
    with EventLog.open(find_paths(Path(home)).log) as log:
        log.append(
            [tracking_facts.Prompted(now, "routine", "bound", timedelta(0)), tracking_facts.Skipped(now, "routine")]
        )
    morrow = (now + timedelta(days=1)).replace(tzinfo=None, hour=17).astimezone()
    assert reported(home, capsys, now) == (
        morrow.isoformat(),
        f"The reminder comes on {morrow:%A} at 17:00.",
    )


def test_a_blocking_health_answer_is_printed(home: str, capsys: pytest.CaptureFixture[str]) -> None:
    begun(home, 3)
    with EventLog.open(find_paths(Path(home)).log) as log:
        log.append([programme_facts.HealthScreened(datetime.now().astimezone(), "strain")])
    assert main(["--home", home, "programme"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "Please ask a doctor or physiotherapist first whether these exercises suit you."
    assert not any(line.startswith("Today") or "reminder" in line for line in lines)
    assert main(["--home", home, "programme", "--json"]) == 0
    status = json.loads(capsys.readouterr().out)
    assert (status["gate"], status["next_reminder"]) == ("ask a clinician first", None)


@pytest.mark.parametrize("words", [["routine"], ["routine", "mini", "--list"]])
def test_a_name_excludes_the_list(home: str, words: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--home", home, *words])
    assert left.value.code == 2


def test_opening_a_routine_needs_the_running_app(home: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", home, "routine", "mini"]) == 3
    assert "not running" in capsys.readouterr().err
