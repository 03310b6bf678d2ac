"""The Qt binding must not lose references: PySide6 6.12.0 on Python 3.11 did, and took the app down within minutes."""

import sys

from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_calls_without_a_result_keep_the_reference_count_of_none(qtbot: QtBot) -> None:
    """Where None is immortal (Python 3.12 on) there is nothing to lose."""
    label, path = QLabel(), QPainterPath()
    qtbot.addWidget(label)
    label.update()
    before = sys.getrefcount(None)
    for _ in range(500):
        label.update()
        path.moveTo(1.0, 1.0)
    assert sys.getrefcount(None) > before - 100
