"""Desktops that lack something: a tray, a bus, a display."""

import pytest

from hipbreak.core.facts import tracking_facts
from tests.e2e.card import CARD
from tests.e2e.desk import Desk, wait_until
from tests.e2e.program import QUICK, Program

pytestmark = pytest.mark.desk

SMALL = "^Hipbreak$"
CALM = QUICK | {"window_opens": "20min", "window_closes": "30min"}


def test_no_tray_then_one_then_none_then_one(desk: Desk, program: Program) -> None:
    """Complaints 10 and 11: the small window stands in for a tray host that is not there, and only then."""
    program.write_settings(CALM)
    desk.with_session_bus()
    program.environment |= desk.environment
    program.start()
    desk.window(SMALL)
    assert program.run().returncode == 0  # a second start shows it, and not Today
    assert not desk.windows("^Today")
    for _ in range(2):
        tray = desk.with_tray()
        wait_until(desk.icon, "the icon to appear")
        wait_until(lambda: not desk.windows(SMALL), "the small window to go")
        tray.kill()
        desk.window(SMALL)
    assert program.process.poll() is None and program.stderr() == ""


@pytest.mark.parametrize("buses", [("system",), ()])
def test_without_a_bus(desk: Desk, program: Program, buses: tuple[str, ...]) -> None:
    """The card comes at its moment, commands answer, stderr is silent (most tests here have only a session bus)."""
    desk.with_tray()
    if "system" in buses:
        desk.with_system_bus()
    program.environment |= desk.environment
    program.start()
    program.wait_for(tracking_facts.Prompted)
    desk.window(CARD)
    assert program.status()["idle_source"] == "x11-screensaver"
    assert program.stderr() == ""
    program.quit()


def test_a_bus_that_ends_in_the_middle_of_the_day(desk: Desk, program: Program) -> None:
    """The card comes all the same, and the program lives on."""
    desk.with_tray()
    bus = desk.with_session_bus()
    saver = desk.with_screen_saver(bus)
    program.environment |= desk.environment
    program.start()
    wait_until(saver.is_heard, "the program to listen")
    bus.kill()
    program.wait_for(tracking_facts.Prompted)
    desk.window(CARD)
    assert program.do("skip") == 0
    program.quit()


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_a_display_that_cannot_be_reached(program: Program, variable: str) -> None:
    """It is named but nobody is there: one sentence and exit code 1, and no abort."""
    del program.environment["DISPLAY"]
    program.environment[variable] = ":987"
    done = program.run()
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert done.stderr.startswith("hipbreak: ") and f"{variable} is :987" in done.stderr


def test_without_a_display(desk: Desk, program: Program) -> None:
    """One sentence and exit code 1, no abort; the profile is free for the next start, and the other commands work."""
    del program.environment["DISPLAY"]
    done = program.run()
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert done.stderr.startswith("hipbreak: ") and "display" in done.stderr
    assert program.do("stats") == 0
    program.environment |= desk.environment
    program.start()
    del program.environment["DISPLAY"]
    assert program.run().returncode == 0  # from a shell without a display it shows the first one's window
    desk.window(SMALL)
