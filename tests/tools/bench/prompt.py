"""How late a prompt's card is on the screen, by the moment that the rules name and by the beat that decided."""

from statistics import median

from hipbreak.core.facts import tracking_facts
from hipbreak.core.text import menu as menu_text
from hipbreak.desktop.ipc.protocol import ask
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import find_paths
from tests.tools.bench.desktop import BenchDesktop
from tests.tools.bench.table import Row
from tests.tools.bench.watch import Appearance


def measure(desktop: BenchDesktop, later_prompts: int, window_s: float) -> list[Row]:
    """One process shows a first prompt, whose card's code has to be loaded, and some more, each skipped."""
    command = desktop.hipbreak(
        "prompt",
        window_opens=f"{window_s}s",
        medium_from=f"{window_s}s",
        fine_from=f"{window_s}s",
        window_closes=f"{window_s}s",
        spacing="0s",
        unexplained_idle="12h",
        idle_limit="12h",
        idle_medium="12h",
        idle_fine="12h",
    )
    places = find_paths(desktop.home("prompt"))
    late: list[float] = []
    drawn: list[float] = []
    with desktop.running(command):
        for _ in range(1 + later_prompts):
            appearance = desktop.watcher.wait(lambda window: desktop.watcher.title(window).startswith(menu_text.card()))
            named, decided = _times(EventLog.read(places.log), appearance)
            late.append((appearance.wall - named) * 1000)
            drawn.append((appearance.wall - decided) * 1000)
            desktop.watcher.run_events(0.5)  # it has faded in
            ask(places.socket, "skip", {}, timeout=10)
    return [
        Row("a process's first card, after the moment the rules name", "ms", late[0]),
        Row("  after the beat that decides", "ms", drawn[0], target=100),
        Row("a later card, after the moment the rules name", "ms", median(late[1:])),
        Row("  after the beat that decides", "ms", median(drawn[1:]), target=100),
        Row("  the slowest of them", "ms", max(drawn[1:]), target=100),
    ]


def _times(log: EventLog, appearance: Appearance) -> tuple[float, float]:
    """When the last prompt was due according to the log, and the beat that recorded it."""
    with log:
        prompted = [entry.fact for entry in log.entries() if isinstance(entry.fact, tracking_facts.Prompted)]
        last_alive = log.last_alive()
    assert prompted and last_alive is not None
    named, decided = prompted[-1].at.timestamp(), last_alive.timestamp()
    assert named <= decided <= appearance.wall, "the beat has to lie between the moment and the card"
    return named, decided
