"""A break from the first second of sitting to the day's statistics, with simulated keys and clicks."""

from datetime import timedelta

import pytest

from hipbreak.core.exercise.session_plan import GET_UP
from hipbreak.core.facts import tracking_facts
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.card import CARD, click_on
from tests.e2e.desktop import Desktop, TextEditor, wait_until

pytestmark = pytest.mark.display

TEAL = bytes((0x8F, 0x99, 0x13))  # the ring's colour as the display keeps it: blue, green, red
MOMENT = timedelta(seconds=1)


def ring_pixels(desktop: Desktop) -> int:
    """The number of pixels of the tray icon in the ring's colour."""
    icon = desktop.icon()
    return desktop.pixels(icon).count(TEAL) if icon else 0


def test_a_break_is_offered_taken_and_recorded(full_desktop: Desktop, app: AppProcess) -> None:
    """The icon fills, the card comes in its corner at the bound, Start opens the guide; log, stats and S record it."""
    app.write_settings(QUICK | {"window_closes": "5s", "voice": False})  # espeak without a sound card writes to stderr
    app.start()
    with full_desktop.moving_pointer():
        assert app.status()["phase"] == "sitting"
        icon = wait_until(full_desktop.icon, "the icon in the tray")
        assert icon is not None
        assert not full_desktop.windows("^Hipbreak$")  # the fallback window
        empty = wait_until(lambda: ring_pixels(full_desktop), "the beginning of the ring")
        wait_until(lambda: ring_pixels(full_desktop) > empty, "the ring to fill")
        sitting = full_desktop.pixels(icon)
        prompted = app.wait_for(tracking_facts.Prompted)
        card = full_desktop.window(CARD)
    assert (prompted.kind, prompted.trigger, prompted.sitting) == ("stand", "bound", timedelta(seconds=5))
    assert prompted.at == app.facts(tracking_facts.Sat)[0].since + prompted.sitting
    assert (card.x + card.width, card.y + card.height) == (1280 - 16, 800 - 16)
    assert wait_until(lambda: full_desktop.pixels(icon) != sitting, "another icon")
    assert app.status()["prompt"] == "stand"

    wait_until(lambda: click_on(full_desktop, "Start") and app.facts(tracking_facts.Started), "an answer to the click")
    guide = full_desktop.window("^Stand-up break")
    assert guide.width >= 640 and not full_desktop.windows(CARD)
    assert app.status()["phase"] == "guiding"
    finished = app.wait_for(tracking_facts.Finished)

    (started,) = app.facts(tracking_facts.Started)
    (taken,) = app.facts(tracking_facts.Break)
    (bout,) = app.facts(tracking_facts.Bout)
    assert (taken.start, taken.credit, taken.how) == (started.at, "confirmed", "pulse")
    whole = GET_UP + timedelta(seconds=4)
    assert whole <= taken.end - taken.start < whole + 3 * MOMENT
    assert abs(finished.held - timedelta(seconds=4)) < timedelta(seconds=0.1)
    assert (bout.start, bout.end) == (app.facts(tracking_facts.Sat)[0].since, started.at)
    now = app.json("status", "--json")
    assert (now["breaks_today"], now["pulses_today"], now["phase"]) == (1, 1, "sitting")
    assert now["sitting_s"] < (bout.end - bout.start).total_seconds() - 1
    day = app.json("stats", "--json")
    assert day["breaks"] == {"confirmed": 1, "assumed": 0}
    assert (day["prompts"]["offered"], day["prompts"]["started"], day["pulses"]) == (1, 1, 1)
    assert day["bouts"]["longest_s"] == round((bout.end - bout.start).total_seconds())
    app.quit()
    assert app.stderr() == ""


def test_the_card_leaves_the_keyboard_focus(full_desktop: Desktop, app: AppProcess) -> None:
    """Complaint 19: active window and focus stay, keys go to the editor, and clicks in the first moment are ignored."""
    editor = TextEditor(full_desktop, app.paths.settings.parent)
    app.write_settings(QUICK | {"ignore_input_for": "5s"})
    app.start()
    before = full_desktop.focus()
    assert before[0] == editor.number
    full_desktop.type("dear")
    wait_until(lambda: editor.text == "dear", "the first word")
    shown = app.wait_for(tracking_facts.Prompted)
    full_desktop.window(CARD)
    assert full_desktop.focus() == before
    full_desktop.type(" aunt s")  # space and letters: what a button or a mnemonic would answer to
    full_desktop.display.xdotool("key", "Return", "Tab")
    wait_until(lambda: editor.text == "dear aunt s", "the keys typed while the card is there")
    click_on(full_desktop, "Skip")
    click_on(full_desktop, "Start")
    full_desktop.type("!")
    wait_until(lambda: editor.text == "dear aunt s!", "the keys after the ignored clicks")
    assert full_desktop.focus() == before
    assert app.status()["phase"] == "prompting"
    assert (
        app.facts(tracking_facts.Prompted) == [shown]
        and not app.facts(tracking_facts.Skipped)
        and not app.facts(tracking_facts.Started)
    )


def test_the_card_is_on_the_screen_within_a_second_of_its_moment(full_desktop: Desktop, app: AppProcess) -> None:
    """No command reaches the app meanwhile: its own timer shows the card. A busy machine may delay two of three."""
    app.start()
    due = app.facts(tracking_facts.Sat)[0].since + timedelta(seconds=3)
    for nth in (1, 2, 3):
        with full_desktop.moving_pointer():
            wait_until(lambda: full_desktop.windows(CARD), "the card")
            seen = AppProcess.now()
        assert app.wait_for(tracking_facts.Prompted, nth).at == due <= seen
        if seen - due < MOMENT:
            return
        assert app.exit_code("skip") == 0
        due = app.wait_for(tracking_facts.Skipped, nth).at + timedelta(seconds=3)
        wait_until(lambda: not full_desktop.windows(CARD), "the card to close")
    raise AssertionError("each card was late")
