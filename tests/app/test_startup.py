"""The state of the process after start-up."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hipbreak.app.startup import resume_garbage_collection
from hipbreak.cli.main import main


def test_garbage_collection_resumes_with_the_event_loop() -> None:
    gc.disable()
    try:
        resume_garbage_collection()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 1000
    finally:
        gc.unfreeze()
        gc.enable()


def test_a_start_that_fails_leaves_garbage_collection_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    home.touch()
    assert main(["--home", str(home)]) == 1
    assert str(home) in capsys.readouterr().err
    assert gc.isenabled()


def test_what_only_windows_need_is_not_loaded_before_the_icon() -> None:
    """Decision 0030: neither modules, nor classes of Qt, which PySide6 makes when they are imported first."""
    script = """
import gc, sys
import hipbreak.app.startup, hipbreak.cli.main
print(*sys.modules)
classes = [cls for cls in gc.get_objects() if isinstance(cls, type)]
print(*(cls.__qualname__ for cls in classes if cls.__module__.startswith("PySide6.")))
"""
    shown = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    modules, qt_classes = (set(line.split()) for line in shown.stdout.splitlines())
    own = {name for name in modules if name.startswith("hipbreak.")}
    assert "hipbreak.app.application" in own
    assert not own & {
        "hipbreak.app.running_app",
        "hipbreak.app.windows.app_windows",
        "hipbreak.app.windows.window_placement",
        "hipbreak.cli.commands",
        "hipbreak.cli.parser",
        "hipbreak.core.statistics.daily",
        "hipbreak.core.text.diagnostics",
        "hipbreak.desktop.busy.selection",
        "hipbreak.desktop.dbus.connection",
        "hipbreak.desktop.focus.selection",
        "hipbreak.desktop.ipc.command_server",
        "hipbreak.desktop.lock.selection",
        "hipbreak.desktop.notifications.base",
        "hipbreak.desktop.system.missing_library",
        "hipbreak.store.event_log.clock_correction",
        "hipbreak.ui.theme.themed_window",
        "hipbreak.ui.theme.tokens",
        "hipbreak.ui.tray.message_window",
    }
    assert len(own) <= 130
    assert not modules & {"json", "locale", "tomllib"}
    assert "QSystemTrayIcon" in qt_classes
    assert not qt_classes & {"Qt", "QAccessible", "QEvent.Type", "QFont", "QKeySequence", "QMessageBox", "QImage"}


def test_the_icon_is_shown_without_the_qt_namespace_and_a_parser_of_toml(tmp_path: Path) -> None:
    """The enumerations of `Qt` take 11 ms and 1.2 MB, and some conversions of Qt's arguments load them unasked."""
    script = """
import sys
from PySide6 import QtCore
from hipbreak.app import startup
from hipbreak.cli.main import main

class LoopOfOneSecond(startup.QApplication):
    def exec(self):
        QtCore.QTimer.singleShot(1000, self.quit)
        code = super().exec()
        print("Qt" in vars(QtCore), "tomllib" in sys.modules)
        return code

startup.QApplication = LoopOfOneSecond
sys.exit(main(["--home", sys.argv[1]]))
"""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    (tmp_path / "settings.toml").write_text("# Hipbreak's settings.\n")
    command = [sys.executable, "-c", script, str(tmp_path)]
    shown = subprocess.run(command, check=True, capture_output=True, text=True, env=environment, timeout=60)
    assert shown.stdout == "False False\n", shown.stderr
