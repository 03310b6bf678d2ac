"""What this desktop tells the engine: idle time, locks, suspend, the active window, calls and quiet."""

import os
import sys
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hipbreak.core.settings.settings import Settings
from hipbreak.core.text.messages import source_back, source_lost
from hipbreak.core.tracking import inputs
from hipbreak.desktop.busy.base import BusyListener, BusySwitches
from hipbreak.desktop.busy.monitor import Busy
from hipbreak.desktop.dbus.address import BusUnavailable, session_address, system_address
from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.focus.base import FocusListener, FocusSource, FocusUnavailable
from hipbreak.desktop.focus.selection import watch_focus
from hipbreak.desktop.idle.base import IdleSource
from hipbreak.desktop.idle.failover import Change, FailoverIdleSource
from hipbreak.desktop.idle.selection import candidates
from hipbreak.desktop.lock.base import LockListener, LockSource
from hipbreak.desktop.lock.selection import watch_locks
from hipbreak.desktop.timing.clock import ClockWatch, SystemClock

if TYPE_CHECKING:
    from hipbreak.desktop.audio.screen_reader import ScreenReader

Take = Callable[[inputs.Input], None]

_EVERYTHING = BusySwitches()
_ADDRESSES: dict[str, Callable[[Mapping[str, str]], str]] = {"session": session_address, "system": system_address}


class WatchedClock:
    """The clocks of this machine as the engine reads them."""

    def __init__(self, clock: SystemClock) -> None:
        self._clock, self._watch = clock, ClockWatch()

    def read(self) -> tuple[datetime, timedelta]:
        """The wall clock, and by how much it was set since the last reading."""
        now = self._clock.now()
        return now, self._watch.read(now, self._clock.elapsed())


def switches_of(settings: Settings) -> BusySwitches:
    """What the person lets us look at."""
    return BusySwitches(
        microphone=settings.sense_microphone,
        camera=settings.sense_camera,
        inhibitors=settings.sense_inhibitors,
        players=settings.sense_players,
        quiet=settings.sense_quiet,
        fullscreen=settings.sense_fullscreen,
    )


class Sensors:
    """Made before the engine, since it is asked for idle time; `attach` lets the signals in."""

    def __init__(
        self,
        environment: Mapping[str, str] = os.environ,
        platform: str = sys.platform,
        switches: BusySwitches = _EVERYTHING,
    ) -> None:
        self.notes: list[str] = []
        self.lost: Callable[[str], None] = lambda _sentence: None
        """Told once when an idle source that worked has ended, and who takes its place; and once when it is back."""
        self.busy: Busy | None = None
        self.locks: LockSource | None = None
        self.focus: FocusSource | None = None
        self._environment, self._platform, self._switches = environment, platform, switches
        self._buses: dict[str, BusConnection | None] = {}
        self._reader: ScreenReader | None = None
        self._take: Take | None = None
        self.is_full = False
        """Whether a window is known to be over the whole screen, wanted or not."""
        rungs = candidates(platform, environment, lambda: self._bus("session"), lambda: self._bus("system"))
        self._idle = FailoverIdleSource(rungs, self._note, self._changed)

    @property
    def idle_source(self) -> IdleSource:
        """Who tells of input now."""
        return self._idle.source

    def idle(self) -> timedelta | None:
        """Time since the last input, None as long as nobody can tell; a source that has died is replaced, once."""
        return self._idle.idle()

    def watch_return(self, back: Callable[[], None]) -> bool:
        """See `desktop.idle.IdleSource`; a source that dies before the return calls back, too."""
        return self._idle.watch_return(back)

    def attach(self, take: Take, wants_switches: Callable[[], bool]) -> None:
        """Begin to listen; nothing here waits. `wants_switches` tells whether window switches matter now."""
        self._take = take
        listener = LockListener(
            locked=lambda: take(inputs.Lock()),
            unlocked=lambda: take(inputs.Unlock()),
            suspending=lambda: take(inputs.Suspend()),
            resumed=lambda: take(inputs.Wake()),
        )
        self.locks = watch_locks(listener, self._bus("session"), self._bus("system"), self._environment, self._platform)
        self._watch_focus(take, wants_switches)
        self.use(self._switches)

    def use(self, switches: BusySwitches) -> None:
        """Look at this from now on; what was on and is no longer looked at is off."""
        take = self._take
        if take is None or (self.busy is not None and switches == self._switches):
            self._switches = switches
            return
        if self.busy is not None and self.is_full and switches.fullscreen != self._switches.fullscreen:
            take(inputs.BusyChanged("fullscreen", switches.fullscreen))
        was_on = self.busy.reasons if self.busy is not None else {}
        if self.busy is not None:
            self.busy.close()
        listener = BusyListener(*(_teller(take, what) for what in ("call", "awake", "dnd")))
        self._switches = switches
        self.busy = Busy(
            listener, self._bus("session"), self._bus("system"), self._environment, switches, self._platform
        )
        for what, who in was_on.items():
            if who:
                take(inputs.BusyChanged(what, False))

    def screen_reader(self) -> bool:
        """Whether a screen reader is on; the desktop is asked the first time, and until it answers the answer is no."""
        if self._reader is None:
            from hipbreak.desktop.audio.screen_reader import ScreenReader

            self._reader = ScreenReader(self._bus("session"))
        return self._reader.is_on

    def _note(self, reason: str) -> None:
        if reason not in self.notes:
            self.notes.append(reason)

    def _changed(self, change: Change) -> None:
        self.lost(source_lost(change.why, change.now) if change.why else source_back(change.now))

    @property
    def switches(self) -> BusySwitches:
        """What the person lets us look at now."""
        return self._switches

    @property
    def session(self) -> BusConnection | None:
        """The session bus, if this desktop has one; it may be lost just now."""
        return self._bus("session")

    def _bus(self, which: str) -> BusConnection | None:
        if which not in self._buses:
            self._buses[which] = self._connect(which)
        return self._buses[which]

    def _connect(self, which: str) -> BusConnection | None:
        if self._platform in ("win32", "darwin"):
            return None
        try:
            bus = BusConnection(_ADDRESSES[which](self._environment))
        except BusUnavailable as reason:
            self._note(str(reason))
            return None
        bus.when_back(self._look_again)
        return bus

    def _look_again(self) -> None:
        self._idle.look_again()

    def _watch_focus(self, take: Take, wants_switches: Callable[[], bool]) -> None:
        def switched() -> None:
            if wants_switches():
                take(inputs.WindowSwitch())

        def full(on: bool) -> None:
            self.is_full = on
            if self._switches.fullscreen:
                take(inputs.BusyChanged("fullscreen", on))

        listener = FocusListener(switched, full)
        try:
            self.focus = watch_focus(listener, self._platform, self._environment)
        except FocusUnavailable as reason:
            self._note(str(reason))

    def close(self) -> None:
        """Listen no more, and tell nobody."""
        self.lost = lambda _sentence: None
        for part in (self.busy, self.locks, self.focus, self._idle, *self._buses.values()):
            if part is not None:
                part.close()


def _teller(take: Take, what: str) -> Callable[[bool], None]:
    return lambda on: take(inputs.BusyChanged(what, on))
