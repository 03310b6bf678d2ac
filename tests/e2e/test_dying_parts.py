"""Each real part of the desk is killed in the middle of a run: the program goes on, and says what is gone."""

import json
import signal
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.core.text.messages import cannot_tell, hangs
from hipbreak.desktop.ipc.protocol import ask
from tests.desktop.audio.servers import RealSound, real_sound
from tests.desktop.fakes import RealBus, Service, real_bus
from tests.desktop.gnome_session import needs_mutter, real_mutter
from tests.e2e.card import CARD
from tests.e2e.desk import LIMIT_S, SAVER, Desk, Logind, Saver, wait_until
from tests.e2e.program import QUICK, Program
from tests.e2e.test_doctor import examined, findings

pytestmark = pytest.mark.desk

CALM = QUICK | {"window_opens": "20min", "window_closes": "30min"}
LOGINDS = {"lock": ["logind-lock"], "suspend": ["logind-sleep"], "awake": ["logind-inhibitors"]}


@dataclass
class Whole:
    """A desk on which everything runs, and the program listens to all of it."""

    desk: Desk
    session: RealBus
    saver: Saver
    logind: Logind
    sound: RealSound


@pytest.fixture
def whole(desk: Desk, program: Program, tmp_path: Path, stack: ExitStack) -> Whole:
    session = desk.with_session_bus()
    logind = desk.with_system_bus()
    saver = desk.with_screen_saver(session)
    desk.with_tray()
    (tmp_path / "sound").mkdir()
    sound = stack.enter_context(real_sound(tmp_path / "sound"))
    program.environment |= desk.environment
    program.environment |= {key: value for key, value in sound.environment.items() if key.startswith("PULSE_")}
    program.environment["SPEECHD_ADDRESS"] = "unix_socket:/nowhere"
    program.write_settings(CALM)
    program.start()
    whole = Whole(desk, session, saver, logind, sound)
    everybody = {"lock": f"logind-lock, {SAVER}", "suspend": "logind-sleep", "dnd": "dunst-paused"}
    everybody |= {"awake": "logind-inhibitors", "call": "pactl-source-outputs, camera-holders"}
    wait_until(lambda: backends(program, *everybody) == everybody, f"all of {everybody}")
    assert gone(program) == {}
    return whole


def backends(program: Program, *names: str) -> dict[str, str]:
    found = findings(examined(program))
    return {name: found[name]["backend"] for name in names}


def gone(program: Program) -> dict[str, list[str]]:
    """Who told earlier and does so no more, by what it told of."""
    return {name: found["gone"] for name, found in findings(examined(program)).items() if found["gone"]}


def told(program: Program) -> list[str]:
    """What the person was told: not what Qt says where there are no windows, nor what a first run says by itself."""
    said = [line.removeprefix("hipbreak: ") for line in program.stderr().splitlines() if line.startswith("hipbreak: ")]
    return [sentence for sentence in said if sentence != cannot_tell()]


Kill = Callable[[Whole], None]
VICTIMS: dict[str, tuple[Kill, dict[str, list[str]]]] = {
    "session bus": (lambda whole: whole.session.kill(), {"lock": [SAVER], "dnd": ["dunst-paused"]}),
    "system bus": (lambda whole: whole.logind.bus.kill(), LOGINDS),
    "logind": (lambda whole: whole.logind.end(), LOGINDS),
    "screen saver": (lambda whole: whole.saver.end(), {"lock": [SAVER]}),
    "notification server": (lambda whole: whole.desk.dunst.kill(), {"dnd": ["dunst-paused"]}),
    "sound server": (lambda whole: whole.sound.server.kill(), {"call": ["pactl-source-outputs"]}),
}


@pytest.mark.parametrize("victim", VICTIMS)
def test_the_day_goes_on_without_it(whole: Whole, program: Program, victim: str) -> None:
    """The card comes at its moment and is answered; nothing is said aloud, since input is still told of."""
    kill, missed = VICTIMS[victim]
    kill(whole)
    wait_until(lambda: gone(program) == missed, f"{missed} to be missed")
    assert program.status()["idle_source"] == "x11-screensaver"
    program.write_settings(QUICK)
    assert program.do("settings", "set", "window_opens", "1s") == 0
    program.wait_for(tracking_facts.Prompted)
    whole.desk.window(CARD)
    assert program.do("skip") == 0
    assert program.stderr() == ""
    program.quit()


def test_buses_that_come_back_are_joined_again(whole: Whole, program: Program) -> None:
    """As on the first day: everybody tells again, a lock is heard, and a notification is shown by the new server."""
    missed = LOGINDS | {"lock": ["logind-lock", SAVER], "dnd": ["dunst-paused"]}
    whole.session.kill()
    whole.logind.bus.kill()
    wait_until(lambda: gone(program) == missed, f"{missed} to be missed")
    assert not findings(examined(program))["notifications"]["works"]
    saver = whole.desk.with_screen_saver(whole.desk.with_session_bus())
    whole.desk.with_system_bus()
    wait_until(lambda: gone(program) == {}, "everybody to tell again")
    wait_until(lambda: findings(examined(program))["notifications"]["works"], "the notification server")
    saver.lock()
    wait_until(lambda: program.status()["phase"] == "away", "the lock to be heard")
    saver.lock(False)
    wait_until(lambda: program.status()["phase"] == "sitting", "its end to be heard")
    program.write_settings(QUICK | {"prompts_as": "notification", "ignore_input_for": "0s"})
    assert program.do("settings", "set", "window_opens", "1s") == 0
    program.wait_for(tracking_facts.Prompted)
    wait_until(lambda: whole.desk.notified() == 1, "a notification")
    whole.desk.press("Start")
    program.wait_for(tracking_facts.Started)
    assert program.stderr() == ""
    program.quit()


@pytest.mark.parametrize("part", ["logind", "screen saver"])
def test_a_lock_whose_end_was_lost_ends(whole: Whole, program: Program, part: str) -> None:
    """Else the person would be away for ever."""
    locker = whole.logind if part == "logind" else whole.saver
    locker.lock()
    wait_until(lambda: program.status()["phase"] == "away", "the lock to be heard")
    locker.end()
    wait_until(lambda: program.status()["phase"] == "sitting", "the lock to be over")


def test_a_display_that_told_of_input_goes(desk: Desk, program: Program, stack: ExitStack) -> None:
    """The windows are elsewhere, so the program outlives it: it says so once, and offers what is left to do."""
    program.environment |= desk.environment | {"QT_QPA_PLATFORM": "offscreen"}
    program.write_settings(CALM)
    program.start()
    assert program.status()["idle_source"] == "x11-screensaver"
    looked = program.run("doctor", "--json")
    assert findings(json.loads(looked.stdout))["fullscreen"]["works"]
    desk.display.kill()
    wait_until(lambda: program.status()["idle_source"] == "none", "the loss to be noticed")
    said = "The X display is gone. It told Hipbreak of your input. Now nothing does: say when you are away."
    wait_until(lambda: told(program) == [said], said)
    found = findings(json.loads(program.run("doctor", "--json").stdout))
    assert found["idle"]["gone"] == ["x11-screensaver"] and found["fullscreen"]["gone"] == ["x11-ewmh"]
    assert program.status()["phase"] == "sitting"
    program.quit()


@needs_mutter
def test_a_compositor_that_crashes_and_comes_back(
    desk: Desk, program: Program, stack: ExitStack, tmp_path: Path
) -> None:
    """GNOME: it is lost, told once, found again, and told once more."""
    (tmp_path / "bus").mkdir()
    bus = stack.enter_context(real_bus(tmp_path / "bus"))
    program.environment |= desk.environment | {
        "QT_QPA_PLATFORM": "offscreen",
        "DBUS_SESSION_BUS_ADDRESS": bus.address,
        "XDG_CURRENT_DESKTOP": "GNOME",
        "XDG_SESSION_TYPE": "wayland",
    }
    program.write_settings(CALM)
    with real_mutter(bus, tmp_path / "run") as mutter:
        program.start()
        wait_until(lambda: program.status()["idle_source"] == "gnome-mutter", "the idle monitor")
        wait_until(lambda: findings(examined(program))["idle"]["works"], "an idle time")
        mutter.kill()
        wait_until(lambda: program.status()["idle_source"] == "none", "the loss to be noticed")
        wait_until(lambda: told(program), "the person to be told")
    with real_mutter(bus, tmp_path / "run"):
        wait_until(lambda: program.status()["idle_source"] == "gnome-mutter", "the compositor to be found again", 60)
        wait_until(lambda: told(program)[-1].endswith("of your input again."), "the person to be told")
    lost, back = told(program)
    assert lost.endswith("Now nothing does: say when you are away.")
    assert back == "gnome-mutter tells Hipbreak of your input again."


def test_buses_that_hang_delay_nothing(desk: Desk, program: Program) -> None:
    """Stopped in the middle: every answer comes at once, and the card at its moment."""
    buses = desk.with_session_bus(), desk.with_system_bus().bus
    desk.with_tray()
    program.environment |= desk.environment
    program.start()
    program.wait_for(tracking_facts.Prompted)
    for bus in buses:
        bus.daemon.send_signal(signal.SIGSTOP)
    waits = []
    for word in ("skip", *["status"] * 40):
        began = time.monotonic()
        ask(program.paths.socket, word, {})
        waits.append(time.monotonic() - began)
    program.wait_for(tracking_facts.Prompted, 2)
    desk.window(CARD)
    assert sorted(waits)[-3] < 0.2, waits  # this machine may be busy for a moment
    assert program.stderr() == ""


def test_a_session_bus_that_hangs_before_the_start(desk: Desk, program: Program) -> None:
    """Qt would wait for it without end: the icon comes all the same, and the bus is joined when it is well."""
    bus = desk.with_session_bus()
    saver = desk.with_screen_saver(bus)
    desk.with_tray()
    program.environment |= desk.environment
    program.write_settings(CALM)
    bus.daemon.send_signal(signal.SIGSTOP)
    program.start()
    wait_until(desk.icon, "the icon")
    wait_until(lambda: told(program) == [hangs("session bus")], "one sentence")
    bus.daemon.send_signal(signal.SIGCONT)
    wait_until(saver.is_heard, "the screen saver to be asked")
    found = findings(examined(program))
    assert (found["lock"]["backend"], found["tray"]["backend"]) == (SAVER, "xembed")
    assert told(program) == [hangs("session bus")]


def test_an_accessibility_service_that_never_answers(desk: Desk, program: Program, stack: ExitStack) -> None:
    """Qt would ask it for 50 s before the first window is shown, and that is the icon's."""
    bus = desk.with_session_bus()
    desk.with_tray()
    stack.enter_context(Service(bus.address, ["org.a11y.Bus"], silent=True))
    program.environment |= desk.environment
    program.write_settings(CALM)
    program.start()
    wait_until(desk.icon, "the icon")
    wait_until(lambda: told(program) == [hangs("accessibility")], "one sentence")
    assert findings(examined(program))["notifications"]["works"]


def test_services_that_never_answer_delay_nothing(desk: Desk, program: Program, stack: ExitStack) -> None:
    """From the beginning: they own their names and are silent, and the system bus takes the connection and hangs."""
    bus = desk.with_session_bus()
    names = ["org.gnome.SessionManager", "org.xfce.Xfconf", "org.gnome.ScreenSaver", SAVER]
    silent = stack.enter_context(Service(bus.address, names, silent=True))
    desk.with_system_bus().bus.daemon.send_signal(signal.SIGSTOP)
    desk.with_tray()
    program.environment |= desk.environment
    began = time.monotonic()
    program.start()
    assert time.monotonic() - began < LIMIT_S / 2
    waits = []
    while not desk.windows(CARD):
        began = time.monotonic()
        program.status()
        waits.append(time.monotonic() - began)
    assert sorted(waits)[-1 - len(waits) // 10] < 0.2, waits  # this machine may be busy for a moment
    assert program.status()["idle_source"] == "x11-screensaver"
    assert (silent.asked, program.stderr()) == ([], "")
