"""Fixtures of the app."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.store.paths import AppPaths, create_folders, find_paths
from tests.app.simulated_app import SimulatedApp


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    """A new profile."""
    found = find_paths(tmp_path / "home")
    create_folders(found)
    return found


@pytest.fixture
def app(paths: AppPaths, qtbot: QtBot) -> Iterator[SimulatedApp]:
    """The app at nine in the morning."""
    started = SimulatedApp(paths)
    yield started
    started.ui.prepare_quit()
    started.close()
