"""Locks and sleep on Windows and macOS: what their messages mean, with the system that sends them injected."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.desktop.lock.base import LockListener, LocksUnavailable, NoLockSource
from hipbreak.desktop.lock.macos import MacLockSource
from hipbreak.desktop.lock.macos_notifications import EVERYBODY, WORKSPACE
from hipbreak.desktop.lock.selection import TELLS_SLEEP, watch_locks
from hipbreak.desktop.lock.windows import WindowsLockSource
from hipbreak.desktop.lock.windows_message_window import POWER_CHANGED, SESSION_CHANGED

LOCKED = "com.apple.screenIsLocked"
UNLOCKED = "com.apple.screenIsUnlocked"
LEFT = "NSWorkspaceSessionDidResignActiveNotification"
CAME = "NSWorkspaceSessionDidBecomeActiveNotification"
SLEEPS = "NSWorkspaceWillSleepNotification"
WOKE = "NSWorkspaceDidWakeNotification"
SESSION = {"lock": 7, "unlock": 8, "leave": 2, "come": 1, "leave far": 4, "come far": 3, "log on": 5, "log off": 6}


class Told(list):
    @property
    def listener(self):
        words = ("locked", "unlocked", "suspending", "resumed")
        return LockListener(*(lambda word=word: self.append(word) for word in words))


class System:
    """Windows or macOS: it remembers who listens, and says what the test says."""

    def __init__(self):
        self.open, self.wanted = 0, None

    def window(self, heard):
        return self._begin(heard)

    def centres(self, wanted, heard):
        self.wanted = wanted
        return self._begin(heard)

    def _begin(self, heard):
        self.say = heard
        self.open += 1

        def end():
            self.open -= 1

        return end


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def windows(told):
    system = System()
    system.source = WindowsLockSource(told.listener, system.window)
    return system


@pytest.fixture
def macos(told):
    system = System()
    system.source = MacLockSource(told.listener, system.centres)
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
def test_windows_tells_locks_and_whose_session_is_shown(windows, told, messages, expected):
    for message in messages:
        windows.say(SESSION_CHANGED, SESSION[message])
    assert told == expected
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
def test_windows_tells_of_sleep(windows, told, messages, expected):
    for message in messages:
        windows.say(POWER_CHANGED, message)
    assert told == expected


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
def test_macos_tells_locks_sessions_and_sleep(macos, told, names, expected):
    for name in names:
        macos.say(name)
    assert told == expected


def test_macos_is_listened_to_at_the_centre_that_tells(macos):
    """What one centre announces the other never does."""
    assert macos.wanted == {EVERYBODY: (LOCKED, UNLOCKED), WORKSPACE: (LEFT, CAME, SLEEPS, WOKE)}


@given(st.lists(st.sampled_from(sorted(SESSION.values()))))
def test_whatever_windows_sends_locks_and_unlocks_take_turns(messages):
    told, system = Told(), System()
    source = WindowsLockSource(told.listener, system.window)
    for message in messages:
        system.say(SESSION_CHANGED, message)
    assert told == (["locked", "unlocked"] * len(told))[: len(told)]
    assert source.is_locked == (len(told) % 2 == 1)


@pytest.mark.parametrize("name", ["windows", "macos"])
def test_closed_is_silent_and_ends_once(request, told, name):
    system = request.getfixturevalue(name)
    assert len(system.source.names) == 2 and TELLS_SLEEP & set(system.source.names)
    system.source.close()
    system.source.close()
    assert system.open == 0
    system.say(*((SESSION_CHANGED, 7) if name == "windows" else (LOCKED,)))
    assert told == []


@pytest.mark.skipif(sys.platform != "linux", reason="both exist at home")
@pytest.mark.parametrize("kind", [WindowsLockSource, MacLockSource])
def test_elsewhere_each_says_so(told, kind):
    with pytest.raises(LocksUnavailable, match=r"^This is not \w+\.$"):
        kind(told.listener)


@pytest.mark.skipif(sys.platform != "linux", reason="both exist at home")
@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_a_system_that_refuses_leaves_the_clocks(told, platform):
    """A hole in time is still seen (R2)."""
    assert isinstance(watch_locks(told.listener, None, None, {}, platform), NoLockSource)
