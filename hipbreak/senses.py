"""What this desktop tells the engine: idle time, locks, suspend, the active window, calls and quiet."""

import os
import sys
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from hipbreak.core import inputs as i
from hipbreak.core.settings import Settings
from hipbreak.desktop.bus import Bus
from hipbreak.desktop.bus_address import BusUnavailable, session_address, system_address
from hipbreak.desktop.busy import Busy, BusyListener, BusySwitches
from hipbreak.desktop.clock import ClockWatch, SystemClock
from hipbreak.desktop.focus import FocusListener, FocusSource, FocusUnavailable
from hipbreak.desktop.focus_ladder import watch_focus
from hipbreak.desktop.idle import IdleSource, IdleUnavailable, choose_idle_source
from hipbreak.desktop.idle_ladder import candidates
from hipbreak.desktop.lock_sum import LockListener
from hipbreak.desktop.locks import LockSource, watch_locks

if TYPE_CHECKING:
    from hipbreak.desktop.screen_reader import ScreenReader

Take = Callable[[i.Input], None]

_SETTLES_MS = 2000
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
    )


class Senses:
    """Made before the engine, since it is asked for idle time; `attach` lets the signals in."""

    def __init__(
        self,
        environment: Mapping[str, str] = os.environ,
        platform: str = sys.platform,
        switches: BusySwitches = _EVERYTHING,
    ) -> None:
        self.notes: list[str] = []
        self.lost: Callable[[str], None] = lambda _sentence: None
        """Told once when an idle source that worked has ended: why, and who takes its place."""
        self.busy: Busy | None = None
        self.locks: LockSource | None = None
        self.focus: FocusSource | None = None
        self._environment, self._platform, self._switches = environment, platform, switches
        self._buses: dict[str, Bus | None] = {}
        self._reader: ScreenReader | None = None
        self._take: Take | None = None
        self._back: Callable[[], None] | None = None
        self._worked = False
        self._ended = ""
        self._rungs = list(candidates(platform, environment, lambda: self._bus("session"), lambda: self._bus("system")))
        self.idle_source = self._next_rung()

    def idle(self) -> timedelta | None:
        """Time since the last input, None as long as nobody can tell; a source that has died is replaced, once."""
        while True:
            told = self.idle_source.idle()
            if self.idle_source.trouble is None:
                self._worked = self._worked or told is not None
                return told
            self._replace(self.idle_source.trouble)

    def watch_return(self, back: Callable[[], None]) -> bool:
        """See `desktop.idle.IdleSource`; a source that dies before the return calls back, too."""
        self._back = back
        return self.idle_source.watch_return(self._returned)

    def attach(self, take: Take, wants_switches: Callable[[], bool]) -> None:
        """Begin to listen; nothing here waits. `wants_switches` tells whether window switches matter now."""
        self._take = take
        listener = LockListener(
            locked=lambda: take(i.Lock()),
            unlocked=lambda: take(i.Unlock()),
            suspending=lambda: take(i.Suspend()),
            resumed=lambda: take(i.Wake()),
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
                take(i.Busy(what, False))

    def screen_reader(self) -> bool:
        """Whether a screen reader is on; the desktop is asked the first time, and until it answers the answer is no."""
        if self._reader is None:
            from hipbreak.desktop.screen_reader import ScreenReader  # noqa: PLC0415 - only what is heard needs it

            self._reader = ScreenReader(self._bus("session"))
        return self._reader.is_on

    def _next_rung(self) -> IdleSource:
        while self._rungs:
            rung = self._rungs.pop(0)
            try:
                return rung()
            except IdleUnavailable as reason:
                self.notes.append(str(reason))
        return choose_idle_source()

    def _replace(self, why: str) -> None:
        self.notes.append(why)
        self.idle_source.close()
        if self._worked and not self._ended:
            self._ended = why
            QTimer.singleShot(_SETTLES_MS, self._tell_loss)
        self._worked = False
        self.idle_source = self._next_rung()
        if self._back is not None:
            QTimer.singleShot(0, self._returned)  # so that the engine asks the new one

    def _tell_loss(self) -> None:
        """The next source may have to find out first whether it works here."""
        works = self.idle() is not None
        why, self._ended = self._ended, ""
        heir = f"Now {self.idle_source.name} does." if works else "Now nothing does: say when you are away."
        self.lost(f"{why} It told Hipbreak of your input. {heir}")

    def _returned(self) -> None:
        back, self._back = self._back, None
        if back is not None:
            back()

    @property
    def session(self) -> Bus | None:
        """The session bus, if there is one and it lives."""
        return self._bus("session")

    def _bus(self, which: str) -> Bus | None:
        if which not in self._buses:
            self._buses[which] = self._connect(which)
        bus = self._buses[which]
        return bus if bus is not None and bus.alive else None

    def _connect(self, which: str) -> Bus | None:
        if self._platform in ("win32", "darwin"):
            return None
        try:
            return Bus(_ADDRESSES[which](self._environment))
        except BusUnavailable as reason:
            self.notes.append(str(reason))
            return None

    def _watch_focus(self, take: Take, wants_switches: Callable[[], bool]) -> None:
        def switched() -> None:
            if wants_switches():
                take(i.WindowSwitch())

        listener = FocusListener(switched, lambda on: take(i.Busy("fullscreen", on)))
        try:
            self.focus = watch_focus(listener, self._platform, self._environment)
        except FocusUnavailable as reason:
            self.notes.append(str(reason))

    def close(self) -> None:
        """Listen no more, and tell nobody."""
        self._back = None
        self._rungs.clear()
        self.lost = lambda _sentence: None
        for part in (self.busy, self.locks, self.focus, self.idle_source, *self._buses.values()):
            if part is not None:
                part.close()


def _teller(take: Take, what: str) -> Callable[[bool], None]:
    return lambda on: take(i.Busy(what, on))
