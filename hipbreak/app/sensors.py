"""The engine's inputs from this desktop: idle time, locks, suspend, the active window, calls and quiet."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hipbreak.core.diagnostics import NONE
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text.messages import source_back, source_lost
from hipbreak.core.tracking import inputs
from hipbreak.desktop.busy.base import BusySwitches
from hipbreak.desktop.dbus.address import BusUnavailable, session_address, system_address
from hipbreak.desktop.idle.base import IdleSource
from hipbreak.desktop.idle.failover import FailoverIdleSource
from hipbreak.desktop.idle.selection import candidates
from hipbreak.desktop.timing.clock import ClockWatch, SystemClock

if TYPE_CHECKING:
    from hipbreak.desktop.audio.screen_reader import ScreenReader
    from hipbreak.desktop.busy.selection import BusySources
    from hipbreak.desktop.dbus.connection import BusConnection
    from hipbreak.desktop.focus.base import FocusSource
    from hipbreak.desktop.lock.base import LockSource
    from hipbreak.desktop.tray.monitor import TrayMonitor

Emit = Callable[[inputs.Input], None]

_ALL = BusySwitches()
_BUSY = ("call", "awake", "dnd")
_ADDRESSES: dict[str, Callable[[Mapping[str, str]], str]] = {"session": session_address, "system": system_address}


class WatchedClock:
    """The clocks of this machine as the engine reads them."""

    def __init__(self, clock: SystemClock) -> None:
        self._clock, self._watch = clock, ClockWatch()

    def read(self) -> tuple[datetime, timedelta]:
        """Return the wall clock, and by how much it was set since the last reading."""
        now = self._clock.now()
        return now, self._watch.read(now, self._clock.elapsed())


def switches_of(settings: Settings) -> BusySwitches:
    """The inputs that the settings allow."""
    return BusySwitches(
        microphone=settings.sense_microphone,
        camera=settings.sense_camera,
        inhibitors=settings.sense_inhibitors,
        players=settings.sense_players,
        quiet=settings.sense_quiet,
        fullscreen=settings.sense_fullscreen,
    )


class Sensors:
    """Created before the engine, which reads the idle time; `attach` starts everything else."""

    def __init__(
        self,
        environment: Mapping[str, str] = os.environ,
        platform: str = sys.platform,
        switches: BusySwitches = _ALL,
        on_source_change: Callable[[str], None] = lambda _text: None,
    ) -> None:
        """`on_source_change` receives a text when an idle source that worked is replaced, and when it is back."""
        self.notes: list[str] = []
        """Why some sources of idle time cannot be used."""
        self._on_source_change, self._closed = on_source_change, False
        self.busy: BusySources | None = None
        self.locks: LockSource | None = None
        self.focus: FocusSource | None = None
        self._environment, self._platform = environment, platform
        self.switches = switches
        """The inputs that are switched on."""
        self._buses: dict[str, BusConnection | None] = {}
        self._reader: ScreenReader | None = None
        self._emit: Emit | None = None
        self.is_full = False
        """Whether a window is known to cover the whole screen, also while that is switched off."""
        rungs = candidates(platform, environment, lambda: self._bus("session"), lambda: self._bus("system"))
        self._idle = FailoverIdleSource(rungs, self._note, self._changed)

    @property
    def idle_source(self) -> IdleSource:
        """The source of idle time in use."""
        return self._idle.source

    def idle(self) -> timedelta | None:
        """Time since the last input, None while unknown; a source that has failed is replaced."""
        return self._idle.idle()

    def watch_return(self, back: Callable[[], None]) -> bool:
        """See `desktop.idle.base.IdleSource`; a source that fails before the return calls back, too."""
        return self._idle.watch_return(back)

    def attach(self, emit: Emit, wants_window_switches: Callable[[], bool]) -> None:
        """Start to listen, without blocking; `wants_window_switches` returns whether they matter now."""
        from hipbreak.desktop.lock.base import LockListener
        from hipbreak.desktop.lock.selection import watch_locks

        self._emit = emit
        listener = LockListener(
            locked=lambda on: emit(inputs.Lock() if on else inputs.Unlock()),
            asleep=lambda on: emit(inputs.Suspend() if on else inputs.Wake()),
        )
        self.locks = watch_locks(listener, self._bus("session"), self._bus("system"), self._environment, self._platform)
        self._watch_focus(emit, wants_window_switches)
        self.use(self.switches)

    def use(self, switches: BusySwitches) -> None:
        """Listen to these inputs from now on; what was on and is switched off is reported as off."""
        emit = self._emit
        if emit is None or (self.busy is not None and switches == self.switches):
            self.switches = switches
            return
        if self.busy is not None and self.is_full and switches.fullscreen != self.switches.fullscreen:
            emit(inputs.BusyChanged("fullscreen", switches.fullscreen))
        from hipbreak.desktop.busy.selection import BusySources

        was_on = self.busy.reasons if self.busy is not None else {}
        if self.busy is not None:
            self.busy.close()
        self.switches = switches
        self.busy = BusySources(
            lambda what, on: emit(inputs.BusyChanged(what, on)),
            self._bus("session"),
            self._bus("system"),
            self._environment,
            switches,
            self._platform,
        )
        for what, sources in was_on.items():
            if sources:
                emit(inputs.BusyChanged(what, False))

    def screen_reader(self) -> bool:
        """Whether a screen reader is on; False until the desktop has answered the first query."""
        if self._reader is None:
            from hipbreak.desktop.audio.screen_reader import ScreenReader

            self._reader = ScreenReader(self._bus("session"))
        return self._reader.is_on

    def _note(self, reason: str) -> None:
        if reason not in self.notes:
            self.notes.append(reason)

    def _changed(self, lost: str, current: str) -> None:
        if not self._closed:
            self._on_source_change(source_lost(lost, current) if lost else source_back(current))

    @property
    def session(self) -> "BusConnection | None":
        """The session bus, if this desktop has one; it may be disconnected."""
        return self._bus("session")

    def _bus(self, which: str) -> "BusConnection | None":
        if which not in self._buses:
            self._buses[which] = self._connect(which)
        return self._buses[which]

    def _connect(self, which: str) -> "BusConnection | None":
        if self._platform in ("win32", "darwin"):
            return None
        from hipbreak.desktop.dbus.connection import BusConnection

        try:
            bus = BusConnection(_ADDRESSES[which](self._environment))
        except BusUnavailable as reason:
            self._note(str(reason))
            return None
        # The idle source may be connecting while it is constructed.
        bus.on_reconnect(lambda: self._idle.retry_better())  # noqa: PLW0108
        return bus

    def _watch_focus(self, emit: Emit, wants_window_switches: Callable[[], bool]) -> None:
        from hipbreak.desktop.focus.base import FocusListener, FocusUnavailable
        from hipbreak.desktop.focus.selection import watch_focus

        def switched() -> None:
            if wants_window_switches():
                emit(inputs.WindowSwitch())

        def full(on: bool) -> None:
            self.is_full = on
            if self.switches.fullscreen:
                emit(inputs.BusyChanged("fullscreen", on))

        listener = FocusListener(switched, full)
        try:
            self.focus = watch_focus(listener, self._platform, self._environment)
        except FocusUnavailable as reason:
            self._note(str(reason))

    def close(self) -> None:
        """Stop all callbacks. Idempotent."""
        self._closed = True
        for part in (self.busy, self.locks, self.focus, self._idle, *self._buses.values()):
            if part is not None:
                part.close()


class SourceHistory:
    """Which sources worked earlier in this run; keyed by the names in `core.diagnostics.ORDER`."""

    def __init__(self, sensors: Sensors, tray: "TrayMonitor") -> None:
        self._sensors, self._tray = sensors, tray
        self._seen: dict[str, set[str]] = {}
        self._busy = sensors.busy

    def record(self) -> None:
        """Remember the sources that work now."""
        self._drop_replaced()
        for what, names in self._working().items():
            self._seen.setdefault(what, set()).update(names)

    def missing(self) -> dict[str, list[str]]:
        """The remembered sources that do not work now."""
        self._drop_replaced()
        working = self._working()
        return {what: sorted(seen - set(working[what])) for what, seen in self._seen.items()}

    def _drop_replaced(self) -> None:
        """Start over for calls and quiet when the settings have replaced their sources."""
        if self._sensors.busy is not self._busy:
            self._busy = self._sensors.busy
            for what in _BUSY:
                self._seen.pop(what, None)

    def _working(self) -> Mapping[str, Iterable[str]]:
        from hipbreak.desktop.lock.selection import SLEEP_SOURCES

        sensors, focus = self._sensors, self._sensors.focus
        idle_works = sensors.idle() is not None  # read first: a source that has failed is replaced then
        locks = sensors.locks.names if sensors.locks is not None else ()
        return {
            "idle": [sensors.idle_source.name] if idle_works and sensors.idle_source.name != NONE else [],
            "lock": [name for name in locks if name not in SLEEP_SOURCES],
            "suspend": [name for name in locks if name in SLEEP_SOURCES],
            "fullscreen": [focus.name] if focus is not None and focus.problem is None else [],
            "tray": [self._tray.name] if self._tray.name else [],
            **{what: sensors.busy.sources(what) if sensors.busy is not None else () for what in _BUSY},
        }
