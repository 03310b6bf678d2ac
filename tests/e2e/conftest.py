"""One desk and one profile for each test; whatever was started is ended, whatever happens."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e.desk import Desk
from tests.e2e.program import Program


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A display and a window manager; no bus, no tray."""
    with ExitStack() as stack:
        yield Desk(stack, tmp_path)


@pytest.fixture
def program(desk: Desk, tmp_path: Path) -> Iterator[Program]:
    """Hipbreak with a day in seconds, not started yet; whatever happens, no start of it may end in a traceback."""
    made = Program(tmp_path / "hip", desk.environment)
    try:
        yield made
    finally:
        made.end()
    for said in made.everything_said():
        assert "Traceback" not in said, said


@pytest.fixture
def office(desk: Desk, program: Program) -> Desk:
    """The desk with a session bus, a notification server and a tray."""
    desk.with_session_bus()
    desk.with_tray()
    program.environment |= desk.environment
    return desk
