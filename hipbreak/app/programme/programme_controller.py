"""The programme's page, and its windows: the health questions, the self-test, the session of a routine, and pain."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from hipbreak.app.lazy import Lazy
from hipbreak.app.programme.programme_cache import ProgrammeCache
from hipbreak.app.programme.session_resume import SessionResume
from hipbreak.app.ui_context import UiContext
from hipbreak.app.windows.window_slot import WindowSlot
from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.saved_session import SavedSession, matches_routine
from hipbreak.core.programme.health_screening import may_start
from hipbreak.core.programme.schedule import day_plan, options_for
from hipbreak.core.text import programme as programme_text
from hipbreak.core.text import programme_view as programme_view_text
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.state import Card, Guiding, State
from hipbreak.store.routine_library import own_folder
from hipbreak.ui.intents import ChangeRoutine, Intent, OpenRoutine, ReportPain
from hipbreak.ui.programme.health_screening_dialog import HealthScreeningDialog

if TYPE_CHECKING:
    from hipbreak.app.programme.own_routine_dialogs import OwnRoutineDialogs
    from hipbreak.ui.exercise.pain_window import PainWindow
    from hipbreak.ui.exercise.self_test_window import SelfTestWindow
    from hipbreak.ui.exercise.session_window import SessionWindow
    from hipbreak.ui.programme.view import ProgrammeView

_SELF_TEST = "self-test"


class ProgrammeController(QObject):
    """Opens each window at the intent that names it."""

    def __init__(
        self,
        context: UiContext,
        programme: ProgrammeCache,
        resume: SessionResume,
        change_setting: Callable[[str, object], None],
        settings_path: Path,
    ) -> None:
        """The person's own routines lie beside the settings."""
        super().__init__()
        self._context, self._programme, self._resume = context, programme, resume
        self._change_setting, self._settings_path = change_setting, settings_path
        self._own_routines = Lazy(self._create_own_routines)
        windows = context.windows
        self._view: ProgrammeView | None = None
        self.session = WindowSlot(windows, "session", self._create_session)
        self.self_test = WindowSlot(windows, "self_test", self._create_self_test)
        self.pain = WindowSlot(windows, "hurt", self._create_pain)
        self.screening = WindowSlot(windows, "gate", self._create_screening)
        self._screened_routine: str | None = None  # the routine that the questions were opened for
        resume.expired.connect(self._forget_expired)

    def show_state(self, state: State) -> None:
        """Update the windows; the programme's own facts are in its cache already."""
        if self._view is not None and self._view.isVisible():
            self.update_view()
        session = self.session.existing
        if session is not None and session.running:
            if not (isinstance(state.logged.offer, Guiding) and state.logged.offer.kind == "routine"):
                session.dismiss()
            elif state.sensors is not None and state.sensors.absent_since is not None:
                session.interrupt()

    def handle_intent(self, intent: object) -> None:
        """Open what an intent of the programme names; Refused when there is no such routine."""
        if isinstance(intent, OpenRoutine):
            self.open_routine(intent.name)
        elif isinstance(intent, ChangeRoutine):
            self._own_routines.get().change(intent)
        elif intent is Intent.ADD_ROUTINE:
            self._own_routines.get().ask_file()
        elif isinstance(intent, ReportPain):
            self._open_pain(intent)
        elif intent is Intent.SESSION:
            self._open_todays_session()
        elif intent is Intent.HEALTH_SCREENING:
            self._open_screening(None)
        elif intent is Intent.SELF_TEST:
            self.open_routine(_SELF_TEST)

    def open_routine(self, name: str) -> None:
        """Open the routine, after the health questions if they come first; Refused when there is none of that name."""
        self._context.engine.beat()
        if name in self._programme.library.files:
            self.update_routines()  # it may have been edited
        if self._programme.library.get(name) is None:
            raise inputs.Refused(programme_view_text.no_routine(name))
        self._hide_prompt()
        if not may_start(self._programme.programme, name):
            self._open_screening(name)
        elif name == _SELF_TEST:
            self.self_test.get().begin()
        else:
            self._open_session(name)

    # The page in the main window

    def create_view(self) -> "ProgrammeView":
        """A new page, which is kept up to date until `release_view`."""
        from hipbreak.ui.programme.view import ProgrammeView

        context, library = self._context, self._programme.read_library()
        view = ProgrammeView(
            self._programme.programme,
            context.engine.state.at,
            library.routines,
            notes=library.notes,
            tokens=context.theme.tokens(),
            settings=context.settings,
            reminder=self._reminder(),
        )
        view.requested.connect(context.request)
        view.changed.connect(self._change_setting)
        self._view = view
        return view

    def update_view(self) -> None:
        """Show the programme as it is now."""
        if self._view is not None:
            now, settings = self._context.engine.state.at, self._context.settings
            self._view.show_programme(self._programme.programme, now, settings=settings, reminder=self._reminder())

    def update_routines(self) -> None:
        """Read the routines again if there are any of the person's own, and show them on the page."""
        if not (self._programme.library.files or own_folder(self._settings_path).exists()):
            return
        library = self._programme.read_library()
        if self._view is not None:
            self._view.show_routines(library.routines, library.notes)

    def release_view(self) -> None:
        """Forget the page, which is being deleted."""
        self._view = None

    def _reminder(self) -> datetime | None:
        state = self._context.engine.state
        return self._programme.next_reminder(state.at, self._context.settings, state.logged.reminder.last_day)

    def prepare_quit(self) -> None:
        """Save an unfinished session for the next run or, where that fails, log it."""
        session = self.session.existing
        if session is not None and session.unfinished:
            session.close()
            if not self._resume.is_saved:
                session.abandon()

    # The prompt of a session is hidden while one reads what its Start opened, and skipped if that is closed (R18)

    def _hide_prompt(self) -> None:
        offer = self._context.engine.state.logged.offer
        if isinstance(offer, Card) and offer.kind == "routine":
            self._context.engine.handle(inputs.Preview())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and isinstance(watched, QWidget) and not watched.isVisible():
            QTimer.singleShot(0, self, self._skip_prompt)  # the questions may have opened the session just now
        return super().eventFilter(watched, event)

    def _skip_prompt(self) -> None:
        engine = self._context.engine
        if engine.state.previewing() and not (self.session.is_visible or self.screening.is_visible):
            engine.beat()  # the answers may have withdrawn the card
            if engine.state.previewing():
                self._context.request(inputs.Skip())

    # Windows

    def _open_todays_session(self) -> None:
        """Open the session of today, or the programme's page when there is none (any more)."""
        self._context.engine.beat()
        name = self._programme.session(self._context.engine.state.at, self._context.settings)
        if name is None:
            self._context.request(Intent.PROGRAMME)
        else:
            self.open_routine(name)

    def _forget_expired(self) -> None:
        session = self.session.existing
        if session is not None and not session.running:
            session.recorder.discard()

    def _create_session(self) -> "SessionWindow":
        from hipbreak.ui.exercise.session_window import SessionWindow

        context, audio = self._context, self._context.audio.get()
        session = SessionWindow(
            context.theme.tokens(),
            context.elapsed,
            lambda: context.engine.state.at,
            context.theme.reduced_motion(),
            self._progress_sentence,
        )
        session.progress_saved.connect(self._resume.save)
        session.requested.connect(context.request)
        session.audio_cue.connect(audio.play)
        session.speech_cancelled.connect(audio.stop_speech)
        session.audio_ended.connect(audio.unload)
        audio.notice_changed.connect(session.show_notice)
        session.show_notice(audio.notice)
        session.installEventFilter(self)
        return session

    def _progress_sentence(self) -> str:
        plan = day_plan(self._programme.programme, self._context.engine.state.at.date())
        return programme_text.progress_sentence(plan) if plan is not None else ""

    def _open_session(self, name: str) -> None:
        routine = self._programme.library.get(name)
        assert routine is not None
        programme = self._programme.programme
        at = day_plan(programme, self._context.engine.state.at.date())
        session = self.session.get()
        session.set_reduced_motion(self._context.theme.reduced_motion())
        self._context.audio.get().open()
        weight_offered = at is None or "weight" in at.offers
        options = options_for(programme, routine, self._context.settings)
        session.open(routine, options, weight_offered, self._saved_session(routine, session))

    def _saved_session(self, routine: Routine, session: "SessionWindow") -> SavedSession | None:
        """The session of this routine that an earlier run left; one that does not fit is logged as far as it got."""
        saved = self._resume.find()
        if saved is None or session.unfinished:
            return None
        if saved.routine == routine.name and matches_routine(saved, routine):
            return saved
        self._resume.expire()
        return None

    def _create_self_test(self) -> "SelfTestWindow":
        from hipbreak.ui.exercise.self_test_window import SelfTestWindow

        window = SelfTestWindow(lambda: self._context.engine.state.at, self._context.theme.tokens())
        window.requested.connect(self._context.request)
        return window

    def _create_pain(self) -> "PainWindow":
        from hipbreak.ui.exercise.pain_window import PainWindow

        window = PainWindow(self._context.theme.tokens())
        window.requested.connect(self._context.request)
        return window

    def _open_pain(self, report: ReportPain) -> None:
        routine = self._programme.library.get(report.routine)
        if routine is None:
            raise inputs.Refused(programme_view_text.no_routine(report.routine))
        self.pain.get().begin(routine, report)

    def _create_screening(self) -> HealthScreeningDialog:
        window = HealthScreeningDialog(lambda: self._context.engine.state.at, self._context.theme.tokens())
        window.requested.connect(self._context.request)
        window.passed.connect(self._open_screened_routine)
        window.installEventFilter(self)
        return window

    def _create_own_routines(self) -> "OwnRoutineDialogs":
        from hipbreak.app.programme.own_routine_dialogs import OwnRoutineDialogs

        return OwnRoutineDialogs(
            self._settings_path,
            self._programme,
            lambda: self._view.window() if self._view is not None else None,
            self.update_routines,
        )

    def _open_screening(self, routine: str | None) -> None:
        """Ask the health questions, and then open this routine if it may be done."""
        self._screened_routine = routine
        self.screening.get().begin(self._programme.programme.health_answers)

    def _open_screened_routine(self) -> None:
        routine, self._screened_routine = self._screened_routine, None
        if routine is not None:
            self._context.request(OpenRoutine(routine))
