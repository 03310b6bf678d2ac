"""Calls, awake, Do Not Disturb and full screen on Windows and macOS, with the system's answers injected."""

import json
import struct
import sys
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.desktop.busy.base import BusySwitches
from hipbreak.desktop.busy.macos import (
    create_macos_sources,
    is_camera_running,
    is_display_kept_on,
    is_focus_on,
    is_microphone_running,
)
from hipbreak.desktop.busy.polling import PolledSource
from hipbreak.desktop.busy.selection import BusySources
from hipbreak.desktop.busy.windows import (
    DeviceUse,
    RegistryConsentStore,
    WindowsDeviceUse,
    create_windows_sources,
    filetime,
    in_use,
    read_uses,
)
from hipbreak.desktop.focus.base import FocusListener, FocusUnavailable
from hipbreak.desktop.focus.selection import watch_focus
from hipbreak.desktop.focus.windows import WindowsFocusSource

NOW, BOOTED = filetime(1_800_000_000), filetime(1_799_990_000)
RUNS, ENDED = DeviceUse(NOW, 0), DeviceUse(NOW, NOW + 1)
EVERYTHING = BusySwitches()
NOTHING = BusySwitches(*[False] * 6)


class LatestReports(dict):
    def report(self, name, on):
        self[name] = on


@pytest.fixture
def latest():
    return LatestReports()


class Windows:
    """The device records and states of a fake Windows."""

    def __init__(self):
        self.notes = {"microphone": [], "webcam": []}
        self.changed, self.switched, self.watching = {}, lambda: None, 0
        self.state = self.profile = self.screen = 0

    def boot_time(self):
        return BOOTED

    def uses(self, device):
        if self.notes[device] is None:
            raise OSError("no such key")
        return self.notes[device]

    def watch(self, device, changed):
        self.uses(device)
        return self._watch(lambda: self.changed.update({device: changed}))

    def watch_foreground(self, switched):
        return self._watch(lambda: setattr(self, "switched", switched))

    def _watch(self, keep):
        keep()
        self.watching += 1

        def end():
            self.watching -= 1

        return end

    def execution_state(self):
        return self.state

    def quiet_profile(self):
        return self.profile

    def screen_state(self):
        return self.screen


@pytest.fixture
def windows():
    return Windows()


@pytest.mark.parametrize(
    ("uses", "on"),
    [
        ([], False),
        ([ENDED], False),
        ([ENDED, RUNS], True),
        ([DeviceUse(BOOTED - 1, 0)], False),  # Windows crashed in a call
        ([DeviceUse(0, 0)], False),  # allowed, and never used
    ],
)
def test_a_use_without_an_end_is_a_call(uses, on):
    assert in_use(uses, BOOTED) is on


@given(st.lists(st.builds(DeviceUse, st.integers(0, 2**63), st.integers(1, 2**63))))
def test_a_use_that_has_ended_is_no_call(uses):
    assert not in_use(uses, BOOTED)


def test_a_filetime_counts_from_1601():
    """https://learn.microsoft.com/windows/win32/api/minwinbase/ns-minwinbase-filetime"""
    assert filetime(0) == 116_444_736_000_000_000


class Key(dict):
    """A registry key: keys and values by name."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


class Registry:
    """Like Python's winreg."""

    def EnumKey(self, key, number):
        keys = [name for name, inner in key.items() if isinstance(inner, Key)]
        if number >= len(keys):
            raise OSError(259, "No more data is available")
        return keys[number]

    def OpenKey(self, key, name):
        return key[name]

    def QueryValueEx(self, key, name):
        if name not in key:
            raise FileNotFoundError(2, name)
        return key[name], 11


def used(started, ended):
    return Key(LastUsedTimeStart=started, LastUsedTimeStop=ended)


def test_the_registry_is_read_for_apps_and_for_classic_programs():
    """Classic programs are one key deeper; other entries are skipped."""
    classic = Key({"C:#Zoom.exe": used(NOW, 0), "C:#Old.exe": Key(Value="Allow")})
    root = Key({"Value": "Allow", "Camera_8wekyb": used(5, 6), "Odd": used("now", 0), "NonPackaged": classic})
    assert list(read_uses(Registry(), root)) == [DeviceUse(5, 6), DeviceUse(NOW, 0)]


def test_a_device_is_read_again_when_the_registry_changes(qtbot, stack, latest, windows):
    source = WindowsDeviceUse("microphone", latest.report, windows)
    stack.callback(source.close)
    qtbot.waitUntil(lambda: latest == {"windows-microphone": False})
    windows.notes["microphone"] = [RUNS]
    windows.changed["microphone"]()
    qtbot.waitUntil(lambda: latest == {"windows-microphone": True})
    assert source.is_available
    windows.notes["microphone"] = None
    windows.changed["microphone"]()
    qtbot.waitUntil(lambda: latest == {"windows-microphone": False})
    assert not source.is_available
    source.close()
    source.close()
    assert windows.watching == 0


def test_a_windows_without_device_records_is_reported(qapp, latest, windows):
    windows.notes["webcam"] = None
    source = WindowsDeviceUse("webcam", latest.report, windows)
    assert (source.is_available, source.problem) == (False, "Windows does not report which programs use the camera.")
    source.close()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda w: w.notes.update(microphone=[RUNS]), "call"),
        (lambda w: w.notes.update(webcam=[RUNS]), "call"),
        (lambda w: setattr(w, "state", 0x3), "awake"),  # and the system itself
        (lambda w: setattr(w, "profile", 1), "dnd"),
        (lambda w: setattr(w, "profile", 2), "dnd"),
    ],
)
def test_each_windows_source_sets_its_own_flag(qtbot, stack, latest, windows, change, what):
    change(windows)
    report_by_kind = {
        one: lambda name, on, one=one: latest.update({one: latest.get(one, False) or on}) for one in BLOCKS
    }
    for _what, source in create_windows_sources(report_by_kind, EVERYTHING, windows, windows):
        stack.callback(source.close)
    qtbot.waitUntil(lambda: len(latest) == 3)
    qtbot.waitUntil(lambda: latest == {one: one == what for one in BLOCKS})


BLOCKS = ("call", "awake", "dnd")


@pytest.mark.parametrize(("state", "answer"), [(None, False), (0x1, False), (0x80000000, False), (0x2, True)])
def test_a_windows_source_without_an_answer_is_unavailable(qtbot, stack, latest, windows, state, answer):
    windows.state = state
    report_by_kind = dict.fromkeys(BLOCKS, latest.report)
    ((_what, source),) = create_windows_sources(
        report_by_kind, BusySwitches(False, False, True, False, False), windows, windows
    )
    stack.callback(source.close)
    qtbot.waitUntil(lambda: latest == {"windows-display-required": answer})
    assert source.is_available == (state is not None)


def properties(*rows):
    """A fake system with these device properties; every other query fails."""
    table = {(device, selector): struct.pack(f"={len(values)}I", *values) for device, selector, *values in rows}
    return lambda device, selector: table.get((device, selector))


@pytest.mark.parametrize(
    ("get", "runs"),
    [
        (properties((1, "dIn ", 40), (40, "gone", 1)), True),
        (properties((1, "dIn ", 40), (40, "gone", 0)), False),
        (properties((1, "dIn ", 40)), False),  # it was pulled out meanwhile
        (properties((1, "dIn ", 0)), False),  # there is none
        (properties(), None),
    ],
)
def test_macos_microphone_states(get, runs):
    assert is_microphone_running(get) is runs


@pytest.mark.parametrize(
    ("get", "runs"),
    [
        (properties((1, "dev#", 7, 8), (7, "gone", 0), (8, "gone", 1)), True),
        (properties((1, "dev#", 7, 8), (7, "gone", 0)), False),
        (properties((1, "dev#")), False),
        (properties(), None),
    ],
)
def test_macos_camera_states(get, runs):
    assert is_camera_running(get) is runs


@pytest.mark.parametrize(
    ("levels", "on"),
    [
        (None, None),
        ({}, False),
        ({"PreventUserIdleDisplaySleep": 0, "NoDisplaySleepAssertion": 0}, False),
        ({"PreventUserIdleSystemSleep": 255}, False),
        ({"PreventUserIdleDisplaySleep": 255}, True),
        ({"NoDisplaySleepAssertion": 1}, True),
    ],
)
def test_macos_display_assertions(levels, on):
    assert is_display_kept_on(levels) is on


@pytest.mark.parametrize(
    ("written", "on"),
    [
        (None, None),
        ({"data": [{"storeAssertionRecords": [{"assertionDetails": {}}]}]}, True),
        ({"data": [{"storeAssertionRecords": []}]}, False),
        ({"data": [{"storeInvalidationRecords": [1]}]}, False),
        ({"header": {}}, None),
        ({"data": 5}, None),
        ({"data": [5]}, None),
        ("{", None),
    ],
)
def test_macos_focus_file(tmp_path, written, on):
    """Any content, and a file that may not be read."""
    file = tmp_path / "Assertions.json"
    if written is not None:
        file.write_text(written if isinstance(written, str) else json.dumps(written))
    assert is_focus_on(file) is on


def test_macos_advice_names_the_permission(qtbot, stack, latest, tmp_path):
    """A microphone and a display in use, and a Focus that cannot be read."""
    mute = properties((1, "dIn ", 4), (4, "gone", 1))
    report_by_kind = dict.fromkeys(BLOCKS, latest.report)
    more = {"audio": mute, "video": properties(), "levels": lambda: {"NoDisplaySleepAssertion": 1}, "home": tmp_path}
    sources = {source.name: source for _what, source in create_macos_sources(report_by_kind, EVERYTHING, **more)}
    for source in sources.values():
        stack.callback(source.close)
    qtbot.waitUntil(lambda: len(latest) == 4)
    assert {name for name, on in latest.items() if on} == {"macos-microphone", "macos-assertions"}
    assert {name for name, source in sources.items() if source.is_available} == {"macos-microphone", "macos-assertions"}
    assert "Full Disk Access" in sources["macos-focus"].problem
    assert "camera" in sources["macos-camera"].problem


def test_a_polled_source_becomes_available_and_unavailable(qtbot, stack, latest):
    answers = [True]
    source = PolledSource("it", lambda: answers[0], latest.report, "Nobody tells.", timedelta(milliseconds=20))
    stack.callback(source.close)
    for answer in (True, False, None, True):
        answers[0] = answer
        qtbot.waitUntil(
            lambda answer=answer: latest == {"it": answer is True} and source.is_available == (answer is not None)
        )
        assert source.problem == ("Nobody tells." if answer is None else None)
    source.close()
    latest.clear()
    source.poll()
    assert latest == {}


@pytest.mark.parametrize(
    ("platform", "names"),
    [
        ("win32", {"windows-microphone", "windows-webcam", "windows-display-required", "windows-focus-assist"}),
        ("darwin", {"macos-microphone", "macos-camera", "macos-assertions", "macos-focus"}),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="both exist at home")
def test_only_the_sources_of_the_platform_are_created(qtbot, stack, platform, names):
    """On this system none has an answer, and nothing is reported."""
    received = []
    for switches, expected in ((EVERYTHING, names), (NOTHING, set())):
        busy = BusySources(lambda *change: received.append(change), None, None, {}, switches, platform)
        stack.callback(busy.close)
        qtbot.waitUntil(lambda busy=busy: busy.is_complete)
        assert {source.name for sources in busy.created.values() for source in sources} == expected
        assert (received, *map(busy.sources, busy.created)) == ([], (), (), ())
    with pytest.raises(OSError, match="Windows"):
        list(RegistryConsentStore().uses("microphone"))


class ReceivedCalls(list):
    @property
    def listener(self):
        return FocusListener(lambda: self.append("switch"), self.append)


@pytest.mark.parametrize(
    ("state", "full"), [(1, False), (2, True), (3, True), (4, True), (5, False), (6, False), (7, False)]
)
def test_windows_full_screen_states(qtbot, stack, windows, state, full):
    """A program, a game or a presentation in full screen; not the lock screen or the quiet hour after an upgrade."""
    received = ReceivedCalls()
    windows.screen = 5
    source = WindowsFocusSource(received.listener, windows)
    stack.callback(source.close)
    windows.screen = state
    windows.switched()
    qtbot.waitUntil(lambda: received == (["switch", True] if full else ["switch"]))
    windows.screen = 5
    windows.switched()
    qtbot.waitUntil(lambda: received[-1] == (False if full else "switch"))
    source.close()
    source.close()
    windows.switched()
    assert windows.watching == 0 and received.count("switch") == 2


def test_a_windows_without_an_answer_is_unavailable(windows):
    windows.screen = None
    with pytest.raises(FocusUnavailable):
        WindowsFocusSource(ReceivedCalls().listener, windows)


@pytest.mark.skipif(sys.platform != "linux", reason="both exist at home")
@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_on_other_systems_full_screen_gives_one_sentence(platform):
    with pytest.raises(FocusUnavailable, match=r"\.$"):
        watch_focus(ReceivedCalls().listener, platform, {})
