"""The program ends, by itself or by kill -9, and starts again: the log is what it knows."""

from datetime import timedelta

import pytest

from hipbreak.core.facts import tracking_facts
from tests.e2e.desk import Desk, wait_until
from tests.e2e.program import QUICK, Program

pytestmark = pytest.mark.desk

SECOND = timedelta(seconds=1)
CALM = QUICK | {"window_opens": "20s", "window_closes": "30s", "short_absence": "15s"}


def test_quit_and_started_again_at_once(office: Desk, program: Program) -> None:
    """R2, R7: an end shorter than the short absence changes nothing, and the bound comes when it would have come."""
    program.write_settings(QUICK | {"window_closes": "7s", "short_absence": "5s"})
    program.start()
    (sat,) = program.facts(tracking_facts.Sat)
    wait_until(lambda: program.status()["sitting_s"] >= 4, "four seconds of sitting")
    program.quit()
    heard = program.heard()
    assert heard is not None and heard - sat.since >= 4 * SECOND - SECOND / 2, "quit lost the last seconds"
    program.start()
    assert program.facts(tracking_facts.Sat) == [sat] and not program.facts(tracking_facts.Unobserved)
    assert program.wait_for(tracking_facts.Prompted).at == sat.since + 7 * SECOND


def test_started_again_after_longer(office: Desk, program: Program) -> None:
    """R2: the time between is unobserved, the bout ended when it was last heard, no break is credited, S is new."""
    program.start()
    (sat,) = program.facts(tracking_facts.Sat)
    wait_until(lambda: program.status()["sitting_s"] >= 2, "two seconds of sitting")
    program.quit()
    stopped = program.now()
    wait_until(lambda: program.now() - stopped > 3.5 * SECOND, "the short absence to pass")
    program.start()
    (gap,) = program.facts(tracking_facts.Unobserved)
    (bout,) = program.facts(tracking_facts.Bout)
    assert bout.start == sat.since and bout.end == gap.start
    assert abs(gap.start - stopped) < SECOND, "the desk time before quit is lost"
    assert program.facts(tracking_facts.Sat)[-1].since == gap.end
    assert program.status()["sitting_s"] <= 2 and not program.facts(tracking_facts.Break)
    day = program.json("stats", "--json")
    assert day["breaks"] == {"confirmed": 0, "assumed": 0}


def test_killed_in_the_middle_of_sitting(office: Desk, program: Program) -> None:
    """What was answered with success is in the log after kill -9, and S, the pause and the break are as before."""
    program.write_settings(CALM)
    program.start()
    wait_until(lambda: program.status()["sitting_s"] >= 3, "three seconds of sitting")
    assert program.do("log", "--ago", "2s", "--for", "1s") == 0
    assert program.do("pause", "1h") == 0
    before, entries = program.status(), program.count()
    program.kill()
    assert program.count() == entries
    program.start()
    after = program.status()
    assert program.facts(tracking_facts.Began) and not program.facts(tracking_facts.Unobserved)
    for same in ("breaks_today", "paused", "paused_until", "pulses_today"):
        assert after[same] == before[same]
    assert after["sitting_s"] >= before["sitting_s"]
    assert program.facts(tracking_facts.Sat)[-1].since == program.facts(tracking_facts.Break)[0].end


def test_killed_with_the_card_on_the_screen(office: Desk, program: Program) -> None:
    """The card is there again at once, the same prompt and not a second one, and can be answered."""
    program.start()
    shown = program.wait_for(tracking_facts.Prompted)
    office.window("^Time for a break")
    program.kill()
    program.start()
    office.window("^Time for a break")
    assert program.status()["phase"] == "prompting" and program.facts(tracking_facts.Prompted) == [shown]
    assert program.do("skip") == 0
    wait_until(lambda: not office.windows("^Time for a break"), "the card to go")


def test_killed_while_the_guide_runs(office: Desk, program: Program) -> None:
    """The guide is over after the restart, recorded once, and sitting goes on; nothing is left on the screen."""
    program.write_settings(CALM | {"pulse_length": "20s"})
    program.start()
    assert program.do("stand") == 0
    office.window("^Stand-up break")
    started = program.wait_for(tracking_facts.Started)
    program.kill()
    wait_until(lambda: not office.windows("^Stand-up break"), "the window to go with its process")
    program.start()
    ends: list[tracking_facts.Stopped | tracking_facts.Finished] = [
        *program.facts(tracking_facts.Stopped),
        *program.facts(tracking_facts.Finished),
    ]
    assert len(ends) == 1 and ends[0].held <= program.now() - started.at
    told = program.status()
    assert told["phase"] == "sitting" and not office.windows("^Stand-up break")
    assert program.do("stand") == 0  # and it can be opened again
    office.window("^Stand-up break")


def test_ended_by_a_signal(office: Desk, program: Program) -> None:
    """SIGTERM, as at the end of a session, is a quit: exit code 0, and the icon and the socket are gone."""
    program.start()
    wait_until(office.icon, "the icon")
    program.process.terminate()
    assert program.process.wait(20) == 0
    wait_until(lambda: office.icon() is None, "the icon to go")
    assert program.do("status") == 3
    assert program.stderr() == ""
