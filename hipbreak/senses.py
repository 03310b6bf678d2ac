"""What this desktop tells the engine: idle time, locks, suspend, the active window."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta

from hipbreak.core import inputs as i
from hipbreak.desktop.bus import Bus
from hipbreak.desktop.bus_address import BusUnavailable, session_address, system_address
from hipbreak.desktop.clock import ClockWatch, SystemClock
from hipbreak.desktop.focus_x11 import FocusListener, X11FocusSource
from hipbreak.desktop.idle import IdleSource, IdleUnavailable, NoIdleSource, choose_idle_source
from hipbreak.desktop.idle_x11 import X11IdleSource
from hipbreak.desktop.locks import LockListener, LockSource, watch_locks
from hipbreak.desktop.xcb import XUnavailable

Take = Callable[[i.Input], None]


class WatchedClock:
    """The clocks of this machine as the engine reads them."""

    def __init__(self, clock: SystemClock) -> None:
        self._clock, self._watch = clock, ClockWatch()

    def read(self) -> tuple[datetime, timedelta]:
        """The wall clock, and by how much it was set since the last reading."""
        now = self._clock.now()
        return now, self._watch.read(now, self._clock.elapsed())


class Senses:
    """Made before the engine, since it is asked for idle time; `attach` lets the signals in."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.idle_source: IdleSource = choose_idle_source(lambda: X11IdleSource(os.environ), refused=self.notes.append)
        self._buses: list[Bus] = []
        self._locks: LockSource | None = None
        self._focus: X11FocusSource | None = None

    def idle(self) -> timedelta | None:
        """Time since the last input; a source that has died is replaced by none, once."""
        told = self.idle_source.idle()
        if told is None and not isinstance(self.idle_source, NoIdleSource):
            self.notes.append(f"The idle source {self.idle_source.name} is gone.")
            self.idle_source.close()
            self.idle_source = NoIdleSource()
        return told

    def watch_return(self, back: Callable[[], None]) -> bool:
        """See `desktop.idle.IdleSource`."""
        return self.idle_source.watch_return(back)

    def attach(self, take: Take, wants_switches: Callable[[], bool]) -> None:
        """Begin to listen; nothing here waits. `wants_switches` tells whether window switches matter now."""
        listener = LockListener(
            locked=lambda: take(i.Lock()),
            unlocked=lambda: take(i.Unlock()),
            suspending=lambda: take(i.Suspend()),
            resumed=lambda: take(i.Wake()),
        )
        session, system = self._bus(session_address), self._bus(system_address)
        self._locks = watch_locks(listener, session, system, os.environ)
        self._watch_focus(take, wants_switches)

    def _bus(self, address: Callable[..., str]) -> Bus | None:
        try:
            bus = Bus(address(os.environ))
        except BusUnavailable as reason:
            self.notes.append(str(reason))
            return None
        self._buses.append(bus)
        return bus

    def _watch_focus(self, take: Take, wants_switches: Callable[[], bool]) -> None:
        def switched() -> None:
            if wants_switches():
                take(i.WindowSwitch())

        listener = FocusListener(switched, lambda on: take(i.Busy("fullscreen", on)))
        try:
            self._focus = X11FocusSource(listener, os.environ)
        except (XUnavailable, IdleUnavailable) as reason:
            self.notes.append(str(reason))

    def close(self) -> None:
        """Listen no more."""
        for part in (self._locks, self._focus, self.idle_source, *self._buses):
            if part is not None:
                part.close()
