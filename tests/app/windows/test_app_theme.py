"""Style and icon of windows are created for the first one, not for an app that only shows an icon."""

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
print("hipbreak.ui.theme.flat_style" in sys.modules, type(app.style()).__name__, app.windowIcon().isNull())
theme.prepare()
style = app.style()
theme.prepare()
print(type(app.style()).__name__, app.style() is style, [size.width() for size in app.windowIcon().availableSizes()])
"""


def test_style_and_icon_are_created_once_and_only_when_they_are_needed() -> None:
    """The process also ends well, with a style that is written in Python."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=START_LIMIT_S
    )
    before, after = done.stdout.splitlines()
    is_loaded, style, has_no_icon = before.split()
    assert (is_loaded, has_no_icon) == ("False", "True") and style != "FlatStyle"
    assert after == "FlatStyle True [48, 128]"
