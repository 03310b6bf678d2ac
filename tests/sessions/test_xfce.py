"""Hipbreak in a whole Xfce session."""

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.desktop.ipc.protocol import ask
from hipbreak.ui.theme.status_icon import PANEL_COLOURS
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.card import CARD
from tests.e2e.desktop import wait_until
from tests.e2e.doctor import findings_by_name
from tests.sessions.editor import GUIDE, TextEditor
from tests.sessions.nested import switcher_has_icon
from tests.sessions.xfce import PANEL, SWITCHER_ICON, XfceSession, XfceStart, missing, xfce_session

pytestmark = pytest.mark.display

AT_ONCE = {"ignore_input_for": "0s"}
NO_PROMPT = {"window_opens": "20min", "window_closes": "30min"}
_ABOUT_QT_ITSELF = "Please file a QTBUG"  # at a change of the scale, now and then
SMALL, STATISTICS = "^Hipbreak$", "^Now"


@pytest.fixture(scope="module")
def start() -> Iterator[XfceStart]:
    """One session for all tests."""
    if program := missing():
        pytest.skip(f"{program} is not installed")
    with xfce_session() as start:
        yield start


@pytest.fixture
def session(start: XfceStart) -> XfceSession:
    return start.session


@pytest.fixture
def app(session: XfceSession, tmp_path: Path) -> Iterator[AppProcess]:
    started = AppProcess(tmp_path / "hip", session.environment, AT_ONCE)
    try:
        yield started
    finally:
        started.end()
    said = [line for text in started.all_stderr() for line in text.splitlines() if _ABOUT_QT_ITSELF not in line]
    assert not said, "not even a warning of Qt"


def panel_shows(session: XfceSession, colour: str) -> bool:
    """Whether a pixel of the panel has this colour."""
    shown, wanted = session.pixels(PANEL), bytes.fromhex(colour[1:])
    return any(shown[at : at + 3] == wanted for at in range(0, len(shown), 3))


def finding(app: AppProcess, name: str) -> dict[str, Any]:
    """One of those of `doctor`."""
    out = ask(app.paths.socket, "doctor", {}).out
    assert isinstance(out, dict)
    return findings_by_name(out)[name]


def test_keys_arrive_while_card_and_notification_come(
    start: XfceStart, session: XfceSession, app: AppProcess, stack: ExitStack, tmp_path: Path
) -> None:
    """The icon in the panel shows the state, and a button of the real notification takes effect."""
    with start.panel():
        editor = TextEditor(session, stack, tmp_path, "xcb")
        app.write_settings(QUICK | AT_ONCE | {"prompts_as": "both", "window_opens": "2s"})
        app.start()
        editor.type_until(lambda: panel_shows(session, PANEL_COLOURS.sitting), "the icon")
        editor.type_until(lambda: session.windows(CARD) and session.notifications(), "card and notification")
        editor.type("space", "Return", "space", "a", "space")
        editor.wait_for_everything()
        assert not any(app.facts(fact) for fact in (tracking_facts.Started, tracking_facts.Snoozed))
        (card,) = session.windows(CARD)
        left, top, width, height = session.place(card)
        assert (left + width, top + height) == (1280 - 16, 800 - 16) and not session.has_focus(card)
        assert {"SKIP_TASKBAR", "SKIP_PAGER", "ABOVE"} <= session.states(card)
        wait_until(lambda: panel_shows(session, PANEL_COLOURS.due), "the icon of a prompt")
        (notification,) = session.notifications()
        left, top, width, height = session.place(notification)
        session.click(left + width - 64, top + height - 32)
        app.wait_for(tracking_facts.Skipped)
        wait_until(lambda: not session.windows(CARD) and not session.notifications(), "both to go")
        editor.type("a")
        editor.wait_for_everything()


def test_without_a_panel_the_small_window_takes_no_key(
    start: XfceStart, session: XfceSession, app: AppProcess, stack: ExitStack, tmp_path: Path
) -> None:
    """It goes when a panel comes, and a second start then shows the day, with the keyboard."""
    editor = TextEditor(session, stack, tmp_path, "xcb")
    app.write_settings(NO_PROMPT)
    app.start()
    editor.type_until(lambda: session.windows(SMALL), "the small window")
    editor.type("space", "Return", "a")
    editor.wait_for_everything()
    with start.panel():
        wait_until(lambda: panel_shows(session, PANEL_COLOURS.sitting), "the icon")
        wait_until(lambda: not session.windows(SMALL), "the small window to go")
        assert app.run().returncode == 0
        (day,) = wait_until(lambda: session.windows(STATISTICS), "the day")
        wait_until(lambda: session.has_focus(day), "the day to have the keyboard")


def test_the_guide_has_the_keyboard_and_gives_it_back(
    session: XfceSession, app: AppProcess, stack: ExitStack, tmp_path: Path
) -> None:
    """It comes only when the person has started a break."""
    editor = TextEditor(session, stack, tmp_path, "xcb")
    app.write_settings(QUICK | AT_ONCE | NO_PROMPT)
    editor.assert_the_guide_borrows_the_keyboard(app.start())


def test_the_menu_of_the_icon_works(start: XfceStart, session: XfceSession, app: AppProcess) -> None:
    """Its first entry that can be chosen starts a break."""
    with start.panel():
        app.write_settings(QUICK | NO_PROMPT)
        app.start()
        found = wait_until(lambda: session.like(PANEL, PANEL_COLOURS.sitting), "the icon")
        session.host.xdotool("mousemove", *map(str, found[len(found) // 2]), "click", "3")
        wait_until(lambda: session.brightness((20, 40, 200, 60)) > 0.5, "the menu")
        session.type("Down", "Return")
        app.wait_for(tracking_facts.Started)


def test_the_window_switcher_shows_name_and_icon(session: XfceSession, app: AppProcess) -> None:
    app.write_settings(QUICK | NO_PROMPT)
    app.start()
    wait_until(lambda: app.exit_code("open", "now") == 0, "an answer")
    (window,) = wait_until(lambda: session.windows(STATISTICS), "the window")
    assert session.window_class(window) == "Hipbreak"
    with session.holding("alt"):
        session.type("Tab")
        wait_until(lambda: switcher_has_icon(session, SWITCHER_ICON), "the icon")


def test_one_card_on_each_monitor(session: XfceSession, app: AppProcess) -> None:
    """Also when a monitor is unplugged and plugged in again while they are shown."""
    left, right = (640 - 16, 800 - 16), (1280 - 16, 800 - 16)

    def corners() -> list[tuple[int, int]]:
        found = []
        for card in session.windows(CARD):
            with suppress(KeyError):  # it has gone meanwhile
                found.append(corner(session, card))
        return sorted(found)

    app.write_settings(QUICK | AT_ONCE | {"card_screen": "all", "pulse_length": "60s"})
    try:
        session.set_monitors(2)
        app.start()
        for count, places in ((2, [left, right]), (1, [right]), (2, [left, right])):
            session.set_monitors(count)
            wait_until(lambda places=places: corners() == places, f"a card on each of {count} monitors")
        assert app.exit_code("skip") == 0
        wait_until(lambda: not corners(), "both to go")
    finally:
        session.set_monitors(1)


def test_the_card_is_on_the_monitor_with_the_pointer(start: XfceStart, session: XfceSession, app: AppProcess) -> None:
    """It moves to the other one when that monitor is unplugged."""
    app.write_settings(QUICK | AT_ONCE | {"pulse_length": "60s"})
    with start.panel():
        try:
            session.set_monitors(2)
            session.host.xdotool("mousemove", "200", "300")
            app.start()
            (card,) = wait_until(lambda: session.windows(CARD), "the card")
            wait_until(lambda: corner(session, card) == (640 - 16, 800 - 16), "it on the first monitor")
            session.set_monitors(1)
            wait_until(lambda: corner(session, card) == (1280 - 16, 800 - 16), "it to move")
        finally:
            session.set_monitors(1)


def test_the_dark_style_is_followed(session: XfceSession, app: AppProcess) -> None:
    """At the start and live."""
    app.write_settings(QUICK | AT_ONCE | {"pulse_length": "60s"})
    session.set("xsettings", "/Net/ThemeName", "string", "Adwaita-dark")
    app.start()
    (card,) = wait_until(lambda: session.windows(CARD), "the card")
    wait_until(lambda: session.brightness(session.place(card)) < 0.35, "the dark style")
    session.set("xsettings", "/Net/ThemeName", "string", "Adwaita")
    wait_until(lambda: session.brightness(session.place(card)) > 0.75, "the light style")


def test_do_not_disturb_is_known_before_it_is_first_switched(session: XfceSession, app: AppProcess) -> None:
    app.write_settings(NO_PROMPT)
    app.start()
    wait_until(lambda: finding(app, "dnd")["backend"] == "xfce-do-not-disturb", "the source")
    before = finding(app, "dnd")["reading"]
    session.set("xfce4-notifyd", "/do-not-disturb", "bool", "true")
    wait_until(lambda: finding(app, "dnd")["reading"] != before, "it to be on")
    session.reset("xfce4-notifyd", "/do-not-disturb")
    wait_until(lambda: finding(app, "dnd")["reading"] == before, "it to be off")


def test_full_screen_is_noticed(session: XfceSession, app: AppProcess, stack: ExitStack, tmp_path: Path) -> None:
    """Of another program, and left again."""
    TextEditor(session, stack, tmp_path, "xcb")
    app.write_settings(NO_PROMPT)
    app.start()
    for reading in ("a window fills the screen", "no window fills the screen"):
        session.type("alt+F11")  # xfwm4's key for it
        wait_until(lambda reading=reading: finding(app, "fullscreen")["reading"] == reading, reading)


def test_window_scaling_is_followed(session: XfceSession, app: AppProcess) -> None:
    """All of the card is twice as large, and in its corner."""
    sizes = []
    for scale in (1, 2):
        session.set("xsettings", "/Gdk/WindowScalingFactor", "int", str(scale))
        app.start()
        (card,) = wait_until(lambda: session.windows(CARD), "the card")
        margin = 16 * scale
        wait_until(lambda card=card, margin=margin: corner(session, card) == (1280 - margin, 800 - margin), "its place")
        sizes.append(session.place(card)[2:])
        app.quit()
    session.set("xsettings", "/Gdk/WindowScalingFactor", "int", "1")
    assert sizes[1] == (sizes[0][0] * 2, sizes[0][1] * 2)


@pytest.mark.parametrize(("size", "scale"), [("1024x600", 1), ("2048x1200", 2)])
def test_card_and_guide_are_whole(tmp_path: Path, size: str, scale: int) -> None:
    """On a small screen with a panel at the top; the guide from the card and without one."""
    if program := missing():
        pytest.skip(f"{program} is not installed")
    width, height = map(int, size.split("x"))
    lowest = height - 8 * scale  # not 16: xfwm4's frame is higher than Qt thinks
    with xfce_session(size) as start, ExitStack() as stack:
        session = start.session
        session.set("xsettings", "/Gdk/WindowScalingFactor", "int", str(scale))
        stack.enter_context(start.panel())
        for name, settings in (("card", QUICK), ("no card", QUICK | NO_PROMPT)):
            app = AppProcess(tmp_path / name, session.environment)
            stack.callback(app.end)
            app.write_settings(settings | AT_ONCE)
            app.start()
            if name == "card":
                (card,) = wait_until(lambda: session.windows(CARD), "the card")
                place = (width - 16 * scale, height - 16 * scale)
                wait_until(lambda card=card, place=place: corner(session, card) == place, "its place")
            wait_until(lambda app=app: app.exit_code("stand") == 0, "a break")
            (guide,) = wait_until(lambda: session.windows(GUIDE), "the guide")
            wait_until(lambda guide=guide: 0 < session.lower_edge(guide) <= lowest, f"all of the guide, with {name}")
            app.quit()


def test_a_changed_scale_is_followed_by_an_open_card(session: XfceSession, app: AppProcess) -> None:
    """It stays in its corner, and nothing of it is cut off, even if the scale changes again at once.

    Then the window manager's word on the first change comes after the second.
    """
    app.write_settings(QUICK | AT_ONCE | {"pulse_length": "60s"})
    app.start()
    (card,) = wait_until(lambda: session.windows(CARD), "the card")
    wait_until(lambda: corner(session, card) == (1280 - 16, 800 - 16), "its place")
    _, _, width, height = session.place(card)
    for dpi, scale in ((144, 1.5), (96, 1)) * 4:
        size, margin = (width * scale, height * scale), round(16 * scale)
        place = (1280 - margin, 800 - margin)
        session.reset("xsettings", "/Xft/DPI")
        session.set("xsettings", "/Xft/DPI", "int", str(dpi))
        wait_until(lambda size=size: _is_near(session.place(card)[2:], size), f"its size at {dpi} dpi")
        wait_until(lambda place=place: corner(session, card) == place, f"its place at {dpi} dpi")
        right, bottom = place
        inside = (right - margin // 2, bottom - round(height * scale / 2), 1, 1)
        wait_until(lambda inside=inside: session.pixels(inside) == b"\xff\xff\xff", f"all of it at {dpi} dpi")
    session.reset("xsettings", "/Xft/DPI")


def _is_near(size: tuple[int, ...], wanted: tuple[float, ...]) -> bool:
    return all(abs(a - b) <= 2 for a, b in zip(size, wanted, strict=True))


def corner(session: XfceSession, window: str) -> tuple[int, int]:
    """The lower right one."""
    left, top, width, height = session.place(window)
    return left + width, top + height
