"""The clocks: elapsed time never jumps, and setting the wall clock is detected."""

import os
import time
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.desktop.timing.clock import STEP, ClockWatch, LocalZone, SystemClock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
BOOTED = timedelta(hours=3)

passing = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=2))
small = st.timedeltas(min_value=-STEP / 2 + timedelta(microseconds=1), max_value=STEP / 2 - timedelta(microseconds=1))
offsets = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
sets = st.one_of(
    st.timedeltas(min_value=STEP, max_value=timedelta(days=400)),
    st.timedeltas(min_value=-timedelta(days=400), max_value=-STEP),
)


@given(st.lists(st.tuples(passing, small, offsets), max_size=30))
def test_passing_time_drift_and_zones_are_no_step(readings):
    """For any length and any time zone."""
    watch = ClockWatch()
    wall, elapsed = NOON, BOOTED
    assert watch.read(wall, elapsed) == timedelta(0)
    for passed, wobble, zone in readings:
        wall, elapsed = wall + passed, elapsed + passed
        assert watch.read((wall + wobble).astimezone(zone), elapsed) == timedelta(0)


@given(st.lists(st.tuples(passing, sets), max_size=10))
def test_each_step_is_reported_once_and_exactly(steps):
    """Each with its size, and not again by the next reading."""
    watch = ClockWatch()
    wall, elapsed = NOON, BOOTED
    watch.read(wall, elapsed)
    for passed, step in steps:
        wall, elapsed = wall + passed + step, elapsed + passed
        assert watch.read(wall, elapsed) == step
        wall, elapsed = wall + passed, elapsed + passed
        assert watch.read(wall, elapsed) == timedelta(0)


def test_slewing_never_adds_up_to_a_step():
    """A day of NTP slewing at its fastest, read every 30 s."""
    watch = ClockWatch()
    beat, slew = timedelta(seconds=30), timedelta(milliseconds=15)
    for beats in range(2880):
        assert watch.read(NOON + beats * (beat + slew), BOOTED + beats * beat) == timedelta(0)


def test_now_is_aware_with_a_fixed_offset():
    """A recorded moment keeps its offset when the rules of the zone change."""
    now = SystemClock().now()
    assert isinstance(now.tzinfo, timezone)
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=1)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="a zone is changed in another way there")
def test_a_changed_time_zone_is_used_without_a_restart(monkeypatch):
    """The zone may change under a running application (R8)."""
    clock = SystemClock()
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    assert clock.now().utcoffset() == timedelta(hours=5, minutes=45)
    os.environ["TZ"] = "America/St_Johns"
    assert clock.now().utcoffset() in (-timedelta(hours=3, minutes=30), -timedelta(hours=2, minutes=30))
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="a zone is changed in another way there")
@pytest.mark.parametrize("zone", ["Europe/London", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kathmandu"])
def test_the_local_zone_knows_every_change_of_clocks(monkeypatch, zone):
    """To the minute around each change of a year, in both directions, and for times that do not exist or come twice."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    expected, moment = ZoneInfo(zone), datetime(2026, 1, 1, tzinfo=UTC)
    hours = [moment + timedelta(hours=n) for n in range(366 * 24)]
    changes = [
        b for a, b in pairwise(hours) if a.astimezone(expected).utcoffset() != b.astimezone(expected).utcoffset()
    ]
    for change in changes or [moment]:
        for minute in range(-180, 180, 15):
            at = change + timedelta(minutes=minute)
            here, there = at.astimezone(LocalZone()), at.astimezone(expected)
            assert (here.replace(tzinfo=None), here.fold, here.utcoffset()) == (
                there.replace(tzinfo=None),
                there.fold,
                there.utcoffset(),
            )
            for fold in (0, 1):
                wall = there.replace(tzinfo=None, fold=fold)
                assert wall.replace(tzinfo=LocalZone()).utcoffset() == wall.replace(tzinfo=expected).utcoffset()
    monkeypatch.undo()
    time.tzset()


def test_elapsed_time_never_decreases():
    clock = SystemClock()
    readings = [clock.elapsed() for _ in range(1000)]
    assert readings == sorted(readings)
