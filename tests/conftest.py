"""Settings that must precede Qt, an exit stack, and a real bus."""

import gc
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The suite starts some 300 Python processes: without byte code each would compile the package again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

from hipbreak.desktop.dbus.connection import BusConnection
from tests.desktop.fakes import RealBus, real_bus

hypothesis.settings.register_profile("busy machine", deadline=None)  # the time of an example depends on the machine
hypothesis.settings.load_profile("busy machine")


@pytest.hookimpl(hookwrapper=True)
def pytest_pyfunc_call() -> Iterator[None]:
    """Collect no garbage while a test's last events are handled.

    Nothing refers to its windows any more, and one that is deleted in the middle of its paint event ends the process.
    """
    yield
    gc.disable()


def pytest_runtest_logfinish() -> None:
    """Collect garbage again: the windows are closed."""
    gc.enable()


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """Context managers that end with the test, the last first."""
    with ExitStack() as stack:
        yield stack


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
