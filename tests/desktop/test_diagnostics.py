"""The findings of `doctor` for real and fake parts."""

import pytest
from msgspec.structs import replace

from hipbreak.core.diagnostics import Finding
from hipbreak.desktop.busy.base import BusySwitches
from hipbreak.desktop.busy.dbus_flags import DO_NOT_DISTURB_FLAGS
from hipbreak.desktop.busy.selection import BusySources
from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.diagnostics import DesktopParts, diagnose
from hipbreak.desktop.idle.base import NoIdleSource
from hipbreak.desktop.idle.macos import MacIdleSource
from hipbreak.desktop.lock.base import NoLockSource
from hipbreak.desktop.notifications.base import NoNotifier, NotifierListener
from hipbreak.desktop.system.autostart import XdgAutostart
from hipbreak.store.atomic_file import write_file
from tests.desktop.fakes import Service, real_bus

NAMES = ["idle", "lock", "suspend", "call", "awake", "dnd", "fullscreen", "notifications", "autostart"]
NOBODY = NotifierListener(*[lambda _what: None] * 3)


class Locks:
    names = ("logind-sleep", "logind-lock", "org.gnome.ScreenSaver")
    is_locked = True

    def close(self):
        pass


class Notifications(NoNotifier):
    """A server that works."""

    name, problem, has_actions = "freedesktop", None, True

    def __init__(self):
        """It shows nothing here."""


def by_name(findings):
    return {finding.name: finding for finding in findings}


def test_each_missing_part_has_advice(tmp_path):
    """Advice is whole sentences, and no finding is left out."""
    why = "There is no session bus, and so no notification server."
    desk = DesktopParts(NoIdleSource(), ["There is no X display."], NoLockSource(), notifier=NoNotifier(NOBODY, why))
    findings = diagnose(desk, [Finding("tray", "none", "missing", False, "Use the small window.")])
    assert [finding.name for finding in findings] == [*NAMES, "tray"]
    for finding in findings:
        if not finding.works and finding.name != "autostart":
            assert finding.advice.endswith(".")
    assert by_name(findings)["idle"].advice.startswith("There is no X display. ")
    assert why in by_name(findings)["notifications"].advice


def test_working_parts_are_read(tmp_path):
    autostart = XdgAutostart(["hipbreak"], write_file, tmp_path)
    desk = DesktopParts(MacIdleSource(lambda: 12.4), locks=Locks(), fullscreen="x11-ewmh", autostart=autostart)
    found = by_name(diagnose(desk))
    assert (found["idle"].backend, found["idle"].reading) == ("macos-event-source", "last input 12 s ago")
    assert (found["lock"].backend, found["lock"].reading) == ("logind-lock, org.gnome.ScreenSaver", "locked")
    assert found["suspend"].backend == "logind-sleep"
    assert (found["fullscreen"].works, found["fullscreen"].reading) == (True, "no window fills the screen")
    full = by_name(diagnose(replace(desk, is_full=True)))["fullscreen"]
    assert full.reading == "a window fills the screen"
    assert found["autostart"].reading.startswith("off (")
    autostart.set(True)
    assert by_name(diagnose(desk))["autostart"].reading.startswith("on (")


@pytest.mark.parametrize("others", [(), ("GNOME",), ("Stretchly", "Workrave")])
def test_two_programs_that_remind_are_pointed_out(others):
    desk = DesktopParts(NoIdleSource(), notifier=Notifications(), other_reminders=others)
    found = by_name(diagnose(desk))["notifications"]
    assert found.works and found.advice.count("Two programs remind you") == len(others)
    assert all(name in found.advice for name in others)


def test_a_source_without_a_first_answer_has_advice(tmp_path):
    class SnoozedCard(NoIdleSource):
        name = "gnome-mutter"

    (idle, *_) = diagnose(DesktopParts(SnoozedCard()))
    assert (idle.backend, idle.works) == ("gnome-mutter", False)
    assert idle.advice == "It has not reported any input or idle time yet."


@pytest.mark.display
def test_a_real_flag_is_read_until_its_service_ends(qtbot, tmp_path):
    flag = DO_NOT_DISTURB_FLAGS[0]
    answers = {f"{flag.path} {flag.service}.Inhibited": ("b", (True,))}
    with real_bus(tmp_path) as daemon:
        bus = BusConnection(daemon.address)
        with Service(daemon.address, [flag.service], answers):
            switches = BusySwitches(microphone=False, camera=False)
            busy = BusySources(lambda _kind, _on: None, bus, None, {}, switches)
            qtbot.waitUntil(lambda: busy.sources("dnd") != ())
            found = by_name(diagnose(DesktopParts(NoIdleSource(), busy=busy)))
            assert found["dnd"] == Finding("dnd", flag.name, f"on ({flag.name})", True)
            assert not found["call"].works
        qtbot.waitUntil(lambda: not busy.sources("dnd"))
        assert not by_name(diagnose(DesktopParts(NoIdleSource(), busy=busy)))["dnd"].works
        busy.close()
        bus.close()
