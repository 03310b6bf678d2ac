"""Absence by a lock, by suspend or without input, with and without the card on the screen."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from hipbreak.core.facts import tracking_facts
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.card import CARD
from tests.e2e.desktop import Desktop, X11Session, wait_until

pytestmark = pytest.mark.display

SECOND = timedelta(seconds=1)
SetAbsent = Callable[[bool], None]


def start_with(source: str, desktop: Desktop, app: AppProcess) -> SetAbsent:
    """Start the app where all sources of absences exist; the returned function sets the one of that name."""
    saver = desktop.start_screen_saver(desktop.start_session_bus())
    logind = desktop.start_system_bus()
    app.start()
    wait_until(lambda: saver.asked and logind.asked, "the app to listen")
    return {"saver": saver.lock, "logind": logind.lock, "sleep": logind.sleep}[source]


@pytest.mark.parametrize("source", ["saver", "logind", "sleep"])
def test_absence_with_the_card_on_the_screen(desktop: Desktop, app: AppProcess, source: str) -> None:
    """R14, R4: hidden at once, withdrawn when the absence is long enough, and the absence is the break."""
    set_absent = start_with(source, desktop, app)
    prompted = app.wait_for(tracking_facts.Prompted)
    desktop.window(CARD)
    set_absent(True)
    wait_until(lambda: not desktop.windows(CARD), "the card to hide")
    assert not app.facts(tracking_facts.Withdrawn), "hidden before it is withdrawn"
    withdrawn = app.wait_for(tracking_facts.Withdrawn)
    left = app.wait_for(tracking_facts.Left)
    assert withdrawn.at - left.since == 3 * SECOND  # the short absence
    assert app.status()["phase"] == "away"
    set_absent(False)
    taken = app.wait_for(tracking_facts.Break)
    assert (taken.start, taken.credit, taken.how) == (left.since, "assumed", "away")
    assert taken.end - taken.start >= 3 * SECOND
    (bout,) = app.facts(tracking_facts.Bout)
    assert bout.end == left.since > prompted.at
    status = app.status()
    assert (status["phase"], status["breaks_today"]) == ("sitting", 1)
    assert app.facts(tracking_facts.Sat)[-1].since == taken.end
    day = app.json("stats", "--json")
    assert day["breaks"] == {"confirmed": 0, "assumed": 1} and day["prompts"]["withdrawn"] == 1
    assert not desktop.windows(CARD)


def test_a_short_lock_changes_nothing(desktop: Desktop, app: AppProcess) -> None:
    """R4, complaint 1: the card is only hidden, comes back with the unlock, and S continues."""
    app.write_settings(QUICK | {"short_absence": "30s"})
    set_absent = start_with("saver", desktop, app)
    app.wait_for(tracking_facts.Prompted)
    desktop.window(CARD)
    set_absent(True)
    wait_until(lambda: not desktop.windows(CARD), "the card to hide")
    set_absent(False)
    desktop.window(CARD)
    status = app.status()
    assert (status["phase"], status["prompt"], status["breaks_today"]) == ("prompting", "stand", 0)
    assert status["sitting_s"] >= 3
    assert (
        not app.facts(tracking_facts.Withdrawn)
        and not app.facts(tracking_facts.Left)
        and len(app.facts(tracking_facts.Sat)) == 1
    )


def test_no_input_is_an_absence_since_the_last_input(full_desktop: Desktop, app: AppProcess) -> None:
    """R1, R10: the time does not count as sitting, and no card is shown meanwhile."""
    app.write_settings(QUICK | {"window_closes": "30s", "idle_limit": "3s", "unexplained_idle": "2s"})
    full_desktop.display.xdotool("mousemove_relative", "5", "5")
    app.start()
    full_desktop.display.xdotool("mousemove_relative", "5", "5")
    left = app.wait_for(tracking_facts.Left)
    assert abs(left.at - left.since - 3 * SECOND) < SECOND / 2
    assert app.status()["phase"] == "away"
    full_desktop.display.xdotool("mousemove_relative", "5", "5")
    taken = app.wait_for(tracking_facts.Break)
    assert (taken.start, taken.credit) == (left.since, "assumed")
    assert app.now() - taken.end < 2 * SECOND
    wait_until(lambda: app.status()["phase"] == "sitting", "the return")


def test_without_an_idle_source_absences_are_commands(stack: ExitStack, tmp_path: Path) -> None:
    """No idle time of the display and no bus: a message at the first run only; the absence is credited (R4)."""
    (tmp_path / "x11").mkdir()
    display = X11Session(stack, tmp_path / "x11", "-extension", "MIT-SCREEN-SAVER")
    display.start_tray()
    environment = Desktop(stack, tmp_path, display).environment
    app = AppProcess(tmp_path / "hip", environment, {"window_opens": "1min", "window_closes": "2min"})
    stack.callback(app.end)
    app.start()
    assert app.status()["idle_source"] == "none"
    wait_until(lambda: "I'm away" in app.stderr(), "the message of the first run")
    assert app.exit_code("posture", "away") == 0
    left = app.wait_for(tracking_facts.Left)
    status = app.status()
    assert (status["phase"], status["sitting_s"]) == ("away", 0)
    wait_until(lambda: app.status()["away_s"] >= 3, "the short absence to pass")
    assert app.exit_code("posture", "sitting") == 0
    (taken,) = app.facts(tracking_facts.Break)
    assert (taken.start, taken.credit, taken.how) == (left.since, "assumed", "away")
    assert app.status()["phase"] == "sitting"
    app.quit()
    app.start()
    app.wait_for(tracking_facts.Began, 2)
    wait_until(lambda: app.status()["sitting_s"] >= 1, "the second run to count")
    assert "I'm away" not in app.stderr()
