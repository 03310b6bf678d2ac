"""Locks and sleep on Windows and macOS, with messages of a fake system."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.desktop.lock.base import LocksUnavailable, NoLockSource
from hipbreak.desktop.lock.macos import DISTRIBUTED, WORKSPACE, MacLockSource
from hipbreak.desktop.lock.selection import SLEEP_SOURCES, watch_locks
from hipbreak.desktop.lock.windows import POWER_CHANGED, SESSION_CHANGED, WindowsLockSource
from tests.desktop.fakes import listener_of

LOCKED = "com.apple.screenIsLocked"
UNLOCKED = "com.apple.screenIsUnlocked"
LEFT = "NSWorkspaceSessionDidResignActiveNotification"
CAME = "NSWorkspaceSessionDidBecomeActiveNotification"
SLEEPS = "NSWorkspaceWillSleepNotification"
WOKE = "NSWorkspaceDidWakeNotification"
SESSION = {"lock": 7, "unlock": 8, "leave": 2, "come": 1, "leave far": 4, "come far": 3, "log on": 5, "log off": 6}


class ReceivedEvents(list):
    @property
    def listener(self):
        return listener_of(self)


class System:
    """A fake Windows or macOS that sends the messages of the test."""

    def __init__(self):
        self.open, self.observed = 0, None

    def open_window(self, callback):
        return self._open(callback)

    def observe(self, observed, callback):
        self.observed = observed
        return self._open(callback)

    def _open(self, callback):
        self.send = callback
        self.open += 1

        def close():
            self.open -= 1

        return close


@pytest.fixture
def events():
    return ReceivedEvents()


@pytest.fixture
def windows(events):
    system = System()
    system.source = WindowsLockSource(events.listener, system.open_window)
    return system


@pytest.fixture
def macos(events):
    system = System()
    system.source = MacLockSource(events.listener, system.observe)
    return system


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        (("lock", "unlock"), ["locked", "unlocked"]),
        (("lock", "lock", "unlock", "unlock"), ["locked", "unlocked"]),
        (("lock", "leave", "come", "unlock"), ["locked", "unlocked"]),  # another person, and back
        (("leave", "lock", "unlock", "come"), ["locked", "unlocked"]),
        (("leave", "come far", "leave far", "come"), ["locked", "unlocked", "locked", "unlocked"]),  # on from home
        (("log on", "log off", "unlock", "come"), []),
    ],
)
def test_windows_session_messages(windows, events, messages, expected):
    for message in messages:
        windows.send(SESSION_CHANGED, SESSION[message])
    assert events == expected
    assert windows.source.is_locked == (expected[-1:] == ["locked"])


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        ((0x04, 0x12), ["suspending", "resumed"]),  # it woke by itself
        ((0x04, 0x12, 0x07), ["suspending", "resumed"]),  # and then by the person, too
        ((0x0A, 0x8013, 0x12), []),  # a battery, a power setting
        ((0x04, 0x12, 0x04, 0x07), ["suspending", "resumed"] * 2),
    ],
)
def test_windows_suspend_messages(windows, events, messages, expected):
    for message in messages:
        windows.send(POWER_CHANGED, message)
    assert events == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((LOCKED, UNLOCKED), ["locked", "unlocked"]),
        ((LOCKED, LEFT, CAME, UNLOCKED), ["locked", "unlocked"]),
        ((SLEEPS, LOCKED, WOKE, UNLOCKED), ["suspending", "locked", "resumed", "unlocked"]),
        ((SLEEPS, SLEEPS, WOKE, WOKE), ["suspending", "resumed"]),
        (("com.apple.screensaver.didstart", ""), []),
    ],
)
def test_macos_reports_locks_sessions_and_sleep(macos, events, names, expected):
    for name in names:
        macos.send(name)
    assert events == expected


def test_macos_is_observed_at_the_centre_that_posts(macos):
    """Each notification is posted by one centre only."""
    assert macos.observed == {DISTRIBUTED: (LOCKED, UNLOCKED), WORKSPACE: (LEFT, CAME, SLEEPS, WOKE)}


@given(st.lists(st.sampled_from(sorted(SESSION.values()))))
def test_windows_locks_and_unlocks_alternate(messages):
    events, system = ReceivedEvents(), System()
    source = WindowsLockSource(events.listener, system.open_window)
    for message in messages:
        system.send(SESSION_CHANGED, message)
    assert events == (["locked", "unlocked"] * len(events))[: len(events)]
    assert source.is_locked == (len(events) % 2 == 1)


@pytest.mark.parametrize("name", ["windows", "macos"])
def test_close_is_idempotent_and_ends_the_reports(request, events, name):
    system = request.getfixturevalue(name)
    assert len(system.source.names) == 2 and SLEEP_SOURCES & set(system.source.names)
    system.source.close()
    system.source.close()
    assert system.open == 0
    system.send(*((SESSION_CHANGED, 7) if name == "windows" else (LOCKED,)))
    assert events == []


@pytest.mark.skipif(sys.platform != "linux", reason="both exist at home")
@pytest.mark.parametrize("kind", [WindowsLockSource, MacLockSource])
def test_on_other_systems_the_reason_is_given(events, kind):
    with pytest.raises(LocksUnavailable, match=r"^This is not \w+\.$"):
        kind(events.listener)


@pytest.mark.skipif(sys.platform != "linux", reason="both exist at home")
@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_without_lock_events_the_null_source_is_used(events, platform):
    """A gap in time is still noticed (R2)."""
    assert isinstance(watch_locks(events.listener, None, None, {}, platform), NoLockSource)
