"""Makes assets/screenshots anew: `python -m tests.tools.screenshots [DIR]`, or `make screenshots`."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from hipbreak.ui.theme.app_style import AppStyle
from tests.tools.tour import Way, desk, met

TARGET = Path(__file__).resolve().parents[2] / "assets" / "screenshots"
OF_THE_DAY = (
    "card-stand",
    "card-cue",
    "guide-ribs",
    "guide-tuck",
    "guide-squeeze",
    "now",
    "settings",
    "menu",
    "small",
    "log",
)
"""The pictures of the demo day."""
OF_THE_PROGRAMME = {
    "popover-sitting": "popover",
    "programme-today": "programme",
    "overview-mini": "overview",
    "session-press": "session",
    "self-test-3": "self-test",
}
"""Moments of the tour, and the names of their pictures."""
LOOKS = ("light", "dark")
_DEMO = (
    "import sys; from pathlib import Path; from hipbreak.cli.demo import play; sys.exit(play(Path(sys.argv[1]), 2.0))"
)


def main(target: Path) -> int:
    """Play the demo day at twice its speed and save the pictures of the README."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-c", _DEMO, folder], check=True, stdout=subprocess.DEVNULL)
        for name in OF_THE_DAY:
            for look in LOOKS:
                shutil.copyfile(Path(folder) / f"{name}-{look}.png", target / f"{name}-{look}.png")
    app, style = desk(), AppStyle()
    for look in LOOKS:
        way = Way(look, dark=look == "dark")
        for moment, window in met(app, style, way, ("popover", "programme", "session", "self_test")):
            if moment in OF_THE_PROGRAMME:
                window.grab().save(str(target / f"{OF_THE_PROGRAMME[moment]}-{look}.png"))
    made = [target / f"{name}-{look}.png" for name in (*OF_THE_DAY, *OF_THE_PROGRAMME.values()) for look in LOOKS]
    assert all(picture.is_file() for picture in made), "a moment of the tour has another name now"
    print(f"{len(made)} pictures in {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else TARGET))
