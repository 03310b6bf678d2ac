"""`python -m tests.tools.bench --quick` gives every figure, and none that cannot be."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAMS = ("Xvfb", "openbox", "trayer", "xdotool", "dbus-daemon", "mutter", "sway", "pulseaudio")


@pytest.mark.desk
@pytest.mark.timeout(150)
@pytest.mark.skipif(any(shutil.which(name) is None for name in PROGRAMS), reason="the desk's programs are missing")
def test_bench_measures_everything(tmp_path: Path) -> None:
    """Only that the figures are there and plausible: how good they are is not for a test on a busy machine."""
    record = tmp_path / "figures.json"
    command = [sys.executable, "-m", "tests.tools.bench", "--quick", "--json", str(record)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=140)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(record.read_text())
    assert told["not_measured"] == {}
    rows = told["rows"]
    assert len(rows) == 71
    assert sum(row["bare"] is not None for row in rows) == 17  # start-up, memory, CPU, wake-ups
    for row in rows:
        assert row["figure"].strip() in done.stdout
        assert 0 <= row["hipbreak"] < 60_000, row
