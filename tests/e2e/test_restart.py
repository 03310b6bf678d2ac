"""Quit, kill -9 or a signal, and the next start, which knows only the log."""

from datetime import timedelta

import pytest

from hipbreak.core.facts import tracking_facts
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.desktop import Desktop, wait_until

pytestmark = pytest.mark.display

SECOND = timedelta(seconds=1)
MILLISECOND = SECOND / 1000
CALM = QUICK | {"window_opens": "20s", "window_closes": "30s", "short_absence": "15s"}


def test_restarted_at_once(full_desktop: Desktop, app: AppProcess) -> None:
    """R2, R7: shorter than the short absence it changes nothing, and the card comes when it would have come."""
    app.write_settings(QUICK | {"window_closes": "7s", "short_absence": "60s"})
    app.start()
    (sat,) = app.facts(tracking_facts.Sat)
    wait_until(lambda: app.status()["sitting_s"] >= 2, "two seconds of sitting")
    asked = app.now()
    app.quit()
    last_seen = app.last_seen()
    assert last_seen is not None and last_seen >= asked - MILLISECOND, "quit lost the last seconds"
    app.start()
    running = app.now()
    assert app.facts(tracking_facts.Sat) == [sat] and not app.facts(tracking_facts.Unobserved)
    due, prompted = sat.since + 7 * SECOND, app.wait_for(tracking_facts.Prompted).at
    assert prompted == due or due < prompted <= running, "on a slow machine it is due before the app runs"


def test_restarted_after_longer(full_desktop: Desktop, app: AppProcess) -> None:
    """R2: the time between is unobserved, the bout ended when the app did, no break is credited, S is new."""
    app.write_settings(QUICK | {"short_absence": "6s"})
    app.start()
    (sat,) = app.facts(tracking_facts.Sat)
    wait_until(lambda: app.status()["sitting_s"] >= 2, "two seconds of sitting")
    asked = app.now()
    app.quit()
    stopped = app.now()
    wait_until(lambda: app.now() - stopped > 6.5 * SECOND, "the short absence to pass")
    app.start()
    (gap,) = app.facts(tracking_facts.Unobserved)
    (bout,) = app.facts(tracking_facts.Bout)
    assert bout.start == sat.since and bout.end == gap.start
    assert asked - MILLISECOND <= gap.start <= stopped, "the time before quit is lost"
    assert app.facts(tracking_facts.Sat)[-1].since == gap.end
    assert app.status()["sitting_s"] <= (app.now() - gap.end).total_seconds() + 0.5, "it is rounded"
    assert not app.facts(tracking_facts.Break)
    day = app.json("stats", "--json")
    assert day["breaks"] == {"confirmed": 0, "assumed": 0}


def test_killed_while_sitting(full_desktop: Desktop, app: AppProcess) -> None:
    """What was answered with success is in the log, and S, the pause and the break are as before."""
    app.write_settings(CALM | {"shortest_break": "1s"})
    app.start()
    wait_until(lambda: app.status()["sitting_s"] >= 3, "three seconds of sitting")
    assert app.exit_code("log", "--ago", "2s", "--for", "1s") == 0
    assert app.exit_code("pause", "1h") == 0
    before, entries = app.status(), app.fact_count()
    app.kill()
    assert app.fact_count() == entries
    app.start()
    after = app.status()
    assert app.facts(tracking_facts.Began) and not app.facts(tracking_facts.Unobserved)
    for same in ("breaks_today", "paused", "paused_until", "pulses_today"):
        assert after[same] == before[same]
    assert after["sitting_s"] >= before["sitting_s"]
    assert app.facts(tracking_facts.Sat)[-1].since == app.facts(tracking_facts.Break)[0].end


def test_killed_with_the_card_on_the_screen(full_desktop: Desktop, app: AppProcess) -> None:
    """The card is shown again at once, for the same prompt, and can be answered."""
    app.write_settings(QUICK | {"short_absence": "60s"})
    app.start()
    shown = app.wait_for(tracking_facts.Prompted)
    full_desktop.window("^Time for a break")
    app.kill()
    app.start()
    full_desktop.window("^Time for a break")
    assert app.status()["phase"] == "prompting" and app.facts(tracking_facts.Prompted) == [shown]
    assert app.exit_code("skip") == 0
    wait_until(lambda: not full_desktop.windows("^Time for a break"), "the card to go")


def test_killed_while_the_guide_runs(full_desktop: Desktop, app: AppProcess) -> None:
    """After the restart the guide is closed and recorded once, and sitting continues."""
    app.write_settings(CALM | {"pulse_length": "20s"})
    app.start()
    assert app.exit_code("stand") == 0
    full_desktop.window("^Stand-up break")
    started = app.wait_for(tracking_facts.Started)
    app.kill()
    wait_until(lambda: not full_desktop.windows("^Stand-up break"), "the window to go with its process")
    app.start()
    ends: list[tracking_facts.Stopped | tracking_facts.Finished] = [
        *app.facts(tracking_facts.Stopped),
        *app.facts(tracking_facts.Finished),
    ]
    assert len(ends) == 1 and ends[0].held <= app.now() - started.at
    status = app.status()
    assert status["phase"] == "sitting" and not full_desktop.windows("^Stand-up break")
    assert app.exit_code("stand") == 0
    full_desktop.window("^Stand-up break")


def test_ended_by_a_signal(full_desktop: Desktop, app: AppProcess) -> None:
    """SIGTERM, as at the end of a session, quits: exit code 0, and the icon and the socket are gone."""
    app.start()
    wait_until(full_desktop.icon, "the icon")
    app.process.terminate()
    assert app.process.wait(20) == 0
    wait_until(lambda: full_desktop.icon() is None, "the icon to go")
    assert app.exit_code("status") == 3
    assert app.stderr() == ""
