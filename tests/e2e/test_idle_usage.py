"""Wake-ups and CPU time of the app while nothing is due."""

import os
import time
from pathlib import Path

import pytest

from tests.e2e.app_process import AppProcess
from tests.e2e.desktop import Desktop, wait_until

pytestmark = pytest.mark.display

LENGTH_S = 6


def switches(pid: int) -> int:
    """Voluntary context switches of all its threads."""
    tasks = Path(f"/proc/{pid}/task").glob("*/status")
    lines = [line for task in tasks for line in task.read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary"))


def cpu_s(pid: int) -> float:
    """CPU time used, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_the_app_sleeps_while_nothing_is_due(full_desktop: Desktop, app: AppProcess) -> None:
    """A loose bound, without input and with at most one beat; the benchmark has the exact one."""
    app.paths.settings.unlink()
    app.start()
    wait_until(full_desktop.icon, "the icon")
    pid = app.process.pid
    wait_until(lambda: _quiet(pid), "the start to be over")
    before, used = switches(pid), cpu_s(pid)
    time.sleep(LENGTH_S)  # a length of time is what is measured
    assert switches(pid) - before <= LENGTH_S
    assert cpu_s(pid) - used <= 0.05


def _quiet(pid: int) -> bool:
    before = switches(pid)
    time.sleep(1)
    return switches(pid) == before
