"""The other answers to the card, and what the person says without one."""

from datetime import timedelta

import pytest

from hipbreak.core.facts import tracking_facts
from tests.e2e.card import CARD, click_on
from tests.e2e.desk import Desk, wait_until
from tests.e2e.program import QUICK, Program

pytestmark = pytest.mark.desk

SECOND = timedelta(seconds=1)


def test_snooze_then_no_more_then_skip(office: Desk, program: Program) -> None:
    """The card comes back after exactly its time; one more is refused; after Skip the window counts from there."""
    program.write_settings(QUICK | {"later_in_a_row": 1})
    program.start()
    program.wait_for(tracking_facts.Prompted)
    wait_until(lambda: click_on(office, "Later") and program.facts(tracking_facts.Snoozed), "an answer to the click")
    wait_until(lambda: not office.windows(CARD), "the card to go")
    (first,) = program.facts(tracking_facts.Snoozed)
    again = program.wait_for(tracking_facts.Prompted, 2)
    assert (again.at, again.trigger) == (first.at + 2 * SECOND, "asked")
    assert first.until == again.at

    refused = program.run("later")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "put off as often" in refused.stderr
    wait_until(lambda: click_on(office, "Skip") and program.facts(tracking_facts.Skipped), "an answer to the click")
    (skipped,) = program.facts(tracking_facts.Skipped)
    third = program.wait_for(tracking_facts.Prompted, 3)
    assert (third.at, third.trigger) == (skipped.at + 3 * SECOND, "bound")
    sat = program.facts(tracking_facts.Sat)
    assert len(sat) == 1 and third.sitting == third.at - sat[0].since  # S ran on through all of it
    day = program.json("stats", "--json")["prompts"]
    assert (day["offered"], day["later"], day["skipped"]) == (3, 1, 1)


def test_an_ignored_card_folds_away(office: Desk, program: Program) -> None:
    """After its time it goes into the tray, recorded as ignored, and the window begins anew."""
    program.write_settings(QUICK | {"prompt_folds": "2s"})
    program.start()
    prompted = program.wait_for(tracking_facts.Prompted)
    office.window(CARD)
    ignored = program.wait_for(tracking_facts.Ignored)
    wait_until(lambda: not office.windows(CARD), "the card to fold")
    assert ignored.at == prompted.at + 2 * SECOND
    assert program.status()["phase"] == "sitting"
    assert program.wait_for(tracking_facts.Prompted, 2).at == ignored.at + 3 * SECOND


def test_standing_and_sitting(office: Desk, program: Program) -> None:
    """R6: no prompt comes while the person stands, and the time is a confirmed break."""
    program.start()
    assert program.do("posture", "standing") == 0
    stood = program.wait_for(tracking_facts.Stood)
    wait_until(lambda: program.status()["standing_s"] >= 4, "four seconds on the feet")
    told = program.status()
    assert (told["phase"], told["sitting_s"], told["window_closes_s"]) == ("standing", 0, None)
    assert not program.facts(tracking_facts.Prompted)
    assert program.do("posture", "sitting") == 0
    (taken,) = program.facts(tracking_facts.Break)
    assert (taken.start, taken.credit, taken.how) == (stood.at, "confirmed", "standing")
    assert program.facts(tracking_facts.Sat)[-1].since == taken.end
    assert program.status()["window_closes_s"] in (2, 3)


def test_a_pause_holds_the_card_back(office: Desk, program: Program) -> None:
    """What falls due in a pause is told by the tray only, survives a restart as a pause, and comes with `resume`."""
    program.start()
    assert program.do("pause", "1h") == 0
    until = program.facts(tracking_facts.Paused)[0].until
    wait_until(lambda: program.status()["sitting_s"] >= 4, "the bound to pass")
    told = program.status()
    assert (told["phase"], told["break_waits"], told["prompt"]) == ("paused", True, None)
    assert not office.windows(CARD) and not program.facts(tracking_facts.Prompted)
    program.quit()
    program.start()
    assert until is not None and program.status()["paused_until"] == until.isoformat(timespec="seconds")
    assert not program.facts(tracking_facts.Prompted)
    assert program.do("resume") == 0
    resumed = program.wait_for(tracking_facts.Resumed)
    prompted = program.wait_for(tracking_facts.Prompted)
    assert (prompted.at, prompted.trigger) == (resumed.at, "coarse")
    office.window(CARD)


def test_a_break_told_afterwards_and_taken_back(office: Desk, program: Program) -> None:
    """R21: `log` splits the bout, `undo` makes it one again; nothing in the log is rewritten."""
    program.write_settings(QUICK | {"window_opens": "20s", "window_closes": "30s"})
    program.start()
    wait_until(lambda: program.status()["sitting_s"] >= 3, "three seconds of sitting")
    before = program.count()
    assert program.do("log", "--ago", "2s", "--for", "1s") == 0
    (taken,) = program.facts(tracking_facts.Break)
    assert (taken.end - taken.start, taken.how) == (SECOND, "said")
    assert taken.start == taken.at - 2 * SECOND
    told = program.status()
    assert told["breaks_today"] == 1 and told["sitting_s"] <= 2
    day = program.json("stats", "--json")
    assert day["breaks"]["confirmed"] == 1 and day["bouts"]["count"] == 2

    assert program.do("undo") == 0
    told = program.status()
    assert told["breaks_today"] == 0 and told["sitting_s"] >= 3
    day = program.json("stats", "--json")
    assert day["breaks"]["confirmed"] == 0 and day["bouts"]["count"] == 1
    assert program.count() > before and program.facts(tracking_facts.Break) == [taken]
    refused = program.run("undo")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)


def test_the_short_pulse(office: Desk, program: Program) -> None:
    """`pulse` opens the guide without a card; stopped with Esc after a moment it is recorded, and S runs on."""
    program.start()
    assert program.do("pulse") == 0
    office.window("^Stand-up break")
    assert program.do("stand") == 1  # it is open already
    office.display.xdotool("search", "--onlyvisible", "--name", "^Stand-up break", "windowactivate", "--sync")
    office.display.xdotool("key", "Escape")
    stopped = program.wait_for(tracking_facts.Stopped)
    assert (stopped.kind, stopped.held < 3 * SECOND) == ("pulse", True)
    wait_until(lambda: not office.windows("^Stand-up break"), "the guide to close")
    told = program.status()
    assert told["phase"] == "sitting" and told["pulses_today"] == 0 and not program.facts(tracking_facts.Break)
    assert len(program.facts(tracking_facts.Sat)) == 1
