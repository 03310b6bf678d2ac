"""The replacement of a lost idle source, one report of it, and the return to a better source."""

from datetime import timedelta

import pytest

from hipbreak.desktop.idle.base import IdleUnavailable, NoIdleSource
from hipbreak.desktop.idle.failover import FailoverIdleSource

SOON = timedelta(milliseconds=20)


class Source:
    """A source with a minute of idle time, until it fails."""

    def __init__(self, name, has_reading=True):
        self.name, self.problem = name, None
        self._has_reading = has_reading
        self.closed = 0

    def idle(self):
        return timedelta(minutes=1) if self._has_reading and self.problem is None else None

    def watch_return(self, back):
        self.back = back
        return self.problem is None

    def close(self):
        self.closed += 1

    def fail(self):
        self.problem = f"{self.name} is gone."


class SourceFactory:
    """Create a source at each call, or raise when it does not work."""

    def __init__(self, name):
        self.name, self.works, self.has_reading, self.made = name, True, True, []

    def __call__(self):
        if not self.works:
            raise IdleUnavailable(f"No {self.name} here.")
        self.made.append(Source(self.name, self.has_reading))
        return self.made[-1]


@pytest.fixture
def high():
    return SourceFactory("high")


@pytest.fixture
def low():
    return SourceFactory("low")


class ReceivedCalls(list):
    def __init__(self):
        self.notes = []


@pytest.fixture
def received():
    return ReceivedCalls()


@pytest.fixture
def watch(qapp, high, low, received, monkeypatch, stack):
    monkeypatch.setattr("hipbreak.desktop.idle.failover.LOSS_DELAY", SOON)

    def make(*candidates, retry_delays=(SOON,), probation=SOON):
        made = FailoverIdleSource(
            candidates or (high, low),
            received.notes.append,
            lambda *change: received.append(change),
            retry_delays,
            probation,
        )
        stack.callback(made.close)
        return made

    return make


def test_the_first_source_that_works_is_used_and_no_other_is_created(watch, high, low, received):
    high.works = False
    made = watch()
    assert (made.source.name, made.idle()) == ("low", timedelta(minutes=1))
    assert (received.notes, low.made[0].closed, received) == (["No high here."], 0, [])
    assert watch(high).source.name == "none"


def test_a_lost_source_is_replaced_and_reported_once(qtbot, watch, high, low, received):
    made = watch(retry_delays=(timedelta(hours=1),))
    assert made.idle() is not None
    high.made[0].fail()
    assert made.idle() == timedelta(minutes=1)
    assert (made.source.name, high.made[0].closed) == ("low", 1)
    qtbot.waitUntil(lambda: received == [("high is gone.", "low")])
    low.made[0].fail()
    assert made.idle() is None
    qtbot.waitUntil(lambda: received[1:] == [("low is gone.", "")])
    assert isinstance(made.source, NoIdleSource)


def test_a_source_that_never_worked_is_replaced_without_a_report(qtbot, watch, high, low, received):
    """The compositor lacks the protocol, so it is not tried again."""
    high.has_reading = False
    made = watch()
    assert made.idle() is None
    high.made[0].fail()
    assert made.idle() is not None
    qtbot.wait(100)
    assert (made.source.name, len(high.made), received) == ("low", 1, [])


def test_a_restarted_source_is_used_again(qtbot, watch, high, low, received):
    made, returns = watch(retry_delays=(timedelta(milliseconds=100), SOON)), []
    assert made.idle() is not None
    assert made.watch_return(lambda: returns.append("back"))
    high.works = False
    high.made[0].fail()
    assert made.idle() is not None
    qtbot.waitUntil(lambda: received == [("high is gone.", "low")] and returns == ["back"])
    qtbot.waitUntil(lambda: received.notes.count("No high here.") >= 2)
    assert made.watch_return(lambda: returns.append("again"))
    high.works = True
    qtbot.waitUntil(lambda: made.source.name == "high")
    qtbot.waitUntil(lambda: returns == ["back", "again"])
    assert received[1:] == [("", "high")]
    assert (low.made[0].closed, high.made[-1].closed) == (1, 0)
    looked = len(received.notes)
    qtbot.wait(100)
    assert len(received.notes) == looked  # it is at the top, and looks no more


def test_a_source_without_a_reading_is_not_chosen(qtbot, watch, high, low, received):
    made = watch()
    assert made.idle() is not None
    high.has_reading = False
    high.made[0].fail()
    assert made.idle() is not None
    qtbot.waitUntil(lambda: len(high.made) >= 3)
    assert made.source.name == "low"
    assert all(source.closed for source in high.made[:-1])


def test_the_current_source_is_lost_during_the_probation_of_a_better_one(qtbot, watch, high, low, received):
    made = watch(retry_delays=(SOON,), probation=timedelta(seconds=1))
    assert made.idle() is not None
    high.made[0].fail()
    assert made.idle() is not None
    qtbot.waitUntil(lambda: len(high.made) == 2)
    low.made[0].fail()
    assert made.idle() is None
    assert high.made[1].closed == 1
    qtbot.waitUntil(lambda: made.source.name == "high")
    assert made.idle() is not None


def test_nothing_is_called_after_close(qtbot, watch, high, low, received):
    made = watch()
    assert made.idle() is not None
    assert made.watch_return(lambda: pytest.fail("closed"))
    high.made[0].fail()
    made.idle()
    made.close()
    made.close()
    qtbot.wait(100)
    assert (received, len(high.made)) == ([], 1)
