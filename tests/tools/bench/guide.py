"""How fast the guide opens, and what a frame of it costs."""

import time
from statistics import median

from hipbreak.core.text import session as session_text
from hipbreak.desktop.ipc.protocol import ask
from hipbreak.store.paths import find_paths
from tests.tools.bench.desk import Desk
from tests.tools.bench.process import usage
from tests.tools.bench.table import Row

_SLICE_S = 0.5
_FRAMES_A_SECOND = 1000 / 16


def measure(desk: Desk, openings: int, played_s: float) -> list[Row]:
    """From the command on the socket to the window on the screen; then the process's CPU time while it plays."""
    places = find_paths(desk.home("guide"))
    opened: list[float] = []
    frames: list[float] = []
    with desk.running(desk.ours("guide")) as program:
        for _ in range(openings):
            desk.watcher.turn(1)
            desk.watcher.forget()
            begun = time.monotonic()
            ask(places.socket, "stand", {})
            sight = desk.watcher.wait(lambda window: desk.watcher.title(window).startswith(session_text.break_title()))
            opened.append((sight.at - begun) * 1000)
            desk.watcher.turn(1)
            for _ in range(round(played_s / _SLICE_S)):
                before, since = usage(program.pid), time.monotonic()
                desk.watcher.turn(_SLICE_S)
                used, passed = usage(program.pid) - before, time.monotonic() - since
                frames.append(used.cpu_ms / (passed * _FRAMES_A_SECOND))
            desk.display.xdotool("windowfocus", "--sync", str(sight.window), "key", "Escape")
    return [
        Row("the guide on the screen after a command, first time", "ms", opened[0]),
        Row("the same, later", "ms", median(opened[1:]), target=100),
        Row("the guide, CPU of the whole program per frame at 60 Hz", "ms", median(frames), target=4),
    ]
