"""The thread for plyer, also when its owner is deleted while it runs."""

import threading
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from hipbreak.desktop.audio.plyer_speech import PlyerSpeech
from hipbreak.desktop.notifications.base import NotifierListener
from hipbreak.desktop.notifications.plyer_backend import PlyerNotifier
from hipbreak.desktop.system.plyer_thread import PlyerThread


def speaking(work):
    voice = PlyerSpeech(lambda _why: None, lambda _text: work())
    voice.say("One")
    return voice


def notifying(work):
    silent = NotifierListener(*[lambda _what: None] * 3)
    notifier = PlyerNotifier(silent, lambda _title, _body: work())
    notifier.show("One", "")
    return notifier


@pytest.mark.parametrize("start", [speaking, notifying])
def test_an_owner_deleted_meanwhile_is_destroyed_on_the_main_thread(qtbot, start):
    """A Qt object destroyed on another thread can crash the application."""
    go, ended_on, runs_on = threading.Event(), [], []

    def work():
        runs_on.append(threading.current_thread())
        go.wait(20)

    owner = start(work)
    qtbot.waitUntil(lambda: runs_on != [])
    (held,) = PlyerThread.active
    held.destroyed.connect(lambda: ended_on.append(threading.current_thread()), Qt.ConnectionType.DirectConnection)
    del owner, held
    go.set()
    qtbot.waitUntil(lambda: not PlyerThread.active)
    qtbot.waitUntil(lambda: ended_on == [threading.main_thread()])
    assert runs_on != [threading.main_thread()]


class Noted(PlyerThread):
    """Record the results."""

    def __init__(self, timeout):
        super().__init__(timeout)
        self.received = []

    def finished(self, problem):
        self.received.append(problem)

    def timed_out(self):
        self.received.append("late")


def test_an_exception_is_delivered_and_a_timeout_reported_once(qtbot):
    go, thread = threading.Event(), Noted(timedelta(milliseconds=50))

    def fail():
        go.wait(20)
        raise OSError("no")

    thread.start(fail)
    qtbot.waitUntil(lambda: thread.received == ["late"])
    assert thread.running
    go.set()
    qtbot.waitUntil(lambda: len(thread.received) == 2)
    assert isinstance(thread.received[1], OSError) and not thread.running
    thread.start(lambda: thread.received.append(threading.current_thread().name))
    qtbot.waitUntil(lambda: thread.received[2:] == ["plyer", None])
