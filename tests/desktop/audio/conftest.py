"""A sound server, a recording of it, and the failures that a player or an engine reports."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.audio.servers import LiveRecording, RealSound, real_sound


@pytest.fixture
def server(tmp_path: Path, stack: ExitStack) -> RealSound:
    """A real sound server with a silent loudspeaker."""
    return stack.enter_context(real_sound(tmp_path))


@pytest.fixture
def recording(qtbot: QtBot, server: RealSound, stack: ExitStack) -> LiveRecording:
    """What the server plays."""
    recording = LiveRecording(server)
    stack.callback(recording.close)
    qtbot.waitUntil(lambda: recording.has_started)
    return recording


@pytest.fixture
def received() -> list[str | None]:
    """The reported failures."""
    return []
