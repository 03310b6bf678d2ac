"""The composition root: builds the parts of the running app and ties them together."""

import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from hipbreak.app.data.event_recorder import EventRecorder
from hipbreak.app.diagnostics.lost_sources import LostSources
from hipbreak.app.diagnostics.settings_pages import DiagnosticsPages
from hipbreak.app.sensors import Sensors, WatchedClock, switches_of
from hipbreak.app.ui_controller import UiController
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text.messages import cannot_tell, hangs, own_error
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.inputs import Input, Lock, Refused, Suspend
from hipbreak.core.tracking.state import Sitting, State
from hipbreak.desktop.dbus.qt_startup_probe import BUS
from hipbreak.desktop.display.platform_choice import PlatformChoice
from hipbreak.desktop.ipc.command_server import CommandServer
from hipbreak.desktop.ipc.single_instance import SingleInstanceLock
from hipbreak.desktop.timing.clock import SystemClock
from hipbreak.desktop.timing.scheduler import Scheduler
from hipbreak.desktop.tray.monitor import XEMBED, TrayMonitor
from hipbreak.store.paths import AppPaths
from hipbreak.store.settings_file import ChangeRefused
from hipbreak.store.settings_store import SettingsStore
from hipbreak.ui.intents import Intent

if TYPE_CHECKING:
    from hipbreak.app.data.data_dialogs import DataDialogs
    from hipbreak.app.diagnostics.health_check import HealthCheck

_EVERYBODY_HAS_TOLD_MS = 10_000
_FINDS_OUT_MS = 5_000  # by then a source of idle time has told something, if it ever will


class Application:
    """The parts of the running app."""

    def __init__(
        self,
        places: AppPaths,
        held: SingleInstanceLock,
        stored: SettingsStore,
        display: PlatformChoice,
        environment: Mapping[str, str],
        hanging: str = "",
    ) -> None:
        """`environment` is as the session gave it; `hanging` is what Qt had to be kept off (see `qt_startup_probe`)."""
        self._places, self._held, self._settings, self._display = places, held, stored, display
        self._environment, self._hanging = environment, hanging
        self._server: CommandServer | None = None
        self._said: set[str] = set()
        self._closed = self._ready = False
        self._records: DataDialogs | None = None
        settings = stored.settings
        clock = SystemClock()
        self._is_first = places.is_new
        self.journal = EventRecorder(places)
        self.senses = Sensors(environment, switches=switches_of(settings))
        self._alarm = Scheduler(clock, self._report)
        story, heard = self.journal.past()
        now = clock.now()
        state = State(min(now, heard or now), logged=story)
        self.engine = Engine(state, settings, WatchedClock(clock), self.senses, self._alarm, self.journal)
        self.engine.trouble, self.senses.lost = self._tell_trouble, self._say_once
        self.windows = UiController(
            self.engine,
            clock.elapsed,
            lambda first, last: self.journal.range(self.engine.state.logged, self.engine.state.at, first, last),
            self._change,
            self.quit,
            places.settings,
            places.state,
            display,
            self.journal.programme,
        )
        self.windows.records = self._want_records
        self.windows.spare = self.journal.spare
        self.windows.telling.find_bus = lambda: self.senses.session
        self._tray_watch = TrayMonitor(lambda: self.windows.show_state(self.engine.state, ()), self.windows.tray.renew)
        if sys.platform == "linux":
            self.windows.tray.believe(lambda: self._tray_watch.present, lambda: self._tray_watch.name == XEMBED)
        self.windows.screen_reader = self.senses.screen_reader
        self._roll = LostSources(self.senses, self._tray_watch)
        self._pages = DiagnosticsPages(self.windows.house, self.windows.tray, self._checkup, self._change)
        self.windows.add_pages(self._pages.pages)
        self.engine.add_listener(self.windows.show_state)
        self.engine.add_listener(self._make_ready)
        self.engine.launch(heard)
        QTimer.singleShot(0, self._attach)
        if heard is None:
            QTimer.singleShot(_FINDS_OUT_MS, self._tell_blindness)

    def _tell_trouble(self, sentence: str) -> None:
        """The log cannot be written; while it is being imported or deleted from, that passes within a second."""
        if self._records is None or not self._records.keeper.busy:
            self._say_once(sentence)

    def _want_records(self, wish: Intent) -> None:
        from hipbreak.app.data.data_dialogs import DataDialogs
        from hipbreak.app.data.data_operations import Desk

        if self._records is None:
            past, windows = self.journal.past, self.windows
            desk = Desk(
                lambda: past()[0],
                windows.show_log_anew,
                windows.days_shown,
                windows.statistics,
                windows.resuming.forget,
            )
            self._records = DataDialogs(self._places.log, self.engine, desk)
        self._records.want(wish)

    def _attach(self) -> None:
        """What can wait until the icon is there, the code for it included."""
        from hipbreak.app.ipc_commands import Doors, IpcCommandHandler

        self.senses.attach(self._take, self._wants_switches)
        if sys.platform == "linux":
            cut_off = self._hanging == BUS
            self._tray_watch.attach(None if cut_off else self.senses.session, self._environment, cut_off)
        commands = IpcCommandHandler(
            self.engine,
            lambda: self.senses.idle_source.name,
            Doors(
                self.windows.surface,
                self._reload,
                lambda: QTimer.singleShot(0, self.quit),
                self._open_routine,
                {"doctor": self._pages.doctor, "test": self._pages.test, "tested": self._pages.tested},
            ),
        )
        self._server = CommandServer(commands.answer, self._report)
        try:
            self._server.listen(self._places.socket, self._held)
        except OSError as error:
            self._say_once(str(error))
        hanging = (hangs(self._hanging),) if self._hanging else ()
        for note in (*self._settings.notes, *self.journal.notes, *hanging):
            self._say_once(note)
        self.windows.offer_kept()
        self.engine.beat()
        QTimer.singleShot(_EVERYBODY_HAS_TOLD_MS, self._roll.call)
        if self._is_first:
            self._pages.welcome()

    def _checkup(self) -> "HealthCheck":
        from hipbreak.app.diagnostics.health_check import HealthCheck

        trouble = lambda: self.journal.trouble  # noqa: E731
        return HealthCheck(self.senses, self._tray_watch, self._roll, trouble, self._places, lambda: self._display)

    def _tell_blindness(self) -> None:
        """At the first run, if nothing here tells of input (R1)."""
        if not self._closed and self.senses.idle() is None:
            self._say_once(cannot_tell())

    def _take(self, happening: Input) -> None:
        try:
            self.engine.handle(happening)
        except Refused as reason:
            self.windows.say(str(reason))
        if isinstance(happening, Lock | Suspend):
            self.journal.tidy()

    def _within(self, moment: timedelta, of: timedelta) -> bool:
        """Whether sitting reaches `moment` of the window in `of` or less."""
        story = self.engine.state.logged
        if not isinstance(story.posture, Sitting) or story.base is None:
            return False
        return moment - (self.engine.state.at - story.base) <= of

    def _wants_switches(self) -> bool:
        """Only in the second half of the window does a switch of windows matter (R10)."""
        return self._within(self.engine.settings.window()[1], timedelta(seconds=30))  # the state is at most a beat old

    def _make_ready(self, *_: object) -> None:
        """The card is made in the minute before the window opens: the beat that decides need not wait for it."""
        if not self._ready and self._within(self.engine.settings.window_opens, timedelta(seconds=60)):
            self._ready = True
            QTimer.singleShot(0, self.windows.prompting.make_ready)

    def _change(self, key: str, value: object) -> None:
        try:
            notes = self._settings.change(key, value)
        except ChangeRefused as reason:
            notes = []
            self._say(str(reason))
        self._use(self._settings.settings, notes)

    def _reload(self) -> None:
        notes = self._settings.reload()
        self._use(self._settings.settings, notes)

    def _use(self, settings: Settings, notes: Sequence[str]) -> None:
        self.engine.change_settings(settings)
        self.senses.use(switches_of(settings))
        self.windows.use(settings)
        self._pages.use(settings)
        for note in notes:
            self._say_once(note)

    def _open_routine(self, name: str) -> None:
        self.windows.programme.open_routine(name)

    def _report(self, error: Exception) -> None:
        """An error of ours in the middle of the day: it is told, and the next beat comes."""
        sys.excepthook(type(error), error, error.__traceback__)
        self._say_once(own_error(error))
        self._alarm.ring_in("beat", timedelta(seconds=30), self.engine.beat)

    def _say_once(self, sentence: str) -> None:
        if sentence not in self._said:
            self._said.add(sentence)
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        print(f"hipbreak: {sentence}", file=sys.stderr)
        self.windows.say(sentence)

    def quit(self) -> None:
        """End, with everything written."""
        self.close()
        QApplication.quit()

    def close(self) -> None:
        """Write what is to write, and let go of everything; may be called twice."""
        if self._closed:
            return
        self._closed = True
        if self._records is not None:
            self._records.keeper.close()
        self.windows.put_away()
        self.engine.halt()
        self._alarm.close()
        if self._server is not None:
            self._server.close()
        self._pages.close()
        self._tray_watch.close()
        self.windows.close()
        self.senses.close()
        self.journal.close()
