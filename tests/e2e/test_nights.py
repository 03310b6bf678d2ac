"""The whole process across midnight and the change to and from summer time, by libfaketime.

Its default is the mode to use: it moves the wall clock, CLOCK_MONOTONIC and CLOCK_BOOTTIME by the same amount and lets
them pass alike. With FAKETIME_DONT_FAKE_MONOTONIC=1, libfaketime 0.9.10 makes Python's `time.sleep` fail (EINVAL).
"""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hipbreak.core.facts import tracking_facts
from tests.e2e.card import CARD
from tests.e2e.desk import Desk, need, wait_until
from tests.e2e.program import QUICK, Program

pytestmark = pytest.mark.desk

SECOND = timedelta(seconds=1)
BERLIN = {"TZ": "Europe/Berlin"}
BOUND = QUICK | {"window_closes": "6s"}

NIGHTS = {
    "midnight": ("2026-03-02T23:59:55+01:00", ("2026-03-02", "2026-03-03"), 0),
    "summer time begins": ("2026-03-29T01:59:55+01:00", ("2026-03-29", "2026-03-29"), 3600),
    "summer time ends": ("2026-10-25T02:59:55+02:00", ("2026-10-25", "2026-10-25"), -3600),
}


def faked(moment: str) -> dict[str, str]:
    """The environment in which it is this moment now, for every process that gets it."""
    need("faketime")
    (library,) = Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")
    ahead = datetime.fromisoformat(moment) - datetime.now().astimezone()
    return BERLIN | {"LD_PRELOAD": str(library), "FAKETIME": f"{ahead.total_seconds():+.3f}s"}


@pytest.mark.parametrize("night", list(NIGHTS))
def test_sitting_through_the_night(office: Desk, program: Program, night: str) -> None:
    """R8: S goes on, the card comes after exactly its time, and the days of `stats` add up to the time observed."""
    moment, (first, last), jump = NIGHTS[night]
    program.write_settings(BOUND)
    clock = faked(moment)
    program.start(**clock)
    (sat,) = program.facts(tracking_facts.Sat)
    prompted = program.wait_for(tracking_facts.Prompted)
    office.window(CARD)
    before, after = sat.since, prompted.at
    assert after - before == 6 * SECOND == prompted.sitting
    assert before.replace(tzinfo=None) + 6 * SECOND + timedelta(seconds=jump) == after.replace(tzinfo=None)
    assert (before.date().isoformat(), after.date().isoformat()) == (first, last)
    assert program.status()["sitting_s"] >= 6
    assert (
        not program.facts(tracking_facts.Reclocked)
        and not program.facts(tracking_facts.Left)
        and not program.facts(tracking_facts.Unobserved)
    )
    program.do("posture", "standing")
    (bout,) = program.facts(tracking_facts.Bout)
    done = program.run("stats", "--from", first, "--to", last, "--json", **clock)
    told = program.read_json(done)
    days = told["days"]
    assert [day["date"] for day in days] == sorted({first, last})
    length = (bout.end - bout.start).total_seconds()
    assert abs(sum(day["sitting_s"] for day in days) - length) <= len(days) / 2
    assert abs(told["total"]["sitting_s"] - length) <= 0.5
    if first != last:
        midnight = datetime.fromisoformat(f"{last}T00:00:00+01:00")
        assert abs(days[0]["sitting_s"] - (midnight - before).total_seconds()) <= 0.5


def test_a_wall_clock_that_is_set(office: Desk, program: Program, tmp_path: Path) -> None:
    """R8, complaint 18: an hour forward and two back, the steady clock untouched, neither add nor take a second."""
    clock = faked("2026-03-02T12:00:00+01:00")
    rate = tmp_path / "faketimerc"
    del clock["FAKETIME"]
    clock |= {"FAKETIME_TIMESTAMP_FILE": str(rate), "FAKETIME_NO_CACHE": "1"}
    clock["FAKETIME_DONT_FAKE_MONOTONIC"] = "1"
    rate.write_text("+0\n")
    program.write_settings(BOUND | {"window_opens": "8s", "window_closes": "9s"})
    program.start(**clock)
    wait_until(lambda: program.status()["sitting_s"] >= 3, "three seconds of sitting")
    for times, offset in enumerate(("+3600\n", "-3600\n"), 1):
        before = program.status()["sitting_s"]
        rate.write_text(offset)
        program.wait_for(tracking_facts.Reclocked, times)
        assert before <= program.status()["sitting_s"] <= before + 4
    prompted = program.wait_for(tracking_facts.Prompted)
    assert prompted.sitting == 9 * SECOND
    office.window(CARD)
