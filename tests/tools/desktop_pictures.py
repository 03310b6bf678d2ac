"""Pictures of Hipbreak in GNOME, Plasma and Xfce, light and dark: `-m tests.tools.desktop_pictures [gnome ...]`."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from hipbreak.core.facts import tracking_facts
from hipbreak.ui.theme.status_icon import PANEL_COLOURS
from tests.e2e.app_process import QUICK, ROOT, AppProcess
from tests.e2e.card import CARD
from tests.e2e.desktop import wait_until
from tests.sessions.editor import GUIDE
from tests.sessions.nested import NestedSession, install_entry
from tests.sessions.whole_desktops import DESKTOPS, WholeDesktop
from tests.sessions.xfce import PANEL, SWITCHER_ICON, xfce_session

FOLDER = ROOT / "docs" / "desktops"
SHOWN = ("card", "menu", "guide", "notification", "switcher")
_SHADES = 150  # brightnesses of a colour, in a window with text and figures
_SETTLED_S = 1.5  # fades and software rendering
_SETTINGS = QUICK | {"later_short": "5min", "later_long": "10min", "pulse_length": "30s"}
_HALF = ("-resize", "50%")


@contextmanager
def xfce_desktop() -> Iterator[WholeDesktop]:
    """Xfce as the others; what the pictures do not need does nothing."""
    with xfce_session() as start, start.panel():
        session = start.session

        def set_dark(on: bool) -> None:
            session.set("xsettings", "/Net/ThemeName", "string", "Adwaita-dark" if on else "Adwaita")

        yield WholeDesktop(session, PANEL, set_dark, start.panel, start.panel, SWITCHER_ICON)


_ALL: Mapping[str, Callable[[], AbstractContextManager[WholeDesktop]]] = {**DESKTOPS, "xfce": xfce_desktop}


def main(names: list[str]) -> None:
    """Write one sheet for each desktop: a row for each of `SHOWN`, light on the left and dark on the right."""
    FOLDER.mkdir(exist_ok=True)
    for name in names or list(_ALL):
        with tempfile.TemporaryDirectory() as folder, _ALL[name]() as desktop:
            install_entry(desktop.session)
            if name == "plasma":
                _set_plain_wallpaper(desktop.session, Path(folder))
            for style in ("light", "dark"):
                desktop.set_dark(style == "dark")
                with ExitStack() as stack:
                    _photograph(desktop, Path(folder), style, stack)
            sheet = [str(Path(folder, f"{what}-{style}.png")) for what in SHOWN for style in ("light", "dark")]
            place = ["-tile", "2x", "-geometry", "640x400+4+4", "-background", "#808080"]
            whole = str(Path(folder, "whole.png"))
            subprocess.run(["montage", *sheet, *place, whole], check=True)
            few = ["+dither", "-colors", "255"]  # a quarter of the size
            subprocess.run(["convert", whole, *few, f"PNG8:{FOLDER / name}.png"], check=True)


def _set_plain_wallpaper(session: NestedSession, folder: Path) -> None:
    """That of Plasma is a photograph, which makes a large file."""
    picture = folder / "wallpaper.png"
    subprocess.run(["convert", "-size", "1280x800", "xc:#2f5f73", str(picture)], check=True)
    environment = {**session.environment, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(["plasma-apply-wallpaperimage", str(picture)], env=environment, check=True, capture_output=True)


def _photograph(desktop: WholeDesktop, folder: Path, style: str, stack: ExitStack) -> None:
    session = desktop.session
    app = AppProcess(folder / style, session.environment, _SETTINGS)
    stack.callback(app.end)

    def take(what: str) -> None:
        time.sleep(_SETTLED_S)
        picture = str(folder / f"{what}-{style}.png")
        session.run_on_host("import", "-silent", "-window", "root", *_HALF, picture)

    desktop.leave_panel()
    app.start()
    wait_until(lambda: session.windows(CARD), "the card")
    take("card")
    icon = wait_until(lambda: desktop.icon(PANEL_COLOURS.due), "the icon")
    session.host.xdotool("mousemove", *map(str, icon))
    session.host.xdotool("click", "3")
    take("menu")
    session.type("Escape")
    desktop.leave_panel()
    wait_until(lambda: app.exit_code("stand") == 0 or session.windows(GUIDE), "a break")
    _wait_until_painted(session, GUIDE)
    take("guide")
    app.quit()
    app.write_settings(_SETTINGS | {"prompts_as": "notification"})
    prompts = len(app.facts(tracking_facts.Prompted))
    app.start()
    app.wait_for(tracking_facts.Prompted, prompts + 1)
    take("notification")
    assert app.exit_code("skip") == 0
    app.quit()
    app.write_settings(_SETTINGS | {"window_opens": "20min", "window_closes": "30min"})
    app.start()
    wait_until(lambda: app.exit_code("open", "now") == 0, "an answer")
    _wait_until_painted(session, "^Now")
    with session.holding("alt"):
        session.type("Tab")
        take("switcher")
    app.quit()


def _wait_until_painted(session: NestedSession, title: str) -> None:
    """On a busy machine a window is black at first, with its title at most."""
    (window,) = wait_until(lambda: session.windows(title), title)
    wait_until(lambda: len(set(session.pixels(session.place(window)))) > _SHADES, f"{title} to be painted")


if __name__ == "__main__":
    main(sys.argv[1:])
