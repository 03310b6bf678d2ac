"""What the Test buttons of the page about this desktop do, with a real notification server of ours and real locks."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from hipbreak.app.diagnostics.diagnostics_controller import LiveTests
from hipbreak.app.diagnostics.health_check import without_home
from hipbreak.app.lazy import Lazy
from hipbreak.core.text import diagnostics_page as diagnostics_page_text
from hipbreak.core.text.audio import TONE, trying
from hipbreak.desktop.busy.base import BusySwitches
from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.ui.tray import tray
from hipbreak.ui.tray.menu import MainMenu
from hipbreak.ui.tray.tray import Tray
from tests.desktop.fakes import RealBus, Service, wait_for_replies
from tests.ui import scenes
from tests.ui.scenes import SETTINGS

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
NOON = datetime.fromisoformat("2026-03-02T12:00:00+01:00")


@dataclass
class Locks:
    is_locked: bool = False


@dataclass
class Busy:
    reasons: dict[str, tuple[str, ...]] = field(default_factory=lambda: {"call": (), "awake": (), "dnd": ()})


@dataclass
class Senses:
    session: BusConnection | None = None
    locks: Locks | None = field(default_factory=Locks)
    busy: Busy = field(default_factory=Busy)
    is_full: bool = False
    switches: BusySwitches = field(default_factory=BusySwitches)


class Audio:
    """Sound that works."""

    def __init__(self) -> None:
        self.tried: list[str] = []

    def test(self, what: str, told: object) -> None:
        self.tried.append(what)
        told(True, "It sounds.")


class Desk:
    """Trials and what they have told."""

    def __init__(self, qtbot: QtBot, bus: BusConnection | None = None) -> None:
        self.lines: list[tuple[str, str]] = []
        self.audio, self.senses = Audio(), Senses(bus)
        self.menu = MainMenu(lambda: NOON)
        qtbot.addWidget(self.menu)
        self.there = True
        self.tray = Tray(self.menu, self.menu, lambda: self.there)
        self.tray.show_status(scenes.sitting().status, SETTINGS)
        self.trials = LiveTests(
            Lazy(lambda: self.audio),
            self.tray,
            self.senses,
            "linux",
            lambda name, line: self.lines.append((name, line)),
            {"idle": diagnostics_page_text.tested_idle},
        )


def test_the_idle_test_shows_what_to_do(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.trials.begin("idle")
    assert desk.lines == [("idle", diagnostics_page_text.tested_idle())]


def test_a_lock_is_shown_only_during_its_test(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.senses.locks.is_locked = True
    desk.trials.poll(NOON)
    assert desk.lines == []
    desk.senses.locks.is_locked = False
    desk.trials.begin("lock")
    desk.trials.poll(NOON)
    assert desk.lines == [("lock", diagnostics_page_text.to_do("lock"))]
    desk.senses.locks.is_locked = True
    desk.trials.poll(NOON)
    desk.trials.poll(NOON)
    desk.senses.locks.is_locked = False
    desk.trials.poll(NOON)
    assert desk.lines[1:] == [("lock", diagnostics_page_text.heard_lock("12:00:00", on)) for on in (True, False)]


@pytest.mark.parametrize("name", ["call", "awake", "dnd", "fullscreen"])
def test_a_noticed_change_is_shown(qtbot: QtBot, name: str) -> None:
    desk = Desk(qtbot)
    desk.trials.begin(name)
    desk.trials.poll(NOON)
    for on in (True, False):
        if name == "fullscreen":
            desk.senses.is_full = on
        else:
            desk.senses.busy.reasons[name] = ("somebody",) if on else ()
        desk.trials.poll(NOON)
        desk.trials.poll(NOON)
    assert desk.lines == [
        (name, diagnostics_page_text.to_do(name)),
        *((name, diagnostics_page_text.noticed("12:00:00", on)) for on in (True, False)),
    ]


def test_a_switched_off_sensor_is_not_tested(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.senses.switches = BusySwitches(quiet=False)
    desk.trials.begin("dnd")
    desk.senses.busy.reasons["dnd"] = ("somebody",)
    desk.trials.poll(NOON)
    assert desk.lines == [("dnd", diagnostics_page_text.off_in_settings())]


def test_the_tray_test_changes_the_icon_for_a_moment(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tray, "DEMONSTRATION", 50)
    desk = Desk(qtbot)
    icon = desk.tray.findChild(QSystemTrayIcon)
    before = icon.icon().pixmap(22, 22).toImage()
    desk.trials.begin("tray")
    assert desk.lines == [("tray", diagnostics_page_text.tested_tray(True))]
    assert icon.icon().pixmap(22, 22).toImage() != before
    qtbot.waitUntil(lambda: icon.icon().pixmap(22, 22).toImage() == before)
    desk.there = False
    desk.trials.begin("tray")
    assert desk.lines[1:] == [("tray", diagnostics_page_text.tested_tray(False))]


@pytest.mark.desk
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
        desk = Desk(qtbot, bus)
        desk.trials.begin("notifications")
        assert desk.lines[0][0] == "notifications"
        qtbot.waitUntil(lambda: f"{NAME}.Notify" in server.asked)
        assert diagnostics_page_text.sample_answer() in server.bodies[f"{NAME}.Notify"][5]
        wait_for_replies(qtbot, bus, NAME)
        server.signal(PATH, f"{NAME}.{member}", signature, 7, argument)
        qtbot.waitUntil(lambda: len(desk.lines) == 2)
        assert desk.lines[1] == ("notifications", line)
        desk.trials.close()


def test_without_a_server_the_notification_test_shows_the_reason(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.trials.begin("notifications")
    qtbot.waitUntil(lambda: len(desk.lines) == 2)
    assert desk.lines[1][1].startswith("There is no session bus")


def test_the_sound_test_plays_a_tone(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.trials.begin("sound")
    assert desk.audio.tried == [TONE]
    assert desk.lines == [("sound", trying()), ("sound", "It sounds.")]


def test_a_report_does_not_contain_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "jane.doe")
    told = without_home(f"on ({tmp_path}/jane.doe/.config/autostart/hipbreak.desktop)")
    assert told == "on (~/.config/autostart/hipbreak.desktop)"
