"""Who is missed: whoever told and does so no more, but not what the person has switched off."""

from dataclasses import dataclass, field
from datetime import timedelta

from hipbreak.app.sensors import SourceHistory
from hipbreak.core.diagnostics import Finding
from hipbreak.desktop.busy.base import BusySwitches
from hipbreak.desktop.diagnostics import DesktopParts, diagnose
from hipbreak.desktop.idle.base import NoIdleSource


@dataclass
class Part:
    """Anything with a name that may be in trouble."""

    name: str
    trouble: str | None = None


@dataclass
class Locks:
    names: tuple[str, ...] = ("logind-sleep", "logind-lock")


@dataclass
class Busy:
    live: dict[str, tuple[str, ...]] = field(default_factory=lambda: {"call": ("pulse",), "dnd": ("dunst",)})

    def sources(self, what: str) -> tuple[str, ...]:
        return self.live.get(what, ())


@dataclass
class Senses:
    """As `hipbreak.app.sensors.Sensors`, without a desk."""

    idle_source: Part = field(default_factory=lambda: Part("x11-screensaver"))
    locks: Locks | None = field(default_factory=Locks)
    busy: Busy | None = field(default_factory=Busy)
    focus: Part | None = field(default_factory=lambda: Part("x11-ewmh"))

    def idle(self) -> timedelta | None:
        return None if self.idle_source.name == "none" else timedelta(0)


def missed(history: SourceHistory) -> dict[str, list[str]]:
    return {what: names for what, names in history.missing().items() if names}


def test_a_source_that_never_worked_is_not_missing() -> None:
    senses = Senses(Part("none"), None, None, None)
    history = SourceHistory(senses, Part(""))
    history.record()
    assert missed(history) == {}


def test_a_dead_source_is_missing_until_it_is_back() -> None:
    senses, tray = Senses(), Part("xembed")
    history = SourceHistory(senses, tray)
    history.record()
    assert missed(history) == {}
    senses.idle_source, tray.name = Part("logind-idle-hint"), ""
    senses.locks.names = ()
    senses.focus.trouble = "The X display is gone."
    senses.busy.live = {}
    assert missed(history) == {
        "idle": ["x11-screensaver"],
        "lock": ["logind-lock"],
        "suspend": ["logind-sleep"],
        "call": ["pulse"],
        "dnd": ["dunst"],
        "fullscreen": ["x11-ewmh"],
        "tray": ["xembed"],
    }
    senses.idle_source, tray.name = Part("x11-screensaver"), "xembed"
    assert {"idle", "tray"}.isdisjoint(missed(history))


def test_a_replacement_that_dies_is_missing() -> None:
    senses = Senses()
    history = SourceHistory(senses, Part(""))
    history.record()
    senses.idle_source = Part("logind-idle-hint")
    history.record()
    senses.idle_source = Part("none")
    assert missed(history)["idle"] == ["logind-idle-hint", "x11-screensaver"]


def test_a_switched_off_source_is_not_missing() -> None:
    senses = Senses()
    history = SourceHistory(senses, Part(""))
    history.record()
    senses.busy = Busy({"dnd": ("dunst",)})
    assert missed(history) == {}


def test_a_switched_off_source_is_no_failure() -> None:
    off = BusySwitches(microphone=False, camera=False, quiet=False, fullscreen=False).off()
    assert off == {"call", "dnd", "fullscreen"}
    findings = {finding.name: finding for finding in diagnose(DesktopParts(NoIdleSource(), off=off))}
    assert isinstance(findings["call"], Finding)
    assert findings["call"].works and findings["call"].reading == "off in Settings"
    assert not findings["awake"].works
    assert findings["fullscreen"].works and findings["fullscreen"].advice == "Turn on Do Not Disturb for a talk."
