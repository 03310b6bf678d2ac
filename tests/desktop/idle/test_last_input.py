"""The sum over rests and inputs, with clocks that the test sets."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.desktop.idle.last_input import LastInputTracker

ZERO = timedelta(0)
NOTICE = timedelta(seconds=5)


class Lid:
    """Two clocks, of which sleep stops one."""

    def __init__(self):
        self.elapsed = timedelta(hours=3)
        self.awake = timedelta(hours=2)

    def work(self, **length):
        self.elapsed += timedelta(**length)
        self.awake += timedelta(**length)

    def sleep(self, **length):
        self.elapsed += timedelta(**length)


@pytest.fixture
def lid():
    return Lid()


@pytest.fixture
def moments(lid):
    return LastInputTracker(NOTICE, lambda: lid.elapsed, lambda: lid.awake)


def seconds(moments):
    return moments.idle().total_seconds()


def test_before_anybody_told_it_is_unknown(moments):
    assert moments.idle() is None


def test_a_rest_began_before_it_was_told(moments, lid):
    moments.told(ZERO)
    lid.work(seconds=65)
    assert seconds(moments) == 0  # still less than a notice ago, whenever it was
    lid.work(seconds=5)
    assert not moments.rests()
    assert seconds(moments) == 5
    lid.work(seconds=60)
    assert seconds(moments) == 65
    moments.goes_on()
    assert seconds(moments) == 0
    lid.work(seconds=4)
    assert seconds(moments) == 4


def test_a_rest_told_twice_had_input_in_between(moments, lid):
    moments.told(timedelta(minutes=4))
    assert moments.resting
    lid.work(seconds=10)
    assert moments.rests()
    assert seconds(moments) == 5


def test_a_machine_that_wakes_by_itself_brings_nobody_back(moments, lid):
    moments.told(ZERO)
    lid.work(seconds=2)
    lid.sleep(hours=8)
    assert seconds(moments) == 8 * 3600 + 2
    lid.work(seconds=3)
    assert not moments.rests()  # the rest from before the sleep, told late
    assert seconds(moments) == 8 * 3600 + 5
    moments.goes_on()
    assert seconds(moments) == 0


def test_a_sleep_that_the_desktop_tells_of_before_anybody_asks(moments, lid):
    moments.told(ZERO)
    lid.sleep(hours=1)
    lid.work(seconds=5)
    assert not moments.rests()
    assert seconds(moments) == 3605


@given(st.lists(st.one_of(st.floats(0, 4.9), st.floats(5, 5000), st.just(None)), max_size=30))
def test_it_is_never_wrong_by_a_notice(gaps):
    """Input after each gap; the desktop tells what it would; whenever asked, the error is less than the notice."""
    lid = Lid()
    moments = LastInputTracker(NOTICE, lambda: lid.elapsed, lambda: lid.awake)
    moments.told(ZERO)
    last = lid.elapsed
    for gap in gaps:
        if gap is None:
            off = lid.elapsed - last - moments.idle()
            assert abs(off) <= NOTICE
            if moments.resting:
                assert abs(off) < timedelta(microseconds=10)
        elif gap >= 5:
            lid.work(seconds=5)
            assert not moments.rests()
            lid.work(seconds=gap - 5)
            assert abs(lid.elapsed - last - moments.idle()) < timedelta(microseconds=10)
            last = lid.elapsed
            moments.goes_on()
        else:
            lid.work(seconds=gap)
            last = lid.elapsed
