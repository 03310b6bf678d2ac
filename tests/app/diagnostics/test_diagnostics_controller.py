"""The Test buttons of the page about this desktop, with a fake notification server and locks on a real bus."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from hipbreak.app.diagnostics.diagnostics_controller import LiveTests
from hipbreak.app.diagnostics.health_check import without_home
from hipbreak.app.lazy import Lazy
from hipbreak.core.text import audio as audio_text
from hipbreak.core.text import diagnostics_page as diagnostics_page_text
from hipbreak.core.text.audio import TONE
from hipbreak.desktop.busy.base import BusySwitches
from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.ui.tray import tray
from hipbreak.ui.tray.menu import MainMenu
from hipbreak.ui.tray.tray import Tray
from tests.desktop.fakes import RealBus, Service, wait_for_replies
from tests.ui import tracker_states
from tests.ui.tracker_states import SETTINGS

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
NOON = datetime.fromisoformat("2026-03-02T12:00:00+01:00")


@dataclass
class Locks:
    is_locked: bool = False


@dataclass
class Busy:
    reasons: dict[str, tuple[str, ...]] = field(default_factory=lambda: {"call": (), "awake": (), "dnd": ()})


@dataclass
class FakeSensors:
    session: BusConnection | None = None
    locks: Locks | None = field(default_factory=Locks)
    busy: Busy = field(default_factory=Busy)
    is_full: bool = False
    switches: BusySwitches = field(default_factory=BusySwitches)


class FakeAudio:
    """Sound that works."""

    def __init__(self) -> None:
        self.played: list[str] = []

    def test(self, what: str, show_result: object) -> None:
        self.played.append(what)
        show_result(True, "It sounds.")


class Setup:
    """The tests and their results."""

    def __init__(self, qtbot: QtBot, bus: BusConnection | None = None) -> None:
        self.lines: list[tuple[str, str]] = []
        self.audio, self.sensors = FakeAudio(), FakeSensors(bus)
        self.menu = MainMenu(lambda: NOON)
        qtbot.addWidget(self.menu)
        self.has_tray = True
        self.tray = Tray(self.menu, self.menu, lambda: self.has_tray)
        self.tray.show_status(tracker_states.sitting().status, SETTINGS)
        self.tests = LiveTests(
            Lazy(lambda: self.audio),
            self.tray,
            self.sensors,
            "linux",
            lambda name, line: self.lines.append((name, line)),
            {"idle": diagnostics_page_text.tested_idle},
        )


def test_the_idle_test_shows_what_to_do(qtbot: QtBot) -> None:
    setup = Setup(qtbot)
    setup.tests.begin("idle")
    assert setup.lines == [("idle", diagnostics_page_text.tested_idle())]


def test_a_lock_is_shown_only_during_its_test(qtbot: QtBot) -> None:
    setup = Setup(qtbot)
    setup.sensors.locks.is_locked = True
    setup.tests.poll(NOON)
    assert setup.lines == []
    setup.sensors.locks.is_locked = False
    setup.tests.begin("lock")
    setup.tests.poll(NOON)
    assert setup.lines == [("lock", diagnostics_page_text.how_to_notice("lock"))]
    setup.sensors.locks.is_locked = True
    setup.tests.poll(NOON)
    setup.tests.poll(NOON)
    setup.sensors.locks.is_locked = False
    setup.tests.poll(NOON)
    assert setup.lines[1:] == [("lock", diagnostics_page_text.lock_noticed("12:00:00", on)) for on in (True, False)]


@pytest.mark.parametrize("name", ["call", "awake", "dnd", "fullscreen"])
def test_a_noticed_change_is_shown(qtbot: QtBot, name: str) -> None:
    setup = Setup(qtbot)
    setup.tests.begin(name)
    setup.tests.poll(NOON)
    for on in (True, False):
        if name == "fullscreen":
            setup.sensors.is_full = on
        else:
            setup.sensors.busy.reasons[name] = ("somebody",) if on else ()
        setup.tests.poll(NOON)
        setup.tests.poll(NOON)
    assert setup.lines == [
        (name, diagnostics_page_text.how_to_notice(name)),
        *((name, diagnostics_page_text.change_noticed("12:00:00", on)) for on in (True, False)),
    ]


def test_a_switched_off_sensor_is_not_tested(qtbot: QtBot) -> None:
    setup = Setup(qtbot)
    setup.sensors.switches = BusySwitches(quiet=False)
    setup.tests.begin("dnd")
    setup.sensors.busy.reasons["dnd"] = ("somebody",)
    setup.tests.poll(NOON)
    assert setup.lines == [("dnd", diagnostics_page_text.off_in_settings())]


def test_the_tray_test_changes_the_icon_for_a_moment(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tray, "DEMONSTRATION", 50)
    setup = Setup(qtbot)
    icon = setup.tray.findChild(QSystemTrayIcon)
    before = icon.icon().pixmap(22, 22).toImage()
    setup.tests.begin("tray")
    assert setup.lines == [("tray", diagnostics_page_text.tested_tray(True))]
    assert icon.icon().pixmap(22, 22).toImage() != before
    qtbot.waitUntil(lambda: icon.icon().pixmap(22, 22).toImage() == before)
    setup.has_tray = False
    setup.tests.begin("tray")
    assert setup.lines[1:] == [("tray", diagnostics_page_text.tested_tray(False))]


@pytest.mark.display
@pytest.mark.parametrize(
    ("member", "signature", "argument", "line"),
    [
        ("ActionInvoked", "us", "seen", diagnostics_page_text.notification_answered()),
        ("NotificationClosed", "uu", 2, diagnostics_page_text.notification_closed(True)),
        ("NotificationClosed", "uu", 1, diagnostics_page_text.notification_closed(False)),
    ],
)
def test_the_fate_of_a_notification_is_shown(
    qtbot: QtBot, daemon: RealBus, bus: BusConnection, member: str, signature: str, argument: object, line: str
) -> None:
    answers = {
        f"{PATH} {NAME}.GetCapabilities": ("as", (["actions", "body"],)),
        f"{PATH} {NAME}.Notify": ("u", (7,)),
        f"{PATH} {NAME}.CloseNotification": ("", ()),
    }
    with Service(daemon.address, [NAME], answers) as server:
        setup = Setup(qtbot, bus)
        setup.tests.begin("notifications")
        assert setup.lines[0][0] == "notifications"
        qtbot.waitUntil(lambda: f"{NAME}.Notify" in server.asked)
        assert diagnostics_page_text.sample_answer() in server.bodies[f"{NAME}.Notify"][5]
        wait_for_replies(qtbot, bus, NAME)
        server.signal(PATH, f"{NAME}.{member}", signature, 7, argument)
        qtbot.waitUntil(lambda: len(setup.lines) == 2)
        assert setup.lines[1] == ("notifications", line)
        setup.tests.close()


def test_without_a_server_the_notification_test_shows_the_reason(qtbot: QtBot) -> None:
    setup = Setup(qtbot)
    setup.tests.begin("notifications")
    qtbot.waitUntil(lambda: len(setup.lines) == 2)
    assert setup.lines[1][1].startswith("There is no session bus")


def test_the_sound_test_plays_a_tone(qtbot: QtBot) -> None:
    setup = Setup(qtbot)
    setup.tests.begin("sound")
    assert setup.audio.played == [TONE]
    assert setup.lines == [("sound", audio_text.testing()), ("sound", "It sounds.")]


def test_a_report_does_not_contain_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path / "jane.doe"))
    text = without_home(f"on ({tmp_path}/jane.doe/.config/autostart/org.hipbreak.Hipbreak.desktop)")
    assert text == "on (~/.config/autostart/org.hipbreak.Hipbreak.desktop)"
