"""A screen reader on the accessibility bus: it reads the windows, and a break and a session are done by its actions."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from hipbreak.core.facts import programme_facts, tracking_facts
from hipbreak.store.event_log.event_log import EventLog
from tests.e2e.accessibility_bus import AccessibilityBus, accessibility_bus
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.desktop import Desktop, wait_until

pytestmark = pytest.mark.display

CALM = QUICK | {"window_opens": "24h", "window_closes": "24h"}
CARD, GUIDE, ROUTINE = "Stand up for", "Stand-up break", "Short hold"
SHORT = """
name = "short"
title = "Short hold"
about = "Two seconds on the spot."

[[block]]
name = "hold"
title = "Hold"

[[block.move]]
name = "hold"
title = "Hold"
kind = "hold"
picture = "stand"
verb = "Hold"
seconds = [2, 2, 2]
"""


@pytest.fixture
def bus(desktop: Desktop) -> Iterator[AccessibilityBus]:
    """The accessibility bus of the desktop."""
    with accessibility_bus(desktop) as bus:
        yield bus


def test_a_break_is_done_by_actions_alone(desktop: Desktop, bus: AccessibilityBus, app: AppProcess) -> None:
    app.write_settings(QUICK | {"ignore_input_for": "0s"})
    app.start()
    assert bus.window(CARD).role == "frame"
    bus.press(CARD, "Stand up")
    bus.press(GUIDE, "Pause")
    bus.press(GUIDE, "Resume")
    app.wait_for(tracking_facts.Finished)
    bus.press(GUIDE, "Close")
    wait_until(lambda: not desktop.windows(f"^{GUIDE}"), "the guide to close")
    assert app.wait_for(tracking_facts.Break).credit == "confirmed"


def test_later_is_pressed_by_its_action(desktop: Desktop, bus: AccessibilityBus, app: AppProcess) -> None:
    """And not only its menu opened."""
    app.write_settings(QUICK | {"ignore_input_for": "0s"})
    app.start()
    bus.press(CARD, "Later", "button menu")
    assert app.wait_for(tracking_facts.Snoozed).kind == "stand"


def test_a_session_is_done_by_actions_alone(desktop: Desktop, bus: AccessibilityBus, app: AppProcess) -> None:
    folder = app.paths.settings.parent / "routines"
    folder.mkdir()
    (folder / "short.toml").write_text(SHORT)
    yesterday = app.now() - timedelta(days=1)
    with EventLog.open(app.paths.log) as log:
        log.append([programme_facts.HealthScreened(yesterday, "")], live=False)
    app.write_settings(CALM)
    app.start()
    app.call("routine", "short")  # its answer may be late on a busy machine
    bus.press(ROUTINE, "Start")
    done = app.wait_for(programme_facts.SessionDone)
    assert (done.routine, done.extent) == ("short", "whole")
    bus.press(ROUTINE, "Close")
    wait_until(lambda: not desktop.windows(f"^{ROUTINE}"), "the session to close")


def test_the_settings_are_read(desktop: Desktop, bus: AccessibilityBus, app: AppProcess) -> None:
    """The role of a window, and a number with its limits."""
    app.write_settings(CALM)
    app.start()
    app.call("open", "settings")
    window = bus.window("Settings")
    assert window.role == "frame"
    length = window.find("spin box", "Length of the guided break")
    assert length is not None
    low, value, high = length.range
    assert value == 4.0 and low <= value < high
    app.quit()
    assert app.stderr() == ""
