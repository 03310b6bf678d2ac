"""The welcome of the real program: at the first start of a profile, by keyboard, and never again by itself."""

import pytest

from hipbreak.core.facts import tracking_facts
from tests.e2e.card import CARD
from tests.e2e.desk import Desk, wait_until
from tests.e2e.program import QUICK, Program

pytestmark = pytest.mark.desk

WELCOME = "^Welcome"


@pytest.fixture
def fresh(office: Desk, program: Program) -> Program:
    """Nobody has begun here yet."""
    program.paths.settings.unlink()
    return program


def key(desk: Desk, *keys: str) -> None:
    wait_until(lambda: desk.focus()[0] in desk.windows(WELCOME), "the welcome to be active")
    desk.display.xdotool("key", *keys)


def test_with_the_keyboard_alone_and_never_again(office: Desk, fresh: Program) -> None:
    """Enter four times; what was chosen on the way is kept, and the next start is silent."""
    fresh.start()
    office.window("^Welcome, step 1 of 4")
    key(office, "Return")
    office.window("^Welcome, step 2 of 4")
    key(office, "alt+o")  # only in these hours
    wait_until(lambda: "working_hours" in written(fresh), "the hours to be kept")
    key(office, "Return")
    office.window("^Welcome, step 3 of 4")
    key(office, "Return")
    office.window("^Welcome, step 4 of 4")
    key(office, "Return")
    wait_until(lambda: not office.windows(WELCOME), "the welcome to close")
    assert 'working_hours = "mon-fri 09:00-17:30"' in written(fresh)
    fresh.quit()
    fresh.start()
    wait_until(office.icon, "the icon")
    assert fresh.do("status") == 0
    assert not office.windows(WELCOME)
    assert "".join(fresh.everything_said()) == ""


def written(program: Program) -> str:
    return program.paths.settings.read_text() if program.paths.settings.exists() else ""


@pytest.mark.parametrize("leave", ["Escape", "kill"])
def test_left_at_once_it_does_not_come_back(office: Desk, fresh: Program, leave: str) -> None:
    """Esc, or a crash in the middle; no settings were made by either."""
    fresh.start()
    office.window(WELCOME)
    if leave == "kill":
        fresh.kill()
    else:
        key(office, leave)
        wait_until(lambda: not office.windows(WELCOME), "the welcome to close")
        fresh.quit()
    assert not fresh.paths.settings.exists()
    fresh.start()
    wait_until(office.icon, "the icon")
    assert fresh.run().returncode == 0
    office.window("^Today")
    assert not office.windows(WELCOME)


def test_reminders_come_meanwhile(office: Desk, fresh: Program) -> None:
    """The card comes over an open welcome and is answered, and the welcome is still there."""
    fresh.start()
    office.window(WELCOME)
    for name in ("window_closes", "ignore_input_for", "spacing", "window_opens"):
        assert fresh.do("settings", "set", name, str(QUICK[name])) == 0
    fresh.wait_for(tracking_facts.Prompted)
    office.window(CARD)
    assert fresh.do("skip") == 0
    assert office.windows(WELCOME)
    fresh.quit()


def test_whoever_has_settings_is_not_welcomed(office: Desk, program: Program) -> None:
    program.start()
    wait_until(office.icon, "the icon")
    assert program.do("status") == 0
    assert not office.windows(WELCOME)


def test_from_the_settings_it_can_be_seen_again(office: Desk, program: Program) -> None:
    """By the page about starting."""
    program.write_settings(QUICK | {"window_opens": "20min", "window_closes": "30min"})
    program.start()
    office.open_settings()
    office.display.xdotool("type", "Start")
    office.display.xdotool("key", "alt+w")
    office.window(WELCOME)
