"""The composition root of the running app: its parts, in the order in which they are built."""

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from hipbreak.app.data.event_recorder import EventRecorder
from hipbreak.app.language import AppLanguage
from hipbreak.app.lazy import Lazy
from hipbreak.app.programme.programme_cache import ProgrammeCache
from hipbreak.app.sensors import Sensors, SourceHistory, WatchedClock, switches_of
from hipbreak.app.ui_controller import DesktopServices, UiController
from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.identity import APP_ID
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text.messages import another_writer, internal_error, no_idle_source, service_hangs
from hipbreak.core.tracking.engine import LONGEST_BEAT, Engine
from hipbreak.core.tracking.inputs import Input, Lock, Refused, Suspend
from hipbreak.core.tracking.state import Guiding, LoggedState, Sitting, State
from hipbreak.desktop.dbus.qt_startup_probe import BUS
from hipbreak.desktop.display.desktop_name import has_appearance
from hipbreak.desktop.display.platform_choice import PlatformChoice
from hipbreak.desktop.timing.clock import LocalZone, SystemClock
from hipbreak.desktop.timing.scheduler import Scheduler
from hipbreak.desktop.tray.monitor import XEMBED, TrayMonitor
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import AppPaths
from hipbreak.store.settings_file import ChangeRefused
from hipbreak.store.settings_store import SettingsStore
from hipbreak.store.writer_lock import WriterLock
from hipbreak.ui.intents import Intent

if TYPE_CHECKING:
    from hipbreak.app.data.daily_copies import DailyCopies
    from hipbreak.app.data.shared_folder import SharedFolder
    from hipbreak.app.diagnostics.health_check import HealthCheck
    from hipbreak.app.hooks import HookRunner
    from hipbreak.app.ipc_commands import IpcCommandHandler
    from hipbreak.desktop.audio.music_pause import MusicPause
    from hipbreak.desktop.display.desktop_appearance import DesktopAppearance
    from hipbreak.desktop.ipc.command_server import CommandServer
    from hipbreak.store.event_log.days import DayLog

_FIRST_COPY = timedelta(hours=1)  # if the screen is not locked before
_SOURCES_REPORT_MS = 10_000  # by then every source has reported something, if it ever will
_IDLE_REPORTS_MS = 5_000  # the same for a source of idle time
_ON_LINUX = sys.platform == "linux"


class Application:
    """Each part is given what it needs; an earlier part calls a later one only through a method of this class."""

    def __init__(
        self,
        paths: AppPaths,
        lock: WriterLock,
        settings: SettingsStore,
        display: PlatformChoice,
        environment: Mapping[str, str],
        language: AppLanguage,
        hanging: str,
        page: Intent | None,
    ) -> None:
        """`environment` is that of the session; `hanging` is what Qt was kept off (see `qt_startup_probe`).

        `page` is opened once the app runs.
        """
        self._page = page
        self._paths, self._lock, self._settings, self._display = paths, lock, settings, display
        self._environment, self._language, self._hanging = environment, language, hanging
        self._is_first_run = paths.is_new
        self._is_prompt_prepared = self._is_attached = self._is_closed = False
        self._appearance: DesktopAppearance | None = None
        clock = SystemClock()
        self._scheduler = Scheduler(clock, self._report_exception)
        self._recorder = EventRecorder(
            paths,
            lambda delay, retry: self._scheduler.schedule_in("log", delay, retry),
            self._report_log_notes,
            lambda: QTimer.singleShot(0, self._adopt_past),
            lock.renew,
            merge=self._merge_logs,
        )
        programme = ProgrammeCache(self._recorder.programme, paths.settings)
        switches = switches_of(settings.settings)
        self._sensors = Sensors(environment, sys.platform, switches, self._report_once)
        now = clock.now()
        self._recorder.correct_clock(now)
        logged_state, last_seen = self._recorder.past()
        self._engine = Engine(
            State(min(now, last_seen or now), logged=logged_state),
            settings.settings,
            WatchedClock(clock),
            self._sensors,
            self._scheduler,
            self._recorder,
            programme.reminder,
            self._correct_clock,
        )
        self._tray_monitor = TrayMonitor(self._refresh, self._renew_tray)
        self._source_history = SourceHistory(self._sensors, self._tray_monitor)
        desktop = DesktopServices(
            display=display,
            session_bus=lambda: self._sensors.session,
            screen_reader=self._sensors.screen_reader,
            tray_available=(lambda: self._tray_monitor.present) if _ON_LINUX else QSystemTrayIcon.isSystemTrayAvailable,
            zone=LocalZone(),
            tray_has_balloons=lambda: not _ON_LINUX or self._tray_monitor.name == XEMBED,
            health_check=self._create_health_check,
        )
        self._ui = UiController(
            self._engine, self._recorder, programme, paths, clock.elapsed, self._change, self.quit, desktop
        )
        self._commands = Lazy(self._create_commands)
        self._server = Lazy(self._create_server)
        self._copies = Lazy(self._create_copies)
        self._shared = Lazy(self._create_shared)
        self._engine.add_listener(self._ui.show_state)
        self._hooks = Lazy(self._create_hooks)
        self._engine.add_listener(self._prepare_prompt)
        self._engine.add_listener(self._run_hooks)
        if _ON_LINUX:
            self._music = Lazy(self._create_music)
            self._engine.add_listener(self._pause_music)
        self._engine.add_listener(self._keep_lock_and_socket)
        self._engine.launch(last_seen)
        QTimer.singleShot(0, self._attach)
        if last_seen is None:
            QTimer.singleShot(_IDLE_REPORTS_MS, self._report_missing_idle)

    def quit(self) -> None:
        """Write everything, and end the event loop."""
        self.close()
        QApplication.quit()

    def close(self) -> None:
        """Write everything, and release it. Idempotent."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._appearance is not None:
            self._appearance.close()
        self._ui.prepare_quit()
        self._engine.halt()
        self._scheduler.close()
        for part in (self._server.existing, self._copies.existing, self._hooks.existing, self._shared.existing):
            if part is not None:
                part.close()
        self._tray_monitor.close()
        self._ui.close()
        self._sensors.close()
        self._recorder.close()

    # Start

    def _attach(self) -> None:
        """Start what can wait until the icon is there, and load its code."""
        if self._is_closed:
            return
        self._sensors.attach(self._handle_input, self._wants_window_switches)
        if _ON_LINUX:
            cut_off = self._hanging == BUS
            self._tray_monitor.attach(None if cut_off else self._sensors.session, self._environment, cut_off)
            self._follow_appearance()
        try:
            self._lock.name_socket(self._server.get().listen(self._paths.socket))
        except OSError as error:
            self._report_once(str(error))
        hanging = (service_hangs(self._hanging),) if self._hanging else ()
        lock_note = (self._lock.note,) if self._lock.note else ()
        for note in (*self._settings.notes, *hanging, *lock_note):
            self._report_once(note)
        self._is_attached = True
        self._report_log_notes()
        self._ui.offer_saved_session()
        self._engine.beat()
        QTimer.singleShot(_SOURCES_REPORT_MS, self._source_history.record)
        if _ON_LINUX:
            QTimer.singleShot(0, self._offer_on_bus)
        self._scheduler.schedule_in("copy", _FIRST_COPY, lambda: self._copies.get().begin())
        self._use_shared_folder()
        if self._page is not None:
            self._ui.request(self._page)
        if self._is_first_run:
            self._ui.open_welcome()

    def _follow_appearance(self) -> None:
        session = self._sensors.session
        if session is None or not has_appearance(self._environment):
            return
        from hipbreak.desktop.display.desktop_appearance import DesktopAppearance

        self._appearance = DesktopAppearance(session, self._environment, self._ui.windows.follow_desktop)

    def _create_commands(self) -> "IpcCommandHandler":
        from hipbreak.app.ipc_commands import IpcActions, IpcCommandHandler

        actions = IpcActions(
            show=self._ui.raise_window,
            open_page=self._ui.request,
            reload=self._reload,
            quit=lambda: QTimer.singleShot(0, self.quit),
            open_routine=lambda name: self._ui.programme.get().open_routine(name),
            operations=lambda: self._ui.data.get().operations,
            diagnostics=self._ui.diagnostics,
            not_kept=lambda: self._recorder.not_kept,
        )
        return IpcCommandHandler(self._engine, lambda: self._sensors.idle_source.name, actions, LocalZone())

    def _create_server(self) -> "CommandServer":
        from hipbreak.desktop.ipc.command_server import CommandServer

        return CommandServer(
            lambda *command: self._commands.get().answer(*command), self._report_exception, self._is_own_log
        )

    def _run_command(self, command: str, args: dict[str, Any]) -> tuple[int, str, dict[str, Any]]:
        try:
            return self._commands.get().run(command, args)
        except Exception as error:  # noqa: BLE001 - any error is reported, and others are answered
            self._report_exception(error)
            return 1, internal_error(error), {}

    def _is_own_log(self, log: str) -> bool:
        try:
            return log == str(self._paths.log) or self._paths.log.samefile(log)
        except (OSError, ValueError):
            return False

    def _keep_lock_and_socket(self, *_: object) -> None:
        """Make lock file and socket again if they were removed; end if another process writes this log meanwhile."""
        if self._is_closed:
            return
        if not self._lock.renew():
            self._report_once(another_writer(str(self._paths.log)))
            QTimer.singleShot(0, self.quit)
        elif self._server.existing is not None and (path := self._server.existing.renew()):
            self._lock.name_socket(path)

    def _run_hooks(self, state: State, facts: Sequence[Fact]) -> None:
        if self._engine.settings.hooks.commands:
            self._hooks.get().show_state(state, facts)

    def _create_hooks(self) -> "HookRunner":
        from hipbreak.app.hooks import HookRunner

        return HookRunner(lambda: self._engine.settings, self._report_once)

    def _pause_music(self, state: State, _facts: Sequence[Fact]) -> None:
        """Pause music while a session runs, if the person wants that."""
        offer = state.logged.offer
        in_session = isinstance(offer, Guiding) and offer.kind == "routine"
        if in_session and self._engine.settings.pause_music and self._sensors.session is not None:
            self._music.get().pause()
        elif not in_session and self._music.existing is not None:
            (self._music.existing.close if self._is_closed else self._music.existing.go_on)()

    def _create_music(self) -> "MusicPause":
        from hipbreak.desktop.audio.music_pause import MusicPause

        assert self._sensors.session is not None
        return MusicPause(self._sensors.session)

    def _offer_on_bus(self) -> None:
        """Answer on the session bus, under the name of the app."""
        bus = self._sensors.session if not self._is_closed and self._hanging != BUS else None
        if bus is None:
            return
        from hipbreak.app.events import Events
        from hipbreak.desktop.dbus.service import OwnService

        events, service = Events(), OwnService(bus, APP_ID, self._run_command)

        def emit_events(state: State, facts: Sequence[Fact]) -> None:
            for event, record in events.of(state, facts, self._engine.settings):
                service.emit(event, record)

        self._engine.add_listener(emit_events)

    def _create_copies(self) -> "DailyCopies":
        from hipbreak.app.data.daily_copies import DailyCopies

        return DailyCopies(
            self._paths.log,
            self._engine,
            self._recorder,
            self._scheduler,
            lambda: self._ui.is_changing_log or self._is_closed,
            self._report_once,
        )

    def _use_shared_folder(self) -> None:
        if self._shared.existing is not None or self._engine.settings.shared_folder:
            self._shared.get().begin()

    def _merge_logs(self, log: EventLog, running: Interval | None) -> "DayLog | None":
        return self._shared.get().merged(log, running) if self._engine.settings.shared_folder else None

    def _create_shared(self) -> "SharedFolder":
        from hipbreak.app.data.shared_folder import SharedFolder

        return SharedFolder(
            self._paths.log,
            self._engine,
            self._scheduler,
            lambda: self._ui.is_changing_log or self._is_closed or not self._is_attached,
            self._report_once,
            self._show_delivery,
        )

    def _show_delivery(self, has_deleted: bool) -> None:
        """Other machines have delivered something; with `has_deleted` the own log has changed as well."""
        if has_deleted:
            self._engine.reload(self._recorder.past()[0])
        self._ui.show_changed_log()

    def _other_machines(self) -> str:
        from hipbreak.store.shared.folder import machines_line

        folder = self._engine.settings.shared_folder
        return machines_line(self._paths.log, folder) if folder else ""

    def _create_health_check(self) -> "HealthCheck":
        from hipbreak.app.diagnostics.health_check import HealthCheck

        return HealthCheck(
            self._sensors,
            self._tray_monitor,
            self._source_history,
            self._recorder.check,
            self._paths,
            lambda: self._display,
            self._recorder.lost_days,
            self._other_machines,
        )

    # Inputs

    def _handle_input(self, event: Input) -> None:
        try:
            self._engine.handle(event)
        except Refused as reason:
            self._ui.messages.show(str(reason))
        if isinstance(event, Lock | Suspend):
            self._recorder.checkpoint()
        if isinstance(event, Lock):
            self._copies.get().begin()

    def _is_sitting_almost(self, duration: timedelta, margin: timedelta) -> bool:
        """Whether sitting reaches this duration within the margin, or has reached it."""
        logged = self._engine.state.logged
        if not isinstance(logged.posture, Sitting) or logged.base is None:
            return False
        return duration - (self._engine.state.at - logged.base) <= margin

    def _wants_window_switches(self) -> bool:
        """Window switches matter only in the second half of the prompt's window (R10)."""
        middle = self._engine.settings.window()[1]
        return self._is_sitting_almost(middle, LONGEST_BEAT)  # the state is at most one beat old

    def _prepare_prompt(self, *_: object) -> None:
        """Create the card in the minute before it may be shown, so that it is shown without delay."""
        opens = self._engine.settings.window_opens
        if not self._is_prompt_prepared and self._is_sitting_almost(opens, timedelta(seconds=60)):
            self._is_prompt_prepared = True
            QTimer.singleShot(0, self._ui.prompts.prepare)

    # Settings

    def _change(self, key: str, value: object) -> None:
        try:
            notes = self._settings.change(key, value)
        except ChangeRefused as reason:
            notes = []
            self._ui.messages.report(str(reason))
        self._use(self._settings.settings, notes)

    def _reload(self) -> None:
        notes = self._settings.reload()
        self._use(self._settings.settings, notes)

    def _use(self, settings: Settings, notes: Sequence[str]) -> None:
        self._engine.change_settings(settings)
        self._sensors.use(switches_of(settings))
        if self._is_attached:
            self._use_shared_folder()
        self._ui.update_settings()
        if self._language.change(settings.language):
            QTimer.singleShot(0, self._ui.change_language)  # a click in a window that is made anew has led here
        for note in notes:
            self._report_once(note)

    # The tray

    def _refresh(self) -> None:
        self._ui.refresh()

    def _renew_tray(self) -> None:
        self._ui.tray.renew()

    # Problems

    def _report_once(self, text: str) -> None:
        self._ui.messages.report_once(text)

    def _report_log_notes(self) -> None:
        """Show the notes of the log, but not during an import or deletion, which locks the log for a second."""
        if self._is_closed:
            print(f"hipbreak: {self._recorder.notes[-1]}", file=sys.stderr)
        elif self._is_attached and not self._ui.is_changing_log:
            for note in self._recorder.notes:
                self._report_once(note)

    def _adopt_past(self) -> None:
        """The log of earlier runs could not be read at the start, and now can."""
        if not self._is_closed:
            self._engine.reload(self._recorder.past()[0])
            self._ui.show_changed_log()

    def _correct_clock(self, now: datetime, by: timedelta) -> LoggedState | None:
        """Correct the log after the clock was set (R8)."""
        logged = self._recorder.correct_clock(now, by)
        if logged is not None:
            QTimer.singleShot(0, self._ui.show_changed_log)
        return logged

    def _report_missing_idle(self) -> None:
        """Report at the first run that no source of idle time works here (R1)."""
        if not self._is_closed and self._sensors.idle() is None:
            self._report_once(no_idle_source())

    def _report_exception(self, error: Exception) -> None:
        """Report a defect of this program, and continue with the next beat."""
        sys.excepthook(type(error), error, error.__traceback__)
        self._report_once(internal_error(error))
        self._scheduler.schedule_in("beat", LONGEST_BEAT, self._engine.beat)
