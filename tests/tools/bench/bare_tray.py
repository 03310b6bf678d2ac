"""The measure of all things here: a PySide6 program with a painted tray icon, one idle timer, and nothing else."""

import signal
import sys

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QSystemTrayIcon


def main() -> int:
    """Show the icon until a signal ends the process."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    app = QApplication(["bare"])
    app.setQuitOnLastWindowClosed(False)
    pixmap = QPixmap(64, 64)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setBrush(QColor("#13998F"))
    painter.drawEllipse(4, 4, 56, 56)
    painter.end()
    icon = QSystemTrayIcon(QIcon(pixmap))
    icon.show()
    timer = QTimer()
    timer.timeout.connect(lambda: None)
    timer.start(60_000)
    return app.exec()


sys.exit(main())
