"""Two monitors of a Wayland session: a card on each, through Xwayland."""

import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.card import CARD
from tests.e2e.desktop import wait_until
from tests.sessions.nested import nested_session

pytestmark = pytest.mark.display


@pytest.mark.parametrize(
    "compositor",
    ["mutter", *(pytest.param(name, marks=pytest.mark.desktops) for name in ("gnome-shell", "kwin_wayland"))],
)
def test_one_card_on_each_monitor(stack: ExitStack, tmp_path: Path, compositor: str) -> None:
    if shutil.which(compositor) is None:
        pytest.skip(f"{compositor} is not installed")
    session = stack.enter_context(nested_session(compositor, monitors=2))
    app = AppProcess(tmp_path / "hip", session.environment, QUICK | {"card_screen": "all"})
    stack.callback(app.end)
    app.start()

    def corners() -> list[tuple[int, int]]:
        places = [session.place(window) for window in session.windows(CARD)]
        return sorted((left + width, top + height) for left, top, width, height in places)

    wait_until(lambda: corners() == [(1280 - 16, 800 - 16), (2560 - 16, 800 - 16)], "a card on each monitor")
    assert app.exit_code("skip") == 0
    wait_until(lambda: not corners(), "both to go")
