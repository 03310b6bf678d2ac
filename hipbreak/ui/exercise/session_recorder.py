"""What the engine and the log are told of a session: that it begins, goes on, is put away, hurts, or is over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.saved_session import SavedSession, resume_player, save_session
from hipbreak.core.exercise.session_plan import RoutineOptions, build
from hipbreak.core.exercise.session_result import pain_fact, percent_done, session_facts
from hipbreak.core.text.session import SessionResult, session_result
from hipbreak.core.tracking import inputs
from hipbreak.ui.exercise.playback import Playback


class SessionRecorder(QObject):
    """`wanted` carries core.inputs commands: Start, Finish or Abandon, and Note for what the programme keeps.

    `kept` carries a KeptSession as the session goes on, so that it outlives the app; None once it is over.
    """

    wanted = Signal(object)
    kept = Signal(object)

    def __init__(self, run: Playback, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self.routine: Routine | None = None
        self._run, self._now = run, now
        self._options = RoutineOptions()
        self._answers: dict[str, str] = {}  # of a self-test, by side
        self._entered: timedelta | None = None  # time in the session when the engine was told of its Start
        self._left: datetime | None = None  # when it was put away
        self._pain: tuple[Routine, str] | None = None  # a pain that is not noted yet
        run.progressed.connect(self._keep)

    @property
    def entered(self) -> bool:
        """Whether the engine has been told of a session that goes on, paused or not."""
        return self._entered is not None

    @property
    def percent_done(self) -> int | None:
        """At how many per cent a session was put away; None while there is none."""
        return percent_done(self._run.halted()) if self._run.player is not None else None

    def begin(self, routine: Routine, options: RoutineOptions) -> None:
        """Another session, from its first step, not yet going; one that was put away is logged."""
        self.drop()
        self.routine, self._options, self._answers = routine, options, {}
        self._run.load(build(routine, replace(options, speed=1.0)), options.speed)

    def take_up(self, kept: SavedSession, routine: Routine) -> None:
        """A session of an earlier run of the app, put away; ValueError when it does not fit the routine."""
        player = resume_player(kept, routine)
        self.routine, self._options, self._answers = routine, kept.options, {}
        self._left = kept.at
        self._run.take_up(player)

    def enter(self) -> None:
        """It begins or goes on; once until it is left."""
        if self._entered is None:
            self._entered, self._left = self._run.spent(), None
            self.wanted.emit(inputs.Start("routine"))

    def leave(self, finished: bool = False) -> None:
        """It is over or put away."""
        if self._entered is not None:
            spent, self._entered = self._run.spent() - self._entered, None
            self._left = self._now()
            self.wanted.emit(inputs.Finish(spent) if finished else inputs.Abandon(spent))

    def forget_entry(self) -> None:
        """The engine has ended it itself."""
        self._entered, self._left = None, self._now()

    def drop(self) -> None:
        """Give up a session that was put away: it is logged as far as it got, at the moment when it was left."""
        self.leave()
        if self._run.player and self.routine:
            for fact in session_facts(self.routine, self._options, self._run.halted(), self._answers):
                self.wanted.emit(inputs.RecordFact(fact, self._left))
            self.kept.emit(None)
        self.forget()

    def forget(self) -> None:
        """Give it up without a word: somebody else has logged it."""
        self._run.drop()
        self.routine = None

    def close(self, finished: bool) -> SessionResult:
        """The session is over: the engine and the log are told."""
        assert self.routine
        self._run.halt()
        done = session_result(self.routine, self._options, self._run.halted(), finished)
        self.leave(finished)
        self._left = None  # it is entered at the present moment
        self.drop()
        return done

    def answer(self, side: str, answer: str) -> None:
        """What was seen on this side."""
        self._answers[side] = answer

    def hurts(self) -> tuple[Routine, str]:
        """Something hurts: where in the routine it was; the session is over."""
        assert self.routine
        step = self._run.place().step
        self._pain = self.routine, step.move or step.block
        routine, verb = self.routine, step.verb
        self.close(finished=False)
        return routine, verb

    def note_pain(self, where: str = "") -> None:
        """Once for each pain: with the place if it was said, without it when the panel is left."""
        if self._pain:
            routine, move = self._pain
            self._pain = None
            self.wanted.emit(inputs.RecordFact(pain_fact(routine, move, where)))

    def _keep(self) -> None:
        if self.routine and self._run.player:
            kept = save_session(self.routine, self._options, self._run.halted(), self._left or self._now())
            if kept is not None:
                self.kept.emit(kept)
