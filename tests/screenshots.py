"""Makes assets/screenshots anew: `python -m tests.screenshots`, or `make screenshots`."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "assets" / "screenshots"
WANTED = (
    "card-stand",
    "card-cue",
    "guide-ribs",
    "guide-tuck",
    "guide-squeeze",
    "today",
    "settings",
    "menu",
    "small",
    "log",
)
_DEMO = "import sys; from pathlib import Path; from hipbreak.demo import play; sys.exit(play(Path(sys.argv[1]), 2.0))"


def main() -> int:
    """Plays the demo day at twice its pace and keeps the pictures that the README shows."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-c", _DEMO, folder], check=True, stdout=subprocess.DEVNULL)
        TARGET.mkdir(parents=True, exist_ok=True)
        for name in WANTED:
            for look in ("light", "dark"):
                shutil.copyfile(Path(folder) / f"{name}-{look}.png", TARGET / f"{name}-{look}.png")
    print(f"{2 * len(WANTED)} pictures in {TARGET.relative_to(TARGET.parent.parent)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
