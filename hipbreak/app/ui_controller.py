"""The user interface: shows each state, and routes what the person asks for to the engine or to a window."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QSystemTrayIcon

from hipbreak.app.data.event_recorder import EventRecorder
from hipbreak.app.lazy import Lazy
from hipbreak.app.programme.programme_cache import ProgrammeCache
from hipbreak.app.prompts.prompt_controller import PromptController
from hipbreak.app.prompts.user_messages import UserMessages
from hipbreak.app.ui_context import UiContext
from hipbreak.app.windows.app_theme import AppTheme
from hipbreak.app.windows.window_slot import WindowSet, WindowSlot
from hipbreak.core.facts.base import Fact
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.state import State
from hipbreak.core.tracking.status import status_of
from hipbreak.desktop.display.platform_choice import PlatformChoice
from hipbreak.store.paths import SAVED_SESSION, AppPaths
from hipbreak.ui.intents import DATA_INTENTS, PAGES, ChangeRoutine, Intent, OpenRoutine, ReportPain
from hipbreak.ui.tray.menu import MainMenu
from hipbreak.ui.tray.tray import Tray

if TYPE_CHECKING:
    from hipbreak.app.audio.audio_cues import AudioCues
    from hipbreak.app.data.data_dialogs import DataDialogs
    from hipbreak.app.diagnostics.diagnostics_controller import DiagnosticsController
    from hipbreak.app.diagnostics.health_check import HealthCheck
    from hipbreak.app.programme.programme_controller import ProgrammeController
    from hipbreak.app.programme.session_resume import SessionResume
    from hipbreak.app.windows.app_windows import AppWindows
    from hipbreak.core.exercise.routine import Routine
    from hipbreak.core.statistics.daily import Day
    from hipbreak.desktop.dbus.connection import BusConnection
    from hipbreak.ui.tray.popover import Popover

_PROGRAMME_INTENTS = (Intent.SESSION, Intent.HEALTH_SCREENING, Intent.SELF_TEST, Intent.ADD_ROUTINE)


class DesktopServices(Struct, frozen=True):
    """What the user interface uses of the desktop; the defaults are for a tray and nothing else."""

    display: PlatformChoice
    session_bus: "Callable[[], BusConnection | None]" = lambda: None
    screen_reader: Callable[[], bool] = lambda: False
    tray_available: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable
    tray_has_balloons: Callable[[], bool] = lambda: True
    zone: tzinfo | None = None
    """That of the local wall clock; None for the offset of each moment."""
    health_check: "Callable[[], HealthCheck] | None" = None


class UiController(QObject):
    """What is seldom used is created, and its code loaded, at first use."""

    def __init__(
        self,
        engine: Engine,
        recorder: EventRecorder,
        programme: ProgrammeCache,
        paths: AppPaths,
        elapsed: Callable[[], timedelta],
        change_setting: Callable[[str, object], None],
        quit_app: Callable[[], None],
        desktop: DesktopServices,
    ) -> None:
        super().__init__()
        self._engine, self._recorder, self._programme, self._paths = engine, recorder, programme, paths
        self._change_setting, self._quit_app, self._desktop = change_setting, quit_app, desktop
        theme = AppTheme(lambda: engine.settings)
        self.windows = WindowSet(theme, paths.state, self.request)
        self._audio = Lazy(self._create_audio)
        self._context = UiContext(engine, theme, self.windows, self._audio, self.request, elapsed)
        self.menu = MainMenu(lambda: engine.state.at.astimezone(desktop.zone or engine.state.at.tzinfo))
        """The menu of the tray, and of the window that replaces it."""
        self.tray = Tray(self.menu, self, desktop.tray_available, desktop.tray_has_balloons, theme.prepare)
        self.menu.aboutToShow.connect(theme.prepare)
        self.messages = UserMessages(self.tray, desktop.session_bus, self.request)
        self.prompts = PromptController(
            self._context,
            self.tray,
            self.menu,
            self.messages,
            desktop.session_bus,
            self._find_break,
            self._routine_line,
            desktop.display,
            lambda: self.app_windows.existing is not None and self.app_windows.existing.welcome.is_visible,
            self._today,
        )
        self._popover = WindowSlot(self.windows, "popover", self._create_popover, False, is_centred=False)
        self.diagnostics = Lazy(self._create_diagnostics)
        self.resume = Lazy(self._create_resume)
        self.programme = Lazy(self._create_programme)
        self.app_windows = Lazy(self._create_app_windows)
        self.data = Lazy(self._create_data)
        self.menu.requested.connect(self.request)
        self.tray.requested.connect(self.request)
        self.tray.clicked.connect(self._toggle_popover)

    def show_state(self, state: State, facts: Sequence[Fact], has_changed: bool = False) -> None:
        """Show a new state of the engine, and the facts that led to it; `has_changed` if earlier ones did as well."""
        settings = self._engine.settings
        self._programme.add_facts(facts)
        status = status_of(state, settings)
        self.menu.show_suggestion(self._programme.menu_line(state.at, settings))
        is_session = status.session_waits or (status.card is not None and status.card.kind == "routine")
        self.menu.show_session(self._programme.session_length(state.at, settings) if is_session else "")
        self.tray.show_status(status, settings)
        self.prompts.show_state(state, facts, status)
        if self._popover.is_visible:
            self._popover.get().show_status(status)
        if self.app_windows.existing is not None:
            self.app_windows.existing.show_status(status)
            self.app_windows.existing.update_statistics(has_changed or bool(facts))
        if self.programme.existing is not None:
            self.programme.existing.show_state(state)

    def refresh(self) -> None:
        """Show the current state again."""
        self.show_state(self._engine.state, ())

    def request(self, request: object) -> None:
        """Execute a command, or open what an intent names; what does not fit now is answered by a message."""
        sensors = self._engine.state.sensors
        try:
            if isinstance(request, Intent) and sensors is not None and sensors.away:
                self._engine.handle(inputs.Sit())  # opening a window ends "I'm away"
            if isinstance(request, inputs.Command):
                self._engine.handle(request)
            elif isinstance(request, OpenRoutine | ReportPain | ChangeRoutine) or request in _PROGRAMME_INTENTS:
                self.programme.get().handle_intent(request)
        except inputs.Refused as reason:
            self.messages.show(str(reason))
        if request in PAGES:
            windows = self.app_windows.get()
            if not windows.main.is_visible:
                self._breathe()
            windows.open(request)
        match request:
            case Intent.LOG_BREAK:
                self.app_windows.get().log_break.raise_window()
            case Intent() if request in DATA_INTENTS:
                self.data.get().handle_intent(request)
            case Intent.QUIT:
                self._quit_app()

    def raise_window(self) -> None:
        """Raise what waits for an answer, else open the page Now: Hipbreak was started a second time."""
        if not self.prompts.raise_window():
            self.request(Intent.NOW)

    def open_welcome(self) -> None:
        """Show the welcome."""
        self.app_windows.get().welcome.get().begin()

    def offer_saved_session(self) -> None:
        """Offer to resume the session that the last run left unfinished, or log it."""
        if not (self._paths.state / SAVED_SESSION).exists():
            return
        from hipbreak.core.exercise.routine_text import resume_offer, translate

        session = self.resume.get().find()
        routine = self._programme.library.get(session.routine) if session else None
        if session and routine:
            text = resume_offer(translate(routine.title), session.percent)
            self.messages.show(text, OpenRoutine(session.routine))

    def update_settings(self) -> None:
        """Show the engine's changed settings."""
        self.windows.apply_theme()
        if self.app_windows.existing is not None:
            self.app_windows.existing.update_settings()
        if self.programme.existing is not None:
            self.programme.existing.update_view()

    def change_language(self) -> None:
        """Show everything in the language in use now; a break, a session or a dialog keeps its own until it closes."""
        self.menu.change_language()
        self.windows.mark_outdated()
        self.prompts.change_language()
        self._release_popover()
        if self.app_windows.existing is not None:
            self.app_windows.existing.change_language()
        if self._audio.existing is not None:
            self._audio.existing.unload()  # the voice speaks one language
        self.show_changed_log()

    @property
    def is_changing_log(self) -> bool:
        """Whether an import or deletion runs, which may lock the log for a second."""
        return self.data.existing is not None and self.data.existing.operations.busy

    def prepare_quit(self) -> None:
        """Cancel what runs, and save or log an unfinished session; the engine must still run."""
        if self.data.existing is not None:
            self.data.existing.operations.close()
        if self.programme.existing is not None:
            self.programme.existing.prepare_quit()

    def close(self) -> None:
        """Close all windows and remove the icon."""
        if self.diagnostics.existing is not None:
            self.diagnostics.existing.close()
        self.tray.hide()
        if self._audio.existing is not None:
            self._audio.existing.close()
        self.messages.close()
        self.prompts.close()
        self.windows.close()

    def show_changed_log(self) -> None:
        """Drop what was read from the log and show it again."""
        self._programme.invalidate()
        self.show_state(self._engine.state, (), has_changed=True)

    def _today(self) -> "tuple[Day, datetime, str, str]":
        """Today, the moment of now, today's session with its length, and the standing beside its target."""
        from hipbreak.core.text.day import standing_share
        from hipbreak.ui.theme.locale_format import unbroken_percent

        state = self._engine.state
        (day,) = self._recorder.range(state.logged, state.at, state.at.date(), state.at.date())
        standing = standing_share(day.sum, self._engine.settings.standing_share, unbroken_percent)
        return day, state.at, self._session_line() if self._programme.is_loaded else "", standing

    def _create_popover(self) -> "Popover":
        from hipbreak.ui.tray.popover import Popover

        popover = Popover(self.menu, self._today, self._context.theme.tokens(), self._context.theme.reduced_motion)
        popover.requested.connect(self.request)
        popover.expired.connect(self._release_popover)
        return popover

    def _toggle_popover(self, icon: QRect) -> None:
        popover = self._popover.get()
        popover.show_status(self._context.status())
        popover.toggle(icon)
        if popover.isVisible():
            self._breathe()

    def _breathe(self) -> None:
        """Let the ring in the tray swell once, as a window opens."""
        if not self._context.theme.reduced_motion():
            self.tray.breathe()

    def _release_popover(self) -> None:
        if (popover := self._popover.existing) is not None:
            self._popover.discard()
            popover.deleteLater()

    def _session_line(self) -> str:
        return self._programme.session_line(self._engine.state.at, self._engine.settings)

    def _find_break(self, kind: str) -> "Routine | None":
        settings = self._engine.settings
        if why := self._programme.why_usual_break(kind, settings):
            self.messages.report_once(why)
        return self._programme.break_routine(kind, settings)

    def _routine_line(self, kind: str) -> str:
        """What a prompt of this kind is for, unless it is the shipped pulse."""
        if kind == "routine":
            return self._session_line()
        if kind == "sit":
            return ""
        return self._programme.break_line("pulse" if kind == "cue" else kind, self._engine.settings)

    def _create_app_windows(self) -> "AppWindows":
        from hipbreak.app.windows.app_windows import AppWindows

        return AppWindows(
            self._context,
            self._recorder,
            self._programme,
            self.programme,
            self._change_setting,
            self._paths.settings,
            self.diagnostics if self._desktop.health_check is not None else None,
        )

    def _create_audio(self) -> "AudioCues":
        from hipbreak.app.audio.audio_cues import AudioCues

        return AudioCues(lambda: self._engine.settings, self._desktop.screen_reader)

    def _create_diagnostics(self) -> "DiagnosticsController":
        from hipbreak.app.diagnostics.diagnostics_controller import DiagnosticsController

        assert self._desktop.health_check is not None, "a desktop that is not simulated has one"
        return DiagnosticsController(self._context, self.tray, self._desktop.health_check, self.open_welcome)

    def _create_resume(self) -> "SessionResume":
        from hipbreak.app.programme.session_resume import SessionResume

        return SessionResume(
            self._paths.state,
            lambda: self._engine.state.at,
            self._recorder.programme,
            self.request,
            self.messages.report_once,
        )

    def _create_programme(self) -> "ProgrammeController":
        from hipbreak.app.programme.programme_controller import ProgrammeController

        resume, settings_path = self.resume.get(), self._paths.settings
        return ProgrammeController(self._context, self._programme, resume, self._change_setting, settings_path)

    def _create_data(self) -> "DataDialogs":
        from hipbreak.app.data.data_dialogs import DataDialogs
        from hipbreak.app.data.data_operations import DataHost

        host = DataHost(
            logged_state=lambda: self._recorder.past()[0],
            log_changed=self.show_changed_log,
            days_shown=self.app_windows.get().days_shown,
            parent_window=lambda: self.app_windows.get().main.existing,
            days_deleted=lambda first, last: self.resume.get().delete_days(first, last),
            restore_copy=lambda copy: (self._recorder.restore(copy), self._recorder.past()[1]),
            not_kept=lambda: self._recorder.not_kept,
        )
        return DataDialogs(self._paths, self._engine, host)
