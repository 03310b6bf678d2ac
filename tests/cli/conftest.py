"""What the tests of the command line share."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """For the commands that run in the test's process: a report as PDF needs one."""


@pytest.fixture
def home(tmp_path: Path) -> str:
    """A profile that does not exist yet."""
    return str(tmp_path / "home")
