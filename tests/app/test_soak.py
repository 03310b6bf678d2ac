"""Hundreds of breaks, one after the other: neither memory nor objects grow with them."""

import gc
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from weakref import ReferenceType

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from hipbreak.core.facts import tracking_facts
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.store.paths import AppPaths
from tests.app.simulated_app import SimulatedApp

BRISK = Settings(
    window_opens=timedelta(seconds=10),
    window_closes=timedelta(seconds=10),
    spacing=timedelta(0),
    ignore_input_for=timedelta(0),
    pulse_length=timedelta(seconds=20),
    cue=False,
    break_sound=False,
)
WARM_UP, BREAKS = 100, 300


@pytest.fixture
def app(paths: AppPaths, qtbot: QtBot) -> Iterator[SimulatedApp]:
    started = SimulatedApp(paths, settings=BRISK)
    yield started
    started.close()


def take_a_break(app: SimulatedApp, qtbot: QtBot) -> None:
    """Wait for the card, start the break, and play the guide to its end."""
    app.pass_time(seconds=10)
    assert app.visible() == {"card"}
    app.ui.request(inputs.Start())
    assert app.visible() == {"guide"}
    for _ in range(6):
        app.desktop.now += timedelta(seconds=4)
        app.guide.playback.update()
    app.guide.repaint()
    app.guide.close()
    assert app.visible() == set()


def resident_mb() -> float:
    """Resident memory of this process; 0 where the system does not report it."""
    report = Path("/proc/self/statm")
    return int(report.read_text().split()[1]) * 4096 / 1e6 if report.exists() else 0.0


def count_objects(app: SimulatedApp) -> tuple[int, int]:
    """Count the objects that Python keeps, and the Qt objects of the app's windows.

    Weak references are left out: PySide keeps dead ones of its own, some 70 bytes for each timer of one shot.
    """
    gc.collect()
    windows = app.ui.windows.existing()
    kept = sum(type(each) is not ReferenceType for each in gc.get_objects())
    return kept, sum(len(window.findChildren(QObject)) for window in windows)


@pytest.mark.no_qt_log  # Qt's messages would be kept for the report
def test_breaks_leave_no_objects(app: SimulatedApp, qtbot: QtBot) -> None:
    finished = [0]
    app.engine.add_listener(
        lambda _, facts: finished.append(sum(isinstance(fact, tracking_facts.Finished) for fact in facts))
    )
    for _ in range(WARM_UP):
        take_a_break(app, qtbot)
    objects, widgets = count_objects(app)
    growth = []
    for _half in range(2):
        memory = resident_mb()
        for _ in range((BREAKS - WARM_UP) // 2):
            take_a_break(app, qtbot)
        growth.append(resident_mb() - memory)
    objects_after, widgets_after = count_objects(app)
    assert sum(finished) == BREAKS
    assert widgets_after == widgets
    assert objects_after - objects < 10
    # The log, its cache and this test are in it; once, the heap of a process with many tests grew by 14 MB.
    assert min(growth) < 2.25, growth
