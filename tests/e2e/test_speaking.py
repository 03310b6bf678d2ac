"""The ways to speak, in a real display with a real dunst: card, notification, both; and on which screen."""

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from hipbreak.core.facts import tracking_facts
from tests.desktop.fakes import Service
from tests.e2e.card import CARD, click_on, open_more
from tests.e2e.desk import Desk, wait_until
from tests.e2e.program import QUICK, Program

pytestmark = pytest.mark.desk

NOTIFIED = QUICK | {"prompts_as": "notification"}


def notified(desk: Desk) -> None:
    wait_until(lambda: desk.notified() == 1, "a notification")


def test_a_notification_is_answered_and_no_card_comes(office: Desk, program: Program) -> None:
    """Later on dunst is Later; Start opens the guide, where the card would have been."""
    program.write_settings(NOTIFIED | {"ignore_input_for": "0s"})
    program.start()
    program.wait_for(tracking_facts.Prompted)
    notified(office)
    assert not office.windows(CARD)
    office.press("Later")
    snoozed = program.wait_for(tracking_facts.Snoozed)
    wait_until(lambda: office.notified() == 0, "the notification to go")
    again = program.wait_for(tracking_facts.Prompted, 2)
    assert again.at == snoozed.until
    notified(office)
    office.press("Start")
    program.wait_for(tracking_facts.Started)
    guide = office.window("^Stand-up break")
    assert abs(guide.x + guide.width - (1280 - 16)) <= 2 and abs(guide.y + guide.height - (800 - 16)) <= 30
    assert program.wait_for(tracking_facts.Break).how == "pulse"


def test_waved_away_it_is_no_answer_and_waits_in_the_tray(office: Desk, program: Program) -> None:
    program.write_settings(NOTIFIED | {"prompt_folds": "6s"})
    program.start()
    program.wait_for(tracking_facts.Prompted)
    notified(office)
    office.close_notification()
    wait_until(lambda: office.notified() == 0, "the notification to go")
    told = program.status()
    assert (told["phase"], told["prompt"]) == ("prompting", "stand")
    assert not office.windows(CARD) and office.icon() is not None
    program.wait_for(tracking_facts.Ignored)
    assert not program.facts(tracking_facts.Skipped)


def test_dunst_killed_while_it_shows_leaves_the_prompt_to_the_card(office: Desk, program: Program) -> None:
    """The card takes over, the reminders go on, and a dunst that is back is used again."""
    program.write_settings(NOTIFIED)
    program.start()
    program.wait_for(tracking_facts.Prompted)
    notified(office)
    office.dunst.kill()
    office.window(CARD)
    wait_until(lambda: click_on(office, "Skip") and program.facts(tracking_facts.Skipped), "an answer to the click")
    program.wait_for(tracking_facts.Prompted, 2)
    office.window(CARD)
    office.with_dunst()
    wait_until(lambda: program.do("skip") == 0 or not office.windows(CARD), "an answer")
    program.wait_for(tracking_facts.Prompted, 3)
    notified(office)
    assert not office.windows(CARD) and program.process.poll() is None


def test_both_go_with_one_answer(office: Desk, program: Program) -> None:
    program.write_settings(QUICK | {"prompts_as": "both"})
    program.start()
    notified(office)
    wait_until(lambda: click_on(office, "Skip") and program.facts(tracking_facts.Skipped), "an answer to the click")
    wait_until(lambda: office.notified() == 0 and not office.windows(CARD), "both to go")


def test_no_server_no_loss(desk: Desk, program: Program) -> None:
    """Without any bus a notification is wanted, and the card comes at its moment."""
    desk.with_tray()
    program.environment |= desk.environment
    program.write_settings(NOTIFIED)
    program.start()
    program.wait_for(tracking_facts.Prompted)
    desk.window(CARD)


def test_a_server_that_never_answers_delays_nothing(desk: Desk, program: Program) -> None:
    """What answers no call at all owns the name; the card is there a moment after the prompt fell due."""
    bus = desk.with_bus()
    desk.with_tray()
    program.environment |= desk.environment
    program.write_settings(NOTIFIED | {"window_opens": "4s", "window_closes": "5s"})
    with Service(bus.address, ["org.freedesktop.Notifications"], silent=True):
        program.start()
        with desk.working():
            due = program.facts(tracking_facts.Sat)[0].since + timedelta(seconds=5)
            wait_until(lambda: desk.windows(CARD), "the card")
            late = Program.now() - due
        assert timedelta(0) <= late < timedelta(seconds=1.5), late
        assert program.facts(tracking_facts.Prompted)[0].at == due
        assert program.status()["phase"] == "prompting"


def test_where_nothing_tells_of_input_leaving_is_said(tmp_path: Path) -> None:
    """A display without idle time and no bus: told at the first run; away by word until a word; credited (R4)."""
    with ExitStack() as stack:
        desk = Desk(stack, tmp_path, "-extension", "MIT-SCREEN-SAVER")
        desk.with_tray()
        program = Program(tmp_path / "hip", desk.environment, {"window_opens": "1min", "window_closes": "2min"})
        stack.callback(program.end)
        program.start()
        assert program.status()["idle_source"] == "none"
        wait_until(lambda: "I'm away" in program.stderr(), "the sentence of the first run")
        assert program.do("posture", "away") == 0
        left = program.wait_for(tracking_facts.Left)
        told = program.status()
        assert (told["phase"], told["sitting_s"]) == ("away", 0)
        wait_until(lambda: program.status()["away_s"] >= 5, "some time away")
        assert program.do("posture", "sitting") == 0
        (taken,) = program.facts(tracking_facts.Break)
        assert (taken.start, taken.credit, taken.how) == (left.since, "assumed", "away")
        assert program.status()["phase"] == "sitting"
        program.quit()
        program.start()
        program.wait_for(tracking_facts.Began, 2)
        wait_until(lambda: program.status()["sitting_s"] >= 1, "the second run to go on")
        assert "I'm away" not in program.stderr()


def test_in_a_call_on_the_card_holds_it_back_until_the_call_is_over(office: Desk, program: Program) -> None:
    """R11: nothing is credited, nothing is lost, and a restart in between changes nothing (R7)."""
    program.start()
    program.wait_for(tracking_facts.Prompted)

    def said() -> bool:
        open_more(office)
        office.display.xdotool("key", "Down", "Return")
        return bool(program.facts(tracking_facts.InCall))

    wait_until(said, "the word about the call")
    (call,) = program.facts(tracking_facts.InCall)
    assert call.until == call.at + timedelta(minutes=30)
    wait_until(lambda: not office.windows(CARD), "the card to go")
    told = program.status()
    assert (told["break_waits"], told["call_until"]) == (True, call.until.isoformat(timespec="seconds"))
    program.quit()
    program.start()
    assert program.status()["call_until"] == told["call_until"]
    assert program.do("call", "over") == 0
    over = program.wait_for(tracking_facts.CallOver)
    assert program.wait_for(tracking_facts.Prompted, 2).at >= over.at
    office.window(CARD)
    assert not program.facts(tracking_facts.Break)


def corners(desk: Desk) -> list[tuple[int, int]]:
    """Where the cards end, from left to right."""
    paths = [desk.place(number) for number in desk.windows(CARD)]
    return sorted((place.x + place.width, place.y + place.height) for place in paths if place is not None)


LEFT, RIGHT = (640 - 16, 800 - 16), (1280 - 16, 800 - 16)
ONLY = RIGHT


def test_one_card_on_each_screen_and_one_answer(office: Desk, program: Program) -> None:
    """Also when a screen goes, or comes, while they are shown."""
    office.with_screens(2)
    program.write_settings(QUICK | {"card_screen": "all"})
    program.start()
    program.wait_for(tracking_facts.Prompted)
    wait_until(lambda: corners(office) == [LEFT, RIGHT], "two cards")
    office.with_screens(1)
    wait_until(lambda: corners(office) == [ONLY], "one card on the one screen")
    office.with_screens(2)
    wait_until(lambda: corners(office) == [LEFT, RIGHT], "two cards again")
    assert program.do("skip") == 0
    wait_until(lambda: not corners(office), "both to go")


def test_a_screen_that_goes_does_not_take_the_card_along(office: Desk, program: Program) -> None:
    office.with_screens(2)
    office.display.xdotool("mousemove", "100", "100")
    program.start()
    program.wait_for(tracking_facts.Prompted)
    wait_until(lambda: corners(office) == [LEFT], "the card where the pointer is")
    office.with_screens(1)
    wait_until(lambda: corners(office) == [ONLY], "the card on the screen that is left")
    wait_until(lambda: click_on(office, "Skip") and program.facts(tracking_facts.Skipped), "an answer to the click")


def test_on_the_primary_screen_wherever_the_pointer_is(office: Desk, program: Program) -> None:
    office.with_screens(2)
    office.display.xdotool("mousemove", "1000", "100")
    program.write_settings(QUICK | {"card_screen": "primary"})
    program.start()
    program.wait_for(tracking_facts.Prompted)
    wait_until(lambda: corners(office) == [LEFT], "the card on the first screen")


def test_screens_of_different_scale(office: Desk, program: Program) -> None:
    """The second screen shows everything twice as large, and its card as well, in its own corner."""
    office.with_screens(2)
    office.display.xdotool("mousemove", "100", "100")
    program.write_settings(QUICK | {"card_screen": "all"})
    program.start(QT_SCREEN_SCALE_FACTORS="1;1.5", QT_SCALE_FACTOR_ROUNDING_POLICY="PassThrough")
    program.wait_for(tracking_facts.Prompted)
    wait_until(lambda: len(corners(office)) == 2, "two cards")
    wait_until(lambda: corners(office) == [LEFT, (1280 - 24, 800 - 24)], "each in its corner")
    widths = sorted(place.width for number in office.windows(CARD) if (place := office.place(number)))
    assert 1.4 < widths[1] / widths[0] < 1.6
