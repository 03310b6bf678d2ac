"""Which sources count as missing: those that worked and no longer do, unless they are switched off."""

from dataclasses import dataclass, field
from datetime import timedelta

from hipbreak.app.sensors import SourceHistory
from hipbreak.core.diagnostics import Finding
from hipbreak.desktop.busy.base import BusySwitches
from hipbreak.desktop.diagnostics import DesktopParts, diagnose
from hipbreak.desktop.idle.base import NoIdleSource


@dataclass
class FakeSource:
    """A source with a name and a reason why it does not work."""

    name: str
    problem: str | None = None


@dataclass
class FakeLocks:
    names: tuple[str, ...] = ("logind-sleep", "logind-lock")


@dataclass
class FakeBusy:
    live: dict[str, tuple[str, ...]] = field(default_factory=lambda: {"call": ("pulse",), "dnd": ("dunst",)})

    def sources(self, what: str) -> tuple[str, ...]:
        return self.live.get(what, ())


@dataclass
class FakeSensors:
    """Like `hipbreak.app.sensors.Sensors`, without a desktop."""

    idle_source: FakeSource = field(default_factory=lambda: FakeSource("x11-screensaver"))
    locks: FakeLocks | None = field(default_factory=FakeLocks)
    busy: FakeBusy | None = field(default_factory=FakeBusy)
    focus: FakeSource | None = field(default_factory=lambda: FakeSource("x11-ewmh"))

    def idle(self) -> timedelta | None:
        return None if self.idle_source.name == "none" else timedelta(0)


def missing_sources(history: SourceHistory) -> dict[str, list[str]]:
    return {what: names for what, names in history.missing().items() if names}


def test_a_source_that_never_worked_is_not_missing() -> None:
    sensors = FakeSensors(FakeSource("none"), None, None, None)
    history = SourceHistory(sensors, FakeSource(""))
    history.record()
    assert missing_sources(history) == {}


def test_a_dead_source_is_missing_until_it_is_back() -> None:
    sensors, tray = FakeSensors(), FakeSource("xembed")
    history = SourceHistory(sensors, tray)
    history.record()
    assert missing_sources(history) == {}
    sensors.idle_source, tray.name = FakeSource("logind-idle-hint"), ""
    sensors.locks.names = ()
    sensors.focus.problem = "The X display is gone."
    sensors.busy.live = {}
    assert missing_sources(history) == {
        "idle": ["x11-screensaver"],
        "lock": ["logind-lock"],
        "suspend": ["logind-sleep"],
        "call": ["pulse"],
        "dnd": ["dunst"],
        "fullscreen": ["x11-ewmh"],
        "tray": ["xembed"],
    }
    sensors.idle_source, tray.name = FakeSource("x11-screensaver"), "xembed"
    assert {"idle", "tray"}.isdisjoint(missing_sources(history))


def test_a_replacement_that_dies_is_missing() -> None:
    sensors = FakeSensors()
    history = SourceHistory(sensors, FakeSource(""))
    history.record()
    sensors.idle_source = FakeSource("logind-idle-hint")
    history.record()
    sensors.idle_source = FakeSource("none")
    assert missing_sources(history)["idle"] == ["logind-idle-hint", "x11-screensaver"]


def test_a_switched_off_source_is_not_missing() -> None:
    sensors = FakeSensors()
    history = SourceHistory(sensors, FakeSource(""))
    history.record()
    sensors.busy = FakeBusy({"dnd": ("dunst",)})
    assert missing_sources(history) == {}


def test_a_switched_off_source_is_no_failure() -> None:
    off = BusySwitches(microphone=False, camera=False, quiet=False, fullscreen=False).off()
    assert off == {"call", "dnd", "fullscreen"}
    findings = {finding.name: finding for finding in diagnose(DesktopParts(NoIdleSource(), off=off))}
    assert isinstance(findings["call"], Finding)
    assert findings["call"].works and findings["call"].reading == "off in Settings"
    assert not findings["awake"].works
    assert findings["fullscreen"].works and findings["fullscreen"].advice == "Turn on Do Not Disturb for a talk."
