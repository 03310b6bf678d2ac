"""The welcome window: at the first start of a profile, by keyboard, and never again by itself."""

import pytest

from hipbreak.core.facts import tracking_facts
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.card import CARD
from tests.e2e.desktop import Desktop, wait_until

pytestmark = pytest.mark.display

WELCOME = "^Welcome"


@pytest.fixture
def fresh(full_desktop: Desktop, app: AppProcess) -> AppProcess:
    """The app with an empty profile."""
    app.paths.settings.unlink()
    return app


def press_key(desktop: Desktop, *keys: str) -> None:
    wait_until(lambda: desktop.focus()[0] in desktop.windows(WELCOME), "the welcome to be active")
    desktop.display.xdotool("key", *keys)


def test_by_keyboard_and_never_again(full_desktop: Desktop, fresh: AppProcess) -> None:
    """Enter four times; what was chosen is saved, and the next start shows nothing."""
    fresh.start()
    full_desktop.window("^Welcome, step 1 of 4")
    press_key(full_desktop, "Return")
    full_desktop.window("^Welcome, step 2 of 4")
    press_key(full_desktop, "Return")
    full_desktop.window("^Welcome, step 3 of 4")
    press_key(full_desktop, "alt+o")  # only in these hours
    wait_until(lambda: "working_hours" in settings_text(fresh), "the hours to be kept")
    press_key(full_desktop, "Return")
    full_desktop.window("^Welcome, step 4 of 4")
    press_key(full_desktop, "Return")
    wait_until(lambda: not full_desktop.windows(WELCOME), "the welcome to close")
    assert 'working_hours = "mon-fri 09:00-17:30"' in settings_text(fresh)
    fresh.quit()
    fresh.start()
    wait_until(full_desktop.icon, "the icon")
    assert fresh.exit_code("status") == 0
    assert not full_desktop.windows(WELCOME)
    assert "".join(fresh.all_stderr()) == ""


def settings_text(app: AppProcess) -> str:
    return app.paths.settings.read_text() if app.paths.settings.exists() else ""


@pytest.mark.parametrize("leave", ["Escape", "kill"])
def test_closed_at_once_it_does_not_come_back(full_desktop: Desktop, fresh: AppProcess, leave: str) -> None:
    """By Esc, or by a crash; neither writes settings."""
    fresh.start()
    full_desktop.window(WELCOME)
    if leave == "kill":
        fresh.kill()
    else:
        press_key(full_desktop, leave)
        wait_until(lambda: not full_desktop.windows(WELCOME), "the welcome to close")
        fresh.quit()
    assert not fresh.paths.settings.exists()
    fresh.start()
    wait_until(full_desktop.icon, "the icon")
    assert fresh.run().returncode == 0
    full_desktop.window("^Now")
    assert not full_desktop.windows(WELCOME)


def test_prompts_come_while_it_is_open(full_desktop: Desktop, fresh: AppProcess) -> None:
    """The card is shown and answered, and the welcome stays open."""
    fresh.start()
    full_desktop.window(WELCOME)
    for name in ("window_opens", "window_closes", "ignore_input_for", "spacing"):
        assert fresh.exit_code("settings", "set", name, str(QUICK[name])) == 0
    fresh.wait_for(tracking_facts.Prompted)
    full_desktop.window(CARD)
    assert fresh.exit_code("skip") == 0
    assert full_desktop.windows(WELCOME)
    fresh.quit()


def test_a_profile_with_settings_has_no_welcome(full_desktop: Desktop, app: AppProcess) -> None:
    app.start()
    wait_until(full_desktop.icon, "the icon")
    assert app.exit_code("status") == 0
    assert not full_desktop.windows(WELCOME)


def test_opened_again_from_the_settings(full_desktop: Desktop, app: AppProcess) -> None:
    """By the button on the page about this computer."""
    app.write_settings(QUICK | {"window_opens": "20min", "window_closes": "30min"})
    app.start()
    full_desktop.open_settings()
    full_desktop.display.xdotool("key", "Right", "Right", "Right", "alt+w")
    full_desktop.window(WELCOME)
