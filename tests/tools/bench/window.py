"""The statistics window on ten years of days: from the click until it is painted, and the memory it leaves behind."""

import gc
import json
import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent

from hipbreak.store.event_log.event_log import EventLog
from tests.store.log_generator import generate, span
from tests.tools.bench.desktop import clean_environment
from tests.tools.bench.table import Row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

_PAGES = ("trend", "day", "week", "month", "year", "programme", "advanced")
_FIRST = "day"


def measure(folder: Path, days: int, runs: int) -> list[Row]:
    """In a process of its own, without a display server: Qt paints into memory."""
    path = folder / "window.sqlite"
    with EventLog.open(path) as log:
        generate(log, days)
    times = _times(folder, path, days, runs)
    return [
        Row("statistics window: the day, from the click until painted", "ms", times["open"], target=150),
        Row("  the first time, with its code loaded", "ms", times["first"], target=150),
        *(Row(f"  switch to {name}", "ms", times[name], target=200) for name in _PAGES if name != _FIRST),
        Row("  memory above before, once closed (PSS)", "MB", times["left"], target=10),
    ]


def _times(folder: Path, log: Path, days: int, runs: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.tools.bench.window", str(log), str(days), str(runs)],
        env=clean_environment(folder) | {"QT_QPA_PLATFORM": "offscreen"},
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _paint(app: "QApplication", window: "QWidget") -> None:
    """Paint the window as on a screen, without what a page does later."""
    app.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    window.repaint()


def _child(path: Path, days: int, runs: int) -> None:
    from hipbreak.desktop.system.pyside_startup import disable_source_inspection  # noqa: PLC0415

    disable_source_inspection()  # as `hipbreak` does
    from PySide6.QtWidgets import QApplication, QTabBar  # noqa: PLC0415

    import hipbreak.app.startup  # noqa: F401, PLC0415
    from hipbreak.desktop.system.memory import trim_memory  # noqa: PLC0415
    from hipbreak.store.event_log.days import days_including  # noqa: PLC0415
    from hipbreak.ui.prompt.card import PromptCard  # noqa: PLC0415
    from hipbreak.ui.theme.app_style import AppStyle  # noqa: PLC0415
    from tests.tools.bench.process import memory  # noqa: PLC0415

    app, style = QApplication([]), AppStyle()
    style.request(dark=False)
    log, now = EventLog.read(path), span(days)[1] - timedelta(hours=7)
    card = PromptCard()  # of the app that has been running: its card has loaded Qt's fonts and style
    card.show()
    card.grab()
    card.hide()
    gc.collect()
    before = memory(os.getpid()).pss
    times: dict[str, list[float]] = {name: [] for name in ("open", *_PAGES)}
    for _ in range(runs + 1):
        begun = time.perf_counter()
        from hipbreak.ui.statistics.data_source import StatisticsSource  # noqa: PLC0415
        from hipbreak.ui.statistics.view import TrendsView  # noqa: PLC0415

        source = StatisticsSource(
            lambda a, b: days_including(log, a, b, None, b - a <= timedelta(days=7)),
            lambda: now,
            lambda: timedelta(seconds=20),
        )
        window = TrendsView(source)
        window.show()
        app.processEvents()
        times["open"].append((time.perf_counter() - begun) * 1000)
        app.processEvents()
        for number, name in enumerate(_PAGES):
            if name == _FIRST:
                continue
            begun = time.perf_counter()
            window.findChild(QTabBar).setCurrentIndex(number)
            _paint(app, window)
            times[name].append((time.perf_counter() - begun) * 1000)
            app.processEvents()
        window.close()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # which an app's own loop delivers
        app.processEvents()
        del window
        log.release_memory()  # as the app does a second after the window has closed
        trim_memory()
    result = {name: median(found[1:] or found) for name, found in times.items() if found}
    print(json.dumps(result | {"first": times["open"][0], "left": memory(os.getpid()).pss - before}))


if __name__ == "__main__":
    _child(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
