"""`hipbreak status --follow` with the real program."""

import json
import select
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.app_process import AppProcess
from tests.e2e.desktop import LIMIT_S

pytestmark = pytest.mark.display


@pytest.fixture
def follower(app: AppProcess) -> Iterator["subprocess.Popen[bytes]"]:
    """`status --follow --json` of the running app."""
    app.start()
    process = subprocess.Popen(
        app.command("status", "--follow", "--json"), env=app.environment(), stdout=subprocess.PIPE, bufsize=0
    )
    yield process
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def line_of(process: "subprocess.Popen[bytes]") -> dict[str, object]:
    assert process.stdout is not None
    assert select.select([process.stdout], [], [], LIMIT_S)[0], "no line in time"
    return json.loads(process.stdout.readline())  # type: ignore[no-any-return]


def until(process: "subprocess.Popen[bytes]", key: str, value: object) -> dict[str, object]:
    while (status := line_of(process))[key] != value:
        pass
    return status


def context_switches(process: "subprocess.Popen[bytes]") -> int:
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.partition("\nvoluntary_ctxt_switches:")[2].split()[0])


def test_a_line_comes_at_each_change_and_the_end_of_the_app_ends_it(
    app: AppProcess, follower: "subprocess.Popen[bytes]"
) -> None:
    assert line_of(follower)["paused"] is False
    assert app.exit_code("pause") == 0
    assert "Paused" in str(until(follower, "paused", True)["sentence"])
    app.quit()
    assert follower.wait(LIMIT_S) == 0


def test_it_sleeps_while_nothing_changes_and_ends_with_its_reader(
    app: AppProcess, follower: "subprocess.Popen[bytes]"
) -> None:
    app.exit_code("pause")
    until(follower, "paused", True)
    before = context_switches(follower)
    lines, end = 0, time.monotonic() + 3
    while select.select([follower.stdout], [], [], max(0.0, end - time.monotonic()))[0]:
        line_of(follower)
        lines += 1
    assert lines <= 3 and context_switches(follower) - before <= 3 * lines + 1
    follower.stdout.close()  # type: ignore[union-attr]
    assert follower.wait(LIMIT_S) == 0
