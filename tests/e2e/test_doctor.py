"""`hipbreak doctor` on desktops that have things and lack them, with the app running and without."""

import json
from pathlib import Path
from typing import Any

import pytest

from hipbreak.core.diagnostics import ORDER
from tests.desktop.fake_services import status_notifier_watcher
from tests.e2e.desk import SAVER, Desk, wait_until
from tests.e2e.program import QUICK, Program

pytestmark = pytest.mark.desk

CALM = QUICK | {"window_opens": "20min", "window_closes": "30min"}


def findings(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    assert tuple(finding["name"] for finding in told["findings"]) == ORDER
    return {finding["name"]: finding for finding in told["findings"]}


def examined(program: Program, code: int = 0) -> dict[str, Any]:
    """What `doctor --json` prints."""
    done = program.run("doctor", "--json")
    assert (done.returncode, done.stderr) == (code, "")
    told = json.loads(done.stdout)
    assert isinstance(told, dict) and told["ok"] == (code == 0)
    return told


@pytest.fixture(params=["alone", "running"])
def asked(request: pytest.FixtureRequest) -> bool:
    """Whether an app runs that can be asked."""
    return bool(request.param == "running")


def begin(program: Program, desk: Desk, running: bool) -> None:
    program.environment |= desk.environment
    program.environment["SPEECHD_ADDRESS"] = "unix_socket:/nowhere"  # else each look waits for seconds, and starts one
    program.write_settings(CALM)
    if running:
        program.start()


def test_a_display_and_nothing_else(desk: Desk, program: Program, asked: bool) -> None:
    """Input is told by X, so it can do its job; all that is missing says what to do."""
    begin(program, desk, asked)
    told = examined(program)
    found = findings(told)
    assert (told["running"], told["problems"]) == (asked, [])
    assert found["idle"]["backend"] == "x11-screensaver" and found["idle"]["reading"].startswith("last input ")
    assert (found["display"]["works"], found["fullscreen"]["backend"]) == (True, "x11-ewmh")
    for name in ("lock", "tray", "notifications", "awake", "dnd"):
        assert not found[name]["works"] and found[name]["advice"].endswith("."), name
    assert found["log"]["works"]


def test_a_whole_desk(desk: Desk, program: Program, asked: bool) -> None:
    """Bus, notification server, tray, screen saver and logind: each is named."""
    bus = desk.with_session_bus()
    desk.with_tray()
    desk.with_system_bus()
    desk.with_screen_saver(bus)
    begin(program, desk, asked)
    wait_until(lambda: findings(examined(program))["tray"]["works"], "the tray")
    found = findings(examined(program))
    assert found["tray"]["backend"] == "xembed"
    assert (found["notifications"]["backend"], found["notifications"]["reading"]) == (
        "freedesktop-notifications",
        "with buttons",
    )
    assert SAVER in found["lock"]["backend"] and found["lock"]["reading"] == "not locked"
    assert found["suspend"]["backend"] == "logind-sleep"
    assert found["dnd"]["backend"] == "dunst-paused"


def test_a_status_notifier_watcher(desk: Desk, program: Program, asked: bool) -> None:
    bus = desk.with_session_bus()
    with status_notifier_watcher(bus.address):
        begin(program, desk, asked)
        assert findings(examined(program))["tray"]["backend"] == "status-notifier"


def test_without_a_display_or_a_bus(desk: Desk, program: Program) -> None:
    """No abort: it says that nothing can be shown, and ends with 1; as text, too."""
    begin(program, desk, False)
    del program.environment["DISPLAY"]
    told = examined(program, code=1)
    assert len(told["problems"]) == 2
    assert not findings(told)["display"]["works"]
    done = program.run("doctor")
    assert (done.returncode, done.stderr) == (1, "")
    assert all(problem.split()[0] in done.stdout for problem in told["problems"])
    assert "-- display" in done.stdout and "ok log" in done.stdout


def test_a_log_that_cannot_be_written(desk: Desk, program: Program, asked: bool) -> None:
    program.paths.log.mkdir()
    begin(program, desk, asked)
    told = examined(program, code=1)
    found = findings(told)
    assert not found["log"]["works"] and str(program.paths.log) in found["log"]["advice"]


def test_parts_that_die_are_named_gone(office: Desk, program: Program) -> None:
    """The bus goes in the middle of the day, and the screen saver and the notification server with it."""
    bus = office.with_session_bus()
    saver = office.with_screen_saver(bus)
    begin(program, office, True)
    wait_until(saver.is_heard, "the program to listen")
    assert SAVER in findings(examined(program))["lock"]["backend"]
    bus.kill()
    wait_until(lambda: findings(examined(program))["lock"]["gone"] == [SAVER], "the screen saver to be missed")
    found = findings(examined(program))
    assert found["dnd"]["gone"] == ["dunst-paused"] and not found["dnd"]["works"]
    assert not found["notifications"]["works"]
    assert f"{SAVER} told earlier and is gone." in program.run("doctor").stdout.replace("\n" + 18 * " ", " ")


def test_tests_from_the_command_line(office: Desk, program: Program) -> None:
    """Each says what it does; the tray's icon really changes, and comes back."""
    assert program.run("doctor", "--test", "tray").returncode == 3  # with nobody to test it
    begin(program, office, True)
    wait_until(office.icon, "the icon")
    place = office.icon()
    assert place is not None
    before = office.picture(place)
    done = program.run("doctor", "--test", "tray")
    assert (done.returncode, done.stderr) == (0, "") and done.stdout.count("\n") == 1
    wait_until(lambda: office.picture(place) != before, "another icon")
    wait_until(lambda: office.picture(place) == before, "the icon to come back")
    for name in ("idle", "lock", "notifications", "call", "autostart", "log"):
        done = program.run("doctor", "--test", name)
        assert (done.returncode, done.stderr) == (0, "") and done.stdout.strip().endswith(("work, too.", ".", "?"))
    assert program.run("doctor", "--test", "nonsense").returncode == 2


def test_a_sound_test_tells_what_came_of_it(desk: Desk, program: Program) -> None:
    """Two lines: that it tries, and that nothing here can sound."""
    program.environment["PULSE_SERVER"] = "unix:/nowhere"
    begin(program, desk, True)
    done = program.run("doctor", "--test", "sound")
    assert done.returncode == 0 and len(done.stdout.splitlines()) == 2, done


def test_nothing_is_made_by_looking(desk: Desk, program: Program, tmp_path: Path) -> None:
    """A doctor that asks nobody leaves the profile as it is."""
    begin(program, desk, False)
    before = sorted(program.paths.settings.parent.iterdir())
    examined(program)
    assert sorted(program.paths.settings.parent.iterdir()) == before
