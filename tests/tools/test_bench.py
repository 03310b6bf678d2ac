"""`python -m tests.tools.bench --quick` measures every figure, and each is plausible."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAMS = ("Xvfb", "openbox", "trayer", "xdotool", "dbus-daemon", "mutter", "sway", "pulseaudio")


@pytest.mark.display
@pytest.mark.timeout(600)
@pytest.mark.skipif(any(shutil.which(name) is None for name in PROGRAMS), reason="programs of the desktop are missing")
def test_bench_measures_everything(tmp_path: Path) -> None:
    """Whether targets are met is not tested: the machine may be busy."""
    file = tmp_path / "figures.json"
    command = [sys.executable, "-m", "tests.tools.bench", "--quick", "--json", str(file)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=590)
    assert done.returncode == 0, done.stdout + done.stderr
    record = json.loads(file.read_text())
    assert record["not_measured"] == {}
    rows = record["rows"]
    assert len(rows) == 94
    assert sum(row["bare"] is not None for row in rows) == 25  # start-up, memory, CPU, wake-ups
    for row in rows:
        assert row["figure"].strip() in done.stdout
        assert -100 < row["hipbreak"] < 60_000, row  # a difference of two may be below zero on a busy machine
