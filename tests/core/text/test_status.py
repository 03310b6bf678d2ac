"""The first line of menu and tooltip: a due break is shown in every state (R11)."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from hipbreak.core.text.prompt import after_call
from hipbreak.core.text.status import headline, outlook
from hipbreak.core.tracking import inputs
from tests.ui import tracker_states
from tests.ui.tracker_states import Tracker

HALF_HOUR = timedelta(minutes=30)


def with_break_due(event: inputs.Input) -> Tracker:
    """A state in which a break has become due, but is held back."""
    return tracker_states.sitting(40).apply(event).apply(inputs.Settle(), 20)


@pytest.mark.parametrize(
    ("tracker", "text"),
    [
        (with_break_due(inputs.StartCall(HALF_HOUR)), "In a call until 10:10. A break waits for a good moment."),
        (with_break_due(inputs.Pause(None)), "Paused until you resume. A break waits for a good moment."),
        (with_break_due(inputs.BusyChanged("call", True)), "A break waits for a good moment."),
        (with_break_due(inputs.BusyChanged("dnd", True)), "A break waits for a good moment."),
        (with_break_due(inputs.BusyChanged("fullscreen", True)), "A break waits for a good moment."),
    ],
    ids=["call by word", "pause", "call", "do not disturb", "full screen"],
)
def test_the_headline_shows_why_a_break_waits(tracker: Tracker, text: str) -> None:
    assert headline(tracker.status) == f"Sitting 1 h. {text} No break yet today."


def test_no_break_is_announced_during_a_call() -> None:
    assert headline(tracker_states.in_call().status) == "Sitting 23 min. In a call until 09:53. No break yet today."


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        (14, "Paused until 23:23."),
        (15, "Paused until 2026-03-03, 00:23."),
        (23, "Paused until 2026-03-03, 08:23."),
        (30 * 24, "Paused until 2026-04-01, 09:23."),
        (340 * 24, "Paused until 2027-02-05, 09:23."),
    ],
)
def test_a_pause_beyond_today_names_its_day(hours: int, text: str) -> None:
    until = tracker_states.sitting().now + timedelta(hours=hours)
    assert headline(tracker_states.paused(until).status) == f"Sitting 23 min. {text} No break yet today."


def test_the_headline_shows_the_length_of_a_declared_absence() -> None:
    assert headline(tracker_states.declared_away().status).startswith("Away for 12 min.")


def after_calls(*lengths: int, apart: int = 2) -> Tracker:
    """Sitting in calls of so many minutes, with a pause between two; the prompt at the end is not answered."""
    tracker = tracker_states.sitting(1, replace(tracker_states.SETTINGS, prompt_folds=timedelta(seconds=30)))
    for number, minutes in enumerate(lengths):
        tracker.apply(inputs.BusyChanged("call", True), apart if number else 0)
        tracker.apply(inputs.BusyChanged("call", False), minutes)
    return tracker


def declared_call(minutes: int) -> Tracker:
    tracker = tracker_states.sitting(1).apply(inputs.StartCall(timedelta(minutes=minutes)))
    return tracker.apply(inputs.Settle(), minutes)


@pytest.mark.parametrize(
    ("tracker", "line"),
    [
        (after_calls(35), "35 min of calls: one minute up?"),
        (after_calls(29), ""),
        (after_calls(20, 13), "35 min of calls: one minute up?"),
        (after_calls(20, 20, apart=6), ""),
        (after_calls(35).apply(inputs.Settle(), 11), ""),
        (after_calls(35).apply(inputs.Stand(), 1), ""),
        (after_calls(35).apply(inputs.BusyChanged("call", True), 6), ""),
        (declared_call(32), "32 min of calls: one minute up?"),
    ],
)
def test_after_long_calls_one_line_suggests_a_break(tracker: Tracker, line: str) -> None:
    assert after_call(tracker.status.long_call) == line
    tracker.apply(inputs.Settle(), 1)
    assert ("of calls" in outlook(tracker.status)) is bool(line)
