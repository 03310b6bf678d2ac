"""The cost of a frame of the moving figure, and the timers of a paused or closed window."""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.tools.bench.desktop import BenchDesktop
from tests.tools.bench.frames import MOVES
from tests.tools.bench.table import Row

_ROOT = Path(__file__).parents[3]
_LIMIT_MS = 4
_SOON_MS = 60_000  # a paused window has one deadline, minutes later


def measure(desktop: BenchDesktop, seconds: float) -> list[Row]:
    """Each move in a process of its own; the standing pulse is the guide's, the others a session's."""
    rows: list[Row] = []
    soon = closed = 0
    for move in MOVES:
        result = _played(desktop, move, seconds)
        rows += [
            Row(f"{move}: CPU of a frame at 60 Hz", "ms", median(result["frames"]), target=_LIMIT_MS),
            Row("  of those alone in which the figure moves", "ms", median(result["painted"])),
        ]
        soon += sum(interval < _SOON_MS for interval in result["paused"])
        closed += len(result["closed"])
    return [
        *rows,
        Row("timers that run in a paused guide or session, also with reduced motion", "", soon, target=0),
        Row("  in a closed one", "", closed, target=0),
    ]


def _played(desktop: BenchDesktop, move: str, seconds: float) -> dict[str, list[float]]:
    command = (sys.executable, "-m", "tests.tools.bench.frames", move, str(seconds))
    done = subprocess.run(command, env=desktop.environment, cwd=_ROOT, check=True, capture_output=True, text=True)
    result: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return result
