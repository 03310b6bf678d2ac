"""What every test needs before Qt is loaded, one way to end what a test has begun, and a real bus."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hipbreak.desktop.dbus.connection import BusConnection
from tests.desktop.fakes import RealBus, real_bus

hypothesis.settings.register_profile("busy machine", deadline=None)  # how long an example takes is not ours to judge
hypothesis.settings.load_profile("busy machine")


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """Whatever was begun on it ends with the test, the last first."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[RealBus]:
    """A real bus with nobody on it."""
    with real_bus(tmp_path) as daemon:
        yield daemon


@pytest.fixture
def bus(qapp: object, daemon: RealBus) -> Iterator[BusConnection]:
    """Our line to that bus."""
    bus = BusConnection(daemon.address)
    yield bus
    bus.close()
