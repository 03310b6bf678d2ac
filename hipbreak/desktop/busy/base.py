"""What every source of calls, Do Not Disturb and a screen kept awake is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class BusyListener:
    """Who is told of each beginning (True) and end (False); every call comes on the GUI thread, from the event loop."""

    call: Callable[[bool], None]
    awake: Callable[[bool], None]
    dnd: Callable[[bool], None]


@dataclass(frozen=True, slots=True)
class BusySwitches:
    """What the person lets us look at."""

    microphone: bool = True
    camera: bool = True
    inhibitors: bool = True
    players: bool = True
    quiet: bool = True
    fullscreen: bool = True

    def off(self) -> frozenset[str]:
        """Of `call`, `awake`, `dnd` and `fullscreen` those that nobody may look at."""
        looked = {
            "call": self.microphone or self.camera,
            "awake": self.inhibitors or self.players,
            "dnd": self.quiet,
            "fullscreen": self.fullscreen,
        }
        return frozenset(what for what, wanted in looked.items() if not wanted)


class Part(Protocol):
    """One who may know; it may also have a `trouble` (one sentence), and a `close`."""

    name: str
    is_available: bool


@dataclass
class BusyAggregator:
    """On while anybody says so, told once for each change."""

    tell: Callable[[bool], None]
    who: set[str] = field(default_factory=set)

    def say(self, name: str, on: bool) -> None:
        before = bool(self.who)
        if on:
            self.who.add(name)
        else:
            self.who.discard(name)
        if bool(self.who) != before:
            self.tell(bool(self.who))


Say = Callable[[str, bool], None]


@dataclass(frozen=True, slots=True)
class Use:
    """When some program began and ended to use a device: 100 ns since 1601, and no end yet is 0."""

    began: int
    ended: int


class Store(Protocol):
    """Where Windows notes which program uses which device; OSError where it keeps no such notes."""

    def uses(self, device: str) -> Iterable[Use]:
        """The last use by each program."""

    def watch(self, device: str, changed: Callable[[], None]) -> Callable[[], None]:
        """`changed` is called from the event loop after each note, until the answer is called."""

    def booted(self) -> int:
        """When this Windows was started, as in `Use`."""


class System(Protocol):
    """What else Windows is asked; each answers at once, and None if that cannot be told."""

    def execution_state(self) -> int | None:
        """What programs together ask of the machine, as flags."""

    def quiet_profile(self) -> int | None:
        """The profile of Focus Assist (Do Not Disturb in Windows 11) that is on; 0 for off."""
