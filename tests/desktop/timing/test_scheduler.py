"""The alarm clock: on time, once, on this thread, whatever happens to the clocks or in a call."""

import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from hipbreak.desktop.timing.scheduler import MAX_TIMER_INTERVAL, Scheduler
from tests.desktop.fakes import DeskClock

HOUR = timedelta(hours=1)
SOON = timedelta(milliseconds=80)
LATER = timedelta(milliseconds=160)
FAR = timedelta(days=2)


def nothing():
    """An alarm that only wakes the clock."""


@pytest.fixture
def clock():
    return DeskClock()


@pytest.fixture
def failures():
    return []


@pytest.fixture
def alarm(qapp, clock, failures):
    alarm = Scheduler(clock, failures.append)
    yield alarm
    alarm.close()


@pytest.fixture
def passes(alarm):
    """One entry for each time that the alarm's timer woke the process."""
    woken = []
    alarm.timer.timeout.connect(lambda: woken.append(None))
    return woken


@pytest.fixture
def fired(clock):
    """What rang and when; `ring("x")` is a call that notes it."""

    class FiredAlarms(list):
        def __call__(self, name):
            return lambda: self.append((name, clock.elapsed()))

        def names(self):
            return [name for name, _ in self]

    return FiredAlarms()


def test_a_timer_fires_on_time_and_once(qtbot, alarm, clock, fired):
    """Within one second of its moment."""
    due = clock.elapsed() + SOON
    alarm.schedule_in("beat", SOON, fired("beat"))
    alarm.schedule_in("end", LATER, fired("end"))
    qtbot.waitUntil(lambda: "end" in fired.names())
    assert fired.names() == ["beat", "end"]
    assert timedelta(0) <= fired[0][1] - due < timedelta(seconds=1)


def test_a_hundred_changes_cause_one_wake_up(qtbot, alarm, passes, fired):
    """The defect of APScheduler's own QtScheduler: each change started another chain of timers."""
    for _ in range(100):
        alarm.schedule_in("beat", SOON, fired("beat"))
    qtbot.waitUntil(lambda: fired != [])
    assert len(passes) == 1
    alarm.schedule_in("end", LATER, fired("end"))
    qtbot.waitUntil(lambda: "end" in fired.names())
    assert fired.names() == ["beat", "end"]
    assert len(passes) == 2


def test_cancelled_timers_cause_no_wake_up(qtbot, alarm, passes, fired):
    """No alarm, no timer."""
    alarm.schedule_in("beat", SOON, fired("beat"))
    alarm.cancel("beat")
    alarm.cancel("never set")
    assert not alarm.timer.isActive()
    alarm.schedule_in("end", LATER, fired("end"))
    qtbot.waitUntil(lambda: fired != [])
    assert (fired.names(), len(passes)) == (["end"], 1)


def test_a_callback_may_set_cancel_and_replace_timers(qtbot, alarm, fired):
    """Also its own, and one that fell due in the same moment."""

    def first():
        alarm.schedule_in("first", SOON, fired("first again"))
        alarm.cancel("second")
        alarm.schedule_in("third", SOON, fired("third, later"))

    for name, call in (("first", first), ("second", fired("second")), ("third", fired("third"))):
        alarm.schedule_in(name, timedelta(0), call)
    qtbot.waitUntil(lambda: len(fired) == 2)
    assert sorted(fired.names()) == ["first again", "third, later"]


def test_a_failing_callback_is_reported_and_the_others_run(qtbot, alarm, failures, fired):
    """Never only a log record."""
    alarm.schedule_in("bad", timedelta(0), lambda: 1 // 0)
    alarm.schedule_in("good", timedelta(0), fired("good"))
    qtbot.waitUntil(lambda: fired != [])
    assert [type(error) for error in failures] == [ZeroDivisionError]
    assert failures[0].__traceback__ is not None


@pytest.mark.parametrize("step", [-HOUR, HOUR], ids=["back", "forward"])
def test_setting_the_wall_clock_does_not_move_elapsed_timers(qtbot, alarm, clock, fired, step):
    """R8: an hour back is not an hour of silence, and an hour forward rings nothing early."""
    due = clock.elapsed() + LATER
    alarm.schedule_in("due", LATER, fired("due"))
    alarm.schedule_in("wake", SOON, nothing)
    clock.set_wall(step)
    qtbot.waitUntil(lambda: fired != [])
    assert timedelta(0) <= fired[0][1] - due < timedelta(seconds=1)


def test_timers_due_in_suspend_fire_at_the_next_wake_up(qtbot, alarm, clock, fired):
    """QTimer stands still in suspend; the steady clock does not."""
    alarm.schedule_in("due", FAR, fired("due"))
    clock.suspend(FAR)
    alarm.schedule_in("wake", SOON, nothing)
    qtbot.waitUntil(lambda: fired != [])


def test_no_timer_is_longer_than_the_limit(alarm):
    """The cap that bounds how late a wake-up after suspend or a set clock can be."""
    alarm.schedule_in("far", FAR, nothing)
    assert alarm.timer.remainingTime() <= MAX_TIMER_INTERVAL / timedelta(milliseconds=1)


def test_a_past_moment_fires_at_once_but_not_within_the_call(qtbot, alarm, fired):
    """The caller finishes its sentence first."""
    alarm.schedule_in("past", -HOUR, fired("past"))
    assert fired == []
    qtbot.waitUntil(lambda: fired != [])


def test_nothing_is_reported_after_close(qapp, alarm, fired):
    """Also twice, and for what is asked of it afterwards."""
    alarm.schedule_in("due", timedelta(0), fired("due"))
    alarm.close()
    alarm.close()
    alarm.schedule_in("due", timedelta(0), fired("due"))
    assert not alarm.timer.isActive()
    qapp.processEvents()
    assert fired == []


def test_everything_stays_on_this_thread(qtbot, alarm):
    """No pool is started and every call is here."""
    before = threading.enumerate()
    threads = []
    alarm.schedule_in("where", timedelta(0), lambda: threads.append(threading.current_thread()))
    qtbot.waitUntil(lambda: threads != [])
    assert threads == [threading.current_thread()]
    assert threading.enumerate() == before


def test_the_import_loads_little_and_leaves_no_replaced_module():
    """What stood in for APScheduler's unused imports is gone, and the real ones can be loaded afterwards."""
    program = (
        "import sys, hipbreak.desktop.timing.scheduler;"
        "heavy = {'asyncio', 'multiprocessing', 'concurrent.futures', 'importlib.metadata', 'tzlocal'};"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules);"
        "import asyncio, uuid, zoneinfo, importlib.metadata;"
        "assert asyncio.run and uuid.uuid4() and zoneinfo.ZoneInfo('UTC');"
        "assert importlib.metadata.version('APScheduler');"
        "from apscheduler.executors.pool import ThreadPoolExecutor;"
        "ThreadPoolExecutor(1).shutdown()"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
