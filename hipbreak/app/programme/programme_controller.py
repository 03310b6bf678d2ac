"""The windows of the programme: its own, the questions, the self-test, and the session of a routine."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hipbreak.app.programme.programme_cache import ProgrammeCache
from hipbreak.app.prompts.pending_session import PendingSession
from hipbreak.app.ui_context import UiContext
from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.saved_session import SavedSession, fits
from hipbreak.core.programme.progress import Programme
from hipbreak.core.programme.schedule import where
from hipbreak.core.programme.session_options import may_start, options_for
from hipbreak.core.text import programme_window as programme_window_text
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.state import Guiding, State
from hipbreak.store.routine_library import Library
from hipbreak.ui.intents import Intent, OpenRoutine, ReportPain
from hipbreak.ui.programme.health_screening_dialog import HealthScreeningDialog

if TYPE_CHECKING:
    from hipbreak.app.programme.session_resume import SessionResume
    from hipbreak.ui.exercise.session_window import SessionWindow

WISHES = (Intent.PROGRAMME, Intent.SESSION, Intent.GATE, Intent.SELF_TEST)
_SELF_TEST = "self-test"


class ProgrammeController(QObject):
    """Made when something of the programme is first wanted."""

    def __init__(
        self, house: UiContext, course: ProgrammeCache, resuming: "SessionResume", change: Callable[[str, object], None]
    ) -> None:
        """`course` is told what happens before this is; `change` sets an option."""
        super().__init__()
        self._house, self._course, self._resuming, self._change = house, course, resuming, change
        self._considering = PendingSession(house)
        resuming.expired.connect(self._expired)
        self._waiting: str | None = None  # the routine that the questions were opened for

    @property
    def programme(self) -> Programme:
        """The programme as it is now."""
        return self._course.programme

    def show_state(self, state: State) -> None:
        """What this state asks for; the course knows its facts already."""
        window = self._house.made.get("programme")
        if window is not None and window.isVisible():
            self._fill_programme(window)
        if "session" in self._house.made and self.session.running:
            if not (isinstance(state.logged.offer, Guiding) and state.logged.offer.kind == "routine"):
                self.session.dismiss()
            elif state.sensors is not None and state.sensors.absent_since is not None:
                self.session.interrupt()

    def want(self, wanted: object) -> None:
        """One of WISHES, a RoutineWish or a HurtWish; Refused when there is no such routine."""
        if isinstance(wanted, OpenRoutine):
            self.open_routine(wanted.name)
        elif isinstance(wanted, ReportPain):
            self._open_hurt(wanted)
        elif wanted is Intent.PROGRAMME:
            self._open_programme()
        elif wanted is Intent.SESSION:
            self._open_today()
        elif wanted is Intent.GATE:
            self._ask(None)
        elif wanted is Intent.SELF_TEST:
            self.open_routine(_SELF_TEST)

    def open_routine(self, name: str) -> None:
        """Open the routine, after the questions if they have to come first; Refused when there is none of that name."""
        self._house.engine.beat()
        if self.library.get(name) is None:
            raise inputs.Refused(programme_window_text.no_routine(name))
        self._considering.begin()
        if not may_start(self.programme, name):
            self._ask(name)
        elif name == _SELF_TEST:
            self._open_self_test()
        else:
            self._open_session(name)

    def _open_today(self) -> None:
        """Today's session; the programme's window when there is none (any more)."""
        self._house.engine.beat()
        name = self._course.session(self._house.engine.state.at)
        if name is None:
            self._open_programme()
        else:
            self.open_routine(name)

    def put_away(self) -> None:
        """The app ends: a session that is not over is kept for the next run or, where that fails, logged."""
        if "session" in self._house.made and self.session.unfinished:
            self.session.close()
            if not self._resuming.holds:
                self.session.drop()

    def _expired(self) -> None:
        if "session" in self._house.made and not self.session.running:
            self.session.book.forget()

    @property
    def library(self) -> Library:
        """Every routine; read anew each time the programme's window is opened."""
        return self._course.library

    @property
    def session(self) -> "SessionWindow":
        """The session window, made at the first routine."""
        from hipbreak.ui.exercise.session_window import SessionWindow

        house, session = self._house, self._house.made.get("session")
        if not isinstance(session, SessionWindow):
            house.made["session"] = session = SessionWindow(
                house.tokens(), house.elapsed, lambda: house.engine.state.at, house.reduced()
            )
            session.kept.connect(self._resuming.keep)
            session.wanted.connect(house.want)
            hearing = house.hearing()
            session.heard.connect(hearing.hear)
            session.silent.connect(hearing.hush)
            session.over.connect(hearing.rest)
            hearing.noticed.connect(session.say)
            session.say(hearing.notice)
            self._considering.watch(session)
            house.put_back("session")
        return session

    def _open_session(self, name: str) -> None:
        routine = self.library.get(name)
        assert routine is not None
        at = where(self.programme, self._house.engine.state.at.date())
        self.session.set_reduced_motion(self._house.reduced())
        self._house.hearing().open()
        weight_offered = at is None or "weight" in at.offers
        self.session.open(routine, options_for(self.programme, routine), weight_offered, self._kept_of(routine))

    def _kept_of(self, routine: Routine) -> SavedSession | None:
        """The session of this routine that an earlier run left; one that does not fit is logged as far as it got."""
        kept = self._resuming.found()
        if kept is None or self.session.unfinished:
            return None
        if kept.routine == routine.name and fits(kept, routine):
            return kept
        self._resuming.give_up()
        return None

    def _open_programme(self) -> None:
        from hipbreak.ui.programme.window import ProgrammeWindow

        house = self._house
        house.engine.beat()
        window = house.made.get("programme")
        if not isinstance(window, ProgrammeWindow):
            library = self._course.read_library()
            window = ProgrammeWindow(
                self.programme,
                house.engine.state.at,
                library.routines,
                notes=library.notes,
                tokens=house.tokens(),
                settings=house.settings,
                reminder=self._reminder(),
            )
            window.wanted.connect(house.want)
            window.changed.connect(self._change)
            house.made["programme"] = window
            house.put_back("programme")
        else:
            self._fill_programme(window)
        house.bring_up("programme")

    def _reminder(self) -> datetime | None:
        state = self._house.engine.state
        return self._course.next_reminder(state.at, self._house.settings, state.logged.reminder.last_day)

    def _fill_programme(self, window: QWidget) -> None:
        now, settings = self._house.engine.state.at, self._house.settings
        window.show_programme(  # type: ignore[attr-defined]  # made by _open_programme
            self.programme, now, settings=settings, reminder=self._reminder()
        )

    def use(self) -> None:
        """Settings have changed."""
        if "programme" in self._house.made:
            self._fill_programme(self._house.made["programme"])

    def _open_self_test(self) -> None:
        from hipbreak.ui.exercise.self_test_window import SelfTestWindow

        house, window = self._house, self._house.made.get("self_test")
        if not isinstance(window, SelfTestWindow):
            window = SelfTestWindow(lambda: house.engine.state.at, house.tokens())
            window.wanted.connect(house.want)
            house.made["self_test"] = window
            house.put_back("self_test")
        window.begin()

    def _open_hurt(self, hurt: ReportPain) -> None:
        from hipbreak.ui.exercise.pain_window import PainWindow

        house, window = self._house, self._house.made.get("hurt")
        routine = self.library.get(hurt.routine)
        if routine is None:
            raise inputs.Refused(programme_window_text.no_routine(hurt.routine))
        if not isinstance(window, PainWindow):
            window = PainWindow(house.tokens())
            window.wanted.connect(house.want)
            house.made["hurt"] = window
            house.put_back("hurt")
        window.ask(routine, hurt.move, hurt.at)

    def _ask(self, routine: str | None) -> None:
        """The questions, and then this routine if it may be done."""
        house, window = self._house, self._house.made.get("gate")
        self._waiting = routine
        if not isinstance(window, HealthScreeningDialog):
            window = HealthScreeningDialog(lambda: house.engine.state.at, house.tokens())
            window.wanted.connect(house.want)
            window.passed.connect(self._passed)
            self._considering.watch(window)
            house.made["gate"] = window
            house.put_back("gate")
        window.ask(self.programme.gate)

    def _passed(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._house.want(OpenRoutine(waiting))
