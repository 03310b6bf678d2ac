"""Whether there is a tray, on a real bus and a real display, while trays start and end."""

import shutil
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.tray.monitor import STATUS_NOTIFIER, XEMBED, TrayMonitor
from tests.desktop.fake_services import WATCHER, WATCHER_PATH, status_notifier_watcher
from tests.desktop.fakes import RealBus, RealDisplay, Service, real_bus, real_display, terminated

pytestmark = pytest.mark.display
GRACE_MS = 8_000  # a loss counts after 3 s


class ReceivedCalls:
    """A tray monitor that records its reports."""

    def __init__(self, stack: ExitStack) -> None:
        self.changes: list[bool] = []
        self.moves = 0
        self.watch = TrayMonitor(lambda: self.changes.append(self.watch.present), self._moved)
        stack.callback(self.watch.close)

    def _moved(self) -> None:
        self.moves += 1


@pytest.fixture
def display(stack: ExitStack) -> RealDisplay:
    return stack.enter_context(real_display())


@pytest.fixture
def trayer(display: RealDisplay, stack: ExitStack) -> Callable[[], "subprocess.Popen[bytes]"]:
    assert shutil.which("trayer"), "trayer is missing: apt-get install trayer"

    def start() -> "subprocess.Popen[bytes]":
        quiet = subprocess.DEVNULL
        return stack.enter_context(
            terminated(subprocess.Popen(["trayer"], env=display.environment, stdout=quiet, stderr=quiet))
        )

    return start


def test_without_any_tray(qtbot: QtBot, stack: ExitStack) -> None:
    """A missing tray is reported after some seconds."""
    received = ReceivedCalls(stack)
    received.watch.attach(None, {})
    assert (received.watch.present, received.watch.name) == (True, "")
    qtbot.waitUntil(lambda: received.changes == [False], timeout=GRACE_MS)


def test_a_watcher_comes_goes_and_comes(qtbot: QtBot, stack: ExitStack, bus: BusConnection, daemon: RealBus) -> None:
    received = ReceivedCalls(stack)
    received.watch.attach(bus, {})
    qtbot.waitUntil(lambda: received.changes == [False], timeout=GRACE_MS)
    with status_notifier_watcher(daemon.address):
        qtbot.waitUntil(lambda: received.changes == [False, True])
        assert (received.watch.name, received.moves) == (STATUS_NOTIFIER, 1)
    qtbot.waitUntil(lambda: received.watch.name == "")
    assert received.watch.present, "a panel that is started anew is no desktop without a tray"
    with status_notifier_watcher(daemon.address):
        qtbot.waitUntil(lambda: received.watch.name == STATUS_NOTIFIER)
        assert (received.changes, received.moves) == ([False, True], 3)
    qtbot.waitUntil(lambda: received.changes == [False, True, False], timeout=GRACE_MS)


def test_a_watcher_that_runs_already_is_no_move(
    qtbot: QtBot, stack: ExitStack, bus: BusConnection, daemon: RealBus
) -> None:
    """Qt has found it, too."""
    with status_notifier_watcher(daemon.address) as watcher:
        received = ReceivedCalls(stack)
        received.watch.attach(bus, {})
        qtbot.waitUntil(lambda: f"{WATCHER}.IsStatusNotifierHostRegistered" in watcher.asked)
        assert (received.watch.name, received.moves, received.changes) == (STATUS_NOTIFIER, 0, [])


def test_a_watcher_without_a_panel_is_no_tray(
    qtbot: QtBot, stack: ExitStack, bus: BusConnection, daemon: RealBus
) -> None:
    """On KDE the watcher is another program than the panel."""
    with status_notifier_watcher(daemon.address, host=False) as watcher:
        received = ReceivedCalls(stack)
        received.watch.attach(bus, {})
        qtbot.waitUntil(lambda: received.changes == [False], timeout=GRACE_MS)
        watcher.answers[f"{WATCHER_PATH} {WATCHER}.IsStatusNotifierHostRegistered"] = ("b", (True,))
        watcher.signal(WATCHER_PATH, f"{WATCHER}.StatusNotifierHostRegistered")
        qtbot.waitUntil(lambda: received.changes == [False, True])


def test_a_watcher_that_never_answers_counts_as_a_tray(
    qtbot: QtBot, stack: ExitStack, bus: BusConnection, daemon: RealBus
) -> None:
    silent = stack.enter_context(Service(daemon.address, [WATCHER], silent=True))
    received = ReceivedCalls(stack)
    received.watch.attach(bus, {})
    qtbot.waitUntil(lambda: received.watch.name == STATUS_NOTIFIER)
    assert silent.asked == [] and received.watch.present


def test_the_tray_is_lost_with_its_bus(qtbot: QtBot, stack: ExitStack, bus: BusConnection, daemon: RealBus) -> None:
    with status_notifier_watcher(daemon.address):
        received = ReceivedCalls(stack)
        received.watch.attach(bus, {})
        qtbot.waitUntil(lambda: received.watch.name == STATUS_NOTIFIER)
        daemon.kill()
        qtbot.waitUntil(lambda: received.changes == [False], timeout=GRACE_MS)


def test_a_restarted_bus_has_no_place_for_the_icon(qtbot: QtBot, stack: ExitStack, tmp_path: Path) -> None:
    """Qt connects to the bus once: only the display's tray is left, and `doctor` gives advice."""
    received = ReceivedCalls(stack)
    backs: list[None] = []
    with real_bus(tmp_path) as daemon, status_notifier_watcher(daemon.address):
        bus = BusConnection(daemon.address)
        stack.callback(bus.close)
        received.watch.attach(bus, {})
        qtbot.waitUntil(lambda: received.watch.name == STATUS_NOTIFIER)
    bus.on_reconnect(lambda: backs.append(None))
    with real_bus(tmp_path) as daemon, status_notifier_watcher(daemon.address) as watcher:
        qtbot.waitUntil(lambda: backs == [None])
        passed: list[object] = []
        bus.call(WATCHER, "/", "org.example.Anything", on_reply=passed.append, timeout=timedelta(seconds=5))
        qtbot.waitUntil(lambda: passed == [None])
        assert (received.watch.name, received.watch.is_cut_off, watcher.asked) == ("", True, ["org.example.Anything"])


def test_a_tray_on_the_display_comes_goes_and_comes(
    qtbot: QtBot, stack: ExitStack, display: RealDisplay, trayer: Callable[[], "subprocess.Popen[bytes]"]
) -> None:
    received = ReceivedCalls(stack)
    received.watch.attach(None, display.environment)
    qtbot.waitUntil(lambda: received.changes == [False], timeout=GRACE_MS)
    first = trayer()
    qtbot.waitUntil(lambda: received.changes == [False, True])
    assert received.watch.name == XEMBED
    first.kill()
    qtbot.waitUntil(lambda: received.watch.name == "")
    assert received.watch.present
    trayer()
    qtbot.waitUntil(lambda: received.watch.name == XEMBED)
    assert (received.changes, received.moves) == ([False, True], 0)


def test_nothing_is_reported_after_close(qtbot: QtBot, stack: ExitStack, bus: BusConnection, daemon: RealBus) -> None:
    received = ReceivedCalls(stack)
    received.watch.attach(bus, {})
    received.watch.close()
    with status_notifier_watcher(daemon.address):
        qtbot.waitUntil(lambda: received.watch.name == STATUS_NOTIFIER)
    assert (received.changes, received.moves) == ([], 0)
