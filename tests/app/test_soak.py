"""A thousand breaks, one after the other: neither memory nor objects grow with them."""

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
WARM, MANY = 100, 1000


@pytest.fixture
def app(paths: AppPaths, qtbot: QtBot) -> Iterator[SimulatedApp]:
    started = SimulatedApp(paths, settings=BRISK)
    yield started
    started.close()


def take_a_break(app: SimulatedApp, qtbot: QtBot) -> None:
    """The card comes, Start is said, and the guide plays to its end."""
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
    """Resident memory of this process; 0 where the system does not tell."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[1]) * 4096 / 1e6 if told.exists() else 0.0


def things(app: SimulatedApp) -> tuple[int, int]:
    """How many objects Python keeps, and how many Qt objects belong to the app's windows.

    Weak references are left out: PySide keeps dead ones of its own, some 70 bytes for each timer of one shot.
    """
    gc.collect()
    windows = app.ui.windows.existing()
    kept = sum(type(thing) is not ReferenceType for thing in gc.get_objects())
    return kept, sum(len(window.findChildren(QObject)) for window in windows)


@pytest.mark.no_qt_log  # what Qt says is kept for the report
def test_a_thousand_breaks_leave_no_objects(app: SimulatedApp, qtbot: QtBot) -> None:
    finished = [0]
    app.engine.add_listener(
        lambda _, told: finished.append(sum(isinstance(fact, tracking_facts.Finished) for fact in told))
    )
    for _ in range(WARM):
        take_a_break(app, qtbot)
    objects, widgets = things(app)
    memory = resident_mb()
    for _ in range(MANY - WARM):
        take_a_break(app, qtbot)
    objects_after, widgets_after = things(app)
    assert sum(finished) == MANY
    assert widgets_after == widgets
    assert objects_after - objects < 50
    assert resident_mb() - memory < 10, "MB; the log, its cache and this test are in it"
