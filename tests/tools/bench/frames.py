"""Play one move in a real window and print what its frames cost: `-m tests.tools.bench.frames MOVE SECONDS`."""

import json
import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")  # as the app itself does

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from hipbreak.core.exercise.session_plan import RoutineOptions, break_steps
from hipbreak.store.routine_library import read_library, read_shipped
from hipbreak.ui.exercise.break_guide import BreakGuideWindow
from hipbreak.ui.exercise.session_controls import SessionAction
from hipbreak.ui.exercise.session_window import SessionWindow
from hipbreak.ui.theme import tokens
from hipbreak.ui.theme.app_style import AppStyle
from tests.ui.timers import timers_of

MOVES = {
    "standing pulse": ("", ""),
    "couch": ("mini", "couch_press"),
    "bridge": ("mini-no-couch", "bridge_up"),
    "walk": ("walk", "walk"),
}
"""The routine and the picture from which on it is played; the standing pulse is the guide's."""


class Frames(QObject):
    """The CPU time (ms) from one look at the clock to the next, and whether the figure was painted between them."""

    def __init__(self, window: BreakGuideWindow | SessionWindow) -> None:
        super().__init__()
        self.all: list[float] = []
        self.painted: list[float] = []
        self._since, self._paints = time.process_time(), False
        figure = window.figure if isinstance(window, BreakGuideWindow) else window.player_view.figure
        figure.installEventFilter(self)
        window.playback.position_changed.connect(self._begin)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._paints = self._paints or event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        now = time.process_time()
        self.all.append((now - self._since) * 1000)
        if self._paints:
            self.painted.append(self.all[-1])
        self._since, self._paints = now, False


def _turn(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def _elapsed() -> timedelta:
    return timedelta(seconds=time.monotonic())


def _guide(reduced: bool) -> BreakGuideWindow:
    window = BreakGuideWindow(tokens.LIGHT, _elapsed, reduced)
    window.begin(break_steps(read_shipped("pulse-30"), timedelta(seconds=30)))
    return window


def _session(name: str, picture: str, reduced: bool) -> SessionWindow:
    routine = read_library(Path("/nowhere/settings.toml")).get(name)
    assert routine is not None
    window = SessionWindow(tokens.LIGHT, _elapsed, lambda: datetime.now(UTC), reduced)
    window.open(routine, RoutineOptions())
    window.overview.start_button.click()
    assert window.playback.player is not None
    window.playback.skip_steps([step.picture for step in window.playback.player.steps].index(picture))
    return window


def _play(move: str, seconds: float, reduced: bool) -> tuple[Frames, list[int], list[int]]:
    """Its frames, and the timers of the window when it is paused and when it is closed."""
    name, picture = MOVES[move]
    window = _session(name, picture, reduced) if name else _guide(reduced)
    _turn(0.3)  # its first frame belongs to the opening
    frames = Frames(window)
    _turn(seconds)
    if isinstance(window, BreakGuideWindow):
        window.pause_button.click()
    else:
        window.perform(SessionAction.PAUSE)
    paused = timers_of(window)
    window.close()
    return frames, paused, timers_of(window)


def main() -> int:
    """One move with motion, and a moment of it without."""
    move, seconds = sys.argv[1], float(sys.argv[2])
    app, style = QApplication(["bench"]), AppStyle()
    style.request(dark=False)
    frames, paused, closed = _play(move, seconds, reduced=False)
    _, paused_reduced, closed_reduced = _play(move, 0.5, reduced=True)
    result = {
        "frames": frames.all[1:],
        "painted": frames.painted[1:],
        "paused": [*paused, *paused_reduced],
        "closed": [*closed, *closed_reduced],
    }
    print(json.dumps(result))
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
