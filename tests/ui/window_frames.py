"""Run by test_window_frames on a display with a window manager: print where windows with large text have their frames.

Prints the available part of the screen and, by name, each frame as left, top, right and bottom.
"""

import json
from datetime import timedelta

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from hipbreak.core.exercise.session_plan import break_steps
from hipbreak.store.routine_library import read_shipped
from hipbreak.ui.exercise.break_guide import BreakGuideWindow
from hipbreak.ui.theme.tokens import LIGHT
from tests.ui import every_window
from tests.ui.window_actions import times

_LIMIT_MS = 20_000


def edges(rect: QRect) -> list[int]:
    return [rect.left(), rect.top(), rect.right(), rect.bottom()]


def frame_of(window: QWidget) -> list[int]:
    """Wait until the window manager shows the window: only then is it in its frame and at its place."""
    deadline = QDeadlineTimer(_LIMIT_MS)
    while not _is_framed(window):
        assert not deadline.hasExpired(), f"{window.windowTitle()} has no frame"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    QApplication.sync()
    return edges(window.frameGeometry())


def _is_framed(window: QWidget) -> bool:
    handle = window.windowHandle()
    return handle is not None and handle.isExposed() and window.frameGeometry() != window.geometry()


def main() -> None:
    app = QApplication([])
    app.setFont(times(app.font(), 2.0))
    available = app.primaryScreen().availableGeometry()
    found = {}
    for stop in (every_window.programme, every_window.health_screening, every_window.session):
        name, window = next(seen := stop(LIGHT))
        found[name] = frame_of(window)
        seen.close()
    for name, corner in (
        ("right", available.bottomRight() - QPoint(16, 16)),
        ("left", QPoint(300, available.bottom())),
    ):
        guide = BreakGuideWindow(LIGHT, lambda: timedelta(0))
        guide.show_notice("There is no sound and no speech here. Large text guides you.")
        guide.begin(break_steps(read_shipped("pulse-30"), timedelta(seconds=30)), corner)
        found[f"guide-{name}"] = frame_of(guide)
        guide.dismiss()
    print(json.dumps({"available": edges(available), "frames": found}))


if __name__ == "__main__":
    main()
