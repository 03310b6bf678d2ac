"""Small and scaled screens of a Wayland session: card and guide are whole, and in their corner."""

import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e.app_process import AppProcess
from tests.e2e.card import CARD
from tests.e2e.desktop import wait_until
from tests.sessions.nested import NestedSession, nested_session, shell_windows, start_gnome_services

pytestmark = [pytest.mark.display, pytest.mark.desktops]

CARD_TITLE, GUIDE_TITLE = "Time for a break — Hipbreak", "Stand-up break - Hipbreak"

Place = tuple[int, int, int, int]


def places(session: NestedSession, compositor: str) -> dict[str, Place]:
    """Left, top, width and height of the app's windows by their titles, frames included where there are any."""
    if compositor == "gnome-shell":
        return shell_windows(session.environment)
    shown = {CARD: CARD_TITLE, "^Stand-up break": GUIDE_TITLE}
    return {title: session.place(found[0]) for name, title in shown.items() if (found := session.windows(name))}


@pytest.mark.parametrize(
    ("compositor", "size", "scale"),
    [
        ("gnome-shell", "1024x600", 1),
        ("gnome-shell", "1920x1200", 1.5),
        ("gnome-shell", "2560x1600", 2),
        ("kwin_wayland", "1024x600", 1),
        ("kwin_wayland", "1920x1200", 1.5),
        ("kwin_wayland", "2560x1600", 2),
    ],
)
def test_card_and_guide_are_whole(stack: ExitStack, tmp_path: Path, compositor: str, size: str, scale: float) -> None:
    """X programs draw larger; at a fractional scale of GNOME it is the compositor that enlarges."""
    if shutil.which(compositor) is None:
        pytest.skip(f"{compositor} is not installed")
    session = stack.enter_context(nested_session(compositor, size=size, scale=scale))
    if is_gnome := compositor == "gnome-shell":
        start_gnome_services(session, stack)
    drawn = 1.0 if is_gnome and scale % 1 else scale
    app = AppProcess(tmp_path / "hip", session.environment, {"pulse_length": "60s"})
    stack.callback(app.end)
    app.start()
    width, height = (int(length) for length in session.ask("getdisplaygeometry").split())
    assert [width, height] == [int(length) / scale * drawn for length in size.split("x")]

    def corner() -> tuple[int, int] | None:
        place = places(session, compositor).get(CARD_TITLE)
        return (width - place[0] - place[2], height - place[1] - place[3]) if place else None

    wait_until(lambda: corner() == (16 * drawn, 16 * drawn), f"the card in the corner of {width} x {height}")
    assert places(session, compositor)[CARD_TITLE][2] >= 300 * drawn
    assert app.exit_code("stand") == 0
    left, top, wide, high = wait_until(lambda: places(session, compositor).get(GUIDE_TITLE), "the guide")
    assert left >= 0 and top >= 0 and left + wide <= width and top + high <= height
