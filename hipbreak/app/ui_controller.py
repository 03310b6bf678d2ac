"""Shows each state in tray and windows, and hands what the person wants to engine or window."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from hipbreak.app.programme.programme_cache import ProgrammeCache
from hipbreak.app.prompts.prompt_controller import Prompting
from hipbreak.app.prompts.user_messages import UserMessages
from hipbreak.app.ui_context import UiContext
from hipbreak.app.windows.daily_windows import DeskWindows
from hipbreak.app.windows.window_geometry import Placing
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.display_choices import Appearance, Motion
from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.daily import Day
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.state import State
from hipbreak.core.tracking.status import status_of
from hipbreak.desktop.display.platform_choice import PlatformChoice
from hipbreak.store.paths import KEPT_SESSION
from hipbreak.ui.intents import Intent, OpenRoutine, ReportPain
from hipbreak.ui.theme import tokens
from hipbreak.ui.tray.menu import MainMenu
from hipbreak.ui.tray.tray import Tray

if TYPE_CHECKING:
    from hipbreak.app.audio.audio_cues import AudioCues
    from hipbreak.app.diagnostics.settings_pages import Page
    from hipbreak.app.programme.programme_controller import ProgrammeController
    from hipbreak.app.programme.session_resume import SessionResume

_OF_PROGRAMME = (Intent.PROGRAMME, Intent.SESSION, Intent.GATE, Intent.SELF_TEST)
_SCHEMES = {
    Appearance.SYSTEM: Qt.ColorScheme.Unknown,
    Appearance.LIGHT: Qt.ColorScheme.Light,
    Appearance.DARK: Qt.ColorScheme.Dark,
    Appearance.CONTRAST: Qt.ColorScheme.Unknown,
}


class UiController(QObject):
    """Everything on the screen. What is seldom seen is made, and its code loaded, when it is first wanted."""

    def __init__(
        self,
        engine: Engine,
        elapsed: Callable[[], timedelta],
        days: Callable[[date, date], list[Day]],
        change: Callable[[str, object], None],
        quit_app: Callable[[], None],
        settings_path: Path,
        state_folder: Path,
        display: PlatformChoice,
        programme_facts: Callable[[], Sequence[Fact]] = tuple,
    ) -> None:
        """`programme_facts` reads what the log has of the programme."""
        super().__init__()
        self._engine = engine
        self._placing, self._state_folder = Placing(state_folder), state_folder
        self._programme_facts, self._programme_made = programme_facts, False
        self._course = ProgrammeCache(programme_facts, settings_path)
        engine.reminder = self._course.reminder
        self._scheme: Qt.ColorScheme | None = None
        self.records: Callable[[Intent], None] = lambda _: None
        self.spare: Callable[[], None] = lambda: None
        """The log's memory is not needed any more: the windows that showed the past are closed."""
        self.screen_reader: Callable[[], bool] = lambda: False
        """Whether one speaks now."""
        self.menu = MainMenu(lambda: engine.state.at)
        """The menu of tray and small window."""
        self.tray = Tray(self.menu, self)
        self.house = UiContext(
            engine,
            self.want,
            self.say,
            self._put_back,
            self._keep_place,
            lambda: self._tokens,
            lambda: self._reduced,
            elapsed,
            lambda: self.hearing,
            settings_path,
        )
        session = self._course.session_line
        self.telling = UserMessages(self.tray, self.want)
        self.prompting = Prompting(
            self.house, self.tray, self.menu, self.telling, lambda: session(engine.state.at), display
        )
        spare = lambda: self.spare()  # noqa: E731, PLW0108 - set later
        self._desk, self._change = DeskWindows(self.house, days, change, self._course, spare), change
        self._opens: dict[object, Callable[[], None]] = {
            Intent.TODAY: self._desk.open_today,
            Intent.SETTINGS: self._desk.open_settings,
            Intent.LOG_BREAK: self._desk.open_log,
            Intent.QUIT: quit_app,
        }
        self.menu.wanted.connect(self.want)
        self.tray.wanted.connect(self.want)
        self._dress(engine.settings)

    def show_state(self, state: State, told: Sequence[Fact]) -> None:
        """A listener of the engine."""
        self._course.tell(told)
        status = status_of(state, self._engine.settings)
        self.menu.show_mention(self._course.menu_line(state.at, self._engine.settings))
        self.tray.show_status(status, self._engine.settings)
        self.prompting.show_state(state, told, status)
        self._desk.show_change(bool(told))
        if self._programme_made:
            self.programme.show_state(state)

    def show_log_anew(self) -> None:
        """The log was changed on the person's word: what was read from it before holds no more."""
        self._course.forget()
        self.show_state(self._engine.state, ())
        self._desk.show_change(True)

    def statistics(self) -> QWidget | None:
        """The statistics window, while it is there."""
        return self.house.made.get("today")

    def days_shown(self) -> tuple[date, date]:
        """The first and the last day that the statistics window shows; without one, today."""
        return self._desk.days_shown()

    def say(self, sentence: str) -> None:
        """Something the person has to know once."""
        self.telling.say(sentence)

    def surface(self) -> None:
        """Somebody started Hipbreak again: show what there is to see."""
        if not self.prompting.surface():
            self.want(Intent.TODAY)

    def want(self, wanted: object) -> None:
        """What the person wants: a command goes to the engine, a wish opens a window."""
        senses = self._engine.state.sensors
        try:
            if isinstance(wanted, Intent) and senses is not None and senses.away:
                self._engine.handle(inputs.Sit())  # whoever opens a window is back
            if isinstance(wanted, inputs.Command):
                self._engine.handle(wanted)
            elif isinstance(wanted, OpenRoutine | ReportPain) or wanted in _OF_PROGRAMME:
                self.programme.want(wanted)
        except inputs.Refused as reason:
            self.say(str(reason))
        if wanted in self._opens:
            self._opens[wanted]()
        elif isinstance(wanted, Intent):
            self.records(wanted)

    def add_pages(self, pages: "Callable[[], Sequence[Page]]") -> None:
        """More pages of Settings, asked for when that is first opened."""
        self._desk.pages = pages

    def use(self, settings: Settings) -> None:
        """Settings have changed."""
        self._engine.settings = settings
        self._dress(settings)
        for window in self.house.made.values():
            if hasattr(window, "set_tokens"):
                window.set_tokens(self._tokens)
        self._desk.use(settings)
        if self._programme_made:
            self.programme.use()

    def opened(self) -> list[tuple[str, QWidget]]:
        """The windows on the screen, by name: card, guide, today, settings, log, small, programme, session..."""
        return [(name, window) for name, window in self.house.made.items() if window.isVisible()]

    def put_away(self) -> None:
        """The app ends: what is being done is logged as far as it got."""
        if self._programme_made:
            self.programme.put_away()

    def close(self) -> None:
        """Take everything off the screen."""
        self.tray.hide()
        if "hearing" in self.__dict__:
            self.hearing.close()
        self.telling.close()
        self.prompting.close()
        self._placing.keep(self.house.made)
        for window in list(self.house.made.values()):
            window.close()
            window.deleteLater()
        self.house.made.clear()

    def _keep_place(self, name: str) -> None:
        self._placing.remember(name, self.house.made[name])

    def _put_back(self, name: str) -> None:
        self._placing.put_back(name, self.house.made[name])

    @property
    def _tokens(self) -> tokens.Tokens | None:
        match self._engine.settings.appearance:
            case Appearance.SYSTEM:
                return None
            case Appearance.CONTRAST:
                return tokens.chosen(tokens.current() in (tokens.DARK, tokens.HIGH_CONTRAST_DARK), True)
            case chosen:
                return tokens.chosen(chosen is Appearance.DARK, False)

    @property
    def _reduced(self) -> bool:
        chosen = self._engine.settings.motion
        return tokens.reduced_motion() if chosen is Motion.SYSTEM else chosen is Motion.REDUCED

    def _dress(self, settings: Settings) -> None:
        """The native controls follow the colours chosen for ours."""
        scheme = _SCHEMES[settings.appearance]
        if scheme is not self._scheme and (self._scheme is not None or scheme is not Qt.ColorScheme.Unknown):
            from hipbreak.ui.theme.palette import ask_for

            ask_for(scheme)
        self._scheme = scheme

    @cached_property
    def hearing(self) -> "AudioCues":
        """What guides and sessions let be heard, and the Test buttons: made when it is first wanted."""
        from hipbreak.app.audio.audio_cues import AudioCues

        return AudioCues(lambda: self._engine.settings, self.screen_reader)

    @cached_property
    def resuming(self) -> "SessionResume":
        """The session that was left in the middle."""
        from hipbreak.app.programme.session_resume import SessionResume

        return SessionResume(self._state_folder, lambda: self._engine.state.at, self.house, self._programme_facts)

    def offer_kept(self) -> None:
        """At the start: a session that was left in the middle of the last run can be gone on with, or is logged."""
        if not (self._state_folder / KEPT_SESSION).exists():
            return
        from hipbreak.core.exercise.routine_text import resume_offer, translate

        kept = self.resuming.found()
        routine = self.programme.library.get(kept.routine) if kept else None
        if kept and routine:
            self.telling.say(resume_offer(translate(routine.title), kept.percent), OpenRoutine(kept.routine))

    @cached_property
    def programme(self) -> "ProgrammeController":
        """The programme's windows, made when one of them is first wanted."""
        from hipbreak.app.programme.programme_controller import ProgrammeController

        made = ProgrammeController(self.house, self._course, self.resuming, self._change)
        self._programme_made = True
        return made
