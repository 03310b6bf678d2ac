"""Prompts as notifications, as both, and without a notification server."""

from datetime import timedelta

import pytest

from hipbreak.core.facts import tracking_facts
from tests.desktop.fakes import Service
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.card import CARD, click_on
from tests.e2e.desktop import Desktop, wait_until

pytestmark = pytest.mark.display

NOTIFIED = QUICK | {"prompts_as": "notification"}


def wait_for_notification(desktop: Desktop) -> None:
    wait_until(lambda: desktop.notification_count() == 1, "a notification")


def test_a_notification_is_answered_and_no_card_comes(full_desktop: Desktop, app: AppProcess) -> None:
    """Later in the notification snoozes; Start opens the guide in the card's place."""
    app.write_settings(NOTIFIED | {"ignore_input_for": "0s"})
    app.start()
    app.wait_for(tracking_facts.Prompted)
    wait_for_notification(full_desktop)
    assert not full_desktop.windows(CARD)
    full_desktop.press_notification("Later")
    snoozed = app.wait_for(tracking_facts.Snoozed)
    wait_until(lambda: full_desktop.notification_count() == 0, "the notification to close")
    again = app.wait_for(tracking_facts.Prompted, 2)
    assert again.at == snoozed.until
    wait_for_notification(full_desktop)
    full_desktop.press_notification("Stand up")
    app.wait_for(tracking_facts.Started)
    guide = full_desktop.window("^Stand-up break")
    assert abs(guide.x + guide.width - (1280 - 16)) <= 2 and abs(guide.y + guide.height - (800 - 16)) <= 30
    assert app.wait_for(tracking_facts.Break).how == "pulse"


def test_dismissed_it_is_not_answered(full_desktop: Desktop, app: AppProcess) -> None:
    """The tray shows the prompt until its time is over."""
    app.write_settings(NOTIFIED | {"prompt_folds": "6s"})
    app.start()
    app.wait_for(tracking_facts.Prompted)
    wait_for_notification(full_desktop)
    full_desktop.close_notification()
    wait_until(lambda: full_desktop.notification_count() == 0, "the notification to close")
    status = app.status()
    assert (status["phase"], status["prompt"]) == ("prompting", "stand")
    assert not full_desktop.windows(CARD) and full_desktop.icon() is not None
    app.wait_for(tracking_facts.Ignored)
    assert not app.facts(tracking_facts.Skipped)


def test_a_server_that_ends_is_replaced_by_the_card(full_desktop: Desktop, app: AppProcess) -> None:
    """The card is shown, prompts continue, and a server that is started again is used."""
    app.write_settings(NOTIFIED)
    app.start()
    app.wait_for(tracking_facts.Prompted)
    wait_for_notification(full_desktop)
    full_desktop.dunst.kill()
    full_desktop.window(CARD)
    wait_until(lambda: click_on(full_desktop, "Skip") and app.facts(tracking_facts.Skipped), "an answer to the click")
    app.wait_for(tracking_facts.Prompted, 2)
    full_desktop.window(CARD)
    full_desktop.start_dunst()
    wait_until(lambda: app.exit_code("skip") == 0 or not full_desktop.windows(CARD), "an answer")
    app.wait_for(tracking_facts.Prompted, 3)
    wait_for_notification(full_desktop)
    assert not full_desktop.windows(CARD) and app.process.poll() is None


def test_card_and_notification_close_with_one_answer(full_desktop: Desktop, app: AppProcess) -> None:
    app.write_settings(QUICK | {"prompts_as": "both", "spacing": "1h"})  # no second prompt meanwhile
    app.start()
    wait_for_notification(full_desktop)
    wait_until(lambda: click_on(full_desktop, "Skip") and app.facts(tracking_facts.Skipped), "an answer to the click")
    wait_until(lambda: full_desktop.notification_count() == 0 and not full_desktop.windows(CARD), "both to close")


def test_without_a_bus_the_card_is_shown(desktop: Desktop, app: AppProcess) -> None:
    """Notifications are chosen in the settings, and the card comes at its moment."""
    app.write_settings(NOTIFIED)
    app.start()
    app.wait_for(tracking_facts.Prompted)
    desktop.window(CARD)


def test_a_server_that_never_answers_delays_nothing(desktop: Desktop, app: AppProcess) -> None:
    """A service that answers no call owns the name; the card is shown within 1.5 s, of three starts at least once."""
    bus = desktop.start_empty_session_bus()
    app.write_settings(NOTIFIED | {"window_opens": "3s", "window_closes": "4s"})
    with Service(bus.address, ["org.freedesktop.Notifications"], silent=True):
        assert any(_delay_of_card(desktop, app) < timedelta(seconds=1.5) for _ in range(3))


def _delay_of_card(desktop: Desktop, app: AppProcess) -> timedelta:
    """From the moment of the first prompt of a fresh start until its card is shown."""
    app.start()
    with desktop.moving_pointer():
        due = app.facts(tracking_facts.Sat)[-1].since + timedelta(seconds=4)
        wait_until(lambda: desktop.windows(CARD), "the card")
        delay = AppProcess.now() - due
    assert app.facts(tracking_facts.Prompted)[-1].at == due and delay >= timedelta(0)
    assert app.status()["phase"] == "prompting"
    app.kill()
    app.paths.log.unlink()
    return delay
