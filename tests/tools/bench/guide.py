"""How fast the guide opens, and what a frame of it costs."""

import time
from statistics import median

from hipbreak.core.text import session as session_text
from hipbreak.desktop.ipc.protocol import ask
from hipbreak.store.paths import find_paths
from tests.tools.bench.desktop import BenchDesktop, wait_for_app
from tests.tools.bench.process import usage
from tests.tools.bench.table import Row

_SLICE_S = 0.5
_FRAMES_A_SECOND = 1000 / 16


def measure(desktop: BenchDesktop, openings: int, played_s: float, pause_s: float) -> list[Row]:
    """From the command on the socket to the window on the screen; then the process's CPU time while it plays."""
    places = find_paths(desktop.home("guide"))
    title, opened = session_text.break_title(), list[float]()
    frames: list[float] = []
    with desktop.running(desktop.hipbreak("guide")) as program:
        wait_for_app(places.socket)
        for _ in range(openings):
            desktop.watcher.run_events(pause_s)
            desktop.watcher.discard()
            begun = time.monotonic()
            ask(places.socket, "stand", {}, timeout=10)
            appearance = desktop.watcher.wait(lambda window: desktop.watcher.title(window).startswith(title))
            opened.append((appearance.at - begun) * 1000)
            desktop.watcher.run_events(pause_s)
            for _ in range(round(played_s / _SLICE_S)):
                before, since = usage(program.pid), time.monotonic()
                desktop.watcher.run_events(_SLICE_S)
                used, passed = usage(program.pid) - before, time.monotonic() - since
                frames.append(used.cpu_ms / (passed * _FRAMES_A_SECOND))
            desktop.display.xdotool("windowfocus", "--sync", str(appearance.window), "key", "Escape")
    return [
        Row("the guide on the screen after a command, first time", "ms", opened[0]),
        Row("the same, later", "ms", median(opened[1:]), target=100),
        Row("the guide, CPU of the whole program per frame at 60 Hz", "ms", median(frames), target=4),
    ]
