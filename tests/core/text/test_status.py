"""The first line of menu and tooltip: what waits is said in every state (R11)."""

from datetime import timedelta

import pytest

from hipbreak.core.text.status import headline
from hipbreak.core.tracking import inputs
from tests.ui import scenes
from tests.ui.scenes import Scene

HALF_HOUR = timedelta(minutes=30)


def waits(hold: inputs.Input) -> Scene:
    """Held back for 20 minutes, in which the bound passes."""
    return scenes.sitting(40).take(hold).take(inputs.Settle(), 20)


@pytest.mark.parametrize(
    ("scene", "words"),
    [
        (waits(inputs.StartCall(HALF_HOUR)), "In a call until 10:10. A break waits for a good moment."),
        (waits(inputs.Pause(None)), "Paused until you resume. A break waits for a good moment."),
        (waits(inputs.BusyChanged("call", True)), "A break waits for a good moment."),
        (waits(inputs.BusyChanged("dnd", True)), "A break waits for a good moment."),
        (waits(inputs.BusyChanged("fullscreen", True)), "A break waits for a good moment."),
    ],
    ids=["call by word", "pause", "call", "do not disturb", "full screen"],
)
def test_what_is_held_back_is_said(scene: Scene, words: str) -> None:
    assert headline(scene.status) == f"Sitting 1 h. {words} No break yet today."


def test_in_a_call_nothing_is_announced_that_will_not_come() -> None:
    assert headline(scenes.in_call().status) == "Sitting 23 min. In a call until 09:53. No break yet today."


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (14, "Paused until 23:23."),
        (15, "Paused until 03.03. 00:23."),
        (23, "Paused until 03.03. 08:23."),
        (30 * 24, "Paused until 01.04. 09:23."),
        (340 * 24, "Paused until 05.02.2027 09:23."),
    ],
)
def test_a_pause_beyond_today_names_its_day(hours: int, words: str) -> None:
    until = scenes.sitting().now + timedelta(hours=hours)
    assert headline(scenes.paused(until).status) == f"Sitting 23 min. {words} No break yet today."


def test_away_by_word_it_says_for_how_long() -> None:
    assert headline(scenes.away_by_word().status).startswith("Away for 12 min.")
