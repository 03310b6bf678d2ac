"""The scheduler: on time, once, on the calling thread, for any clock change and any error of a callback."""

import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from hipbreak.desktop.timing.qt_loop_scheduler import MAX_TIMER_INTERVAL
from hipbreak.desktop.timing.scheduler import Scheduler
from tests.desktop.fakes import AdjustableClock

HOUR = timedelta(hours=1)
SOON = timedelta(milliseconds=80)
LATER = timedelta(milliseconds=160)
FAR = timedelta(days=2)


def do_nothing():
    """Do nothing, but let the scheduler read the clock."""


@pytest.fixture
def clock():
    return AdjustableClock()


@pytest.fixture
def failures():
    return []


@pytest.fixture
def scheduler(qapp, clock, failures):
    scheduler = Scheduler(clock, failures.append)
    scheduler.load()
    yield scheduler
    scheduler.close()


@pytest.fixture
def passes(scheduler):
    """One entry for each timeout of the scheduler's timer."""
    woken = []
    scheduler.timer.timeout.connect(lambda: woken.append(None))
    return woken


@pytest.fixture
def fired(clock):
    """The names of fired timers with their times; `fired("x")` is a callback that records one."""

    class FiredTimers(list):
        def __call__(self, name):
            return lambda: self.append((name, clock.elapsed()))

        def names(self):
            return [name for name, _ in self]

    return FiredTimers()


def test_a_timer_fires_on_time_and_once(qtbot, scheduler, clock, fired):
    """Within one second of its moment."""
    due = clock.elapsed() + SOON
    scheduler.schedule_in("beat", SOON, fired("beat"))
    scheduler.schedule_in("end", LATER, fired("end"))
    qtbot.waitUntil(lambda: "end" in fired.names())
    assert fired.names() == ["beat", "end"]
    assert timedelta(0) <= fired[0][1] - due < timedelta(seconds=1)


def test_a_hundred_changes_cause_one_wake_up(qtbot, scheduler, passes, fired):
    """APScheduler's own QtScheduler starts another chain of timers with each change."""
    for _ in range(100):
        scheduler.schedule_in("beat", SOON, fired("beat"))
    qtbot.waitUntil(lambda: fired != [])
    assert len(passes) == 1
    scheduler.schedule_in("end", LATER, fired("end"))
    qtbot.waitUntil(lambda: "end" in fired.names())
    assert fired.names() == ["beat", "end"]
    assert len(passes) == 2


def test_cancelled_timers_cause_no_wake_up(qtbot, scheduler, passes, fired):
    """Without a job no timer runs."""
    scheduler.schedule_in("beat", SOON, fired("beat"))
    scheduler.cancel("beat")
    scheduler.cancel("never set")
    assert not scheduler.timer.isActive()
    scheduler.schedule_in("end", LATER, fired("end"))
    qtbot.waitUntil(lambda: fired != [])
    assert (fired.names(), len(passes)) == (["end"], 1)


def test_a_callback_may_set_cancel_and_replace_timers(qtbot, scheduler, fired):
    """Also its own, and one that is due at the same moment."""

    def first():
        scheduler.schedule_in("first", SOON, fired("first again"))
        scheduler.cancel("second")
        scheduler.schedule_in("third", SOON, fired("third, later"))

    for name, call in (("first", first), ("second", fired("second")), ("third", fired("third"))):
        scheduler.schedule_in(name, timedelta(0), call)
    qtbot.waitUntil(lambda: len(fired) == 2)
    assert sorted(fired.names()) == ["first again", "third, later"]


def test_a_failing_callback_is_reported_and_the_others_run(qtbot, scheduler, failures, fired):
    scheduler.schedule_in("bad", timedelta(0), lambda: 1 // 0)
    scheduler.schedule_in("good", timedelta(0), fired("good"))
    qtbot.waitUntil(lambda: fired != [])
    assert [type(error) for error in failures] == [ZeroDivisionError]
    assert failures[0].__traceback__ is not None


@pytest.mark.parametrize("step", [-HOUR, HOUR], ids=["back", "forward"])
def test_setting_the_wall_clock_does_not_move_elapsed_timers(qtbot, scheduler, clock, fired, step):
    """R8: set back by an hour nothing is delayed, set forward nothing fires early."""
    due = clock.elapsed() + LATER
    scheduler.schedule_in("due", LATER, fired("due"))
    scheduler.schedule_in("wake", SOON, do_nothing)
    clock.set_wall(step)
    qtbot.waitUntil(lambda: fired != [])
    assert timedelta(0) <= fired[0][1] - due < timedelta(seconds=1)


def test_timers_due_in_suspend_fire_at_the_next_wake_up(qtbot, scheduler, clock, fired):
    """QTimer stops in suspend; elapsed time does not."""
    scheduler.schedule_in("due", FAR, fired("due"))
    clock.suspend(FAR)
    scheduler.schedule_in("wake", SOON, do_nothing)
    qtbot.waitUntil(lambda: fired != [])


def test_no_timer_is_longer_than_the_limit(scheduler):
    """The limit bounds the delay after a suspend or a clock change."""
    scheduler.schedule_in("far", FAR, do_nothing)
    assert scheduler.timer.remainingTime() <= MAX_TIMER_INTERVAL / timedelta(milliseconds=1)


def test_a_past_moment_fires_at_once_but_not_within_the_call(qtbot, scheduler, fired):
    scheduler.schedule_in("past", -HOUR, fired("past"))
    assert fired == []
    qtbot.waitUntil(lambda: fired != [])


def test_nothing_is_reported_after_close(qapp, scheduler, fired):
    """Also after a second close, and for timers scheduled afterwards."""
    scheduler.schedule_in("due", timedelta(0), fired("due"))
    scheduler.close()
    scheduler.close()
    scheduler.schedule_in("due", timedelta(0), fired("due"))
    assert not scheduler.timer.isActive()
    qapp.processEvents()
    assert fired == []


def test_everything_stays_on_this_thread(qtbot, scheduler):
    """No thread is started, and each callback runs on this one."""
    before = threading.enumerate()
    threads = []
    scheduler.schedule_in("where", timedelta(0), lambda: threads.append(threading.current_thread()))
    qtbot.waitUntil(lambda: threads != [])
    assert threads == [threading.current_thread()]
    assert threading.enumerate() == before


def test_the_import_loads_little_and_leaves_no_replaced_module():
    """The modules that APScheduler imports without use can be imported afterwards."""
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


def test_what_is_set_before_apscheduler_is_loaded_comes_on_time(qapp, clock, failures, fired, qtbot):
    scheduler = Scheduler(clock, failures.append)
    scheduler.schedule_in("kept", SOON, fired("kept"))
    scheduler.schedule_in("replaced", SOON, fired("too early"))
    scheduler.schedule_in("replaced", LATER, fired("replaced"))
    scheduler.schedule_in("cancelled", SOON, fired("cancelled"))
    scheduler.cancel("cancelled")
    assert not scheduler.timer.isActive()
    qtbot.waitUntil(lambda: len(fired) == 2)
    assert fired.names() == ["kept", "replaced"]
    assert fired[1][1] >= LATER
    scheduler.close()


def test_a_scheduler_that_is_closed_before_loads_nothing(qapp, clock, failures, fired):
    scheduler = Scheduler(clock, failures.append)
    scheduler.schedule_in("soon", SOON, fired("soon"))
    scheduler.close()
    scheduler.load()
    assert not scheduler.timer.isActive()


def test_apscheduler_is_not_loaded_at_the_start():
    program = "import sys, hipbreak.app.startup; assert 'apscheduler' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
