"""The person leaves: by a lock or by suspend, for long or for a moment, with the card on the screen."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from hipbreak.core.facts import tracking_facts
from tests.e2e.card import CARD
from tests.e2e.desk import Desk, wait_until
from tests.e2e.program import QUICK, Program

pytestmark = pytest.mark.desk

SECOND = timedelta(seconds=1)
Leave = Callable[[bool], None]


def ways_out(desk: Desk, program: Program, way: str) -> Leave:
    """Starts the program on a desk that tells of absences in this way; gives what tells it."""
    saver = desk.with_screen_saver(desk.with_session_bus())
    logind = desk.with_system_bus()
    desk.with_tray()
    program.environment |= desk.environment
    program.start()
    wait_until(lambda: saver.is_heard() and logind.is_heard(), "the program to listen")
    return {"saver": saver.lock, "logind": logind.lock, "sleep": logind.sleep}[way]


@pytest.mark.parametrize("way", ["saver", "logind", "sleep"])
def test_leaving_with_the_card_on_the_screen(desk: Desk, program: Program, way: str) -> None:
    """R14, R4: hidden at once, withdrawn when the absence is long enough, and the absence is the break."""
    leave = ways_out(desk, program, way)
    prompted = program.wait_for(tracking_facts.Prompted)
    desk.window(CARD)
    leave(True)
    wait_until(lambda: not desk.windows(CARD), "the card to hide")
    assert not program.facts(tracking_facts.Withdrawn), "hidden before it is withdrawn"
    withdrawn = program.wait_for(tracking_facts.Withdrawn)
    left = program.wait_for(tracking_facts.Left)
    assert withdrawn.at - left.since == 3 * SECOND  # the short absence
    assert program.status()["phase"] == "away"
    leave(False)
    taken = program.wait_for(tracking_facts.Break)
    assert (taken.start, taken.credit, taken.how) == (left.since, "assumed", "away")
    assert taken.end - taken.start >= 3 * SECOND
    (bout,) = program.facts(tracking_facts.Bout)
    assert bout.end == left.since > prompted.at
    told = program.status()
    assert (told["phase"], told["breaks_today"]) == ("sitting", 1)
    assert program.facts(tracking_facts.Sat)[-1].since == taken.end
    day = program.json("stats", "--json")
    assert day["breaks"] == {"confirmed": 0, "assumed": 1} and day["prompts"]["withdrawn"] == 1
    assert not desk.windows(CARD)


def test_a_moment_behind_the_lock_changes_nothing(desk: Desk, program: Program) -> None:
    """R4, complaint 1: the card is hidden only, comes back with the person, and S goes on through it."""
    program.write_settings(QUICK | {"short_absence": "30s"})
    leave = ways_out(desk, program, "saver")
    program.wait_for(tracking_facts.Prompted)
    desk.window(CARD)
    leave(True)
    wait_until(lambda: not desk.windows(CARD), "the card to hide")
    leave(False)
    desk.window(CARD)
    told = program.status()
    assert (told["phase"], told["prompt"], told["breaks_today"]) == ("prompting", "stand", 0)
    assert told["sitting_s"] >= 3
    assert (
        not program.facts(tracking_facts.Withdrawn)
        and not program.facts(tracking_facts.Left)
        and len(program.facts(tracking_facts.Sat)) == 1
    )


def test_no_input_for_long_is_an_absence_from_the_last_input(office: Desk, program: Program) -> None:
    """R1, R10: the time is taken back from the bout; no card is shown to the empty chair."""
    program.write_settings(QUICK | {"window_closes": "30s", "idle_limit": "3s", "unexplained_idle": "2s"})
    office.display.xdotool("mousemove_relative", "5", "5")
    program.start()
    office.display.xdotool("mousemove_relative", "5", "5")
    left = program.wait_for(tracking_facts.Left)
    assert abs(left.at - left.since - 3 * SECOND) < SECOND / 2
    assert program.status()["phase"] == "away"
    office.display.xdotool("mousemove_relative", "5", "5")
    taken = program.wait_for(tracking_facts.Break)
    assert (taken.start, taken.credit) == (left.since, "assumed")
    assert program.now() - taken.end < 2 * SECOND
    wait_until(lambda: program.status()["phase"] == "sitting", "the person to count as back")
