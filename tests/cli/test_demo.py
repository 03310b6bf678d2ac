"""The demo plays the shipped day through the same engine and windows, with the facts of replay."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking.trace import read_trace, replay
from hipbreak.store.assets import asset

_FAST = (
    "import sys; from pathlib import Path; from hipbreak.cli.demo import play; sys.exit(play(Path(sys.argv[1]), 8.0))"
)


def test_the_demo_prints_facts_and_saves_pictures(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _FAST, str(tmp_path)], capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert str(tmp_path) in done.stdout.splitlines()[-1]
    for name in ("card-stand", "card-cue", "guide-stand", "guide-squeeze", "now", "settings", "menu", "log", "small"):
        for look in ("light", "dark"):
            assert (tmp_path / f"{name}-{look}.png").stat().st_size > 1000
    with asset("traces/a-working-day.jsonl").open(encoding="utf-8") as lines:
        facts = list(replay(read_trace(lines), Settings(), lambda *_: None))
    replayed = [fact for fact in facts if isinstance(fact, tracking_facts.Prompted)]
    printed = [line for line in done.stdout.splitlines() if "prompted" in line]
    assert [line.split()[0] for line in printed] == [f"{fact.at:%H:%M}" for fact in replayed]
    figures = json.loads((tmp_path / "statistics.json").read_text())["total"]
    sitting = sum((x.end - x.start).total_seconds() for x in _standing_bouts(facts))
    assert abs(figures["sitting_s"] - sitting) < 30, "the guide's end is a frame or two late at this pace"


def _standing_bouts(facts: list[Fact]) -> list[tracking_facts.Bout]:
    bouts: dict[datetime, tracking_facts.Bout] = {}
    for fact in facts:
        if isinstance(fact, tracking_facts.Corrected) and fact.of == "bout":
            bouts.pop(fact.start, None)
        elif isinstance(fact, tracking_facts.Bout):
            bouts[fact.start] = fact
    return list(bouts.values())
