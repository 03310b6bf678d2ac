"""The style is created for the first window, not for an app that only shows an icon."""

import subprocess
import sys

from tests.desktop.fakes import START_LIMIT_S

SCRIPT = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
import hipbreak.app.startup
from PySide6.QtWidgets import QApplication
from hipbreak.app.windows.app_theme import AppTheme
from hipbreak.core.settings.settings import Settings
app = QApplication([])
theme = AppTheme(Settings)
theme.apply()
print("hipbreak.ui.theme.flat_style" in sys.modules, type(app.style()).__name__)
theme.prepare()
style = app.style()
theme.prepare()
print(type(app.style()).__name__, app.style() is style)
"""


def test_the_style_is_created_once_and_only_when_it_is_needed() -> None:
    """The process also ends well, with a style that is written in Python."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=START_LIMIT_S
    )
    before, after = done.stdout.splitlines()
    assert before.split()[0] == "False" and before.split()[1] != "FlatStyle"
    assert after == "FlatStyle True"
