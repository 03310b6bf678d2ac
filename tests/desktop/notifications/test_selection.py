"""Notifications through a fake server, a real dunst, and plyer with an injected call."""

import os
import shutil
import subprocess
import threading
from datetime import timedelta

import pytest

from hipbreak.desktop.notifications import plyer_backend
from hipbreak.desktop.notifications.base import Action, NoNotifier, NotificationHints, NotifierListener, Picture
from hipbreak.desktop.notifications.freedesktop import NAME, PATH, FreedesktopNotifier
from hipbreak.desktop.notifications.plyer_backend import PlyerNotifier
from hipbreak.desktop.notifications.selection import choose_notifier
from tests.desktop.fakes import PATIENCE, Service, does_not_wait, real_display, terminated

BUTTONS = (Action("start", "Start"), Action("later", "Later"), Action("skip", "Skip"))


def answers(*capabilities, number=7):
    return {
        f"{PATH} {NAME}.GetCapabilities": ("as", (list(capabilities),)),
        f"{PATH} {NAME}.Notify": ("u", (number,)),
        f"{PATH} {NAME}.CloseNotification": ("", ()),
    }


class ReceivedCalls(list):
    @property
    def listener(self):
        words = ("chosen", "closed", "failed")
        return NotifierListener(*(lambda what, word=word: self.append((word, what)) for word in words))


@pytest.fixture
def received():
    return ReceivedCalls()


@pytest.fixture
def server(daemon, stack):
    return stack.enter_context(Service(daemon.address, [NAME], answers("actions", "body", "body-markup")))


@pytest.fixture
def notifier(qtbot, bus, server, received):
    notifier = choose_notifier(received.listener, bus, "linux")
    qtbot.waitUntil(lambda: notifier.has_actions)
    return notifier


def calls(server, method):
    return server.asked.count(f"{NAME}.{method}")


@pytest.mark.display
def test_a_notification_has_buttons_and_reports_the_answer(qtbot, server, notifier, received):
    notifier.show("Stand up?", "Ribs down & <b>tuck</b>", BUTTONS)
    qtbot.waitUntil(lambda: notifier.shown_id == 7)
    app, replaces, icon, title, body, buttons, hints, expires = server.bodies[f"{NAME}.Notify"]
    assert (app, replaces, title, body, expires) == (
        "Hipbreak",
        0,
        "Stand up?",
        "Ribs down &amp; &lt;b&gt;tuck&lt;/b&gt;",
        0,
    )
    assert buttons == ["start", "Start", "later", "Later", "skip", "Skip"]
    assert hints["desktop-entry"] == ("s", icon) == ("s", "org.hipbreak.Hipbreak")
    server.signal(PATH, f"{NAME}.ActionInvoked", "us", 99, "skip")  # somebody else's
    server.signal(PATH, f"{NAME}.ActionInvoked", "us", 7, "start")
    server.signal(PATH, f"{NAME}.NotificationClosed", "uu", 7, 2)
    qtbot.waitUntil(lambda: received == [("chosen", "start")])
    qtbot.waitUntil(lambda: calls(server, "CloseNotification") == 1)
    assert server.bodies[f"{NAME}.CloseNotification"] == (7,)
    assert received == [("chosen", "start")]


@pytest.mark.display
@pytest.mark.parametrize(("reason", "by_person"), [(1, False), (2, True), (4, False)])
def test_a_close_without_an_answer_is_reported(qtbot, server, notifier, received, reason, by_person):
    notifier.show("Stand up?", "", BUTTONS)
    qtbot.waitUntil(lambda: notifier.shown_id == 7)
    server.signal(PATH, f"{NAME}.NotificationClosed", "uu", 7, reason)
    qtbot.waitUntil(lambda: received == [("closed", by_person)])
    notifier.close()
    assert calls(server, "CloseNotification") == 0


@pytest.mark.display
def test_a_new_notification_replaces_the_last_one(qtbot, server, notifier, received):
    notifier.show("One", "")
    qtbot.waitUntil(lambda: notifier.shown_id == 7)
    notifier.show("Two", "")
    qtbot.waitUntil(lambda: calls(server, "Notify") == 2)
    assert server.bodies[f"{NAME}.Notify"][1] == 7
    notifier.close()
    notifier.close()
    qtbot.waitUntil(lambda: calls(server, "CloseNotification") == 1)
    server.signal(PATH, f"{NAME}.NotificationClosed", "uu", 7, 3)
    notifier.show("Three", "")
    qtbot.waitUntil(lambda: calls(server, "Notify") == 3)
    assert server.bodies[f"{NAME}.Notify"][1] == 0
    assert received == []


@pytest.mark.display
def test_a_notification_closed_before_its_id_is_known(qtbot, server, notifier, received):
    """It is closed as soon as its id arrives; then a newer one is shown."""
    notifier.show("One", "")
    notifier.close()
    qtbot.waitUntil(lambda: calls(server, "CloseNotification") == 1)
    notifier.show("Two", "")
    notifier.show("Three", "")
    qtbot.waitUntil(lambda: calls(server, "Notify") == 3)
    assert server.bodies[f"{NAME}.Notify"][3] == "Three"
    assert received == []


@pytest.mark.display
def test_without_markup_the_text_is_sent_as_it_is(qtbot, daemon, bus, received):
    with Service(daemon.address, [NAME], answers("body")) as server:
        notifier = FreedesktopNotifier(received.listener, bus)
        qtbot.waitUntil(lambda: notifier.capabilities != frozenset())
        assert not notifier.has_actions
        notifier.show("A & B", "C < D")
        qtbot.waitUntil(lambda: calls(server, "Notify") == 1)
        assert server.bodies[f"{NAME}.Notify"][3:5] == ("A & B", "C < D")


@pytest.mark.display
def test_the_notification_ends_with_its_server_and_a_new_one_is_used(qtbot, daemon, bus, received):
    with Service(daemon.address, [NAME], answers("actions")):
        notifier = FreedesktopNotifier(received.listener, bus)
        qtbot.waitUntil(lambda: notifier.has_actions)
        notifier.show("Stand up?", "", BUTTONS)
        qtbot.waitUntil(lambda: notifier.shown_id == 7)
    qtbot.waitUntil(lambda: received == [("closed", False)])
    assert notifier.problem == "The notification server has ended."
    assert not notifier.has_actions
    notifier.show("Stand up?", "", BUTTONS)
    qtbot.waitUntil(lambda: received[1:] == [("failed", "The notification server has ended.")])
    with Service(daemon.address, [NAME], answers("actions")):
        qtbot.waitUntil(lambda: notifier.has_actions)
        assert notifier.problem is None
        daemon.kill()
        qtbot.waitUntil(lambda: notifier.problem is not None)
        notifier.show("Stand up?", "")
        qtbot.waitUntil(lambda: len(received) == 3)
        notifier.close()


@pytest.mark.display
def test_a_server_that_never_answers_delays_nothing(qtbot, daemon, bus, received):
    with Service(daemon.address, [NAME], silent=True):
        with does_not_wait():
            notifier = FreedesktopNotifier(received.listener, bus, PATIENCE)
            notifier.show("Stand up?", "", BUTTONS)
        assert not received
        qtbot.waitUntil(lambda: len(received) == 1)
        assert received[0][0] == "failed"
        assert notifier.problem is not None
        received.clear()
        notifier.show("Stand up?", "", BUTTONS)
        with does_not_wait():
            qtbot.waitUntil(lambda: received == [("failed", notifier.problem)])


@pytest.mark.display
def test_a_late_reply_leaves_no_notification_behind(qtbot, daemon, bus, received):
    """The card is shown when the id arrives; then the notification is closed."""
    with Service(daemon.address, [NAME], answers("actions")) as server:
        notifier = FreedesktopNotifier(received.listener, bus, timedelta(milliseconds=300))
        qtbot.waitUntil(lambda: notifier.has_actions)
        server.hold(f"{NAME}.Notify")
        notifier.show("Stand up?", "", BUTTONS)
        qtbot.waitUntil(lambda: received == [("failed", "The notification server does not answer.")])
        server.release()
        qtbot.waitUntil(lambda: calls(server, "CloseNotification") == 1)
        assert server.bodies[f"{NAME}.CloseNotification"] == (7,)
        received.clear()
        notifier.show("Again", "", BUTTONS)  # it has not shown yet that it answers again
        qtbot.waitUntil(lambda: received != [] and notifier.problem is None)
        notifier.show("And again", "", BUTTONS)
        qtbot.waitUntil(lambda: notifier.shown_id == 7)
        assert server.bodies[f"{NAME}.Notify"][3] == "And again"


@pytest.mark.display
@pytest.mark.parametrize(
    ("name", "hints", "urgency"),
    [
        ("gnome-shell", NotificationHints(), 2),
        ("gnome-shell", NotificationHints(persistent=False), 1),
        ("gnome-shell", NotificationHints(quiet=True), 0),
        ("Xfce Notify Daemon", NotificationHints(), 1),
    ],
)
def test_gnome_keeps_only_a_critical_notification(qtbot, daemon, bus, received, name, hints, urgency):
    information = {f"{PATH} {NAME}.GetServerInformation": ("ssss", (name, "-", "1", "1.2"))}
    with Service(daemon.address, [NAME], answers("actions") | information) as server:
        notifier = FreedesktopNotifier(received.listener, bus)
        notifier.show("Stand up?", "", BUTTONS, hints)
        qtbot.waitUntil(lambda: notifier.shown_id == 7)
        assert server.bodies[f"{NAME}.Notify"][6]["urgency"] == ("y", urgency)


@pytest.mark.display
def test_without_buttons_a_line_explains_how_to_answer(qtbot, daemon, bus, received):
    with Service(daemon.address, [NAME], answers("body", "body-markup")) as server:
        notifier = FreedesktopNotifier(received.listener, bus)
        notifier.show(
            "Stand up?", "A & B", BUTTONS, NotificationHints(False, True, "See <menu>", Picture(1, b"\x01\x02\x03\xff"))
        )
        qtbot.waitUntil(lambda: calls(server, "Notify") == 1)
        _, _, _, _, body, buttons, hints, expires = server.bodies[f"{NAME}.Notify"]
        assert (body, buttons, expires) == ("A &amp; B\nSee &lt;menu&gt;", [], -1)
        assert (hints["urgency"], hints["suppress-sound"]) == (("y", 0), ("b", True))
        assert hints["image-data"] == ("(iiibiiay)", (1, 1, 4, True, 8, 4, b"\x01\x02\x03\xff"))


@pytest.mark.display
@pytest.mark.skipif(shutil.which("dunst") is None, reason="dunst is not installed")
def test_a_real_dunst_shows_a_notification_and_reports_its_button(qtbot, daemon, bus, received):
    """`dunstctl action` is a click, `dunstctl close` a dismissal; then dunst is killed."""
    with real_display() as display:
        environment = {**os.environ, **display.environment, "DBUS_SESSION_BUS_ADDRESS": daemon.address}
        with terminated(subprocess.Popen(["dunst"], env=environment, stderr=subprocess.DEVNULL)):
            notifier = FreedesktopNotifier(received.listener, bus)
            qtbot.waitUntil(lambda: notifier.has_actions)
            for word, expected in (("action", ("chosen", "default")), ("close", ("closed", True))):
                received.clear()
                notifier.show("Stand up?", "Ribs & tuck", (Action("default", "Open"), *BUTTONS))
                qtbot.waitUntil(lambda: notifier.shown_id != 0)
                subprocess.run(["dunstctl", word], env=environment, check=True, timeout=20)
                qtbot.waitUntil(lambda expected=expected: received == [expected])
            received.clear()
            notifier.show("Stand up?", "", BUTTONS)
            qtbot.waitUntil(lambda: notifier.shown_id != 0)
        qtbot.waitUntil(lambda: received == [("closed", False)])


@pytest.mark.parametrize(("platform", "word"), [("linux", "session bus"), ("win32", "plyer")])
def test_without_a_server_the_reason_is_given(qtbot, received, monkeypatch, platform, word):
    monkeypatch.setattr(plyer_backend, "is_installed", lambda: False)
    notifier = choose_notifier(received.listener, None, platform)
    assert isinstance(notifier, NoNotifier)
    assert (notifier.name, notifier.has_actions) == ("none", False)
    notifier.show("Stand up?", "")
    assert received == []
    qtbot.waitUntil(lambda: len(received) == 1)
    assert received[0][0] == "failed"
    assert word in received[0][1]
    notifier.close()


def test_plyer_is_called_on_another_thread_one_at_a_time(qtbot, received):
    sent, go = [], threading.Event()

    def send(title, body):
        go.wait(10)
        sent.append((title, body, threading.current_thread() is threading.main_thread()))

    notifier = PlyerNotifier(received.listener, send)
    notifier.show("One", "it's one")
    notifier.show("Two", "")
    notifier.show("Three", "")
    assert sent == []
    go.set()
    qtbot.waitUntil(lambda: sent == [("One", "it\u2019s one", False), ("Three", "", False)])
    qtbot.waitUntil(lambda: not notifier.running)
    assert (received, notifier.problem, notifier.has_actions) == ([], None, False)


def test_a_plyer_that_hangs_or_fails_is_reported(qtbot, received):
    """One that hangs may recover; until then each notification fails."""
    go = threading.Event()
    notifier = PlyerNotifier(received.listener, lambda _title, _body: go.wait(20), timedelta(milliseconds=50))
    notifier.show("One", "")
    qtbot.waitUntil(lambda: len(received) == 1)
    notifier.show("Two", "")
    qtbot.waitUntil(lambda: len(received) == 2)
    go.set()
    qtbot.waitUntil(lambda: notifier.problem is None)

    def fail(_title, _body):
        raise NotImplementedError

    other = PlyerNotifier(received.listener, fail)
    other.show("One", "")
    qtbot.waitUntil(lambda: len(received) == 3)
    assert received[2] == ("failed", "plyer cannot show notifications here: NotImplementedError.")
    other.close()
