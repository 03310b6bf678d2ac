"""A break from the first minute of sitting to the day's statistics, with real keys and a real pointer."""

from datetime import timedelta

import pytest

from hipbreak.core.facts import tracking_facts
from tests.e2e.card import CARD, click_on
from tests.e2e.desk import Desk, Letter, wait_until
from tests.e2e.program import QUICK, Program

pytestmark = pytest.mark.desk

TEAL = bytes((0x8F, 0x99, 0x13))  # the ring's colour as the display keeps it: blue, green, red
MOMENT = timedelta(seconds=1)


def filled(desk: Desk) -> int:
    """How many pixels of the tray icon have the colour of the sitting clock."""
    icon = desk.icon()
    return desk.picture(icon).count(TEAL) if icon else 0


def test_a_break_is_offered_taken_and_told(office: Desk, program: Program) -> None:
    """The icon fills, the card comes in its corner at the bound, Start opens the guide; log, stats and S tell it."""
    program.write_settings(QUICK | {"window_closes": "5s"})
    program.start()
    with office.working():
        assert program.status()["phase"] == "sitting"
        icon = wait_until(office.icon, "the icon in the tray")
        assert icon is not None
        assert not office.windows("^Hipbreak$")  # the small window
        empty = wait_until(lambda: filled(office), "the first of the ring")
        wait_until(lambda: filled(office) > empty, "the ring to fill")
        sitting = office.picture(icon)
        prompted = program.wait_for(tracking_facts.Prompted)
        card = office.window(CARD)
    assert (prompted.kind, prompted.trigger, prompted.sitting) == ("stand", "bound", timedelta(seconds=5))
    assert prompted.at == program.facts(tracking_facts.Sat)[0].since + prompted.sitting
    assert (card.x + card.width, card.y + card.height) == (1280 - 16, 800 - 16)
    assert wait_until(lambda: office.picture(icon) != sitting, "another shape in the tray")
    assert program.status()["prompt"] == "stand"

    wait_until(lambda: click_on(office, "Start") and program.facts(tracking_facts.Started), "an answer to the click")
    guide = office.window("^Stand-up break")
    assert guide.width >= 640 and not office.windows(CARD)
    assert program.status()["phase"] == "guiding"
    finished = program.wait_for(tracking_facts.Finished)

    (started,) = program.facts(tracking_facts.Started)
    (taken,) = program.facts(tracking_facts.Break)
    (bout,) = program.facts(tracking_facts.Bout)
    assert (taken.start, taken.credit, taken.how) == (started.at, "confirmed", "pulse")
    assert timedelta(seconds=4) <= taken.end - taken.start < timedelta(seconds=4) + MOMENT
    assert abs(finished.held - timedelta(seconds=4)) < timedelta(seconds=0.1)
    assert (bout.start, bout.end) == (program.facts(tracking_facts.Sat)[0].since, started.at)
    now = program.json("status", "--json")
    assert (now["breaks_today"], now["pulses_today"], now["phase"]) == (1, 1, "sitting")
    assert now["sitting_s"] < (bout.end - bout.start).total_seconds() - 1
    day = program.json("stats", "--json")
    assert day["breaks"] == {"confirmed": 1, "assumed": 0}
    assert (day["prompts"]["offered"], day["prompts"]["started"], day["pulses"]) == (1, 1, 1)
    assert day["bouts"]["longest_s"] == round((bout.end - bout.start).total_seconds())
    program.quit()
    assert program.stderr() == ""


def test_the_card_leaves_the_keyboard_where_it_is(office: Desk, program: Program) -> None:
    """Complaint 19: active window and focus stay, keys go on to the letter, and a click in the first moment is none."""
    letter = Letter(office, program.paths.settings.parent)
    program.write_settings(QUICK | {"ignore_input_for": "5s"})
    program.start()
    before = office.focus()
    assert before[0] == letter.number
    office.type("dear")
    wait_until(lambda: letter.text == "dear", "the first word")
    shown = program.wait_for(tracking_facts.Prompted)
    office.window(CARD)
    assert office.focus() == before
    office.type(" aunt s")  # space and letters: what a button or a mnemonic would answer to
    office.display.xdotool("key", "Return", "Tab")
    wait_until(lambda: letter.text == "dear aunt s", "the keys typed while the card is there")
    click_on(office, "Skip")
    click_on(office, "Start")
    office.type("!")
    wait_until(lambda: letter.text == "dear aunt s!", "the keys after a click on the deaf card")
    assert office.focus() == before
    assert program.status()["phase"] == "prompting"
    assert (
        program.facts(tracking_facts.Prompted) == [shown]
        and not program.facts(tracking_facts.Skipped)
        and not program.facts(tracking_facts.Started)
    )


def test_the_card_is_on_the_screen_within_a_second_of_its_moment(office: Desk, program: Program) -> None:
    """Nobody asks the program for anything meanwhile: its own alarm brings the card, loads its code, and shows it."""
    program.start()
    with office.working():
        due = program.facts(tracking_facts.Sat)[0].since + timedelta(seconds=3)
        wait_until(lambda: office.windows(CARD), "the card")
        seen = Program.now()
    assert program.facts(tracking_facts.Prompted)[0].at == due
    assert timedelta(0) <= seen - due < MOMENT


def test_the_card_comes_on_the_screen_with_the_pointer(office: Desk, program: Program) -> None:
    """Complaint 15: one card, in the corner of the screen where the person is, and next time where they are then."""
    office.with_screens(2)
    program.start()
    office.display.xdotool("mousemove", "100", "100")
    program.wait_for(tracking_facts.Prompted)
    card = office.window(CARD)
    assert (card.x + card.width, card.y + card.height) == (640 - 16, 800 - 16)
    assert program.do("later") == 0
    office.display.xdotool("mousemove", "1000", "100")
    program.wait_for(tracking_facts.Prompted, 2)
    wait_until(lambda: office.windows(CARD) and office.window(CARD) != card, "the card elsewhere")
    again = office.window(CARD)
    assert (again.x + again.width, again.y + again.height) == (1280 - 16, 800 - 16)
