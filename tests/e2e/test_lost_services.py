"""Services that end or hang while the app runs: it continues, and says what is gone."""

import json
import signal
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.core.text.messages import no_idle_source, service_hangs
from hipbreak.desktop.ipc.protocol import ask
from tests.desktop.audio.servers import RealSound, real_sound
from tests.desktop.fake_services import SCREEN_SAVER, FakeLogind, FakeScreenSaver
from tests.desktop.fakes import RealBus, Service, real_bus
from tests.desktop.gnome_session import needs_mutter, real_mutter
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.card import CARD
from tests.e2e.desktop import Desktop, X11Session, wait_until
from tests.e2e.doctor import findings, findings_by_name

pytestmark = pytest.mark.display

CALM = QUICK | {"window_opens": "20min", "window_closes": "30min"}
LOGIND_SOURCES = {"lock": ["logind-lock"], "suspend": ["logind-sleep"], "awake": ["logind-inhibitors"]}


@dataclass
class Services:
    """Everything that the app listens to."""

    desktop: Desktop
    session: RealBus
    saver: FakeScreenSaver
    logind: FakeLogind
    sound: RealSound


@pytest.fixture
def services(desktop: Desktop, app: AppProcess, tmp_path: Path, stack: ExitStack) -> Services:
    session = desktop.start_session_bus()
    logind = desktop.start_system_bus()
    saver = desktop.start_screen_saver(session)
    (tmp_path / "sound").mkdir()
    sound = stack.enter_context(real_sound(tmp_path / "sound"))
    app.overrides |= {key: value for key, value in sound.environment.items() if key.startswith("PULSE_")}
    app.overrides["SPEECHD_ADDRESS"] = "unix_socket:/nowhere"
    app.write_settings(CALM)
    app.start()
    expected = {"lock": f"logind-lock, {SCREEN_SAVER}", "suspend": "logind-sleep", "dnd": "dunst-paused"}
    expected |= {"awake": "logind-inhibitors", "call": "pactl-source-outputs, camera-holders"}
    wait_until(lambda: backends(app, *expected) == expected, f"all of {expected}")
    assert gone(app) == {}
    return Services(desktop, session, saver, logind, sound)


def backends(app: AppProcess, *names: str) -> dict[str, str]:
    found = findings(app)
    return {name: found[name]["backend"] for name in names}


def gone(app: AppProcess) -> dict[str, list[str]]:
    """The sources that are gone, by finding."""
    return {name: found["gone"] for name, found in findings(app).items() if found["gone"]}


def messages(app: AppProcess) -> list[str]:
    """The app's messages without Qt's own and without the one of a first run."""
    lines = [line.removeprefix("hipbreak: ") for line in app.stderr().splitlines() if line.startswith("hipbreak: ")]
    return [line for line in lines if line != no_idle_source()]


End = Callable[[Services], None]
ENDS: dict[str, tuple[End, dict[str, list[str]]]] = {
    "session bus": (lambda services: services.session.kill(), {"lock": [SCREEN_SAVER], "dnd": ["dunst-paused"]}),
    "system bus": (lambda services: services.logind.bus.kill(), LOGIND_SOURCES),
    "logind": (lambda services: services.logind.crash(), LOGIND_SOURCES),
    "screen saver": (lambda services: services.saver.crash(), {"lock": [SCREEN_SAVER]}),
    "notification server": (lambda services: services.desktop.dunst.kill(), {"dnd": ["dunst-paused"]}),
    "sound server": (lambda services: services.sound.server.kill(), {"call": ["pactl-source-outputs"]}),
}


@pytest.mark.parametrize("service", ENDS)
def test_prompts_continue_without_it(services: Services, app: AppProcess, service: str) -> None:
    """The card comes at its moment and is answered; there is no message, since X still reports input."""
    end, lost = ENDS[service]
    end(services)
    wait_until(lambda: gone(app) == lost, f"{lost} to be gone")
    assert app.status()["idle_source"] == "x11-screensaver"
    app.write_settings(QUICK)
    assert app.exit_code("settings", "set", "window_opens", "1s") == 0
    app.wait_for(tracking_facts.Prompted)
    services.desktop.window(CARD)
    assert app.exit_code("skip") == 0
    assert app.stderr() == ""
    app.quit()


def test_buses_that_restart_are_joined_again(services: Services, app: AppProcess) -> None:
    """Each source works again, a lock is received, and the new server shows a notification."""
    lost = LOGIND_SOURCES | {"lock": ["logind-lock", SCREEN_SAVER], "dnd": ["dunst-paused"]}
    services.session.kill()
    services.logind.bus.kill()
    wait_until(lambda: gone(app) == lost, f"{lost} to be gone")
    assert not findings(app)["notifications"]["works"]
    saver = services.desktop.start_screen_saver(services.desktop.start_session_bus())
    services.desktop.start_system_bus()
    wait_until(lambda: gone(app) == {}, "each source to be back")
    wait_until(lambda: findings(app)["notifications"]["works"], "the notification server")
    saver.lock()
    wait_until(lambda: app.status()["phase"] == "away", "the lock to be received")
    saver.lock(False)
    wait_until(lambda: app.status()["phase"] == "sitting", "its end to be received")
    app.write_settings(QUICK | {"prompts_as": "notification", "ignore_input_for": "0s"})
    assert app.exit_code("settings", "set", "window_opens", "1s") == 0
    app.wait_for(tracking_facts.Prompted)
    wait_until(lambda: services.desktop.notification_count() == 1, "a notification")
    services.desktop.press_notification("Stand up")
    app.wait_for(tracking_facts.Started)
    assert app.stderr() == ""
    app.quit()


@pytest.mark.parametrize("service", ["logind", "screen saver"])
def test_a_lock_ends_with_the_service_that_reported_it(services: Services, app: AppProcess, service: str) -> None:
    """Else the person would be away for ever."""
    locker = services.logind if service == "logind" else services.saver
    locker.lock()
    wait_until(lambda: app.status()["phase"] == "away", "the lock to be received")
    locker.crash()
    wait_until(lambda: app.status()["phase"] == "sitting", "the lock to be over")


def test_a_display_that_reported_input_ends(app: AppProcess, stack: ExitStack, tmp_path: Path) -> None:
    """The app's windows are elsewhere, so it continues: one message says what the person can do."""
    (tmp_path / "display").mkdir()
    other = X11Session(stack, tmp_path / "display")
    app.overrides |= {**other.display.environment, "QT_QPA_PLATFORM": "offscreen"}
    app.write_settings(CALM)
    app.start()
    assert app.status()["idle_source"] == "x11-screensaver"
    assert findings_by_name(json.loads(app.call("doctor", "--json").stdout))["fullscreen"]["works"]
    other.display.kill()
    wait_until(lambda: app.status()["idle_source"] == "none", "the loss to be noticed")
    message = "The X display is gone. It reported your input. Now nothing does: choose I'm away when you leave."
    wait_until(lambda: messages(app) == [message], message)
    found = findings_by_name(json.loads(app.call("doctor", "--json").stdout))
    assert found["idle"]["gone"] == ["x11-screensaver"] and found["fullscreen"]["gone"] == ["x11-ewmh"]
    assert app.status()["phase"] == "sitting"
    app.quit()


@needs_mutter
def test_a_compositor_that_crashes_and_restarts(app: AppProcess, stack: ExitStack, tmp_path: Path) -> None:
    """GNOME: one message when it is lost, and one when it is found again."""
    (tmp_path / "bus").mkdir()
    bus = stack.enter_context(real_bus(tmp_path / "bus"))
    app.overrides |= {
        "QT_QPA_PLATFORM": "offscreen",
        "DBUS_SESSION_BUS_ADDRESS": bus.address,
        "XDG_CURRENT_DESKTOP": "GNOME",
        "XDG_SESSION_TYPE": "wayland",
    }
    app.write_settings(CALM)
    with real_mutter(bus, tmp_path / "run") as mutter:
        app.start()
        wait_until(lambda: app.status()["idle_source"] == "gnome-mutter", "the idle monitor")
        wait_until(lambda: findings(app)["idle"]["works"], "an idle time")
        mutter.kill()
        wait_until(lambda: app.status()["idle_source"] == "none", "the loss to be noticed")
        wait_until(lambda: messages(app), "a message")
    with real_mutter(bus, tmp_path / "run"):
        wait_until(lambda: app.status()["idle_source"] == "gnome-mutter", "the compositor to be found again", 60)
        wait_until(lambda: messages(app)[-1].endswith("reports your input again."), "a message")
    lost, back = messages(app)
    assert lost.endswith("Now nothing does: choose I'm away when you leave.")
    assert back == "gnome-mutter reports your input again."


def test_buses_that_hang_delay_nothing(desktop: Desktop, app: AppProcess) -> None:
    """Stopped while the app runs: every command is answered at once, and the card comes at its moment."""
    buses = desktop.start_session_bus(), desktop.start_system_bus().bus
    app.start()
    app.wait_for(tracking_facts.Prompted)
    for bus in buses:
        bus.daemon.send_signal(signal.SIGSTOP)
    waits = []
    for word in ("skip", *["status"] * 40):
        began = time.monotonic()
        ask(app.paths.socket, word, {})
        waits.append(time.monotonic() - began)
    app.wait_for(tracking_facts.Prompted, 2)
    desktop.window(CARD)
    assert median(waits) < 0.2 and sorted(waits)[-3] < 1, waits  # each would wait for a bus that hangs
    assert app.stderr() == ""


def test_a_session_bus_that_hangs_before_the_start(desktop: Desktop, app: AppProcess) -> None:
    """Qt would wait for it without end: the icon is shown, and the bus is joined when it answers."""
    bus = desktop.start_session_bus()
    saver = desktop.start_screen_saver(bus)
    app.write_settings(CALM)
    bus.daemon.send_signal(signal.SIGSTOP)
    app.start()
    wait_until(desktop.icon, "the icon")
    wait_until(lambda: messages(app) == [service_hangs("session bus")], "a message")
    bus.daemon.send_signal(signal.SIGCONT)
    wait_until(lambda: saver.asked, "the screen saver to be asked")
    found = findings(app)
    assert (found["lock"]["backend"], found["tray"]["backend"]) == (SCREEN_SAVER, "xembed")
    assert messages(app) == [service_hangs("session bus")]


def test_an_accessibility_service_that_never_answers(desktop: Desktop, app: AppProcess, stack: ExitStack) -> None:
    """Qt would wait 50 s for it before it shows the first window, which is the icon's."""
    bus = desktop.start_session_bus()
    stack.enter_context(Service(bus.address, ["org.a11y.Bus"], silent=True))
    app.write_settings(CALM)
    app.start()
    wait_until(desktop.icon, "the icon")
    wait_until(lambda: messages(app) == [service_hangs("accessibility")], "a message")
    assert findings(app)["notifications"]["works"]


def test_services_that_never_answer_delay_nothing(desktop: Desktop, app: AppProcess, stack: ExitStack) -> None:
    """From the start: services own their names and are silent, the system bus accepts the connection and hangs."""
    bus = desktop.start_session_bus()
    names = ["org.gnome.SessionManager", "org.xfce.Xfconf", "org.gnome.ScreenSaver", SCREEN_SAVER]
    silent = stack.enter_context(Service(bus.address, names, silent=True))
    desktop.start_system_bus().bus.daemon.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    app.start()
    assert time.monotonic() - began < 20, "Qt would wait for 25 s"
    waits = []
    while not desktop.windows(CARD):
        began = time.monotonic()
        app.status()
        waits.append(time.monotonic() - began)
    assert median(waits) < 0.2 and sorted(waits)[-3] < 1, waits  # each would wait for a service that hangs
    assert app.status()["idle_source"] == "x11-screensaver"
    assert (silent.asked, app.stderr()) == ([], "")
