"""Prompts as notifications: the real windows on a real bus, with a fake server that can stop answering."""

import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hipbreak.app.ui_controller import DesktopServices
from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.display_choices import PromptsAs
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.state import Card, Sitting, Standing
from hipbreak.core.tracking.status import Face, status_of
from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.display.platform_choice import PlatformChoice
from hipbreak.desktop.notifications.freedesktop import NAME
from hipbreak.store.paths import create_folders, find_paths
from hipbreak.ui.intents import Intent
from tests.app.simulated_app import SimulatedApp
from tests.desktop.fake_services import NotificationServer
from tests.desktop.fakes import RealBus, wait_for_replies

pytestmark = pytest.mark.display

OFFSCREEN = PlatformChoice("offscreen")
NOTIFIED = Settings(prompts_as=PromptsAs.NOTIFICATION, ignore_input_for=timedelta(0), cue=False)


class NotifyingApp(SimulatedApp):
    """An app with a session bus; `facts` are those of the day."""

    def __init__(
        self, home: Path, address: str | None, settings: Settings, display: PlatformChoice = OFFSCREEN
    ) -> None:
        paths = find_paths(home)
        create_folders(paths)
        self.bus = BusConnection(address) if address is not None else None
        super().__init__(paths, settings=settings, desktop=DesktopServices(display, session_bus=lambda: self.bus))
        self.facts: list[Fact] = []
        self.engine.add_listener(lambda _, facts: self.facts.extend(facts))

    @property
    def face(self) -> Face:
        """The face of the tray icon."""
        return status_of(self.engine.state, self.engine.settings).face

    @property
    def is_prompting(self) -> bool:
        return isinstance(self.engine.state.logged.offer, Card)

    def pass_absence(self, begin: inputs.Input, minutes: float, *end: inputs.Input) -> None:
        """After ten minutes, an absence that these inputs begin and end."""
        self.pass_time(minutes=10)
        self.receive(begin)
        self.pass_time(minutes=minutes)
        for event in end:
            self.receive(event)

    def sync(self, qtbot: QtBot) -> None:
        """Wait until everything that the server has sent so far is received."""
        assert self.bus is not None
        wait_for_replies(qtbot, self.bus, NAME)

    def card_texts(self) -> list[str]:
        return [label.text() for label in self.card.findChildren(QLabel)]

    def close(self) -> None:
        super().close()
        if self.bus is not None:
            self.bus.close()


@pytest.fixture
def server(daemon: RealBus, stack: ExitStack) -> NotificationServer:
    server = NotificationServer(daemon.address)
    stack.enter_context(server)
    return server


@pytest.fixture
def app(tmp_path: Path, daemon: RealBus, stack: ExitStack, qtbot: QtBot) -> NotifyingApp:
    made = NotifyingApp(tmp_path / "home", daemon.address, NOTIFIED)
    stack.callback(made.close)
    return made


def prompted(app: NotifyingApp, server: NotificationServer, qtbot: QtBot) -> None:
    """Wait 45 minutes for the notification, until its id is known."""
    before = server.count("Notify")
    app.pass_time(minutes=45)
    qtbot.waitUntil(lambda: server.count("Notify") == before + 1)
    app.sync(qtbot)


def test_the_notification_has_the_cards_text_and_start_opens_the_guide(
    app: NotifyingApp, server: NotificationServer, qtbot: QtBot
) -> None:
    prompted(app, server, qtbot)
    assert server.shown == (
        "Stand up for half a minute.",
        "Sitting 45 min",
        ["default", "start", "later", "skip"],
    )
    assert app.visible() == set() and app.face is Face.DUE
    server.press("start")
    qtbot.waitUntil(lambda: app.visible() == {"guide"})
    guide = app.guide.geometry()
    area = QGuiApplication.primaryScreen().availableGeometry()
    assert 0 <= area.bottom() - guide.bottom() < 40  # where the card would have been; it is wider than this screen


def test_time_to_sit_is_a_notification_and_its_button_sits_down(
    app: NotifyingApp, server: NotificationServer, qtbot: QtBot
) -> None:
    app.engine.change_settings(replace(NOTIFIED, standing_limit=timedelta(minutes=40)))
    app.receive(inputs.Stand())
    app.pass_time(minutes=40)
    qtbot.waitUntil(lambda: server.count("Notify") == 1)
    app.sync(qtbot)
    assert server.shown == ("Time to sit.", "Standing 40 min", ["default", "start", "later", "skip"])
    assert app.face is Face.OTHER_DUE
    server.press("start")
    qtbot.waitUntil(lambda: not app.is_prompting)
    assert isinstance(app.engine.state.logged.posture, Sitting)
    assert app.visible() == set()


@pytest.mark.parametrize(("key", "kind"), [("later", tracking_facts.Snoozed), ("skip", tracking_facts.Skipped)])
def test_a_button_answers_once(
    app: NotifyingApp, server: NotificationServer, qtbot: QtBot, key: str, kind: type[Fact]
) -> None:
    prompted(app, server, qtbot)
    server.press(key)
    server.press(key)
    qtbot.waitUntil(lambda: not app.is_prompting)
    assert [type(x) for x in app.facts if isinstance(x, tracking_facts.Snoozed | tracking_facts.Skipped)] == [kind]
    assert app.visible() == set()


@pytest.mark.parametrize(
    "event",
    [inputs.Skip(), inputs.StartCall(timedelta(minutes=30)), inputs.BusyChanged("dnd", True), inputs.Lock()],
    ids=["answered elsewhere", "a call", "do not disturb", "locked"],
)
def test_an_answer_elsewhere_closes_the_notification(
    app: NotifyingApp, server: NotificationServer, qtbot: QtBot, event: inputs.Input
) -> None:
    prompted(app, server, qtbot)
    app.engine.handle(event)
    qtbot.waitUntil(lambda: server.count("CloseNotification") == 1)
    assert server.bodies[f"{NAME}.CloseNotification"] == (7,)
    assert app.visible() == set()


def test_an_ignored_notification_is_closed(app: NotifyingApp, server: NotificationServer, qtbot: QtBot) -> None:
    prompted(app, server, qtbot)
    app.pass_time(seconds=60)
    qtbot.waitUntil(lambda: server.count("CloseNotification") == 1)
    assert [x.name for x in app.facts][-1] == "ignored"


def test_a_short_lock_hides_the_notification(app: NotifyingApp, server: NotificationServer, qtbot: QtBot) -> None:
    prompted(app, server, qtbot)
    app.receive(inputs.Lock())
    qtbot.waitUntil(lambda: server.count("CloseNotification") == 1)
    app.pass_time(seconds=20)
    app.receive(inputs.Unlock())
    qtbot.waitUntil(lambda: server.count("Notify") == 2)
    assert app.is_prompting


@pytest.mark.parametrize("reason", [1, 2, 3, 4])
def test_closing_the_notification_is_no_answer(
    app: NotifyingApp, server: NotificationServer, qtbot: QtBot, reason: int
) -> None:
    """For any reason: nothing is recorded, the tray still shows the prompt, and it closes after its time."""
    prompted(app, server, qtbot)
    facts = len(app.facts)
    server.close_notification(reason)
    app.sync(qtbot)
    assert app.is_prompting and app.face is Face.DUE and app.visible() == set()
    assert len(app.facts) == facts
    app.pass_time(seconds=60)
    assert [x.name for x in app.facts][-1] == "ignored"


def test_the_card_replaces_a_dead_server_and_explains_it_once(
    app: NotifyingApp, daemon: RealBus, stack: ExitStack, qtbot: QtBot
) -> None:
    with NotificationServer(daemon.address) as server:
        prompted(app, server, qtbot)
    qtbot.waitUntil(lambda: app.visible() == {"card"})
    assert app.card_texts()[1] == "The notification server has ended. So this card comes instead."
    app.ui.request(inputs.Skip())
    assert app.visible() == set()
    app.pass_time(minutes=45)
    qtbot.waitUntil(lambda: app.visible() == {"card"})
    assert app.card_texts()[1] == "Sitting 1 h 30 min"
    app.ui.request(inputs.Skip())
    revived = NotificationServer(daemon.address)
    stack.enter_context(revived)
    notifier = app.ui.prompts.notification.get().notifier
    qtbot.waitUntil(lambda: notifier.has_actions)
    prompted(app, revived, qtbot)
    assert app.visible() == set()


def test_a_silent_server_delays_nothing(app: NotifyingApp, daemon: RealBus, stack: ExitStack, qtbot: QtBot) -> None:
    """Known before the first prompt, the card is shown in the same beat; no call waits for the server."""
    stack.enter_context(NotificationServer(daemon.address, silent=True))
    app.pass_time(minutes=44)
    began = time.monotonic()
    app.ui.prompts.prepare()
    app.pass_time(seconds=59)
    assert time.monotonic() - began < 1
    qtbot.waitUntil(lambda: app.ui.prompts.notification.get().notifier.problem is not None)
    began = time.monotonic()
    app.pass_time(seconds=1)
    qtbot.waitUntil(lambda: app.visible() == {"card"})
    assert time.monotonic() - began < 1  # half of what the server is given
    assert app.is_prompting


def test_without_a_bus_the_card_is_shown(tmp_path: Path, stack: ExitStack, qtbot: QtBot) -> None:
    app = NotifyingApp(tmp_path / "home", None, NOTIFIED)
    stack.callback(app.close)
    app.pass_time(minutes=45)
    qtbot.waitUntil(lambda: app.visible() == {"card"})
    assert app.card_texts()[1].startswith("There is no session bus")


def test_the_card_replaces_a_notification_on_a_lost_bus(
    app: NotifyingApp, server: NotificationServer, daemon: RealBus, qtbot: QtBot
) -> None:
    prompted(app, server, qtbot)
    daemon.kill()
    qtbot.waitUntil(lambda: app.visible() == {"card"})


def test_an_answer_closes_card_and_notification(app: NotifyingApp, server: NotificationServer, qtbot: QtBot) -> None:
    app.use(replace(NOTIFIED, prompts_as=PromptsAs.BOTH))
    prompted(app, server, qtbot)
    assert app.visible() == {"card"}
    app.ui.request(inputs.Skip())
    qtbot.waitUntil(lambda: server.count("CloseNotification") == 1)
    assert app.visible() == set()
    prompted(app, server, qtbot)
    server.press("skip")
    qtbot.waitUntil(lambda: app.visible() == set())
    assert not app.is_prompting


def test_an_answer_in_the_first_moment_is_ignored(app: NotifyingApp, server: NotificationServer, qtbot: QtBot) -> None:
    """R12: input meant for another window is no answer; the notification is shown again."""
    app.use(replace(NOTIFIED, ignore_input_for=timedelta(seconds=2)))
    prompted(app, server, qtbot)
    server.press("start")
    qtbot.waitUntil(lambda: server.count("Notify") == 2)
    assert app.is_prompting and app.visible() == set()
    app.desktop.now += timedelta(seconds=2)
    app.sync(qtbot)
    server.press("start")
    qtbot.waitUntil(lambda: app.visible() == {"guide"})


def test_a_click_or_a_second_start_shows_the_card(app: NotifyingApp, server: NotificationServer, qtbot: QtBot) -> None:
    prompted(app, server, qtbot)
    server.press("default")
    qtbot.waitUntil(lambda: app.visible() == {"card"})
    app.ui.request(inputs.Skip())
    prompted(app, server, qtbot)
    app.ui.raise_window()
    assert app.visible() == {"card"}


def test_after_the_last_snooze_there_is_no_snooze_action(
    app: NotifyingApp, server: NotificationServer, qtbot: QtBot
) -> None:
    app.use(replace(NOTIFIED, later_in_a_row=0))
    prompted(app, server, qtbot)
    assert server.shown[2] == ["default", "start", "skip"]


def test_the_setting_can_change_while_the_prompt_is_shown(
    app: NotifyingApp, server: NotificationServer, qtbot: QtBot
) -> None:
    prompted(app, server, qtbot)
    app.use(replace(NOTIFIED, prompts_as=PromptsAs.CARD))
    app.engine.beat()
    assert app.visible() == {"card"}
    qtbot.waitUntil(lambda: server.count("CloseNotification") == 1)


@pytest.fixture
def on_wayland(tmp_path: Path, daemon: RealBus, stack: ExitStack, qtbot: QtBot) -> NotifyingApp:
    """Where a card takes the keyboard when it appears; the person has chosen cards."""
    display = PlatformChoice("wayland wayland-0", card_on_request=True)
    made = NotifyingApp(tmp_path / "home", daemon.address, replace(NOTIFIED, prompts_as=PromptsAs.CARD), display)
    stack.callback(made.close)
    return made


def test_a_card_that_would_take_the_focus_is_shown_on_request(
    on_wayland: NotifyingApp, server: NotificationServer, qtbot: QtBot
) -> None:
    """The card comes for a click, takes keys, and left with Esc it gives the prompt back to the notification."""
    prompted(on_wayland, server, qtbot)
    assert on_wayland.visible() == set()
    server.press("default")
    qtbot.waitUntil(lambda: on_wayland.visible() == {"card"})
    card = on_wayland.card
    qtbot.waitUntil(card.isActiveWindow)
    on_wayland.engine.beat()
    card.hide()
    card.escaped.emit()  # as Esc does there
    qtbot.waitUntil(lambda: server.count("Notify") == 2)
    on_wayland.engine.beat()
    assert on_wayland.is_prompting and on_wayland.visible() == set()
    on_wayland.ui.raise_window()
    assert on_wayland.visible() == {"card"}


def test_a_card_that_would_take_the_focus_does_not_replace_a_dead_server(
    on_wayland: NotifyingApp, daemon: RealBus, stack: ExitStack, qtbot: QtBot
) -> None:
    """The tray still shows the prompt."""
    with NotificationServer(daemon.address) as server:
        prompted(on_wayland, server, qtbot)
    notifier = on_wayland.ui.prompts.notification.get().notifier
    qtbot.waitUntil(lambda: notifier.problem is not None)
    on_wayland.engine.beat()
    assert on_wayland.is_prompting and on_wayland.face is Face.DUE and on_wayland.visible() == set()
    on_wayland.ui.request(inputs.Skip())
    on_wayland.pass_time(minutes=45)
    failed: list[bool] = []
    QTimer.singleShot(0, lambda: failed.append(True))  # after the notifier's own
    qtbot.waitUntil(lambda: bool(failed))
    assert on_wayland.is_prompting and on_wayland.visible() == set()
    on_wayland.ui.raise_window()
    assert on_wayland.visible() == {"card"}


def test_the_question_is_a_notification_with_one_button(
    app: NotifyingApp, server: NotificationServer, qtbot: QtBot
) -> None:
    app.pass_absence(inputs.InputIdle(), 3, inputs.InputActive())
    qtbot.waitUntil(lambda: server.count("Notify") == 1)
    assert server.shown == ("Were you up from 09:10 to 09:13?", "", ["yes"])
    app.sync(qtbot)
    server.press("yes")
    qtbot.waitUntil(lambda: any(isinstance(x, tracking_facts.Break) for x in app.facts))


def test_answering_the_question_in_the_menu_closes_it(
    app: NotifyingApp, server: NotificationServer, qtbot: QtBot
) -> None:
    app.pass_absence(inputs.InputIdle(), 3, inputs.InputActive())
    app.sync(qtbot)
    app.ui.request(inputs.ConfirmAbsence())
    qtbot.waitUntil(lambda: server.count("CloseNotification") == 1)


def test_a_credited_absence_is_named_quietly_with_undo(
    app: NotifyingApp, server: NotificationServer, qtbot: QtBot
) -> None:
    app.pass_absence(inputs.Lock(), 12, inputs.Unlock())
    qtbot.waitUntil(lambda: server.count("Notify") == 1)
    assert server.shown == ("Welcome back. Away from 09:10 to 09:22, counted as a break.", "", ["yes"])
    app.sync(qtbot)
    server.press("yes")
    qtbot.waitUntil(lambda: any(isinstance(x, tracking_facts.Corrected) for x in app.facts))
    assert app.engine.state.sitting() == timedelta(minutes=22)


def test_an_absence_that_ends_at_a_raised_desk_is_named_and_taken_back_too(
    app: NotifyingApp, server: NotificationServer, qtbot: QtBot
) -> None:
    app.pass_absence(inputs.Lock(), 12, inputs.DeskReport("standing"), inputs.Unlock())
    qtbot.waitUntil(lambda: server.count("Notify") == 1)
    app.sync(qtbot)
    app.pass_time(minutes=5)
    server.press("yes")
    qtbot.waitUntil(lambda: any(isinstance(x, tracking_facts.Corrected) for x in app.facts))
    posture = app.engine.state.logged.posture
    assert isinstance(posture, Standing)
    assert app.engine.state.at - posture.since == timedelta(minutes=5)
    bouts = [x for x in app.facts if isinstance(x, tracking_facts.Bout)]
    assert bouts[-1].end - bouts[-1].start == timedelta(minutes=22)


def test_its_note_is_closed_when_undo_comes_from_elsewhere(
    app: NotifyingApp, server: NotificationServer, qtbot: QtBot
) -> None:
    app.pass_absence(inputs.Lock(), 12, inputs.Unlock())
    app.sync(qtbot)
    app.ui.request(inputs.Undo())
    qtbot.waitUntil(lambda: server.count("CloseNotification") == 1)


def test_the_note_can_be_switched_off(
    tmp_path: Path, daemon: RealBus, stack: ExitStack, qtbot: QtBot, server: NotificationServer
) -> None:
    app = NotifyingApp(tmp_path / "home", daemon.address, replace(NOTIFIED, welcome_back=False))
    stack.callback(app.close)
    app.receive(inputs.Lock())
    app.pass_time(minutes=12)
    app.receive(inputs.Unlock())
    app.ui.messages.show("A message.")
    qtbot.waitUntil(lambda: server.count("Notify") >= 1)
    assert server.shown[1] == "A message." and server.count("Notify") == 1


def test_a_long_standing_is_asked_about(app: NotifyingApp, server: NotificationServer, qtbot: QtBot) -> None:
    app.ui.request(inputs.Stand())
    app.pass_time(minutes=45)
    qtbot.waitUntil(lambda: server.count("Notify") == 1)
    assert server.shown == ("Still standing?", "", ["yes"])
    app.sync(qtbot)
    server.press("yes")
    qtbot.waitUntil(lambda: any(isinstance(x, tracking_facts.StandingConfirmed) for x in app.facts))


def test_messages_are_collected_in_one_notification(
    app: NotifyingApp, server: NotificationServer, qtbot: QtBot
) -> None:
    app.ui.messages.show("One.")
    app.ui.messages.show("Two.")
    qtbot.waitUntil(lambda: server.count("Notify") >= 1)
    qtbot.waitUntil(lambda: server.shown[:2] == ("Hipbreak", "One.\nTwo."))
    app.sync(qtbot)
    server.close_notification(1)
    app.sync(qtbot)
    app.ui.messages.show("Three.")
    qtbot.waitUntil(lambda: server.shown[1] == "Three.")


def test_a_click_on_a_message_requests_its_intent(app: NotifyingApp, server: NotificationServer, qtbot: QtBot) -> None:
    app.ui.messages.show("Come and see.", Intent.NOW)
    qtbot.waitUntil(lambda: server.count("Notify") == 1)
    app.sync(qtbot)
    assert server.shown[2] == ["default", "open"]
    server.press("open")
    qtbot.waitUntil(lambda: app.visible() == {"main"})


@pytest.mark.parametrize("has_bus", [True, False])
def test_without_a_server_the_tray_shows_messages(
    tmp_path: Path, daemon: RealBus, stack: ExitStack, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, has_bus: bool
) -> None:
    app = NotifyingApp(tmp_path / "home", daemon.address if has_bus else None, NOTIFIED)
    stack.callback(app.close)
    shown: list[str] = []
    monkeypatch.setattr(app.ui.tray, "show_message", lambda _title, text, _intent=None: shown.append(text))
    app.ui.messages.show("One.")
    qtbot.waitUntil(lambda: shown == ["One."])
