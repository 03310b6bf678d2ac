"""How fast a session's window opens, from the command on the socket to the window on the screen."""

import time
from datetime import UTC, datetime
from statistics import median

from hipbreak.app.data.event_recorder import EventRecorder
from hipbreak.core.facts.programme_facts import HealthScreened
from hipbreak.core.text import session as session_text
from hipbreak.desktop.ipc.protocol import ask
from hipbreak.store.paths import create_folders, find_paths
from hipbreak.store.routine_library import read_library
from tests.tools.bench.desktop import BenchDesktop, wait_for_app
from tests.tools.bench.table import Row

_ROUTINE = "mini"


def measure(desktop: BenchDesktop, openings: int, pause_s: float) -> list[Row]:
    """The questions were answered before the start, so that the session comes at once."""
    command, places = desktop.hipbreak("session"), find_paths(desktop.home("session"))
    create_folders(places)
    journal = EventRecorder(places)
    journal.append([HealthScreened(datetime.now(UTC), "")])
    journal.close()
    routine = read_library(places.settings).get(_ROUTINE)
    assert routine is not None
    title, opened = session_text.window_title(routine.title), list[float]()
    with desktop.running(command):
        wait_for_app(places.socket)
        for _ in range(openings):
            desktop.watcher.run_events(pause_s)
            desktop.watcher.discard()
            begun = time.monotonic()
            ask(places.socket, "routine", {"name": _ROUTINE}, timeout=10)
            appearance = desktop.watcher.wait(lambda window: desktop.watcher.title(window).startswith(title))
            opened.append((appearance.at - begun) * 1000)
            desktop.watcher.run_events(pause_s)
            desktop.display.xdotool("windowfocus", "--sync", str(appearance.window), "key", "Escape")
    return [
        Row("a session's window on the screen after a command, first time", "ms", opened[0]),
        Row("the same, later", "ms", median(opened[1:]), target=100),
    ]
