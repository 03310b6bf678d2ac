"""The programme's reminder on a real desk: the card, its Start, the session, and no second card that day (R18)."""

from datetime import datetime, timedelta

import pytest

from hipbreak.core.facts import programme_facts, tracking_facts
from hipbreak.store.event_log.event_log import EventLog
from tests.e2e.card import click_on
from tests.e2e.desk import Desk, wait_until
from tests.e2e.program import QUICK, Program

pytestmark = pytest.mark.desk

CARD = "^Time for today's session"
SESSION = "^Mini routine"
DUE = QUICK | {"window_opens": "24h", "window_closes": "24h", "routine_time": "00:00"}


def test_the_card_comes_once_and_its_start_opens_the_session(office: Desk, program: Program) -> None:
    """Its time has passed when the program starts: it waited for that. A kill later the day has no second card."""
    yesterday = datetime.now().astimezone() - timedelta(days=1)
    with EventLog.open(program.paths.log) as log:
        log.append(
            [programme_facts.HealthScreened(yesterday, ""), programme_facts.ProgrammeBegan(yesterday)], live=False
        )
    program.write_settings(DUE)
    program.start()
    with office.working():
        prompted = program.wait_for(tracking_facts.Prompted)
        assert (prompted.kind, prompted.trigger) == ("routine", "coarse")
        office.window(CARD)
        assert program.status()["prompt"] == "routine"
    wait_until(lambda: not click_on(office, "Start", CARD), "an answer to the click")
    office.window(SESSION)
    assert not program.facts(tracking_facts.Started), "the overview is read first"
    wait_until(lambda: _press_return(office) and program.facts(tracking_facts.Started), "the session to begin")
    started = program.wait_for(tracking_facts.Started)
    assert (started.kind, started.prompted) == ("routine", True)
    assert program.status()["phase"] == "guiding"
    program.kill()
    program.start()
    program.wait_for(tracking_facts.Began, 2)
    done = program.json("programme", "--json")
    assert done["today"] == "mini" and done["next_reminder"][:10] > started.at.date().isoformat()
    assert program.status()["prompt"] is None
    assert len(program.facts(tracking_facts.Prompted)) == 1


def _press_return(desk: Desk) -> bool:
    (number,) = desk.windows(SESSION)
    desk.display.xdotool("windowactivate", "--sync", number, "key", "Return")
    return True
