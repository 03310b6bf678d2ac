"""Settings that must precede Qt, and the fixtures that tests of several folders share."""

import gc
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The suite starts some 300 Python processes: without byte code each would compile the package again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

from hipbreak.desktop.dbus.connection import BusConnection
from tests.desktop.fakes import RealBus, real_bus
from tests.distribution import distributed

# The time of an example depends on the machine.
hypothesis.settings.register_profile(
    "busy machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("busy machine")
LIMIT_MS = 30_000
"""How long an event may take: several workers share the processors."""


class PatientQtBot(QtBot):
    """pytest-qt's bot, whose own limit of five seconds is too short for a busy machine."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = LIMIT_MS) -> None:
        super().waitUntil(callback, timeout=timeout)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let each of several workers begin with tests that wait."""
    if isinstance(worker := getattr(config, "workerinput", None), dict):
        items[:] = distributed(items, worker["workercount"])


@pytest.hookimpl(hookwrapper=True)
def pytest_pyfunc_call() -> Iterator[None]:
    """Collect no garbage while a test's last events are handled.

    Nothing refers to its windows any more, and one that is deleted in the middle of its paint event ends the process.
    """
    yield
    gc.disable()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Delete a test's windows: a change of font, style or direction would reach those of all earlier tests, too.

    `deleteLater` alone waits for an event loop, and there is none between two tests.
    """
    yield
    for window in QApplication.topLevelWidgets():
        if window.parent() is None:
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def pytest_runtest_logfinish() -> None:
    """Collect garbage again: the windows are closed."""
    gc.enable()


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """Drive Qt's event loop until what is waited for has come."""
    return PatientQtBot(request)


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """Enter context managers that end with the test, the last first."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def make_read_only(stack: ExitStack) -> Callable[[Path], None]:
    """Makes the disk of a folder read-only, until the test ends."""

    def remount(folder: Path) -> None:
        for words in (["mount", "--bind", folder, folder], ["mount", "-o", "remount,ro,bind", folder]):
            if shutil.which("mount") is None or subprocess.run(words, check=False, capture_output=True).returncode:
                pytest.skip("no disk can be mounted here")
            if "--bind" in words:
                stack.callback(subprocess.run, ["umount", "--lazy", folder], check=True)

    return remount


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[RealBus]:
    """A real message bus without services."""
    with real_bus(tmp_path) as daemon:
        yield daemon


@pytest.fixture
def bus(qapp: object, daemon: RealBus) -> Iterator[BusConnection]:
    """A connection to that bus."""
    bus = BusConnection(daemon.address)
    yield bus
    bus.close()
