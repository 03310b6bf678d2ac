"""The time since the last input, with fake clocks."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.desktop.idle.last_input import LastInputTracker

ZERO = timedelta(0)
IDLE_THRESHOLD = timedelta(seconds=5)


class FakeClocks:
    """Two clocks; a suspend stops one of them."""

    def __init__(self):
        self.elapsed = timedelta(hours=3)
        self.awake = timedelta(hours=2)

    def work(self, **length):
        self.elapsed += timedelta(**length)
        self.awake += timedelta(**length)

    def sleep(self, **length):
        self.elapsed += timedelta(**length)


@pytest.fixture
def clocks():
    return FakeClocks()


@pytest.fixture
def tracker(clocks):
    return LastInputTracker(IDLE_THRESHOLD, lambda: clocks.elapsed, lambda: clocks.awake)


def seconds(tracker):
    return tracker.idle().total_seconds()


def test_the_idle_time_is_unknown_at_first(tracker):
    assert tracker.idle() is None


def test_idle_time_begins_before_it_is_reported(tracker, clocks):
    tracker.set_idle(ZERO)
    clocks.work(seconds=65)
    assert seconds(tracker) == 0  # still less than a notice ago, whenever it was
    clocks.work(seconds=5)
    assert not tracker.idle_started()
    assert seconds(tracker) == 5
    clocks.work(seconds=60)
    assert seconds(tracker) == 65
    tracker.activity()
    assert seconds(tracker) == 0
    clocks.work(seconds=4)
    assert seconds(tracker) == 4


def test_idle_reported_twice_means_input_in_between(tracker, clocks):
    tracker.set_idle(timedelta(minutes=4))
    assert tracker.is_idle
    clocks.work(seconds=10)
    assert tracker.idle_started()
    assert seconds(tracker) == 5


def test_waking_up_is_no_input(tracker, clocks):
    tracker.set_idle(ZERO)
    clocks.work(seconds=2)
    clocks.sleep(hours=8)
    assert seconds(tracker) == 8 * 3600 + 2
    clocks.work(seconds=3)
    assert not tracker.idle_started()  # idle since before the suspend, reported late
    assert seconds(tracker) == 8 * 3600 + 5
    tracker.activity()
    assert seconds(tracker) == 0


def test_a_suspend_before_the_first_reading_counts(tracker, clocks):
    tracker.set_idle(ZERO)
    clocks.sleep(hours=1)
    clocks.work(seconds=5)
    assert not tracker.idle_started()
    assert seconds(tracker) == 3605


@given(st.lists(st.one_of(st.floats(0, 4.9), st.floats(5, 5000), st.just(None)), max_size=30))
def test_the_error_is_less_than_the_threshold(gaps):
    """For any gaps between inputs, with the reports of a desktop."""
    clocks = FakeClocks()
    tracker = LastInputTracker(IDLE_THRESHOLD, lambda: clocks.elapsed, lambda: clocks.awake)
    tracker.set_idle(ZERO)
    last = clocks.elapsed
    for gap in gaps:
        if gap is None:
            off = clocks.elapsed - last - tracker.idle()
            assert abs(off) <= IDLE_THRESHOLD
            if tracker.is_idle:
                assert abs(off) < timedelta(microseconds=10)
        elif gap >= 5:
            clocks.work(seconds=5)
            assert not tracker.idle_started()
            clocks.work(seconds=gap - 5)
            assert abs(clocks.elapsed - last - tracker.idle()) < timedelta(microseconds=10)
            last = clocks.elapsed
            tracker.activity()
        else:
            clocks.work(seconds=gap)
            last = clocks.elapsed
