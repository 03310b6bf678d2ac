"""One QApplication for the commands that run in the test's process: a report as PDF needs one."""

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    pass
