"""Midnight, the change to and from summer time, and a wall clock that is set, by libfaketime.

Its default mode moves the wall clock, CLOCK_MONOTONIC and CLOCK_BOOTTIME by the same amount. With
FAKETIME_DONT_FAKE_MONOTONIC=1, libfaketime 0.9.10 makes Python's `time.sleep` fail (EINVAL).
"""

import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hipbreak.core.facts import tracking_facts
from tests.desktop.fakes import require
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.card import CARD
from tests.e2e.desktop import Desktop, wait_until

pytestmark = pytest.mark.display

SECOND = timedelta(seconds=1)
BERLIN = {"TZ": "Europe/Berlin"}
BOUND = QUICK | {"window_closes": "18s", "short_absence": "60s"}
"""A busy machine may take 15 s to start the app before the clock changes."""

NIGHTS = {
    "midnight": ("2026-03-02T23:59:45+01:00", ("2026-03-02", "2026-03-03"), 0),
    "summer time begins": ("2026-03-29T01:59:45+01:00", ("2026-03-29", "2026-03-29"), 3600),
    "summer time ends": ("2026-10-25T02:59:45+02:00", ("2026-10-25", "2026-10-25"), -3600),
}


def fake_time(moment: str) -> dict[str, str]:
    """Variables with which a process starts at this moment."""
    require("faketime")
    (library,) = Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")
    ahead = datetime.fromisoformat(moment) - datetime.now().astimezone()
    return BERLIN | {"LD_PRELOAD": str(library), "FAKETIME": f"{ahead.total_seconds():+.3f}s"}


@pytest.mark.parametrize("night", list(NIGHTS))
def test_sitting_through_the_night(full_desktop: Desktop, app: AppProcess, night: str) -> None:
    """R8: S continues, the card comes after exactly its time, and the days of `stats` add up to the time observed."""
    moment, (first, last), jump = NIGHTS[night]
    app.write_settings(BOUND)
    clock = fake_time(moment)
    app.start(**clock)
    (sat,) = app.facts(tracking_facts.Sat)
    prompted = app.wait_for(tracking_facts.Prompted)
    full_desktop.window(CARD)
    before, after = sat.since, prompted.at
    assert after - before == 18 * SECOND == prompted.sitting
    assert before.replace(tzinfo=None) + 18 * SECOND + timedelta(seconds=jump) == after.replace(tzinfo=None)
    assert (before.date().isoformat(), after.date().isoformat()) == (first, last)
    assert app.status()["sitting_s"] >= 18
    assert (
        not app.facts(tracking_facts.Reclocked)
        and not app.facts(tracking_facts.Left)
        and not app.facts(tracking_facts.Unobserved)
    )
    app.exit_code("posture", "standing")
    bout = app.wait_for(tracking_facts.Bout)
    done = app.run("stats", "--from", first, "--to", last, "--json", **clock)
    stats = app.read_json(done)
    days = stats["days"]
    assert [day["date"] for day in days] == sorted({first, last})
    length = (bout.end - bout.start).total_seconds()
    assert abs(sum(day["sitting_s"] for day in days) - length) <= len(days) / 2
    assert abs(stats["total"]["sitting_s"] - length) <= 0.5
    if first != last:
        midnight = datetime.fromisoformat(f"{last}T00:00:00+01:00")
        assert abs(days[0]["sitting_s"] - (midnight - before).total_seconds()) <= 0.5


def test_a_wall_clock_that_is_set(full_desktop: Desktop, app: AppProcess, tmp_path: Path) -> None:
    """R8, complaint 18: set by an hour to and fro, with the monotonic clock unchanged, S is exact."""
    clock = fake_time("2026-03-02T12:00:00+01:00")
    rate = tmp_path / "faketimerc"
    del clock["FAKETIME"]
    clock |= {"FAKETIME_TIMESTAMP_FILE": str(rate), "FAKETIME_NO_CACHE": "1"}
    clock["FAKETIME_DONT_FAKE_MONOTONIC"] = "1"
    rate.write_text("+0\n")
    app.write_settings(QUICK | {"window_opens": "8s", "window_closes": "9s", "short_absence": "30s"})
    app.start(**clock)
    wait_until(lambda: app.status()["sitting_s"] >= 3, "three seconds of sitting")
    for times, offset in enumerate(("+3600\n", "-3600\n"), 1):
        began, before = time.monotonic(), app.status()["sitting_s"]
        rate.write_text(offset)
        app.wait_for(tracking_facts.Reclocked, times)
        assert before <= app.status()["sitting_s"] <= before + 1 + time.monotonic() - began
    prompted = app.wait_for(tracking_facts.Prompted)
    assert prompted.sitting == 9 * SECOND
    full_desktop.window(CARD)
