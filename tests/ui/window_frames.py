"""Run by test_framed on a display with a window manager: where windows stand with their frames, text at twice its size.

Prints the room of the screen and, by name, each frame as left, top, right and bottom.
"""

import json
from datetime import timedelta

from PySide6.QtCore import QElapsedTimer, QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from hipbreak.core.exercise.session_plan import break_steps
from hipbreak.store.routine_library import read_shipped
from hipbreak.ui.exercise.break_guide import BreakGuideWindow
from hipbreak.ui.theme.tokens import LIGHT
from tests.ui import every_window
from tests.ui.window_actions import times

_LIMIT_MS = 10_000


def edges(rect: QRect) -> list[int]:
    return [rect.left(), rect.top(), rect.right(), rect.bottom()]


def frame_of(window: QWidget) -> list[int]:
    """As soon as the window manager has put a frame around it."""
    clock = QElapsedTimer()
    clock.start()
    while window.frameGeometry() == window.geometry() and clock.elapsed() < _LIMIT_MS:
        QApplication.processEvents()
    QApplication.processEvents()
    return edges(window.frameGeometry())


def main() -> None:
    app = QApplication([])
    app.setFont(times(app.font(), 2.0))
    room = app.primaryScreen().availableGeometry()
    found = {}
    for stop in (every_window.programme, every_window.gate, every_window.session):
        name, window = next(seen := stop(LIGHT))
        found[name] = frame_of(window)
        seen.close()
    for name, corner in (("right", room.bottomRight() - QPoint(16, 16)), ("left", QPoint(300, room.bottom()))):
        guide = BreakGuideWindow(LIGHT, lambda: timedelta(0))
        guide.show_notice("There is no sound and no speech here: large text guides you.")
        guide.begin(break_steps(read_shipped("pulse-30"), timedelta(seconds=30)), corner, room)
        found[f"guide-{name}"] = frame_of(guide)
        guide.dismiss()
    print(json.dumps({"room": edges(room), "frames": found}))


if __name__ == "__main__":
    main()
