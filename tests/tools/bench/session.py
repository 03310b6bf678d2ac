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
from tests.tools.bench.desk import Desk
from tests.tools.bench.table import Row

_ROUTINE = "mini"


def measure(desk: Desk, openings: int) -> list[Row]:
    """The questions were answered before the start, so that the session comes at once."""
    command, places = desk.ours("session"), find_paths(desk.home("session"))
    create_folders(places)
    journal = EventRecorder(places)
    journal.append([HealthScreened(datetime.now(UTC), "")])
    journal.close()
    routine = read_library(places.settings).get(_ROUTINE)
    assert routine is not None
    title, opened = session_text.window_title(routine.title), list[float]()
    with desk.running(command):
        for _ in range(openings):
            desk.watcher.turn(1)
            desk.watcher.forget()
            begun = time.monotonic()
            ask(places.socket, "routine", {"name": _ROUTINE})
            sight = desk.watcher.wait(lambda window: desk.watcher.title(window).startswith(title))
            opened.append((sight.at - begun) * 1000)
            desk.watcher.turn(1)
            desk.display.xdotool("windowfocus", "--sync", str(sight.window), "key", "Escape")
    return [
        Row("a session's window on the screen after a command, first time", "ms", opened[0]),
        Row("the same, later", "ms", median(opened[1:]), target=100),
    ]
