"""What many tests of the desktop stand on: a real bus, a line to it, and a list of what was said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hipbreak.desktop.bus import Bus
from tests.desktop.desk_parts import RealBus, real_bus


class Said(list[tuple[str, bool]]):
    """Who said yes or no, in order; what is said again is left out."""

    def say(self, name: str, on: bool) -> None:
        if not self or self[-1] != (name, on):
            self.append((name, on))


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[RealBus]:
    """A real bus with nobody on it."""
    with real_bus(tmp_path) as daemon:
        yield daemon


@pytest.fixture
def bus(qapp: object, daemon: RealBus) -> Iterator[Bus]:
    """Our line to that bus."""
    bus = Bus(daemon.address)
    yield bus
    bus.close()
