"""The fake services are accepted by Qt."""

import os
import subprocess
import sys

import pytest

from tests.desktop.fake_services import WATCHER, status_notifier_watcher
from tests.desktop.fakes import real_bus, real_display, terminated

ICON = """
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
app = QApplication([])
icon = QSystemTrayIcon(QIcon(QPixmap(16, 16)))
icon.show()
app.exec()
"""


@pytest.mark.display
def test_qt_registers_an_icon_with_the_watcher(qtbot, tmp_path):
    with (
        real_bus(tmp_path) as bus,
        real_display() as display,
        status_notifier_watcher(bus.address) as watcher,
    ):
        session = {"DBUS_SESSION_BUS_ADDRESS": bus.address, "QT_QPA_PLATFORM": "xcb"}
        environment = {**os.environ, **display.environment, **session}
        with terminated(subprocess.Popen([sys.executable, "-c", ICON], env=environment, stderr=subprocess.DEVNULL)):
            registered = f"{WATCHER}.RegisterStatusNotifierItem"
            qtbot.waitUntil(lambda: registered in watcher.bodies)
