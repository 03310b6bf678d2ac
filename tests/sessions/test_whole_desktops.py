"""Hipbreak in whole desktops with panel and notifications: GNOME with its tray extension, and Plasma, on Wayland."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.desktop.ipc.protocol import ask
from hipbreak.ui.theme.status_icon import PANEL_COLOURS
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.card import CARD
from tests.e2e.desktop import wait_until
from tests.e2e.doctor import findings_by_name
from tests.sessions.editor import TextEditor
from tests.sessions.nested import install_entry, switcher_has_icon
from tests.sessions.whole_desktops import DESKTOPS, WholeDesktop, missing_program

pytestmark = [pytest.mark.display, pytest.mark.desktops]

NO_PROMPT = {"window_opens": "20min", "window_closes": "30min"}
AT_ONCE = {"ignore_input_for": "0s", "pulse_length": "30s"}


@pytest.fixture(scope="module", params=DESKTOPS)
def desktop(request: pytest.FixtureRequest) -> Iterator[WholeDesktop]:
    """One session for all tests."""
    if program := missing_program(request.param):
        pytest.skip(f"{program} is not installed")
    with DESKTOPS[request.param]() as desktop:
        yield desktop


@pytest.fixture
def app(desktop: WholeDesktop, tmp_path: Path) -> Iterator[AppProcess]:
    started = AppProcess(tmp_path / "hip", desktop.session.environment, AT_ONCE)
    desktop.leave_panel()
    desktop.wait_without_icons()
    try:
        yield started
    finally:
        started.end()
    assert not any(started.all_stderr()), "not even a warning of Qt"


def test_keys_arrive_while_card_and_notification_come(
    desktop: WholeDesktop, app: AppProcess, stack: ExitStack, tmp_path: Path
) -> None:
    """The card is in its corner above the panel, and the icon shows the state."""
    session = desktop.session
    editor = TextEditor(session, stack, tmp_path, "wayland")
    app.write_settings(QUICK | AT_ONCE | {"prompts_as": "both", "window_opens": "2s"})
    app.start()
    editor.type_until(lambda: desktop.icon(PANEL_COLOURS.sitting), "the icon")
    editor.type_until(lambda: session.windows(CARD), "the card")
    editor.type("space", "Return", "space", "a", "space")
    editor.wait_for_everything()
    assert not any(app.facts(fact) for fact in (tracking_facts.Started, tracking_facts.Snoozed))
    (card,) = session.windows(CARD)
    left, top, width, height = session.place(card)
    bottom = desktop.panel[1] if desktop.panel[1] else 800
    assert (left + width, top + height) == (1280 - 16, bottom - 16)
    wait_until(lambda: desktop.icon(PANEL_COLOURS.due), "the icon of a prompt")


def test_a_button_of_the_notification_works(desktop: WholeDesktop, app: AppProcess) -> None:
    find_button = desktop.skip_button
    if find_button is None:
        pytest.skip("this desktop has a test of its own for that")
    app.write_settings(QUICK | AT_ONCE | {"prompts_as": "notification"})
    app.start()
    app.wait_for(tracking_facts.Prompted)

    def skips() -> bool:
        if (button := find_button()) is not None:
            desktop.session.click(*button)
            time.sleep(0.3)  # a click may hit the notification while it still slides in
        return bool(app.facts(tracking_facts.Skipped))

    wait_until(skips, "the answer")
    wait_until(lambda: find_button() is None, "the notification to go")


def test_the_menu_of_the_icon_works(desktop: WholeDesktop, app: AppProcess) -> None:
    """Its first entry that can be chosen starts a break; a second start shows the window with the keyboard."""
    session = desktop.session
    app.write_settings(QUICK | AT_ONCE | NO_PROMPT)
    app.start()
    icon = wait_until(lambda: desktop.icon(PANEL_COLOURS.sitting), "the icon")
    _, top, _, height = desktop.panel
    beside = (icon[0] - 40, top + height + 60 if top == 0 else top - 100, 80, 40)
    before = session.pixels(beside)

    def opens() -> bool:
        session.host.xdotool("mousemove", *map(str, icon))
        session.host.xdotool("click", "3")  # GNOME may miss a click right after the icon came
        with suppress(AssertionError):
            return wait_until(lambda: session.pixels(beside) != before, "the menu", 4)
        return False

    wait_until(opens, "the menu")
    session.type("Down", "Return")
    app.wait_for(tracking_facts.Started)
    desktop.leave_panel()
    wait_until(lambda: desktop.icon(PANEL_COLOURS.standing), "the icon of a break")
    (guide,) = wait_until(lambda: session.windows("^Stand-up break"), "the guide")
    assert app.run().returncode == 0
    wait_until(lambda: session.has_focus(guide), "the guide to have the keyboard")


def test_the_window_switcher_shows_the_icon(desktop: WholeDesktop, app: AppProcess) -> None:
    """Without an entry in the menu, and with one that came during the session."""
    session = desktop.session
    app.write_settings(QUICK | AT_ONCE | NO_PROMPT)
    for with_entry in (False, True):
        if with_entry:
            install_entry(session)
        app.start()
        wait_until(lambda: app.exit_code("open", "now") == 0, "an answer")
        wait_until(lambda: session.windows("^Now"), "the window")

        def shows_icon() -> bool:
            session.type("Tab")  # nothing opens while the desktop does not know the window yet
            with suppress(AssertionError):
                return wait_until(lambda: switcher_has_icon(session, desktop.switcher_icon), "the icon", 4)
            return False

        with session.holding("alt"):
            wait_until(shows_icon, f"the icon, entry: {with_entry}")
        app.quit()


def test_the_card_leaves_room_for_the_menu(desktop: WholeDesktop, app: AppProcess) -> None:
    """It is in the upper corner while the menu of a panel at the bottom is open."""
    if desktop.panel[1] == 0:
        pytest.skip("the panel is at the top")
    session = desktop.session
    app.write_settings(QUICK | AT_ONCE)
    app.start()
    (card,) = wait_until(lambda: session.windows(CARD), "the card")
    left, below, width, _ = session.place(card)
    icon = wait_until(lambda: desktop.icon(PANEL_COLOURS.due), "the icon")
    session.host.xdotool("mousemove", *map(str, icon))
    session.host.xdotool("click", "3")
    wait_until(lambda: session.place(card)[:3] == (left, 16, width), "the card to go up")
    session.type("Escape")
    wait_until(lambda: session.place(card)[:3] == (left, below, width), "the card to come back")
    assert not app.facts(tracking_facts.Skipped) and not app.facts(tracking_facts.Snoozed)


def test_the_icon_comes_back_with_the_panel(desktop: WholeDesktop, app: AppProcess) -> None:
    """Meanwhile the small window replaces it."""
    app.write_settings(QUICK | AT_ONCE | NO_PROMPT)
    app.start()
    wait_until(lambda: desktop.icon(PANEL_COLOURS.sitting), "the icon")
    with desktop.without_tray():
        if desktop.tells_of_loss:
            wait_until(lambda: desktop.session.windows("^Hipbreak$"), "the small window")
    wait_until(lambda: desktop.icon(PANEL_COLOURS.sitting), "the icon to come back")
    wait_until(lambda: not desktop.session.windows("^Hipbreak$"), "the small window to go")


def test_an_icon_that_a_busy_panel_lost_is_shown(desktop: WholeDesktop, app: AppProcess) -> None:
    """GNOME's extension drops an image that comes while it still converts the one before."""
    if desktop.busy_panel is None:
        pytest.skip("this panel loses none")
    app.write_settings(QUICK | AT_ONCE | {"window_opens": "50min", "window_closes": "55min"})  # the ring fills slowly
    app.start()
    wait_until(lambda: desktop.icon(PANEL_COLOURS.sitting), "the icon")
    with desktop.busy_panel() as icons:
        for count, command in enumerate(("pause", "resume"), start=1):
            assert app.exit_code(command) == 0
            wait_until(lambda count=count: icons() >= count, f"the icon after {command}")
    wait_until(lambda: desktop.icon(PANEL_COLOURS.away), "the icon before the one that was lost")
    wait_until(lambda: desktop.icon(PANEL_COLOURS.sitting), "the icon that was lost")


def test_the_dark_style_is_followed(desktop: WholeDesktop, app: AppProcess) -> None:
    """At the start and live."""
    session = desktop.session
    app.write_settings(QUICK | AT_ONCE)
    desktop.set_dark(True)
    app.start()
    (card,) = wait_until(lambda: session.windows(CARD), "the card")
    wait_until(lambda: session.brightness(session.place(card)) < 0.35, "the dark style")
    desktop.set_dark(False)
    wait_until(lambda: session.brightness(session.place(card)) > 0.75, "the light style")


def test_do_not_disturb_is_noticed(desktop: WholeDesktop, app: AppProcess) -> None:
    app.write_settings(QUICK | AT_ONCE | NO_PROMPT)
    app.start()

    def reading() -> str:
        out = ask(app.paths.socket, "doctor", {}).out
        assert isinstance(out, dict)
        finding = findings_by_name(out)["dnd"]
        return str(finding["reading"]) if finding["works"] else ""

    wait_until(lambda: reading() == "not on", "it to be off")
    with desktop.quiet():
        wait_until(lambda: reading().startswith("on ("), "it to be on")
    wait_until(lambda: reading() == "not on", "it to be off again")
