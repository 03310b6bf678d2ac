"""The program under test and a desktop for it; the X session is each worker's, all else each test's own."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e.app_process import AppProcess
from tests.e2e.desktop import Desktop, X11Session


@pytest.fixture(scope="session")
def x11_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[X11Session]:
    """An X server with a window manager, started once for each worker."""
    with ExitStack() as stack:
        yield X11Session(stack, tmp_path_factory.mktemp("x11"))


@pytest.fixture
def desktop(x11_session: X11Session, stack: ExitStack, tmp_path: Path) -> Desktop:
    """A display, a window manager and a tray host; no bus."""
    x11_session.start_tray()
    x11_session.reset()
    return Desktop(stack, tmp_path, x11_session)


@pytest.fixture
def bare_desktop(desktop: Desktop) -> Desktop:
    """A display and a window manager; no tray host, no bus."""
    desktop.stop_tray()
    return desktop


@pytest.fixture
def full_desktop(desktop: Desktop) -> Desktop:
    """A display, a window manager, a tray host, and a session bus with a notification server."""
    desktop.start_session_bus()
    return desktop


@pytest.fixture
def app(desktop: Desktop, tmp_path: Path) -> Iterator[AppProcess]:
    """Hipbreak with a day in seconds, not started yet; no start of it may end in a traceback."""
    made = AppProcess(tmp_path / "hip", desktop.environment)
    try:
        yield made
    finally:
        made.end()
    for output in made.all_stderr():
        assert "Traceback" not in output, output
