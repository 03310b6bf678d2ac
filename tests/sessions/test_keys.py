"""Keys typed into another window arrive there while a prompt is shown."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.desktop.ipc.protocol import ask
from tests.desktop.fake_services import NotificationServer, status_notifier_watcher
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.card import CARD
from tests.e2e.desktop import wait_until
from tests.e2e.doctor import findings_by_name
from tests.sessions.editor import TextEditor
from tests.sessions.nested import COMPOSITORS, NestedSession, nested_session

pytestmark = pytest.mark.display

NATIVE_IDLE = {
    "sway": "wayland-",
    "kwin_wayland": "wayland-",
    "mutter": "gnome-mutter",
    "gnome-shell": "gnome-mutter",
}


def _param(name: str) -> object:
    """What is large to install belongs to `make test-desktops`."""
    return pytest.param(name, marks=[pytest.mark.desktops] if name == "kwin_wayland" else [])


@pytest.fixture(scope="module", params=map(_param, COMPOSITORS))
def compositor(request: pytest.FixtureRequest) -> str:
    """The name of an installed compositor."""
    name = str(request.param)
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    return name


@pytest.fixture(scope="module")
def trayless_session(compositor: str) -> Iterator[NestedSession]:
    """One session for all tests of a compositor."""
    with nested_session(compositor, tray=False) as session:
        yield session


@pytest.fixture
def session(trayless_session: NestedSession, stack: ExitStack) -> NestedSession:
    """The session with a tray, and the pointer where no window comes."""
    stack.enter_context(status_notifier_watcher(trayless_session.environment["DBUS_SESSION_BUS_ADDRESS"]))
    trayless_session.host.xdotool("mousemove", "4", "400")
    return trayless_session


@pytest.fixture
def app(session: NestedSession, tmp_path: Path) -> Iterator[AppProcess]:
    """An app with a prompt a second after its start, which accepts keys from the first moment."""
    started = AppProcess(tmp_path / "hip", session.environment, {"ignore_input_for": "0s"})
    try:
        yield started
    finally:
        started.end()
    assert "Traceback" not in "".join(started.all_stderr())


def test_the_card_leaves_the_focus_with_the_editor(
    session: NestedSession, compositor: str, app: AppProcess, stack: ExitStack, tmp_path: Path
) -> None:
    """The card is in its corner, and the idle source is the compositor's own."""
    editor = TextEditor(session, stack, tmp_path, "wayland")
    app.start()
    editor.type_until(lambda: session.windows(CARD), "the card")
    editor.type("space", "Return", "space", "a", "space")
    editor.wait_for_everything()
    for answer in (tracking_facts.Started, tracking_facts.Snoozed, tracking_facts.Skipped):
        assert not app.facts(answer)
    (card,) = session.windows(CARD)
    left, top, width, height = session.place(card)
    assert (left + width, top + height) == (1280 - 16, 800 - 16)
    assert app.status()["idle_source"].startswith(NATIVE_IDLE[compositor])
    out = ask(app.paths.socket, "doctor", {}).out
    assert isinstance(out, dict)
    display = findings_by_name(out)["display"]
    assert display["backend"] == f"xcb {session.environment['DISPLAY']}" and "Xwayland" in display["advice"]


def test_the_card_takes_the_focus_on_request_and_gives_it_back(
    session: NestedSession, app: AppProcess, stack: ExitStack, tmp_path: Path
) -> None:
    """A second start asks for it; Esc leaves it; a click answers it and does not ask for the keys.

    The other program is on Xwayland, too, where the keys could go astray between two of its windows.
    """
    editor = TextEditor(session, stack, tmp_path, "xcb")
    app.start()
    (card,) = wait_until(lambda: session.windows(CARD), "the card")
    place = session.place(card)
    assert app.run().returncode == 0
    wait_until(lambda: session.has_focus(card), "the card to have the keyboard")
    session.type("Escape")
    wait_until(lambda: not session.has_focus(card) and session.place(card) == place, "the card to be left")
    editor.wait_for_keys()
    editor.type("a", "space", "Return", "a")
    editor.wait_for_everything()
    assert not app.facts(tracking_facts.Snoozed)
    assert app.run().returncode == 0
    wait_until(lambda: session.has_focus(card), "the card to have the keyboard")
    session.type("Tab", "Tab", "space")
    app.wait_for(tracking_facts.Snoozed)
    editor.wait_for_keys()
    (card,) = wait_until(lambda: session.windows(CARD), "the card to come again")
    assert session.place(card) == place
    editor.type("a", "space")
    editor.wait_for_everything()
    wait_until(lambda: skip(session, card) and app.facts(tracking_facts.Skipped), "an answer to the click")
    editor.type("a", "space")
    editor.wait_for_everything()


def test_the_guide_has_the_keyboard_and_gives_it_back(
    session: NestedSession, app: AppProcess, stack: ExitStack, tmp_path: Path
) -> None:
    """It comes only when the person has started a break."""
    editor = TextEditor(session, stack, tmp_path, "wayland")
    app.write_settings(QUICK | {"window_opens": "20min", "window_closes": "30min"})
    editor.assert_the_guide_borrows_the_keyboard(app.start())


def test_on_native_wayland_a_notification_replaces_the_card(
    session: NestedSession, app: AppProcess, stack: ExitStack, tmp_path: Path
) -> None:
    """It leaves the focus with the editor, and its button is an answer."""
    server = stack.enter_context(NotificationServer(session.environment["DBUS_SESSION_BUS_ADDRESS"]))
    editor = TextEditor(session, stack, tmp_path, "wayland")
    app.write_settings(QUICK | {"ignore_input_for": "0s", "display_platform": "wayland"})
    app.start()
    editor.type_until(lambda: server.count("Notify"), "the notification")
    editor.type("space", "Return", "space", "a")
    editor.wait_for_everything()
    assert not app.facts(tracking_facts.Started) and not session.windows(CARD)
    server.press("skip")
    app.wait_for(tracking_facts.Skipped)


def test_the_fallback_window_leaves_the_focus_with_the_editor(
    trayless_session: NestedSession, compositor: str, stack: ExitStack, tmp_path: Path
) -> None:
    """Minimised, it comes back with a second start."""
    if compositor == "sway":
        pytest.skip("sway gives each new window the keyboard and minimises none")
    session = trayless_session
    calm = {"window_opens": "20min", "window_closes": "30min"}
    app = AppProcess(tmp_path / "hip", session.environment, calm)
    stack.callback(app.end)
    editor = TextEditor(session, stack, tmp_path, "wayland")
    app.start()
    editor.type_until(lambda: session.windows("^Hipbreak$"), "the window")
    editor.type("space", "Return", "a")
    editor.wait_for_everything()
    assert not app.facts(tracking_facts.Started)
    (window,) = session.windows("^Hipbreak$")
    place = session.place(window)
    for _ in range(2):
        assert app.run().returncode == 0
        wait_until(lambda: session.has_focus(window), "the window to have the keyboard")
        assert session.state(window) == "Normal" and session.place(window) == place
        session.minimise(window)
        wait_until(lambda: session.state(window) == "Iconic" and not session.has_focus(window), "it to be minimised")


def skip(session: NestedSession, card: str) -> bool:
    """Click on its last button, if it is still there."""
    if card in session.windows(CARD):
        left, top, width, height = session.place(card)
        session.click(left + width - 40, top + height - 38)
    return True
