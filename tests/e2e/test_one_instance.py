"""One Hipbreak for a profile, however often it is started."""

import pytest

from tests.e2e.desk import Desk, wait_until
from tests.e2e.program import QUICK, Program

pytestmark = pytest.mark.desk

CALM = QUICK | {"window_opens": "20min", "window_closes": "30min"}


def test_twenty_starts_at_once_leave_one(office: Desk, program: Program) -> None:
    """Nineteen end with exit code 0 and without a word, one answers, and its window is on the screen once."""
    program.write_settings(CALM)
    starts = [program.spawn() for _ in range(20)]
    wait_until(lambda: sum(start.poll() is None for start in starts) == 1, "nineteen to end", 60)
    wait_until(program.answers, "an answer of the one")
    assert "".join(program.everything_said()) == ""
    assert [start.returncode for start in starts if start.returncode is not None] == [0] * 19
    office.window("^Today")
    wait_until(office.icon, "its icon")


def test_a_second_start_shows_the_first(office: Desk, program: Program) -> None:
    """It ends with 0 at once; Today comes up, also again after it was closed, and is the active window."""
    program.write_settings(CALM)
    program.start()
    for _ in range(2):
        assert not office.windows("^Today")
        second = program.run()
        assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
        office.window("^Today")
        wait_until(lambda: office.focus()[0] in office.windows("^Today"), "Today to be active")
        office.display.xdotool("key", "Escape")
        wait_until(lambda: not office.windows("^Today"), "Today to close")
    assert program.process.poll() is None


def test_a_killed_one_holds_nothing(office: Desk, program: Program) -> None:
    """After kill -9 its lock and its socket still lie there, and the next start takes over."""
    program.write_settings(CALM)
    program.start()
    program.kill()
    assert program.paths.lock.exists()
    assert program.do("status") == 3
    program.start()
    assert program.status()["phase"] == "sitting"
