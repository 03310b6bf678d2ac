"""Answers to the card other than Start, and commands without a card."""

from datetime import timedelta

import pytest

from hipbreak.core.facts import tracking_facts
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.card import CARD, click_on, open_more
from tests.e2e.desktop import Desktop, wait_until

pytestmark = pytest.mark.display

SECOND = timedelta(seconds=1)


def test_snooze_then_no_more_then_skip(full_desktop: Desktop, app: AppProcess) -> None:
    """The card comes back after exactly its time; a second snooze is refused; Skip begins the window anew."""
    app.write_settings(QUICK | {"later_in_a_row": 1})
    app.start()
    app.wait_for(tracking_facts.Prompted)
    wait_until(lambda: click_on(full_desktop, "Later") and app.facts(tracking_facts.Snoozed), "an answer to the click")
    wait_until(lambda: not full_desktop.windows(CARD), "the card to close")
    (first,) = app.facts(tracking_facts.Snoozed)
    again = app.wait_for(tracking_facts.Prompted, 2)
    assert (again.at, again.trigger) == (first.at + 2 * SECOND, "asked")
    assert first.until == again.at

    refused = app.call("later")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "snoozed as often" in refused.stderr
    wait_until(lambda: click_on(full_desktop, "Skip") and app.facts(tracking_facts.Skipped), "an answer to the click")
    (skipped,) = app.facts(tracking_facts.Skipped)
    third = app.wait_for(tracking_facts.Prompted, 3)
    assert (third.at, third.trigger) == (skipped.at + 3 * SECOND, "bound")
    sat = app.facts(tracking_facts.Sat)
    assert len(sat) == 1 and third.sitting == third.at - sat[0].since  # S ran on through all of it
    day = app.json("stats", "--json")["prompts"]
    assert (day["offered"], day["later"], day["skipped"]) == (3, 1, 1)


def test_an_ignored_card_closes(full_desktop: Desktop, app: AppProcess) -> None:
    """It closes after its time, is recorded as ignored, and the window begins anew."""
    app.write_settings(QUICK | {"prompt_folds": "2s"})
    app.start()
    prompted = app.wait_for(tracking_facts.Prompted)
    full_desktop.window(CARD)
    ignored = app.wait_for(tracking_facts.Ignored)
    wait_until(lambda: not full_desktop.windows(CARD), "the card to close")
    assert ignored.at == prompted.at + 2 * SECOND
    assert app.status()["phase"] == "sitting"
    assert app.wait_for(tracking_facts.Prompted, 2).at == ignored.at + 3 * SECOND


def test_standing_and_sitting(full_desktop: Desktop, app: AppProcess) -> None:
    """R6: no prompt comes while the person stands, and the time is a confirmed break."""
    app.start()
    assert app.exit_code("posture", "standing") == 0
    stood = app.wait_for(tracking_facts.Stood)
    wait_until(lambda: app.status()["standing_s"] >= 4, "four seconds of standing")
    status = app.status()
    assert (status["phase"], status["sitting_s"], status["window_closes_s"]) == ("standing", 0, None)
    assert not app.facts(tracking_facts.Prompted)
    assert app.exit_code("posture", "sitting") == 0
    (taken,) = app.facts(tracking_facts.Break)
    assert (taken.start, taken.credit, taken.how) == (stood.at, "confirmed", "standing")
    assert app.facts(tracking_facts.Sat)[-1].since == taken.end
    assert app.status()["window_closes_s"] in (2, 3)


def test_time_to_sit_comes_at_the_limit_and_goes_when_the_desk_is_lowered(
    full_desktop: Desktop, app: AppProcess
) -> None:
    app.write_settings(QUICK | {"standing_limit": "5s", "unexplained_idle": "10min", "idle_limit": "20min"})
    app.start()
    assert app.exit_code("posture", "standing", "--from", "desk") == 0
    stood = app.wait_for(tracking_facts.Stood)
    prompt = app.wait_for(tracking_facts.Prompted)
    assert (prompt.kind, prompt.at) == ("sit", stood.at + 5 * SECOND)
    full_desktop.window("Time to sit")
    assert app.status()["prompt"] == "sit"
    assert app.exit_code("posture", "standing", "--from", "desk") == 0
    assert app.status()["prompt"] == "sit"
    assert app.exit_code("posture", "sitting", "--from", "desk") == 0
    wait_until(lambda: not full_desktop.windows("Time to sit"), "the card to close")
    (taken,) = app.facts(tracking_facts.Break)
    assert (taken.start, taken.credit, taken.how) == (stood.at, "confirmed", "standing_sensed")
    assert [fact.kind for fact in app.facts(tracking_facts.Started)] == ["sit"]
    assert app.status()["phase"] == "sitting"


def test_a_pause_holds_the_card_back(full_desktop: Desktop, app: AppProcess) -> None:
    """A prompt due in a pause is shown by the tray only; the pause survives a restart; `resume` brings the card."""
    app.write_settings(QUICK | {"short_absence": "20s"})
    app.start()
    assert app.exit_code("pause", "1h") == 0
    until = app.facts(tracking_facts.Paused)[0].until
    wait_until(lambda: app.status()["sitting_s"] >= 4, "the bound to pass")
    status = app.status()
    assert (status["phase"], status["break_waits"], status["prompt"]) == ("paused", True, None)
    assert not full_desktop.windows(CARD) and not app.facts(tracking_facts.Prompted)
    app.quit()
    app.start()
    assert until is not None and app.status()["paused_until"] == until.isoformat(timespec="seconds")
    assert not app.facts(tracking_facts.Prompted)
    assert app.exit_code("resume") == 0
    resumed = app.wait_for(tracking_facts.Resumed)
    prompted = app.wait_for(tracking_facts.Prompted)
    assert (prompted.at, prompted.trigger) == (resumed.at, "coarse")
    full_desktop.window(CARD)


def test_a_break_logged_afterwards_and_undone(full_desktop: Desktop, app: AppProcess) -> None:
    """R21: `log` splits the bout, `undo` makes it one again; nothing in the log is rewritten."""
    app.write_settings(QUICK | {"window_opens": "20s", "window_closes": "30s", "shortest_break": "1s"})
    app.start()
    wait_until(lambda: app.status()["sitting_s"] >= 3, "three seconds of sitting")
    before = app.fact_count()
    assert app.exit_code("log", "--ago", "2s", "--for", "1s") == 0
    (taken,) = app.facts(tracking_facts.Break)
    assert (taken.end - taken.start, taken.how) == (SECOND, "said")
    assert taken.start == taken.at - 2 * SECOND
    status = app.status()
    assert status["breaks_today"] == 1 and status["sitting_s"] <= 2
    day = app.json("stats", "--json")
    assert day["breaks"]["confirmed"] == 1 and day["bouts"]["count"] == 2

    assert app.exit_code("undo") == 0
    status = app.status()
    assert status["breaks_today"] == 0 and status["sitting_s"] >= 3
    day = app.json("stats", "--json")
    assert day["breaks"]["confirmed"] == 0 and day["bouts"]["count"] == 1
    assert app.fact_count() > before and app.facts(tracking_facts.Break) == [taken]
    refused = app.call("undo")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)


def test_the_short_pulse(full_desktop: Desktop, app: AppProcess) -> None:
    """`pulse` opens the guide without a card; stopped with Esc after a moment it is recorded, and S runs on."""
    app.write_settings(
        QUICK | {"window_opens": "20min", "window_closes": "30min", "pulse_length": "60s", "shortest_break": "60s"}
    )
    app.start()
    assert app.exit_code("pulse") == 0
    full_desktop.window("^Stand-up break")
    assert app.exit_code("stand") == 1  # it is open already
    full_desktop.display.xdotool("search", "--onlyvisible", "--name", "^Stand-up break", "windowactivate", "--sync")
    full_desktop.display.xdotool("key", "Escape")
    stopped = app.wait_for(tracking_facts.Stopped)
    assert (stopped.kind, stopped.held < 60 * SECOND) == ("pulse", True)
    wait_until(lambda: not full_desktop.windows("^Stand-up break"), "the guide to close")
    status = app.status()
    assert status["phase"] == "sitting" and status["pulses_today"] == 0 and not app.facts(tracking_facts.Break)
    assert len(app.facts(tracking_facts.Sat)) == 1


def test_in_a_call_holds_the_card_back_until_the_call_is_over(full_desktop: Desktop, app: AppProcess) -> None:
    """R11: nothing is credited, nothing is lost, and a restart in between changes nothing (R7)."""
    app.start()
    app.wait_for(tracking_facts.Prompted)

    def choose_in_a_call() -> bool:
        open_more(full_desktop)
        full_desktop.display.xdotool("key", "Down", "Down", "Return")
        return bool(app.facts(tracking_facts.InCall))

    wait_until(choose_in_a_call, "the call in the log")
    (call,) = app.facts(tracking_facts.InCall)
    assert call.until == call.at + timedelta(minutes=30)
    wait_until(lambda: not full_desktop.windows(CARD), "the card to close")
    status = app.status()
    assert (status["break_waits"], status["call_until"]) == (True, call.until.isoformat(timespec="seconds"))
    app.quit()
    app.start()
    assert app.status()["call_until"] == status["call_until"]
    assert app.exit_code("call", "over") == 0
    over = app.wait_for(tracking_facts.CallOver)
    assert app.wait_for(tracking_facts.Prompted, 2).at >= over.at
    full_desktop.window(CARD)
    assert not app.facts(tracking_facts.Break)
