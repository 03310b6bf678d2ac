"""`hipbreak doctor` on desktops with and without services, with the app running and without."""

import pytest

from tests.desktop.fake_services import SCREEN_SAVER, status_notifier_watcher
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.desktop import Desktop, wait_until
from tests.e2e.doctor import doctor, findings, findings_by_name

pytestmark = pytest.mark.display

CALM = QUICK | {"window_opens": "20min", "window_closes": "30min"}


@pytest.fixture(params=["alone", "running"])
def running(request: pytest.FixtureRequest) -> bool:
    """Whether the app runs and is asked."""
    return bool(request.param == "running")


def begin(app: AppProcess, running: bool) -> None:
    app.overrides["SPEECHD_ADDRESS"] = "unix_socket:/nowhere"  # else speech-dispatcher is started, which takes seconds
    app.write_settings(CALM)
    if running:
        app.start()


def test_only_a_display(bare_desktop: Desktop, app: AppProcess, running: bool) -> None:
    """X reports input, so there is no problem; each missing part has an advice."""
    begin(app, running)
    report = doctor(app)
    found = findings_by_name(report)
    assert (report["running"], report["problems"]) == (running, [])
    assert found["idle"]["backend"] == "x11-screensaver" and found["idle"]["reading"].startswith("last input ")
    assert (found["display"]["works"], found["fullscreen"]["backend"]) == (True, "x11-ewmh")
    for name in ("lock", "tray", "notifications", "awake", "dnd"):
        assert not found[name]["works"] and found[name]["advice"].endswith("."), name
    assert found["log"]["works"]


def test_all_services(desktop: Desktop, app: AppProcess, running: bool) -> None:
    """Bus, notification server, tray, screen saver and logind: each is named."""
    bus = desktop.start_session_bus()
    desktop.start_system_bus()
    desktop.start_screen_saver(bus)
    begin(app, running)
    wait_until(lambda: findings(app)["tray"]["works"], "the tray")
    found = findings(app)
    assert found["tray"]["backend"] == "xembed"
    assert (found["notifications"]["backend"], found["notifications"]["reading"]) == (
        "freedesktop-notifications",
        "with buttons",
    )
    assert SCREEN_SAVER in found["lock"]["backend"] and found["lock"]["reading"] == "not locked"
    assert found["suspend"]["backend"] == "logind-sleep"
    assert found["dnd"]["backend"] == "dunst-paused"


def test_a_status_notifier_watcher(bare_desktop: Desktop, app: AppProcess, running: bool) -> None:
    bus = bare_desktop.start_session_bus()
    with status_notifier_watcher(bus.address):
        begin(app, running)
        assert findings(app)["tray"]["backend"] == "status-notifier"


def test_without_a_display_or_a_bus(app: AppProcess) -> None:
    """No abort: it says that nothing can be shown, and exits 1; the text report, too."""
    begin(app, False)
    app.overrides["DISPLAY"] = None
    report = doctor(app, code=1)
    assert len(report["problems"]) == 2
    assert not findings_by_name(report)["display"]["works"]
    done = app.run("doctor")
    assert (done.returncode, done.stderr) == (1, "")
    assert all(problem.split()[0] in done.stdout for problem in report["problems"])
    assert "-- display" in done.stdout and "ok log" in done.stdout


def test_a_log_that_cannot_be_written(app: AppProcess, running: bool) -> None:
    app.paths.log.mkdir()
    begin(app, running)
    found = findings(app, code=1)
    assert not found["log"]["works"] and str(app.paths.log) in found["log"]["advice"]


def test_services_that_end_are_named_gone(desktop: Desktop, app: AppProcess) -> None:
    """The bus ends while the app runs, and the screen saver and the notification server with it."""
    bus = desktop.start_session_bus()
    saver = desktop.start_screen_saver(bus)
    begin(app, True)
    wait_until(lambda: saver.asked, "the app to listen")
    assert SCREEN_SAVER in findings(app)["lock"]["backend"]
    bus.kill()
    wait_until(lambda: findings(app)["lock"]["gone"] == [SCREEN_SAVER], "the screen saver to be missed")
    found = findings(app)
    assert found["dnd"]["gone"] == ["dunst-paused"] and not found["dnd"]["works"]
    assert not found["notifications"]["works"]
    assert f"{SCREEN_SAVER} worked earlier and has stopped." in app.run("doctor").stdout.replace("\n" + 18 * " ", " ")


def test_tests_from_the_command_line(full_desktop: Desktop, app: AppProcess) -> None:
    """Each says what it does; the icon in the tray changes, and changes back."""
    assert app.run("doctor", "--test", "tray").returncode == 3  # without a running app
    begin(app, True)
    wait_until(full_desktop.icon, "the icon")
    place = full_desktop.icon()
    assert place is not None
    before = full_desktop.pixels(place)
    done = app.run("doctor", "--test", "tray")
    assert (done.returncode, done.stderr) == (0, "") and done.stdout.count("\n") == 1
    wait_until(lambda: full_desktop.pixels(place) != before, "another icon")
    wait_until(lambda: full_desktop.pixels(place) == before, "the icon to come back")
    for name in ("idle", "lock", "notifications", "call", "autostart", "log"):
        done = app.call("doctor", "--test", name)
        assert (done.returncode, done.stderr) == (0, "") and done.stdout.strip().endswith(("work, too.", ".", "?"))
    assert app.run("doctor", "--test", "nonsense").returncode == 2


def test_a_sound_test_reports_its_result(app: AppProcess) -> None:
    """Two lines: that it tries, and that there is no audio output."""
    app.overrides["PULSE_SERVER"] = "unix:/nowhere"
    begin(app, True)
    done = app.run("doctor", "--test", "sound")
    assert done.returncode == 0 and len(done.stdout.splitlines()) == 2, done


def test_the_profile_is_unchanged(app: AppProcess) -> None:
    """Without a running app no file is created."""
    begin(app, False)
    before = sorted(app.paths.settings.parent.iterdir())
    doctor(app)
    assert sorted(app.paths.settings.parent.iterdir()) == before
