"""`python -m tests.tools.bench`: one table of figures: Hipbreak's, the bare program's, and the target."""

import argparse
import json
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import PySide6
from PySide6.QtCore import qVersion

from tests.tools.bench import (
    compositors,
    follow,
    guide,
    language,
    log,
    moves,
    platforms,
    prompt,
    rehearse,
    replay,
    report,
    rest,
    session,
    shared,
    start_up,
    transfer,
    window,
)
from tests.tools.bench.desktop import BenchDesktop, bench_desktop
from tests.tools.bench.table import Row, lines_of

HOW = """\
Start-up: exec until the X server says that the icon's window, docked in trayer, is viewable; the programs by turns,
medians. PSS: /proc/PID/smaps_rollup. CPU: /proc/PID/task/*/schedstat. Wake-ups: voluntary and involuntary context
switches of all threads; the second are no wake-ups, but come with a busy machine. Both programs run at the same time,
on one Xvfb (openbox, trayer, a private bus as session and system bus), from 5 s after their start; without input
until the pointer is moved by xdotool each second. Under Mutter and sway (headless; fake tray, logind and screen
saver on two buses, and PulseAudio): the same without input, on both desktops at the same time. Cards and guide: until
the X server says that the window is viewable; the moment the rules name is the fact's `at` in the log, the deciding
beat the log's heartbeat. Frames: CPU time of a process that plays the move in a real window, from one reading of the
clock to the next; timers: those that Qt's event loop has for the window and all in it. Logs and traces are made anew
for each run, on this disk."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long and how often each section measures."""

    starts: int = 9
    settled_s: float = 5
    pss_after_s: float = 60
    quiet_s: float = 120
    busy_s: float = 30
    prompts: int = 8
    window_s: float = 4
    openings: int = 5
    played_s: float = 3
    moved_s: float = 10
    pause_s: float = 1
    replay_days: int = 250
    entries: int = 1000
    log_days: int = 2500
    runs: int = 5


QUICK = Length(
    starts=1,
    settled_s=0.5,
    pss_after_s=1,
    quiet_s=1,
    busy_s=1,
    prompts=1,
    window_s=1,
    openings=2,
    played_s=0.5,
    moved_s=0.3,
    pause_s=0.2,
    replay_days=5,
    entries=100,
    log_days=30,
    runs=1,
)


def _sections(length: Length, desktop: Callable[[], BenchDesktop], folder: Path) -> dict[str, Callable[[], list[Row]]]:
    return {
        "start-up": lambda: start_up.measure(desktop(), length.starts),
        "language": lambda: language.measure(folder / "language", length.runs),
        "rest": lambda: rest.measure(desktop(), length.settled_s, length.pss_after_s, length.quiet_s, length.busy_s),
        "follow": lambda: follow.measure(desktop(), length.settled_s, length.quiet_s),
        "compositors": lambda: compositors.measure(folder, length.settled_s, length.quiet_s),
        "platforms": lambda: platforms.measure(folder / "platforms", length.starts, length.pss_after_s, length.quiet_s),
        "prompt": lambda: prompt.measure(desktop(), length.prompts, length.window_s),
        "guide": lambda: guide.measure(desktop(), length.openings, length.played_s, length.pause_s),
        "session": lambda: session.measure(desktop(), length.openings, length.pause_s),
        "moves": lambda: moves.measure(desktop(), length.moved_s),
        "replay": lambda: replay.measure(folder, length.replay_days, length.runs),
        "rehearse": lambda: rehearse.measure(folder, length.replay_days, length.runs),
        "append": lambda: log.append(folder, length.entries),
        "statistics": lambda: log.statistics(folder, length.log_days, length.runs),
        "ages": lambda: log.ages(folder, length.log_days, length.runs),
        "shared": lambda: shared.measure(folder / "several", length.log_days, length.runs),
        "window": lambda: window.measure(folder, length.log_days, length.runs),
        "report": lambda: report.measure(folder, length.log_days, length.runs),
        "transfer": lambda: transfer.rows(folder / "transfer", length.log_days),
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(models)} x {models[0]}" if models else platform.machine()


def _machine() -> str:
    load = Path("/proc/loadavg").read_text().split()[0]
    versions = f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, Qt {qVersion()}"
    return f"{_processor()}; Linux {platform.release()}; {versions}; load {load} at the end"


def main() -> int:
    """Measure and print; 1 only if something could not be measured."""
    parser = argparse.ArgumentParser("python -m tests.tools.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="half a minute, to see whether it works")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures there too")
    parser.add_argument("--only", action="append", metavar="SECTION", help="only this section; may be given again")
    args = parser.parse_args()
    begun = time.monotonic()
    rows: list[Row] = []
    failed: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="hipbreak-bench-") as name, ExitStack() as parts:
        folder, opened = Path(name), list[BenchDesktop]()

        def desktop() -> BenchDesktop:
            if not opened:
                opened.append(parts.enter_context(bench_desktop(folder)))
            return opened[0]

        sections = _sections(QUICK if args.quick else Length(), desktop, folder)
        for section in args.only or sections:
            print(f"{time.monotonic() - begun:5.0f} s  {section} ...", file=sys.stderr, flush=True)
            try:
                rows += sections[section]()
            except Exception as error:  # noqa: BLE001 - the other sections are measured all the same
                failed[section] = f"{type(error).__name__}: {error}"
    machine = _machine()
    print(*lines_of(rows), "", machine, HOW, sep="\n")
    for section, reason in failed.items():
        print(f"NOT MEASURED: {section}: {reason}")
    if args.json is not None:
        record = {"machine": machine, "rows": [row.record() for row in rows], "not_measured": failed}
        args.json.write_text(json.dumps(record, indent=1) + "\n")
    return 1 if failed else 0


sys.exit(main())
