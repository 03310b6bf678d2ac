"""Nothing is due: the program sleeps."""

import os
import time
from pathlib import Path

import pytest

from tests.e2e.desk import Desk, wait_until
from tests.e2e.program import Program

pytestmark = pytest.mark.desk

LENGTH_S = 6


def switches(pid: int) -> int:
    """How often any of its threads has gone to sleep by itself."""
    tasks = Path(f"/proc/{pid}/task").glob("*/status")
    lines = [line for task in tasks for line in task.read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary"))


def cpu_s(pid: int) -> float:
    """The processor time it has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_program_with_nothing_to_do(office: Desk, program: Program) -> None:
    """A loose bound, since the exact one is the benchmark's: nobody at the keyboard, and one beat at most."""
    program.paths.settings.unlink()
    program.start()
    wait_until(office.icon, "the icon")
    pid = program.process.pid
    wait_until(lambda: _quiet(pid), "the start to be over")
    before, used = switches(pid), cpu_s(pid)
    time.sleep(LENGTH_S)  # the one thing here that is a length of time and no event
    assert switches(pid) - before <= LENGTH_S
    assert cpu_s(pid) - used <= 0.05


def _quiet(pid: int) -> bool:
    before = switches(pid)
    time.sleep(1)
    return switches(pid) == before
