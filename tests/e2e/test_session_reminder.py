"""The programme's reminder: the card, its Start, the session, and no second card that day (R18)."""

from datetime import datetime, timedelta

import pytest

from hipbreak.core.facts import programme_facts, tracking_facts
from hipbreak.store.event_log.event_log import EventLog
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.card import click_on
from tests.e2e.desktop import Desktop, wait_until

pytestmark = pytest.mark.display

CARD = "^Time for today's session"
SESSION = "^Mini routine"
DUE = QUICK | {"window_opens": "24h", "window_closes": "24h", "routine_time": "00:00"}


def test_the_card_comes_once_and_start_opens_the_session(full_desktop: Desktop, app: AppProcess) -> None:
    """Its time passed before the app started. After a kill the day has no second card."""
    yesterday = datetime.now().astimezone() - timedelta(days=1)
    with EventLog.open(app.paths.log) as log:
        log.append(
            [programme_facts.HealthScreened(yesterday, ""), programme_facts.ProgrammeBegan(yesterday)], live=False
        )
    app.write_settings(DUE)
    app.start()
    with full_desktop.moving_pointer():
        prompted = app.wait_for(tracking_facts.Prompted)
        assert (prompted.kind, prompted.trigger) == ("routine", "coarse")
        full_desktop.window(CARD)
        assert app.status()["prompt"] == "routine"
    wait_until(lambda: not click_on(full_desktop, "Start", CARD), "an answer to the click")
    full_desktop.window(SESSION)
    assert not app.facts(tracking_facts.Started), "the overview is read first"
    wait_until(lambda: _press_return(full_desktop) and app.facts(tracking_facts.Started), "the session to begin")
    started = app.wait_for(tracking_facts.Started)
    assert (started.kind, started.prompted) == ("routine", True)
    assert app.status()["phase"] == "guiding"
    app.kill()
    app.start()
    app.wait_for(tracking_facts.Began, 2)
    done = app.json("programme", "--json")
    assert done["today"] == "mini" and done["next_reminder"][:10] > started.at.date().isoformat()
    assert app.status()["prompt"] is None
    assert len(app.facts(tracking_facts.Prompted)) == 1


def _press_return(desktop: Desktop) -> bool:
    (number,) = desktop.windows(SESSION)
    desktop.display.xdotool("windowactivate", "--sync", number, "key", "Return")
    return True
